//! One thread as it is on this page: what was read of it, and how it keeps up with what happens.

use futures::future::join;
use leptos::html;
use leptos::prelude::*;
use shared::campaigns::{Message, MessageQuery, OfferSide, Thread};
use shared::id::ApplicationId;
use shared::page::Page;

use super::rules::{Scroll, Wanted, merged, wanted};
use crate::api::{self, ApiProblem, ApiResult};
use crate::browser::{spawn, watch};
use crate::components::live::use_live;
use crate::i18n::say;
use crate::ui::toast::{Toasts, use_toasts};

/// Messages on a page.
const PAGE: u32 = 30;
/// Messages that are asked for at a time when there are new ones.
const ROUND: u32 = 100;

/// How far the reading is.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// On its way.
    Waiting,
    /// There.
    Ready,
    /// Failed.
    Failed(ApiProblem),
}

/// What a reader sees after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stay {
    /// The end.
    AtEnd,
    /// The end, if they see it already.
    AtEndIfThere,
    /// What they see already, below what was put on top.
    Below,
}

/// The thread. Copy it freely.
#[derive(Clone, Copy)]
pub struct Talk {
    /// Of which application.
    pub id: ApplicationId,
    /// Whose side the reader is on.
    pub side: OfferSide,
    /// The frame in which the messages are.
    pub frame: NodeRef<html::Div>,
    stage: RwSignal<Stage>,
    thread: RwSignal<Option<Thread>>,
    messages: RwSignal<Vec<Message>>,
    older: RwSignal<Option<String>>,
    reading: RwSignal<bool>,
    said: RwSignal<String>,
    /// What was heard of it when it was read last.
    heard: Memo<(u32, u32)>,
    known: StoredValue<(u32, u32)>,
    running: StoredValue<bool>,
    toasts: Toasts,
}

impl Talk {
    /// Opens the thread, and keeps up with it while the component that calls it is there.
    pub fn new(id: ApplicationId, side: OfferSide) -> Self {
        let heard = use_live().thread(id);
        let talk = Self {
            id,
            side,
            frame: NodeRef::new(),
            stage: RwSignal::new(Stage::Waiting),
            thread: RwSignal::new(None),
            messages: RwSignal::new(Vec::new()),
            older: RwSignal::new(None),
            reading: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            heard,
            known: StoredValue::new(heard.get_untracked()),
            running: StoredValue::new(false),
            toasts: use_toasts(),
        };
        talk.open();
        watch(move || {
            heard.track();
            let ready = talk.stage.with(|stage| *stage == Stage::Ready);
            if ready {
                talk.keep_up();
            }
        });
        let turned = window_event_listener_untyped("visibilitychange", move |_| talk.mark());
        on_cleanup(move || turned.remove());
        talk
    }

    /// How far the reading is; tracked.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// Where it stands; tracked.
    pub fn thread(self) -> Option<Thread> {
        self.thread.get()
    }

    /// What is known of it, the oldest first; tracked.
    pub fn messages(self) -> Vec<Message> {
        self.messages.get()
    }

    /// Whether there are older ones; tracked.
    pub fn has_older(self) -> bool {
        self.older.with(Option::is_some)
    }

    /// Whether older ones are on their way; tracked.
    pub fn reading(self) -> Signal<bool> {
        self.reading.into()
    }

    /// What came last, in a sentence for who does not see it; tracked.
    pub fn said(self) -> String {
        self.said.get()
    }

    /// Reads it from its end.
    pub fn open(self) {
        self.stage.set(Stage::Waiting);
        self.known.set_value(self.heard.get_untracked());
        spawn(async move {
            let (thread, page) = join(api::messages::thread(self.id), self.newest()).await;
            if !self.is_here() {
                return;
            }
            match (thread, page) {
                (Ok(thread), Ok(page)) => {
                    self.older.set(page.next_cursor);
                    self.thread.set(Some(thread));
                    self.change(Stay::AtEnd, move || {
                        self.messages.set(merged(Vec::new(), page.items));
                        self.stage.set(Stage::Ready);
                    });
                    self.mark();
                }
                (Err(problem), _) | (_, Err(problem)) => self.stage.set(Stage::Failed(problem)),
            }
        });
    }

    /// Reads older messages.
    pub fn read_older(self) {
        let Some(cursor) = self.older.get_untracked() else { return };
        if self.reading.get_untracked() {
            return;
        }
        self.reading.set(true);
        let query = MessageQuery { limit: Some(PAGE), cursor: Some(cursor), ..MessageQuery::default() };
        spawn(async move {
            let answer = api::messages::list(self.id, &query).await;
            if !self.is_here() {
                return;
            }
            self.reading.set(false);
            match answer {
                Ok(page) => {
                    self.older.set(page.next_cursor);
                    self.take(Stay::Below, page.items);
                }
                Err(problem) => self.toasts.problem(&problem),
            }
        });
    }

