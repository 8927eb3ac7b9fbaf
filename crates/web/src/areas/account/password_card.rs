//! Changing the password.

use leptos::prelude::*;
use shared::identity::{ChangePassword, ForgotPassword};

use crate::api;
use crate::components::password_rules::PasswordRules;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, PasswordField};
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::toast::use_toasts;

/// Changes the password, or mails a link to set one where there is none.
#[component]
pub fn PasswordCard() -> impl IntoView {
    let session = use_session();
    let has_one = Memo::new(move |_| session.me().is_none_or(|me| me.has_password));
    move || if has_one.get() { view! { <Change/> }.into_any() } else { view! { <Set/> }.into_any() }
}

#[component]
fn Set() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let send = move |()| {
        let Some(me) = session.me() else { return };
        let body = ForgotPassword { email: me.email.clone() };
        act(
            busy,
            async move { api::identity::forgot_password(&body).await },
            move |()| toasts.good(say!(doors.password_sent, email = me.email)),
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <Card title=tr!(doors.password_set) text=tr!(doors.password_set_text)>
            <div class="row"><Button text=tr!(doors.password_send) icon=Icon::Mail busy on_press=send/></div>
        </Card>
    }
}

#[component]
fn Change() -> impl IntoView {
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
