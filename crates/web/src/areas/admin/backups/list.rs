//! The list of backups, newest first.

use leptos::prelude::*;
use shared::backups::{Backup, BackupQuery, BackupState};

use super::backups_page::Reached;
use super::run::address;
use super::words;
use crate::address::query_signal;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::browser::follow;
use crate::components::filters::FilterSelect;
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::chart::{Chart, Point, Shape};
use crate::ui::form::{Options, SelectOption};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};

fn state_of(text: &str) -> Option<BackupState> {
    Some(match text {
        "queued" => BackupState::Queued,
        "running" => BackupState::Running,
        "finished" => BackupState::Finished,
        "failed" => BackupState::Failed,
        "cancelled" => BackupState::Cancelled,
        _ => return None,
    })
}

fn columns() -> Vec<Column<Backup>> {
    vec![
        Column::new(tr!(backups.col_when), |backup: &Backup| {
            instant(backup.instant.unwrap_or(backup.created_at))
        }),
        Column::new(tr!(backups.col_verdict), words::badge),
        Column::new(tr!(backups.col_database), |backup| {
            view! { <code class="breakable">{backup.database.clone()}</code> }.into_any()
        }),
        Column::wide(tr!(backups.col_backup), |backup| {
            let text = backup.label.clone().or_else(|| backup.error.clone());
            let trigger = backup.trigger;
            let deleting = backup.deleting_at;
            view! {
                {text.map(|text| view! { <span class="breakable">{text}</span><br/> })}
                <span class="tiny quiet">{move || words::trigger(trigger)}" · "{words::destination(backup)}</span>
                {deleting.map(|at| view! { <br/><span class="tiny strong">{move || say!(backups.deleting, when = format::day(at))}</span> })}
            }
            .into_any()
        }),
        Column::figures(tr!(backups.col_collections), |backup| word(format::count(backup.collections))),
        Column::figures(tr!(backups.col_documents), |backup| word(format::count(backup.documents))),
        Column::figures(tr!(backups.col_size), |backup| {
            word(backup.archive_bytes.map_or_else(|| "—".to_owned(), format::bytes))
        }),
        Column::new(tr!(backups.col_proof), |backup| {
            view! { <span class="small">{words::proof(backup).read()}</span> }.into_any()
        }),
    ]
}

/// The list, filtered by the address.
#[component]
pub fn BackupList(
    /// Changes when a backup began or ended.
    changed: Memo<Option<Reached>>,
) -> impl IntoView {
    let databases = use_databases();
    let (state, set_state) = query_signal("state");
    let (scope, set_scope) = query_signal("database");
    let database = move || match scope.get().as_deref() {
        Some("*") => None,
        Some(name) => Some(name.to_owned()),
        None => databases.name(),
    };
    let pages = Pages::new(
        move || {
            follow(changed);
            let _filters = (state.get(), database());
        },
        move |cursor| {
            let query = BackupQuery {
                database: untrack(database),
                state: state.get_untracked().as_deref().and_then(state_of),
                limit: None,
                cursor,
            };
            async move { api::backups::list(&query).await }
        },
    );
    let states = vec![
        SelectOption::new("", tr!(common.all)),
        SelectOption::new("finished", tr!(backups.state_finished)),
        SelectOption::new("running", tr!(backups.state_running)),
        SelectOption::new("queued", tr!(backups.state_queued)),
        SelectOption::new("failed", tr!(backups.state_failed)),
        SelectOption::new("cancelled", tr!(backups.state_cancelled)),
    ];
    let scopes = Options::live(move || {
        let mut scopes = vec![SelectOption::new("*", tr!(backups.filter_all_databases))];
        scopes.extend(databases.choices());
        scopes
    });
    let scope_value = Signal::derive(move || scope.get().or_else(|| databases.name()).unwrap_or_default());
    let empty =
        || view! { <Empty title=tr!(backups.empty) text=tr!(backups.empty_text) icon=Icon::Archive/> };
    view! {
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(backups.col_database) value=scope_value options=scopes on_change=move |value| set_scope.set(Some(value))/>
                <FilterSelect
                    label=tr!(backups.filter_state)
                    value=Signal::derive(move || state.get().unwrap_or_default())
                    options=states
                    on_change=move |value: String| set_state.set((!value.is_empty()).then_some(value))
                />
            </div>
            <PagedTable label=tr!(admin.backups) columns=columns() pages empty opens=Opens::page(address)/>
        </Card>
        {move || sizes(&pages.items())}
    }
}

/// How the archives grew; worth a picture from three on.
fn sizes(backups: &[Backup]) -> Option<impl IntoView + use<>> {
    let points: Vec<Point> = backups
        .iter()
        .rev()
        .filter_map(|backup| {
            let label = format::day(backup.instant?);
            backup.archive_bytes.map(|bytes| Point { label, value: format::float(bytes) / 1e6 })
        })
        .collect();
    (points.len() >= 3).then(|| {
        view! {
            <div class="list-chart">
                <Card><Chart title=tr!(backups.sizes) unit="MB" axis=tr!(backups.col_when) shape=Shape::Bars points read=|value| format::decimal(value, 2)/></Card>
            </div>
        }
    })
}