    /// Shows a message that was just written here.
    pub fn wrote(self, message: Message) {
        self.take(Stay::AtEnd, vec![message]);
    }

    /// Asks what changed, once more if it changes meanwhile.
    pub fn keep_up(self) {
        if self.known.get_value() == self.heard.get_untracked() || self.running.get_value() {
            return;
        }
        self.running.set_value(true);
        spawn(async move {
            while self.is_here() && self.known.get_value() != self.heard.get_untracked() {
                self.known.set_value(self.heard.get_untracked());
                // What could not be read now is read with the next change.
                drop(self.catch_up().await);
            }
            let _gone = self.running.try_update_value(|running| *running = false);
        });
    }

    /// Asks how it stands now: after a block, say.
    pub fn ask_again(self) {
        spawn(async move { drop(self.catch_up().await) });
    }

    async fn catch_up(self) -> ApiResult<()> {
        let now = api::messages::thread(self.id).await?;
        if !self.is_here() {
            return Ok(());
        }
        match self.thread.with_untracked(|before| wanted(before.as_ref(), &now, self.last())) {
            Wanted::Nothing => {}
            Wanted::Newest => {
                let page = self.newest().await?;
                if self.is_here() {
                    self.take(Stay::AtEndIfThere, page.items);
                }
            }
            Wanted::After(number) => self.read_after(number).await?,
        }
        if self.is_here() {
            self.thread.set(Some(now));
            self.mark();
        }
        Ok(())
    }

    async fn read_after(self, number: u32) -> ApiResult<()> {
        let mut after = number;
        loop {
            let query = MessageQuery { after: Some(after), limit: Some(ROUND), ..MessageQuery::default() };
            let items = api::messages::list(self.id, &query).await?.items;
            if !self.is_here() {
                return Ok(());
            }
            let count = items.len();
            after = items.last().map_or(after, |last| last.number);
            if let Some(last) = items.iter().rev().find(|message| !message.yours) {
                let name = last.author_name.clone().unwrap_or_default();
                self.said.set(say!(talk.arrived, name = name, text = last.text.clone()));
            }
            self.take(Stay::AtEndIfThere, items);
            if u32::try_from(count).unwrap_or(u32::MAX) < ROUND {
                return Ok(());
            }
        }
    }

    async fn newest(self) -> ApiResult<Page<Message>> {
        let query = MessageQuery { limit: Some(PAGE), ..MessageQuery::default() };
        api::messages::list(self.id, &query).await
    }

    /// Says that everything that is there was read, if somebody looks.
    fn mark(self) {
        let Some(Some(read)) =
            self.thread.try_with_untracked(|thread| thread.as_ref().map(|thread| thread.read))
        else {
            return;
        };
        let last = self.last();
        if last <= read || document().hidden() {
            return;
        }
        spawn(async move {
            // If it cannot be noted, the next change tries again.
            if api::messages::read(self.id, last).await.is_ok() {
                let _gone = self.thread.try_update(|thread| {
                    if let Some(thread) = thread {
                        thread.read = thread.read.max(last);
                        thread.unread = 0;
                    }
                });
            }
        });
    }

    /// The number of the last message that is known.
    fn last(self) -> u32 {
        self.messages.with_untracked(|messages| messages.last().map_or(0, |message| message.number))
    }

    fn take(self, stay: Stay, came: Vec<Message>) {
        self.change(stay, move || {
            self.messages.update(|messages| *messages = merged(std::mem::take(messages), came));
        });
    }

    /// Changes what is shown, and brings the reader to where they belong once it is drawn.
    fn change(self, stay: Stay, change: impl FnOnce()) {
        let before = self.scroll();
        change();
        request_animation_frame(move || {
            let Some(frame) = self.frame.try_get_untracked().flatten() else { return };
            let height = frame.scroll_height();
            let top = match (stay, before) {
                (Stay::AtEnd, _) | (_, None) => height,
                (Stay::AtEndIfThere, Some(before)) if before.is_at_end() => height,
                (Stay::AtEndIfThere, Some(_)) => return,
                (Stay::Below, Some(before)) => before.kept(height),
            };
            frame.set_scroll_top(top);
        });
    }

    fn scroll(self) -> Option<Scroll> {
        let frame = self.frame.get_untracked()?;
        Some(Scroll { top: frame.scroll_top(), height: frame.scroll_height(), seen: frame.client_height() })
    }

    /// Whether the page is still there.
    fn is_here(self) -> bool {
        self.stage.try_with_untracked(|_| ()).is_some()
    }
}
