//! What can be done with a whole thread: taking no more messages of the other side, and taking them again.

use leptos::prelude::*;

use super::talk::Talk;
use crate::api::{self, ApiResult};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::act;
use crate::ui::overlay::{Dialog, Menu};
use crate::ui::toast::{Toasts, use_toasts};

/// Blocks the other side, or takes that back.
pub fn set_block(
    talk: Talk,
    blocks: bool,
    busy: RwSignal<bool>,
    toasts: Toasts,
    done: impl FnOnce() + 'static,
) {
    let request = async move {
        let answer: ApiResult<()> =
            if blocks { api::messages::block(talk.id).await } else { api::messages::unblock(talk.id).await };
        answer
    };
    act(
        busy,
        request,
        move |()| {
            toasts.good(if blocks { tr!(talk.blocked)() } else { tr!(talk.unblocked)() });
            talk.ask_again();
            done();
        },
        move |problem| toasts.problem(&problem),
    );
}

/// The menu.
#[component]
pub fn ThreadMenu(talk: Talk) -> impl IntoView {
    let toasts = use_toasts();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let blocked = Memo::new(move |_| {
        talk.thread().is_some_and(|thread| thread.blocks.iter().any(|block| block.by == talk.side))
    });
    let block = move |()| set_block(talk, true, busy, toasts, move || asking.set(false));
    let press = move |_| {
        if blocked.get_untracked() {
            set_block(talk, false, busy, toasts, || ());
        } else {
            asking.set(true);
        }
    };
    view! {
        <Menu label=tr!(talk.more) icon=Icon::Ellipsis bare=true>
            <button type="button" on:click=press>
                <IconView icon=Icon::Ban class="small"/>
                {move || if blocked.get() { tr!(talk.unblock)() } else { tr!(talk.block)() }}
            </button>
        </Menu>
        <Dialog open=asking title=tr!(talk.block)>
            <div class="stack">
                <p>{tr!(talk.block_text)}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                    <Button text=tr!(talk.block) kind=Kind::Danger busy on_press=block/>
                </div>
            </div>
        </Dialog>
    }
}
