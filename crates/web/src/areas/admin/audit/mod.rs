//! The audit trail: filters in the address, a line's difference in a side panel.

use leptos::prelude::*;
use serde_json::Value;
use shared::audit::{Actor, ActorKind, AuditEvent, AuditQuery, Change};
use shared::time::Timestamp;

use crate::address::query_signal;
use crate::api;
use crate::components::device::device_name;
use crate::components::filters::FilterText;
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::code::{DocumentView, inline};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::{Empty, RequestId};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

/// Who did it, in words.
pub fn actor_name(actor: &Actor) -> String {
    match actor.kind {
        ActorKind::User => actor.email.clone().unwrap_or_default(),
        ActorKind::Anonymous => {
            actor.email.clone().unwrap_or_else(|| tr!(audit.actor_anonymous)().to_owned())
        }
        ActorKind::System => tr!(audit.actor_system)().to_owned(),
        ActorKind::CommandLine => tr!(audit.actor_command_line)().to_owned(),
    }
}

/// What was done and to what, in one line.
pub fn action_cell(event: &AuditEvent) -> AnyView {
    let label = event.target.label.clone().unwrap_or_else(|| event.target.id.clone());
    view! { <code>{event.action.clone()}</code>" "<span class="soft">{label}</span> }.into_any()
}

fn columns() -> Vec<Column<AuditEvent>> {
    vec![
        Column::new(tr!(audit.col_when), |event: &AuditEvent| instant(event.at)),
        Column::new(tr!(audit.col_who), |event| {
            let actor = event.actor.clone();
            view! { <span class="breakable">{move || actor_name(&actor)}</span> }.into_any()
        }),
        Column::new(tr!(audit.col_action), |event| {
            view! { <code class="breakable">{event.action.clone()}</code> }.into_any()
        }),
        Column::wide(tr!(audit.col_target), |event| {
            let label = event.target.label.clone().unwrap_or_else(|| event.target.id.clone());
            view! { <span class="tiny quiet">{event.target.kind.clone()}</span>" "<span class="breakable">{label}</span> }.into_any()
        }),
        Column::figures(tr!(audit.col_changes), |event| {
            let count = event.changes.len();
            view! { {move || if count == 0 { "—".to_owned() } else { say!(audit.changes_count, count = count.to_string()) }} }.into_any()
        }),
    ]
}

/// A day of a date field as an instant: midnight here.
fn midnight(day: Option<String>) -> Option<Timestamp> {
    let day = day.filter(|day| !day.is_empty())?;
    let date = js_sys::Date::new(&format!("{day}T00:00:00").into());
    String::from(date.to_iso_string()).parse().ok()
}

/// The trail.
#[component]
pub fn AuditPage() -> impl IntoView {
    let (action, set_action) = query_signal("action");
    let (target, set_target) = query_signal("target");
    let (from, set_from) = query_signal("from");
    let (until, set_until) = query_signal("until");
    let (actor, _) = query_signal("actor");
    let pages = Pages::new(
        move || {
            let _filters = (action.get(), target.get(), from.get(), until.get(), actor.get());
        },
        move |cursor| {
            let query = AuditQuery {
                actor: actor.get_untracked().and_then(|id| id.parse().ok()),
                action: action.get_untracked(),
                target_kind: target.get_untracked(),
                target_id: None,
                from: midnight(from.get_untracked()),
                until: midnight(until.get_untracked()),
                limit: Some(50),
                cursor,
            };
            async move { api::audit::events(&query).await }
        },
    );
    let opened = Held::<AuditEvent>::new();
    let panel = RwSignal::new(false);
    let some = |text: String| (!text.is_empty()).then_some(text);
    let value = |signal: Memo<Option<String>>| Signal::derive(move || signal.get().unwrap_or_default());
    view! {
        <PageHead title=tr!(admin.audit) text=tr!(audit.text)/>
        <Card flush=true>
            <div class="filters">
                <FilterText label=tr!(audit.filter_action) value=value(action) placeholder="identity.sign_in" on_change=move |text| set_action.set(some(text))/>
                <FilterText label=tr!(audit.filter_target) value=value(target) placeholder="backup" on_change=move |text| set_target.set(some(text))/>
                <FilterText label=tr!(audit.filter_from) value=value(from) kind="date" on_change=move |text| set_from.set(some(text))/>
                <FilterText label=tr!(audit.filter_until) value=value(until) kind="date" on_change=move |text| set_until.set(some(text))/>
                {move || actor.get().map(|_| view! { <a class="button" href="/admin/audit">{tr!(common.clear)}</a> })}
            </div>
            <PagedTable
                label=tr!(admin.audit)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(audit.empty) icon=Icon::ScrollText/> }
                opens=Opens::here(move |event| { opened.set(event); panel.set(true); })
            />
        </Card>
        <Dialog open=panel title=tr!(audit.event) place=Place::Side>
            {move || opened.get().map(event_view)}
        </Dialog>
    }
}

fn event_view(event: AuditEvent) -> impl IntoView {
    let at = event.at;
    let actor = event.actor.clone();
    let agent = event.actor.user_agent.clone();
    // A look without a filter has nothing more to say.
    let details = event.details.filter(|details| details.as_object().is_none_or(|fields| !fields.is_empty()));
    view! {
        <div class="stack">
            <p><code class="strong">{event.action.clone()}</code></p>
            <Facts>
                <Fact label=tr!(audit.col_when)><time datetime=at.to_string()>{move || format::exact(at)}</time></Fact>
                <Fact label=tr!(audit.col_who)>{move || actor_name(&actor)}</Fact>
                <Fact label=tr!(audit.col_target)>{event.target.kind.clone()}": "{event.target.label.clone().unwrap_or_else(|| event.target.id.clone())}</Fact>
                {event.actor.ip.clone().map(|ip| view! { <Fact label=tr!(audit.ip)><code>{ip}</code></Fact> })}
                {agent.map(|agent| view! { <Fact label=tr!(audit.device)>{device_name(&agent)}</Fact> })}
            </Facts>
            <h3>{tr!(audit.difference)}</h3>
            {if event.changes.is_empty() {
                view! { <p class="small quiet">{tr!(audit.no_difference)}</p> }.into_any()
            } else {
                view! { <div class="stack tight">{event.changes.into_iter().map(change_view).collect_view()}</div> }.into_any()
            }}
            {details.map(|details| view! { <h3>{tr!(audit.details)}</h3><DocumentView value=details/> })}
            {event.request_id.map(|id| view! { <RequestId id/> })}
        </div>
    }
}

fn change_view(change: Change) -> impl IntoView {
    view! {
        <div class="change">
            <p class="change-field mono">{change.field}</p>
            <dl>
                <div class="change-side before"><dt>{tr!(audit.before)}</dt><dd>{side(&change.before)}</dd></div>
                <div class="change-side after"><dt>{tr!(audit.after)}</dt><dd>{side(&change.after)}</dd></div>
            </dl>
        </div>
    }
}

fn side(value: &Value) -> AnyView {
    match value {
        Value::Object(_) | Value::Array(_) => {
            view! { <DocumentView value=value.clone() copy=false/> }.into_any()
        }
        other => inline(other),
    }
}
