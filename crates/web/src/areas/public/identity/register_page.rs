//! Opening an account.

use leptos::prelude::*;
use shared::identity::{Register, Role, SignedIn};

use super::frame::Frame;
use super::google_door::GoogleDoor;
use crate::address::{self, query};
use crate::api;
use crate::components::guard::{first_stop, keeping_next, safe_next};
use crate::components::password_rules::PasswordRules;
use crate::i18n::{locale, to_shared, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::form::{Form, FormView, Kind, PasswordField, Select, SelectOption, TextField};

fn role_of(text: &str) -> Role {
    match text {
        "brand" => Role::Brand,
        "creator" => Role::Creator,
        _ => Role::Customer,
    }
}

/// Opens an account and signs in.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let session = use_session();
    let next = query("next");
    let form = Form::new("register");
    let first_name = RwSignal::new(String::new());
    let last_name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    // Who was invited into a brand comes here to work for one.
    let invited = next.get_untracked().is_some_and(|next| next.starts_with("/brand"));
    let role = RwSignal::new(if invited { "brand" } else { "creator" }.to_owned());
    let roles = vec![
        SelectOption::new("creator", tr!(public.role_creator)),
        SelectOption::new("brand", tr!(public.role_brand)),
        SelectOption::new("customer", tr!(public.role_customer)),
    ];
    let submit = move |()| {
        let body = Register {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            first_name: first_name.get_untracked().trim().to_owned(),
            last_name: last_name.get_untracked().trim().to_owned(),
            role: role_of(&role.get_untracked()),
            locale: to_shared(locale()),
        };
        form.submit(
            body,
            |body| async move { api::identity::register(&body).await },
            move |signed_in: SignedIn| {
                let stop = first_stop(&signed_in.user, next.get_untracked());
                session.begin(signed_in);
                address::replace(&stop);
            },
        );
    };
    view! {
        <Frame
            title=tr!(public.register_title)
            text=tr!(public.register_text)
            below=move || view! { <span>{tr!(public.has_account)}</span><a href=keeping_next("/sign-in", next.get_untracked())>{tr!(common.sign_in)}</a> }
        >
            <GoogleDoor return_to=Signal::derive(move || safe_next(next.get(), false))/>
            <FormView form on_submit=submit>
                <div class="pair">
                    <TextField form name="first_name" label=tr!(public.first_name) value=first_name autocomplete="given-name" wrong=tr!(public.first_name_wrong) first=true/>
                    <TextField form name="last_name" label=tr!(public.last_name) value=last_name autocomplete="family-name" wrong=tr!(public.last_name_wrong) optional=true/>
                </div>
                <TextField form name="email" label=tr!(public.email) value=email kind=Kind::Email autocomplete="username" wrong=tr!(public.email_wrong)/>
                <PasswordField form name="password" label=tr!(public.password) value=password autocomplete="new-password" wrong=tr!(public.password_wrong)/>
                <PasswordRules password/>
                <Select form name="role" label=tr!(public.role) value=role options=roles/>
                <Button text=tr!(common.register) kind=ButtonKind::Primary submit=true busy=form.busy()/>
            </FormView>
        </Frame>
    }
}
