//! Names and language.

use leptos::prelude::*;
use shared::identity::{Locale, UpdateMe};

use crate::api;
use crate::i18n::{self, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Select, SelectOption, TextField};
use crate::ui::toast::use_toasts;

/// Names and language.
#[component]
pub fn ProfileCard() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new("profile");
    let me = untrack(|| session.me());
    let first_name = RwSignal::new(me.as_ref().map(|me| me.first_name.clone()).unwrap_or_default());
    let last_name = RwSignal::new(me.as_ref().map(|me| me.last_name.clone()).unwrap_or_default());
    let language = RwSignal::new(match me.map(|me| me.locale) {
        Some(Locale::En) => "en".to_owned(),
        _ => "es".to_owned(),
    });
    let submit = move |()| {
        let locale = if language.get_untracked() == "en" { Locale::En } else { Locale::Es };
        let body = UpdateMe {
            first_name: Some(first_name.get_untracked().trim().to_owned()),
            last_name: Some(last_name.get_untracked().trim().to_owned()),
            locale: Some(locale),
        };
        form.submit(
            body,
            |body| async move { api::identity::update_me(&body).await },
            move |me| {
                i18n::choose(i18n::from_shared(me.locale));
                session.update(me);
                toasts.good(tr!(account.saved)());
            },
        );
    };
    view! {
        <Card title=tr!(account.profile) text=tr!(account.profile_text)>
            <FormView form on_submit=submit>
                <TextField form name="first_name" label=tr!(public.first_name) value=first_name autocomplete="given-name" wrong=tr!(public.first_name_wrong)/>
                <TextField form name="last_name" label=tr!(public.last_name) value=last_name autocomplete="family-name" wrong=tr!(public.last_name_wrong) optional=true/>
                <Select form name="locale" label=tr!(account.language) value=language options=vec![
                    SelectOption::new("es", "Español"),
                    SelectOption::new("en", "English"),
                ]/>
                <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}
