//! What stands in the fields of the profile, read from a brand and made into a change of it.

use leptos::prelude::*;
use shared::brands::{Brand, BrandNetwork, SetBrandAccount, UpdateBrand, read_brand_handle};

use crate::components::phone_form::{as_typed, chosen_country};

/// The fields. Copy them freely.
#[derive(Clone, Copy)]
pub struct Fields {
    pub company: RwSignal<String>,
    pub legal_name: RwSignal<String>,
    pub ruc: RwSignal<String>,
    pub website: RwSignal<String>,
    pub description: RwSignal<String>,
    pub contact_name: RwSignal<String>,
    pub contact_email: RwSignal<String>,
    pub contact_country: RwSignal<String>,
    pub contact_phone: RwSignal<String>,
    pub contact_public: RwSignal<bool>,
    /// Where a conversation in WhatsApp is, with the number that is stored.
    pub whatsapp: RwSignal<Option<String>>,
    /// One handle for each network.
    pub networks: StoredValue<Vec<(BrandNetwork, RwSignal<String>)>>,
}

/// The name of the field of a network.
pub const fn field_of(network: BrandNetwork) -> &'static str {
    match network {
        BrandNetwork::Instagram => "network_instagram",
        BrandNetwork::Tiktok => "network_tiktok",
        BrandNetwork::Youtube => "network_youtube",
        BrandNetwork::Facebook => "network_facebook",
        BrandNetwork::X => "network_x",
    }
}

impl Fields {
    /// Fields that say what the brand says.
    pub fn of(brand: &Brand) -> Self {
        let text = || RwSignal::new(String::new());
        let networks = BrandNetwork::ALL.iter().map(|network| (*network, text())).collect();
        let fields = Self {
            company: text(),
            legal_name: text(),
            ruc: text(),
            website: text(),
            description: text(),
            contact_name: text(),
            contact_email: text(),
            contact_country: text(),
            contact_phone: text(),
            contact_public: RwSignal::new(false),
            whatsapp: RwSignal::new(None),
            networks: StoredValue::new(networks),
        };
        fields.fill(brand);
        fields
    }

    /// Has the fields say what the brand says now: what was typed may be stored in another form.
    pub fn fill(self, brand: &Brand) {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (country, number) = as_typed(brand.contact.phone.as_ref());
        self.company.set(brand.company.clone());
        self.legal_name.set(text(&brand.legal_name));
        self.ruc.set(text(&brand.ruc));
        self.website.set(text(&brand.website));
        self.description.set(text(&brand.description));
        self.contact_name.set(text(&brand.contact.name));
        self.contact_email.set(text(&brand.contact.email));
        self.contact_country.set(country);
        self.contact_phone.set(number);
        self.contact_public.set(brand.contact_public);
        self.whatsapp.set(brand.contact.whatsapp.clone());
        self.networks.with_value(|all| {
            for (network, handle) in all {
                let account = brand.networks.iter().find(|account| account.network == *network);
                handle.set(account.map(|account| account.handle.clone()).unwrap_or_default());
            }
        });
    }

    /// The first network whose handle cannot be one.
    pub fn wrong_network(self) -> Option<BrandNetwork> {
        self.networks.with_value(|all| {
            let wrong = |(network, handle): &&(BrandNetwork, RwSignal<String>)| {
                let handle = handle.get_untracked();
                !handle.trim().is_empty() && read_brand_handle(*network, &handle).is_err()
            };
            all.iter().find(wrong).map(|(network, _)| *network)
        })
    }

    /// The change that makes the brand say what the fields say.
    pub fn change(self, revision: u32) -> UpdateBrand {
        let trimmed = |value: RwSignal<String>| Some(value.get_untracked().trim().to_owned());
        let networks = self.networks.with_value(|all| {
            let typed = all.iter().map(|(network, handle)| (*network, handle.get_untracked()));
            typed
                .filter(|(_, handle)| !handle.trim().is_empty())
                .map(|(network, handle)| SetBrandAccount { network, handle })
                .collect()
        });
        UpdateBrand {
            company: trimmed(self.company),
            legal_name: trimmed(self.legal_name),
            ruc: trimmed(self.ruc),
            website: trimmed(self.website),
            description: trimmed(self.description),
            contact_name: trimmed(self.contact_name),
            contact_email: trimmed(self.contact_email),
            contact_phone: trimmed(self.contact_phone),
            contact_country: chosen_country(self.contact_country.get_untracked()),
            contact_public: Some(self.contact_public.get_untracked()),
            networks: Some(networks),
            handle: None,
            revision: Some(revision),
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;
    use shared::brands::{Brand, BrandNetwork};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Fields;
    use crate::api::read_value;

    fn brand() -> Brand {
        let value = serde_json::json!({
            "id": "01890a5d-ac96-774b-bcce-b302099a8057",
            "company": "Lurdes",
            "contact": {
                "phone": { "e164": "+595981123456", "national": "0981 123456", "country": "PY" },
                "whatsapp": "https://wa.me/595981123456"
            },
            "contact_public": true,
            "networks": [{ "network": "tiktok", "handle": "lurdes", "url": "https://www.tiktok.com/@lurdes" }],
            "created_at": "2026-11-21T17:03:22Z",
            "revision": 3
        });
        read_value(value).unwrap()
    }

    #[wasm_bindgen_test]
    fn what_a_brand_says_comes_back_as_it_was() {
        let owner = Owner::new();
        owner.set();
        let fields = Fields::of(&brand());
        let change = fields.change(3);
        assert_eq!(change.company.as_deref(), Some("Lurdes"));
        assert_eq!(change.ruc.as_deref(), Some(""), "an empty text takes a part away, and there is none");
        assert_eq!(change.contact_phone.as_deref(), Some("0981 123456"));
        assert_eq!((change.contact_country.as_deref(), change.contact_public), (Some("PY"), Some(true)));
        let networks = change.networks.unwrap();
        assert_eq!((networks.len(), networks[0].network), (1, BrandNetwork::Tiktok));
        assert_eq!((change.handle, change.revision), (None, Some(3)));
    }

    #[wasm_bindgen_test]
    fn a_handle_that_cannot_be_one_is_found_and_an_address_can_be_one() {
        let owner = Owner::new();
        owner.set();
        let fields = Fields::of(&brand());
        let type_in = |wanted: BrandNetwork, text: &str| {
            fields.networks.with_value(|all| {
                let (_, handle) = all.iter().find(|(network, _)| *network == wanted).unwrap();
                handle.set(text.to_owned());
            });
        };
        assert_eq!(fields.wrong_network(), None);
        type_in(BrandNetwork::Instagram, "https://www.instagram.com/lurdes.py/");
        assert_eq!(fields.wrong_network(), None);
        type_in(BrandNetwork::X, "https://www.instagram.com/lurdes.py/");
        assert_eq!(fields.wrong_network(), Some(BrandNetwork::X));
    }
}
