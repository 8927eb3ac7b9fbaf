//! How what a brand says of itself is called, where its revisions are told.

use serde_json::Value;
use shared::brands::BrandNetwork;

use crate::components::revisions::{Vocabulary, changed};
use crate::i18n::tr;
use crate::ui::text::Text;

/// The words of a brand.
pub const BRAND: Vocabulary = Vocabulary {
    field: field_name,
    changed: |revision| changed(revision, field_name),
    item: account_words,
    revert_text: tr!(brands.revert_text),
};

/// What a field of a brand is called.
fn field_name(field: &str) -> Text {
    let text: fn() -> &'static str = match field {
        "company" => tr!(brands.company),
        "legal_name" => tr!(brands.legal_name),
        "ruc" => tr!(brands.ruc),
        "website" => tr!(brands.website),
        "description" => tr!(brands.description),
        "contact.name" => tr!(brands.contact_name),
        "contact.email" => tr!(brands.contact_email),
        "contact.phone" => tr!(brands.contact_phone),
        "contact_public" => tr!(brands.contact_public),
        "networks" => tr!(brands.networks),
        "handle" => tr!(brands.public_page),
        other => return Text::from(other.to_owned()),
    };
    text.into()
}

/// An account on a network: `Instagram @marca`.
fn account_words(value: &Value) -> String {
    let part = |name: &str| value.get(name).and_then(Value::as_str);
    let network = BrandNetwork::ALL.iter().find(|network| Some(network.as_str()) == part("network"));
    match (network, part("handle")) {
        (Some(network), Some(handle)) => format!("{} @{handle}", network.name()),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{account_words, field_name};
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn a_brand_is_told_in_words() {
        let owner = Owner::new();
        owner.set();
        choose(Locale::es);
        assert_eq!(field_name("contact.email").get(), "Correo de contacto");
        assert_eq!(field_name("later").get(), "later");
        assert_eq!(
            account_words(&json!({ "network": "instagram", "handle": "lurdes.py" })),
            "Instagram @lurdes.py"
        );
        assert_eq!(account_words(&json!({ "network": "x", "handle": "lurdes" })), "X @lurdes");
    }
}
