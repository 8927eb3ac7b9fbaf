//! Choosing a new password by a mailed link.

use leptos::prelude::*;
use shared::identity::ResetPassword;

use super::frame::Frame;
use crate::address;
use crate::address::query;
use crate::api;
use crate::components::password_rules::PasswordRules;
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink, Kind as ButtonKind};
use crate::ui::form::{Form, FormView, PasswordField};
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::toast::use_toasts;

/// Chooses a new password.
#[component]
pub fn ResetPage() -> impl IntoView {
    let token = query("token");
    let token = move || token.get().filter(|token| !token.is_empty());
    view! {
        <Frame
            title=tr!(public.reset_title)
            text=tr!(public.reset_text)
            below=|| view! { <a href="/sign-in">{tr!(public.back_to_sign_in)}</a> }
        >
            {move || match token() {
                Some(token) => view! { <ResetForm token/> }.into_any(),
                None => view! {
                    <Empty title=tr!(public.reset_missing) text=tr!(public.reset_missing_text) icon=Icon::Link2Off>
                        <ButtonLink text=tr!(public.forgot_send) href="/forgot-password" kind=ButtonKind::Primary/>
                    </Empty>
                }.into_any(),
            }}
        </Frame>
    }
}

#[component]
fn ResetForm(token: String) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("reset");
    let password = RwSignal::new(String::new());
    let submit = move |()| {
        let body = ResetPassword { token: token.clone(), new_password: password.get_untracked() };
        form.submit(
            body,
            |body| async move { api::identity::reset_password(&body).await },
            move |()| {
                toasts.good(tr!(public.reset_done)());
                address::replace("/sign-in");
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <PasswordField form name="new_password" label=tr!(public.new_password) value=password autocomplete="new-password" wrong=tr!(public.password_wrong)/>
            <PasswordRules password/>
            <Button text=tr!(public.reset_save) kind=ButtonKind::Primary submit=true busy=form.busy()/>
        </FormView>
    }
}
