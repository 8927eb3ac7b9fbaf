//! Changing the password.

use leptos::prelude::*;
use shared::identity::ChangePassword;

use crate::api;
use crate::components::password_rules::PasswordRules;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, PasswordField};
use crate::ui::toast::use_toasts;

/// Changes the password.
#[component]
pub fn PasswordCard() -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("password");
    let current = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move |()| {
        let body = ChangePassword {
            current_password: current.get_untracked(),
            new_password: password.get_untracked(),
        };
        form.submit(
            body,
            |body| async move { api::identity::change_password(&body).await },
            move |()| {
                current.set(String::new());
                password.set(String::new());
                toasts.good(tr!(account.password_changed)());
            },
        );
    };
    view! {
        <Card title=tr!(account.password) text=tr!(account.password_text)>
            <FormView form on_submit=submit>
                <PasswordField form name="current_password" label=tr!(public.current_password) value=current autocomplete="current-password" wrong=tr!(public.password_needed)/>
                <PasswordField form name="new_password" label=tr!(public.new_password) value=password autocomplete="new-password" wrong=tr!(public.password_wrong)/>
                <PasswordRules password/>
                <div class="row"><Button text=tr!(account.password_change) submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}
