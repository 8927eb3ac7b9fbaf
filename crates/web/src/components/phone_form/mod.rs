//! A phone number: as it is dialled, and in which country. The server knows the numbering plans.

use leptos::prelude::*;
use shared::identity::SetPhone;

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
    let listed = ["PY", "AR", "BO", "BR", "CL", "ES", "US", "UY"];
    let home =
        known.as_ref().and_then(|phone| phone.country.clone()).filter(|it| listed.contains(&it.as_str()));
    let number = match (&home, &known) {
        (Some(_), Some(phone)) => phone.national.clone(),
        (None, Some(phone)) => phone.e164.clone(),
        (_, None) => String::new(),
    };
    let country = RwSignal::new(match (&home, &known) {
        (Some(country), _) => country.clone(),
        (None, Some(_)) => OTHER.to_owned(),
        (None, None) => HOME.to_owned(),
    });
    let phone = RwSignal::new(number);
    let options = vec![
        SelectOption::new("PY", tr!(doors.country_py)),
        SelectOption::new("AR", tr!(doors.country_ar)),
        SelectOption::new("BO", tr!(doors.country_bo)),
        SelectOption::new("BR", tr!(doors.country_br)),
        SelectOption::new("CL", tr!(doors.country_cl)),
        SelectOption::new("ES", tr!(doors.country_es)),
        SelectOption::new("US", tr!(doors.country_us)),
        SelectOption::new("UY", tr!(doors.country_uy)),
        SelectOption::new(OTHER, tr!(doors.country_other)),
    ];
    let submit = move |()| {
        let chosen = country.get_untracked();
        let body = SetPhone {
            phone: phone.get_untracked().trim().to_owned(),
            country: (chosen != OTHER).then_some(chosen),
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
            <Select form name="country" label=tr!(doors.country) value=country options=options/>
            <TextField form name="phone" label=tr!(doors.phone) value=phone kind=Kind::Phone autocomplete="tel" help=tr!(doors.phone_help) wrong=tr!(doors.phone_wrong) first=first/>
            <Button text=tr!(common.save) kind=ButtonKind::Primary submit=true busy=form.busy()/>
        </FormView>
    }
}
