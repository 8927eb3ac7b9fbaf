//! What the link of a mailed invitation leads to: says what one is invited to, asks to come in, and accepts.

use leptos::prelude::*;
use shared::brands::{AnswerBrandInvitation, BrandInvitationPreview, BrandMembership};
use shared::error::ErrorCode;
use shared::identity::Me;

use crate::address;
use crate::api;
use crate::browser::spawn;
use crate::components::brands::{BrandLogo, words};
use crate::components::guard::first_stop;
use crate::i18n::{say, tr};
use crate::session::{Visitor, use_session};
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote, act};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::toast::use_toasts;
use crate::ui::trail::name_tab;

/// An invitation.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = address::query("token").get_untracked().unwrap_or_default();
    let shown = StoredValue::new(token.clone());
    name_tab(tr!(brands.invitation).into());
    if token.is_empty() {
        return view! { <Frame>{gone(tr!(brands.invitation_cut), tr!(brands.invitation_cut_text))}</Frame> }
            .into_any();
    }
    let invitation = Remote::new(move || {
        let body = AnswerBrandInvitation { token: shown.get_value() };
        async move { api::brands::show_invitation(&body).await }
    });
    view! {
        <Frame>
            {move || match invitation.get() {
                Load::Waiting => view! { <Skeleton lines=4/> }.into_any(),
                Load::Ready(invitation) => view! { <Invitation invitation token=shown.get_value()/> }.into_any(),
                Load::Failed(problem) if problem.is(ErrorCode::LinkExpired) => {
                    gone(tr!(brands.invitation_gone), tr!(brands.invitation_gone_text))
                }
                Load::Failed(problem) => view! {
                    <h1 class="hidden-visually">{tr!(brands.invitation)}</h1>
                    <Failure problem on_retry=Callback::new(move |()| invitation.reload())/>
                }.into_any(),
            }}
        </Frame>
    }
    .into_any()
}

/// One thing asked, in the middle, over the avenue, as where people come in.
#[component]
fn Frame(children: Children) -> impl IntoView {
    view! {
        <main id="main" class="gate" tabindex="-1">
            <div class="gate-card">{children()}</div>
            <img class="gate-art" src="/static/img/avenida.svg" width="1200" height="445" alt=""/>
        </main>
    }
}

/// There is nothing to accept.
fn gone(title: fn() -> &'static str, text: fn() -> &'static str) -> AnyView {
    view! {
        <h1 class="hidden-visually">{title}</h1>
        <Empty title text icon=Icon::Mail>
            <ButtonLink text=tr!(common.my_brands) href="/brand"/>
        </Empty>
    }
    .into_any()
}

#[component]
fn Invitation(invitation: BrandInvitationPreview, token: String) -> impl IntoView {
    let session = use_session();
    let (expires, role) = (invitation.expires_at, invitation.role);
    let company = invitation.company.clone();
    let invited = StoredValue::new(invitation.email.clone());
    let token = StoredValue::new(token);
    view! {
        <div class="invitation">
            <BrandLogo logo=invitation.logo name=company.clone() pixels=96/>
            <h1 class="display breakable">{move || say!(brands.invitation_to, name = company.clone())}</h1>
            <p>{move || say!(brands.invitation_as, role = words::role(role)())}</p>
            <p class="soft">{words::role_means(role)}</p>
            <p class="small quiet">
                {move || say!(brands.invitation_for, email = invited.get_value())}" "
                {move || say!(brands.invitation_until, when = format::moment(expires))}
            </p>
        </div>
        {move || match session.visitor() {
            Visitor::Unknown => view! { <Skeleton lines=2/> }.into_any(),
            Visitor::Nobody => come_in(),
            Visitor::Account(me) if me.email != invited.get_value() => view! { <Another me/> }.into_any(),
            Visitor::Account(me) => view! { <Accept me token=token.get_value()/> }.into_any(),
        }}
    }
}

/// Where to come back to.
fn here() -> String {
    api::encode(&address::whole())
}

/// The two ways in, which lead back here.
fn come_in() -> AnyView {
    view! {
        <div class="stack tight invitation-ways">
            <p class="small">{tr!(brands.invitation_come_in)}</p>
            <ButtonLink text=tr!(common.sign_in) href=format!("/sign-in?next={}", here()) kind=Kind::Primary/>
            <ButtonLink text=tr!(common.register) href=format!("/register?next={}", here())/>
        </div>
    }
    .into_any()
}

/// Somebody else is signed in here.
#[component]
fn Another(me: Me) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let busy = RwSignal::new(false);
    let email = me.email;
    let leave = move |()| {
        act(busy, session.end(false), |()| {}, move |problem| toasts.problem(&problem));
    };
    view! {
        <div class="stack tight invitation-ways">
            <p class="gate-problem" role="status">{move || say!(brands.invitation_another, email = email.clone())}</p>
            <Button text=tr!(common.sign_out) icon=Icon::LogOut busy on_press=leave/>
        </div>
    }
}

/// The button. What has to be done before anything else comes first, and leads back here.
#[component]
fn Accept(me: Me, token: String) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let busy = RwSignal::new(false);
    let stop = first_stop(&me, Some(address::whole()));
    let token = StoredValue::new(token);
    let accept = move |()| {
        let body = AnswerBrandInvitation { token: token.get_value() };
        act(
            busy,
            async move { api::brands::accept_invitation(&body).await },
            move |membership: BrandMembership| {
                toasts.good(say!(brands.invitation_accepted, name = membership.company));
                // Who works in a brand acts as one from now on, and the menus say so.
                spawn(async move { session.reload().await });
                address::replace(&format!("/brand/{}", membership.brand_id));
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <div class="stack tight invitation-ways">
            {if stop == address::whole() {
                view! { <Button text=tr!(brands.invitation_accept) kind=Kind::Primary icon=Icon::Check busy on_press=accept/> }.into_any()
            } else {
                view! { <ButtonLink text=tr!(public.go_on) href=stop kind=Kind::Primary/> }.into_any()
            }}
            <p class="small quiet">{move || say!(brands.invitation_with, email = me.email.clone())}</p>
        </div>
    }
}
