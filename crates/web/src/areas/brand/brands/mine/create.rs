//! The form that makes a brand.

use leptos::prelude::*;
use shared::brands::{Brand, CreateBrand};

use crate::address;
use crate::api;
use crate::browser::spawn;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::toast::use_toasts;

/// A name and a site; everything else is asked for in the workspace, where it leads.
#[component]
pub fn CreateForm(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = Form::new("new-brand");
    let company = RwSignal::new(String::new());
    let website = RwSignal::new(String::new());
    let submit = move |()| {
        let website = website.get_untracked().trim().to_owned();
        let body = CreateBrand {
            company: company.get_untracked().trim().to_owned(),
            website: (!website.is_empty()).then_some(website),
        };
        form.submit(
            body,
            |body| async move { api::brands::create(&body).await },
            move |made: Brand| {
                toasts.good(say!(brands.created, name = made.company));
                // Who has a brand acts as one from now on, and the menus say so.
                spawn(async move { session.reload().await });
                address::go(&format!("/brand/{}", made.id));
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="company" label=tr!(brands.company) value=company autocomplete="organization" help=tr!(brands.company_help) wrong=tr!(brands.company_wrong) first=true/>
            <TextField form name="website" label=tr!(brands.website) value=website autocomplete="url" wrong=tr!(brands.website_wrong) optional=true/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| close.run(())/>
                <Button text=tr!(brands.create) kind=Kind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}
