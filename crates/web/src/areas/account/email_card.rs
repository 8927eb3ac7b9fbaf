//! The address and whether it was proven; since when, and as what.

use leptos::prelude::*;
use shared::identity::{ChangeEmail, Me, Role};

use crate::api;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::Button;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::form::{Form, FormView, Kind as TextKind, TextField};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::status::{Badge, Tone};
use crate::ui::toast::use_toasts;

/// The name of a role.
fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => tr!(common.role_admin)(),
        Role::Brand => tr!(common.role_brand)(),
        Role::Creator => tr!(common.role_creator)(),
        Role::Customer => tr!(common.role_customer)(),
    }
}

/// The address and the facts of the account.
#[component]
pub fn EmailCard() -> impl IntoView {
    let session = use_session();
    view! { <Card title=tr!(account.email)>{move || session.me().map(facts)}</Card> }
}

fn facts(me: Me) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let address = me.email.clone();
    let send = move |()| {
        let address = address.clone();
        act(
            busy,
            api::identity::send_verification(),
            move |()| toasts.good(say!(account.email_sent, email = address)),
            move |problem| toasts.problem(&problem),
        );
    };
    let roles = me.roles;
    view! {
        <div class="stack">
            <div class="row tight">
                <span class="strong breakable">{me.email}</span>
                {if me.email_verified {
                    view! { <Badge text=tr!(account.email_verified) tone=Tone::Good/> }
                } else {
                    view! { <Badge text=tr!(account.email_unverified) tone=Tone::Attention/> }
                }}
            </div>
            {(!me.email_verified).then(|| view! {
                <div class="row"><Button text=tr!(account.email_send) icon=Icon::Mail busy on_press=send/></div>
            })}
            <ChangeEmailForm/>
            <Facts>
                <Fact label=tr!(account.member_since)>{move || format::day(me.created_at)}</Fact>
                <Fact label=tr!(account.roles)>
                    {move || roles.iter().map(|role| role_name(*role)).collect::<Vec<_>>().join(", ")}
                </Fact>
            </Facts>
        </div>
    }
}

/// Asks for another address.
#[component]
fn ChangeEmailForm() -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("change-email");
    let email = RwSignal::new(String::new());
    let submit = move |()| {
        let body = ChangeEmail { new_email: email.get_untracked().trim().to_owned() };
        form.submit(
            body,
            |body| async move { api::identity::change_email(&body).await },
            move |()| {
                toasts.good(say!(person.change_email_sent, email = email.get_untracked()));
                email.set(String::new());
            },
        );
    };
    view! {
        <details>
            <summary>{tr!(person.change_email)}</summary>
            <FormView form on_submit=submit>
                <TextField form name="new_email" label=tr!(person.new_email) value=email kind=TextKind::Email autocomplete="email" help=tr!(person.change_email_help) wrong=tr!(public.email_wrong)/>
                <div class="row"><Button text=tr!(person.change_email) icon=Icon::Mail submit=true busy=form.busy()/></div>
            </FormView>
        </details>
    }
}
