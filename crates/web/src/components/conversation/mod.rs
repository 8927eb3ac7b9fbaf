//! What the two sides of an application write to each other: one thread, live, and the inbox of all of them.

mod composer;
mod file;
mod inbox;
mod lines;
mod menu;
mod rules;
mod talk;
mod uploads;

use leptos::prelude::*;
use shared::campaigns::OfferSide;
use shared::id::ApplicationId;

use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::state::{Failure, Skeleton};

pub use inbox::{Inbox, Place, ToMessages, counted_title};

use composer::Composer;
use lines::Lines;
use menu::{ThreadMenu, set_block};
use talk::{Stage, Talk};

/// The thread of an application: `<Conversation application=id side=OfferSide::Creator/>`.
#[component]
pub fn Conversation(
    /// Of which application.
    application: ApplicationId,
    /// Whose side the reader is on.
    side: OfferSide,
    /// Whether they may write for it, as far as the page knows.
    #[prop(optional, into)]
    may: Option<Signal<bool>>,
    /// What stands on top, beside the menu.
    #[prop(optional, into)]
    head: Option<ViewFn>,
) -> impl IntoView {
    let talk = Talk::new(application, side);
    let may = may.unwrap_or_else(|| Signal::stored(true));
    // Not built anew by what changes in it.
    let stage = Memo::new(move |_| talk.stage());
    view! {
        <section class="talk" aria-label=tr!(talk.title)>
            <div class="talk-head">
                <div class="grow">{head.map(|head| head.run())}</div>
                {move || may.get().then(|| view! { <ThreadMenu talk/> })}
            </div>
            {move || match stage.get() {
                Stage::Waiting => view! { <div class="talk-state"><Skeleton lines=6/></div> }.into_any(),
                Stage::Ready => view! { <Lines talk/><Foot talk may/> }.into_any(),
                Stage::Failed(problem) => view! {
                    <div class="talk-state"><Failure problem on_retry=Callback::new(move |()| talk.open())/></div>
                }
                .into_any(),
            }}
            <p class="hidden-visually" role="status">{move || talk.said()}</p>
        </section>
    }
}

/// Where one writes, or why one cannot.
#[component]
fn Foot(talk: Talk, may: Signal<bool>) -> impl IntoView {
    let can_write = Memo::new(move |_| talk.thread().is_some_and(|thread| thread.can_write));
    move || {
        if can_write.get() {
            view! { <Composer talk/> }.into_any()
        } else {
            view! { <Silence talk may/> }.into_any()
        }
    }
}

#[component]
fn Silence(talk: Talk, may: Signal<bool>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let toasts = crate::ui::toast::use_toasts();
    let why = move || talk.thread().and_then(|thread| thread.why_not).unwrap_or_default();
    let blocked = Memo::new(move |_| {
        talk.thread().is_some_and(|thread| thread.blocks.iter().any(|block| block.by == talk.side))
    });
    let unblock = move |()| set_block(talk, false, busy, toasts, || ());
    view! {
        <div class="talk-silence">
            <p class="small soft"><IconView icon=Icon::Info class="small"/>" "{why}</p>
            {move || (blocked.get() && may.get()).then(|| view! {
                <Button text=tr!(talk.unblock) small=true busy on_press=unblock/>
            })}
        </div>
    }
}

/// A count of what was not read, as it is shown.
pub fn unread_words(count: u32) -> String {
    if count == 1 { tr!(talk.unread_one)().to_owned() } else { say!(talk.unread, count = count.to_string()) }
}
