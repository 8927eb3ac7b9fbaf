//! The messages: new ones the oldest first, answered ones the newest first.

use leptos::prelude::*;
use shared::contact::{ContactKind, ContactQuery, ContactState, ContactSummary};

use crate::address::query_signal;
use crate::api;
use crate::components::campaigns::words::choices;
use crate::components::contact::kind;
use crate::components::creators::words::of_key;
use crate::components::filters::FilterSelect;
use crate::components::live::use_live;
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

/// What is kept in the address for the messages that are answered.
const ANSWERED: &str = "answered";

/// Where a message stands.
pub fn standing(state: ContactState) -> AnyView {
    match state {
        ContactState::New => view! { <Badge text=tr!(contact.is_new) tone=Tone::Attention/> }.into_any(),
        ContactState::Answered => view! { <Badge text=tr!(contact.is_answered) tone=Tone::Good/> }.into_any(),
    }
}

fn columns() -> Vec<Column<ContactSummary>> {
    vec![
        Column::wide(tr!(contact.subject), |one: &ContactSummary| {
            view! {
                <span class="breakable">{one.subject.clone()}</span><br/>
                <span class="tiny quiet breakable">{one.name.clone()}" · "{one.email.clone()}</span>
            }
            .into_any()
        }),
        Column::new(tr!(contact.who), |one| view! { <span>{kind(one.kind)}</span> }.into_any()),
        Column::new(tr!(contact.state), |one| standing(one.state)),
        Column::new(tr!(contact.when), |one| instant(one.at)),
    ]
}

/// The messages, filtered by the address.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let live = use_live();
    let (state, set_state) = query_signal("state");
    let (who, set_who) = query_signal("kind");
    let pages = Pages::new(
        move || {
            // The staff is told of each message.
            live.track();
            let _filters = (state.get(), who.get());
        },
        move |cursor| {
            let answered = state.get_untracked().as_deref() == Some(ANSWERED);
            let query = ContactQuery {
                state: answered.then_some(ContactState::Answered),
                kind: who.get_untracked().and_then(|word| of_key(ContactKind::ALL, &word)),
                limit: Some(50),
                cursor,
            };
            async move { api::contact::messages(&query).await }
        },
    );
    let states = vec![
        SelectOption::new("", tr!(contact.state_new)),
        SelectOption::new(ANSWERED, tr!(contact.state_answered)),
    ];
    let kinds = choices(tr!(common.all), ContactKind::ALL, kind);
    let some = |text: String| (!text.is_empty()).then_some(text);
    let value = |signal: Memo<Option<String>>| Signal::derive(move || signal.get().unwrap_or_default());
    let empty = move || {
        if state.with(Option::is_some) || who.with(Option::is_some) {
            view! { <Empty title=tr!(contact.none_there) icon=Icon::MessageSquare/> }.into_any()
        } else {
            view! { <Empty title=tr!(contact.empty) text=tr!(contact.empty_text) icon=Icon::MessageSquare/> }
                .into_any()
        }
    };
    view! {
        <PageHead title=tr!(contact.manage) text=tr!(contact.manage_text)/>
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(contact.state) value=value(state) options=states on_change=move |text| set_state.set(some(text))/>
                <FilterSelect label=tr!(contact.who) value=value(who) options=kinds on_change=move |text| set_who.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(contact.manage)
                columns=columns()
                pages
                empty=empty
                opens=Opens::page(|one: &ContactSummary| format!("/admin/contact/{}", one.id))
            />
        </Card>
    }
}
