//! The second factor of one's own account.

mod codes;
mod setup;

use leptos::prelude::*;
use shared::identity::{RecoveryCodes, SecondFactor};

use crate::api;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::state::loaded;
use crate::ui::status::{Badge, Tone};
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

use codes::Codes;
use setup::Setup;

/// On the account's page: how it stands, and the ways to change it.
#[component]
pub fn SecurityCard() -> impl IntoView {
    let session = use_session();
    let on = Memo::new(move |_| session.me().is_some_and(|me| me.second_factor));
    view! {
        <Card title=tr!(security.title) text=tr!(security.title_text)>
            <div class="stack">
                <p class="row tight">
                    <span class="strong">{tr!(security.second_factor)}</span>
                    {move || state_badge(on.get())}
                </p>
                <div class="row">
                    <ButtonLink text=tr!(security.second_factor) href="/account/security" icon=Icon::ShieldCheck/>
                    <ButtonLink text=tr!(security.keys) href="/account/keys" icon=Icon::KeyRound/>
                </div>
            </div>
        </Card>
    }
}

fn state_badge(on: bool) -> AnyView {
    if on {
        view! { <Badge text=tr!(security.on) tone=Tone::Good/> }.into_any()
    } else {
        view! { <Badge text=tr!(security.off) tone=Tone::Attention/> }.into_any()
    }
}

/// Sets it up, renews the recovery codes, turns it off.
#[component]
pub fn SecurityPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <PageHead title=tr!(security.second_factor) text=tr!(security.text) trail=vec![Step::new(tr!(account.title), "/account")]/>
                <FactorCard/>
            </main>
        </Guard>
    }
}

#[component]
fn FactorCard() -> impl IntoView {
    let session = use_session();
    let factor = Remote::new(api::identity::second_factor);
    let codes = RwSignal::new(None::<RecoveryCodes>);
    let got = Callback::new(move |new: RecoveryCodes| codes.set(Some(new)));
    let kept = Callback::new(move |()| {
        codes.set(None);
        factor.reload();
        crate::browser::spawn(session.reload());
    });
    view! {
        <Card title=tr!(security.second_factor)>
            {move || match codes.get() {
                Some(codes) => view! { <Codes codes kept/> }.into_any(),
                None => loaded(factor, 4, move |factor| match factor.since {
                    None => view! { <Setup required=factor.required got/> }.into_any(),
                    Some(_) => view! { <Manage factor got kept/> }.into_any(),
                })(),
            }}
        </Card>
    }
}

/// What can be done with one that is on.
#[component]
fn Manage(factor: SecondFactor, got: Callback<RecoveryCodes>, kept: Callback<()>) -> impl IntoView {
    let toasts = use_toasts();
    let (renewing, leaving) = (RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let renew = move |()| {
        act(
            busy,
            api::identity::renew_recovery_codes(),
            move |codes| {
                renewing.set(false);
                got.run(codes);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let turn_off = move |()| {
        act(
            busy,
            api::identity::turn_off_second_factor(),
            move |()| {
                leaving.set(false);
                toasts.good(tr!(security.turned_off)());
                kept.run(());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let since = factor.since;
    view! {
        <div class="stack">
            <p>{state_badge(true)}</p>
            <Facts>
                <Fact label=tr!(security.since)>{move || since.map(format::moment)}</Fact>
                <Fact label=tr!(security.codes_left)>{format::count(u64::from(factor.recovery_codes_left))}</Fact>
            </Facts>
            <div class="row">
                <Button text=tr!(security.codes_new) icon=Icon::RefreshCw on_press=move |()| renewing.set(true)/>
                {(!factor.required).then(|| view! { <Button text=tr!(security.turn_off) kind=Kind::Danger on_press=move |()| leaving.set(true)/> })}
            </div>
        </div>
        <Dialog open=renewing title=tr!(security.codes_new)>
            <div class="stack">
                <p>{tr!(security.codes_new_text)}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| renewing.set(false)/>
                    <Button text=tr!(security.codes_new) kind=Kind::Primary busy on_press=renew/>
                </div>
            </div>
        </Dialog>
        <Dialog open=leaving title=tr!(security.turn_off)>
            <div class="stack">
                <p>{tr!(security.turn_off_text)}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| leaving.set(false)/>
                    <Button text=tr!(security.turn_off) kind=Kind::Danger busy on_press=turn_off/>
                </div>
            </div>
        </Dialog>
    }
}
