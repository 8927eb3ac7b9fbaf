//! The phone number.

use leptos::prelude::*;

use crate::components::phone_form::PhoneForm;
use crate::i18n::tr;
use crate::ui::card::Card;

/// The phone number.
#[component]
pub fn PhoneCard() -> impl IntoView {
    view! { <Card title=tr!(doors.phone) text=tr!(doors.phone_text)><PhoneForm/></Card> }
}
