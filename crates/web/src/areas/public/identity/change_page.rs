//! Replacing a one-time password at the first sign-in.

use leptos::prelude::*;
use shared::identity::{ChangePassword, Role};

use super::frame::Frame;
use crate::address;
use crate::api;
use crate::browser::watch;
use crate::components::password_rules::PasswordRules;
use crate::i18n::tr;
use crate::session::{Visitor, use_session};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::form::{Form, FormView, PasswordField};
use crate::ui::toast::use_toasts;

/// Replaces the one-time password, then goes on.
#[component]
pub fn ChangePage() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new("change");
    let current = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let go = move |target: &str| {
        address::replace(target);
    };
    watch(move || match session.visitor() {
        Visitor::Nobody => go("/sign-in"),
        Visitor::Account(me) if !me.must_change_password => {
            go(if me.roles.contains(&Role::Admin) { "/admin" } else { "/account" });
        }
        Visitor::Unknown | Visitor::Account(_) => {}
    });
    let submit = move |()| {
        let body = ChangePassword {
            current_password: current.get_untracked(),
            new_password: password.get_untracked(),
        };
        let change = |body| async move {
            api::identity::change_password(&body).await?;
            api::identity::me().await
        };
        form.submit(body, change, move |me| {
            toasts.good(tr!(public.changed)());
            session.update(me);
        });
    };
    view! {
        <Frame title=tr!(public.change_title) text=tr!(public.change_text)>
            <FormView form on_submit=submit>
                <PasswordField form name="current_password" label=tr!(public.current_password) value=current autocomplete="current-password" wrong=tr!(public.current_needed)/>
                <PasswordField form name="new_password" label=tr!(public.new_password) value=password autocomplete="new-password" wrong=tr!(public.password_wrong)/>
                <PasswordRules password/>
                <Button text=tr!(public.reset_save) kind=ButtonKind::Primary submit=true busy=form.busy()/>
            </FormView>
        </Frame>
    }
}
