//! Not working in a brand any more, by one's own wish.

use leptos::prelude::*;
use shared::id::BrandId;

use super::super::super::shell::workspace::use_workspace;
use crate::address;
use crate::api;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The button, and the question before it.
#[component]
pub fn LeaveCard(
    /// Which brand.
    brand: BrandId,
) -> impl IntoView {
    let (workspace, session, toasts) = (use_workspace(), use_session(), use_toasts());
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let company = move || workspace.here().map(|here| here.company).unwrap_or_default();
    let leave = move |()| {
        let Some(me) = untrack(move || session.me()) else { return };
        let company = untrack(company);
        act(
            busy,
            api::brands::remove_member(brand, me.id),
            move |()| {
                asking.set(false);
                toasts.good(say!(brands.left_brand, name = company));
                address::go("/brand");
            },
            move |problem| {
                asking.set(false);
                toasts.problem(&problem);
            },
        );
    };
    view! {
        <Card title=tr!(brands.leave) text=tr!(brands.leave_text)>
            <Button text=tr!(brands.leave) kind=Kind::Danger icon=Icon::LogOut on_press=move |()| asking.set(true)/>
        </Card>
        <Dialog open=asking title=tr!(brands.leave)>
            <div class="stack">
                <p>{move || say!(brands.leave_consequence, name = company())}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                    <Button text=tr!(brands.leave) kind=Kind::Danger busy on_press=leave/>
                </div>
            </div>
        </Dialog>
    }
}
