//! Saying where the product is sent to.

use leptos::prelude::*;
use shared::campaigns::{Shipment, ShippingAddress};

use super::super::use_job;
use super::countries;
use crate::api;
use crate::browser::watch;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{self, Form, FormView, Select, TextArea, TextField};
use crate::ui::overlay::{Dialog, Place};
use crate::ui::toast::use_toasts;

/// What is typed. Copy it freely.
#[derive(Clone, Copy)]
struct Typed {
    recipient: RwSignal<String>,
    phone: RwSignal<String>,
    street: RwSignal<String>,
    reference: RwSignal<String>,
    city: RwSignal<String>,
    region: RwSignal<String>,
    postal_code: RwSignal<String>,
    country: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            recipient: empty(),
            phone: empty(),
            street: empty(),
            reference: empty(),
            city: empty(),
            region: empty(),
            postal_code: empty(),
            country: RwSignal::new(countries::HOME.to_owned()),
        }
    }

    fn set(self, address: ShippingAddress) {
        let optional = |text: Option<String>| text.unwrap_or_default();
        self.recipient.set(address.recipient);
        self.phone.set(address.phone);
        self.street.set(address.street);
        self.reference.set(optional(address.reference));
        self.city.set(address.city);
        self.region.set(optional(address.region));
        self.postal_code.set(optional(address.postal_code));
        self.country.set(address.country);
    }

    fn read(self) -> ShippingAddress {
        let typed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let optional = |text| Some(typed(text)).filter(|text: &String| !text.is_empty());
        ShippingAddress {
            recipient: typed(self.recipient),
            phone: typed(self.phone),
            street: typed(self.street),
            reference: optional(self.reference),
            city: typed(self.city),
            region: optional(self.region),
            postal_code: optional(self.postal_code),
            country: typed(self.country),
        }
    }
}

/// The dialog. It begins with what was said before.
#[component]
pub fn AddressDialog(
    /// The shipment.
    shipment: Memo<Option<Shipment>>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The shipment as it is then.
    took: Callback<Shipment>,
) -> impl IntoView {
    let job = use_job();
    let toasts = use_toasts();
    let form = Form::new("address");
    let typed = Typed::new();
    let begun = StoredValue::new(false);
    watch(move || {
        if open.get() && !begun.get_value() {
            begun.set_value(true);
            if let Some(address) = untrack(|| shipment.get()).and_then(|one| one.address) {
                typed.set(address);
            }
        }
    });
    let submit = Callback::new(move |()| {
        form.submit(
            typed.read(),
            move |body| async move { api::work::set_address(job.id, &body).await },
            move |now: Shipment| {
                open.set(false);
                begun.set_value(false);
                toasts.good(tr!(shipping.address_given)());
                took.run(now);
            },
        );
    });
    view! {
        <Dialog open title=tr!(shipping.address) place=Place::Side>
            <div class="stack">
                <p class="small soft">{tr!(shipping.address_text)}</p>
                <FormView form on_submit=submit>
                    <TextField form name="recipient" label=tr!(shipping.recipient) value=typed.recipient autocomplete="name" wrong=tr!(shipping.recipient_wrong)/>
                    <TextField form name="phone" label=tr!(shipping.phone) value=typed.phone kind=form::Kind::Phone autocomplete="tel" help=tr!(shipping.phone_help) wrong=tr!(shipping.phone_wrong)/>
                    <TextField form name="street" label=tr!(shipping.street) value=typed.street autocomplete="street-address" wrong=tr!(shipping.street_wrong)/>
                    <TextArea form name="reference" label=tr!(shipping.reference) value=typed.reference rows=2 help=tr!(shipping.reference_help) wrong=tr!(shipping.reference_wrong) optional=true/>
                    <TextField form name="city" label=tr!(shipping.city) value=typed.city autocomplete="address-level2" wrong=tr!(shipping.city_wrong)/>
                    <TextField form name="region" label=tr!(shipping.region) value=typed.region autocomplete="address-level1" wrong=tr!(shipping.region_wrong) optional=true/>
                    <TextField form name="postal_code" label=tr!(shipping.postal_code) value=typed.postal_code autocomplete="postal-code" wrong=tr!(shipping.postal_code_wrong) optional=true/>
                    <Select form name="country" label=tr!(shipping.country) value=typed.country options=countries::options()/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(shipping.address_save) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}
