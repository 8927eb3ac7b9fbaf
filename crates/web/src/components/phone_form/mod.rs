//! A phone number: as it is dialled, and in which country. The server knows the numbering plans.

use leptos::prelude::*;
use shared::identity::{Phone, SetPhone};

use crate::api;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::form::{Form, FormView, Kind, Select, SelectOption, TextField};
use crate::ui::toast::use_toasts;

/// The country that is offered first.
const HOME: &str = "PY";
/// What stands for a country that is not in the list: the number itself says it.
const OTHER: &str = "";

/// The countries that are offered.
const LISTED: [&str; 8] = ["PY", "AR", "BO", "BR", "CL", "ES", "US", "UY"];

/// The countries to choose from.
pub fn countries() -> Vec<SelectOption> {
    vec![
        SelectOption::new("PY", tr!(doors.country_py)),
        SelectOption::new("AR", tr!(doors.country_ar)),
        SelectOption::new("BO", tr!(doors.country_bo)),
        SelectOption::new("BR", tr!(doors.country_br)),
        SelectOption::new("CL", tr!(doors.country_cl)),
        SelectOption::new("ES", tr!(doors.country_es)),
        SelectOption::new("US", tr!(doors.country_us)),
        SelectOption::new("UY", tr!(doors.country_uy)),
        SelectOption::new(OTHER, tr!(doors.country_other)),
    ]
}

/// A number as a form begins with it: the country chosen, and the number as it is dialled there.
pub fn as_typed(phone: Option<&Phone>) -> (String, String) {
    let Some(phone) = phone else { return (HOME.to_owned(), String::new()) };
    match phone.country.as_deref().filter(|country| LISTED.contains(country)) {
        Some(country) => (country.to_owned(), phone.national.clone()),
        None => (OTHER.to_owned(), phone.e164.clone()),
    }
}

/// The country as the API takes it; none where the number itself says it.
pub fn chosen_country(chosen: String) -> Option<String> {
    (chosen != OTHER).then_some(chosen)
}

/// The form. The session learns of the number.
#[component]
pub fn PhoneForm(
    /// Takes the focus when the page opens.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new("phone");
    let known = untrack(|| session.me()).and_then(|me| me.phone);
    let (home, number) = as_typed(known.as_ref());
    let country = RwSignal::new(home);
    let phone = RwSignal::new(number);
    let submit = move |()| {
        let body = SetPhone {
            phone: phone.get_untracked().trim().to_owned(),
            country: chosen_country(country.get_untracked()),
        };
        form.submit(
            body,
            |body| async move { api::identity::set_phone(&body).await },
            move |me| {
                toasts.good(tr!(doors.phone_saved)());
                session.update(me);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <Select form name="country" label=tr!(doors.country) value=country options=countries()/>
            <TextField form name="phone" label=tr!(doors.phone) value=phone kind=Kind::Phone autocomplete="tel" help=tr!(doors.phone_help) wrong=tr!(doors.phone_wrong) first=first/>
            <div class="row"><Button text=tr!(common.save) kind=ButtonKind::Primary submit=true busy=form.busy()/></div>
        </FormView>
    }
}
