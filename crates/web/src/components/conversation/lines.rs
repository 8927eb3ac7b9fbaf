//! The messages, with the days between them, whose they are, and how far the other side has read.

use leptos::prelude::*;
use shared::abuse::{AbuseTarget, AbuseTargetKind};
use shared::campaigns::Message;

use super::file::FileView;
use super::rules::{Entry, entries, marks};
use super::talk::Talk;
use crate::components::report::ReportDialog;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::kept::Held;
use crate::ui::state::Empty;
use crate::ui::text::Text;

/// What is reported, and whether the dialog for it is open. Copy it freely.
#[derive(Clone, Copy)]
struct Reporting {
    target: Held<AbuseTarget>,
    open: RwSignal<bool>,
}

/// The frame of the messages, which scrolls.
#[component]
pub fn Lines(talk: Talk) -> impl IntoView {
    let lines = Memo::new(move |_| entries(&talk.messages(), format::day));
    let none = Memo::new(move |_| lines.with(Vec::is_empty));
    let reporting = Reporting { target: Held::new(), open: RwSignal::new(false) };
    view! {
        <div class="talk-scroll" node_ref=talk.frame tabindex="0" role="region" aria-label=tr!(talk.messages)>
            {move || talk.has_older().then(|| view! {
                <div class="row talk-older">
                    <Button text=tr!(talk.older) small=true kind=Kind::Ghost busy=talk.reading() on_press=move |()| talk.read_older()/>
                </div>
            })}
            {move || none.get().then(|| view! {
                <Empty title=tr!(talk.empty) text=tr!(talk.empty_text) icon=Icon::MessageSquare/>
            })}
            <ol class="talk-lines" role="list">
                <For each=move || lines.get() key=Entry::key let:entry>
                    {entry_view(talk, reporting, entry)}
                </For>
            </ol>
        </div>
        <ReportDialog target=reporting.target open=reporting.open/>
    }
}

fn entry_view(talk: Talk, reporting: Reporting, entry: Entry) -> AnyView {
    match entry {
        Entry::Day(at) => view! {
            <li class="talk-day"><time datetime=at.to_string()>{move || format::day(at)}</time></li>
        }
        .into_any(),
        Entry::Message(message, begins) => view! { <Line talk reporting message begins/> }.into_any(),
    }
}

#[component]
fn Line(talk: Talk, reporting: Reporting, message: Message, begins: bool) -> impl IntoView {
    let Message { id, number, by, author_name, yours, text, attachments, at, hidden, erased, .. } = message;
    let own = by == talk.side;
    let name = Text::live(move || match (&author_name, yours) {
        (_, true) => tr!(talk.you)().to_owned(),
        (Some(name), false) => name.clone(),
        (None, false) => tr!(talk.nobody)().to_owned(),
    });
    let mark = Memo::new(move |_| {
        let read_by_them = talk.thread().map_or(0, |thread| thread.read_by_them);
        let marks = marks(&talk.messages(), talk.side, read_by_them);
        if marks.read == Some(number) {
            Some(true)
        } else if marks.sent == Some(number) {
            Some(false)
        } else {
            None
        }
    });
    let report = move |()| {
        reporting.target.set(AbuseTarget { kind: AbuseTargetKind::Message, id: id.to_string() });
        reporting.open.set(true);
    };
    let gone = hidden || erased;
    view! {
        <li class="talk-line" class:own=own class:begins=begins>
            {begins.then(|| view! { <p class="talk-author">{name.read()}</p> })}
            <div class="talk-bubble">
                {(!begins).then(|| view! { <span class="hidden-visually">{name.read()}": "</span> })}
                {gone.then(|| view! {
                    <p class="talk-gone">{move || if hidden { tr!(talk.hidden)() } else { tr!(talk.erased)() }}</p>
                })}
                {(!text.is_empty()).then(|| view! { <p class="talk-text breakable">{text}</p> })}
                {(!attachments.is_empty()).then(|| view! {
                    <ul class="talk-files" role="list">
                        {attachments.into_iter().map(|file| view! {
                            <li><FileView application=talk.id file/></li>
                        }).collect_view()}
                    </ul>
                })}
            </div>
            <p class="talk-foot">
                <time datetime=at.to_string() title=move || format::exact(at)>{move || time_of(at)}</time>
                {move || mark.get().map(|read| view! {
                    <span class="talk-mark" class:read=read>
                        <IconView icon=Icon::Check class="small"/>
                        {if read { tr!(talk.read)() } else { tr!(talk.sent)() }}
                    </span>
                })}
                {(!own && !gone).then(|| view! {
                    <Button text=Text::live(move || say!(talk.report, name = name.get())) icon=Icon::Flag bare=true small=true kind=Kind::Ghost on_press=report/>
                })}
            </p>
        </li>
    }
}

/// The time of day without its seconds.
fn time_of(at: shared::time::Timestamp) -> String {
    let clock = format::clock(at);
    clock.rsplit_once(':').map_or_else(|| clock.clone(), |(minutes, _)| minutes.to_owned())
}
