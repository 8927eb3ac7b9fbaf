//! The page of backups.

use leptos::prelude::*;
use shared::backups::{BackupState, BackupStatus};
use shared::id::BackupId;

use super::diagnostics::Diagnostics;
use super::drills::Drills;
use super::list::BackupList;
use super::run::RunBar;
use super::schedule::ScheduleCard;
use crate::address::query_signal;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::components::arrival::{Arriving, arriving, chunk};
use crate::i18n::{say, tr};
use crate::ui::load::Remote;
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::text::Text;
use crate::ui::trail::PageHead;

/// Taking backups on top; archives, drills, schedule and diagnostics below.
#[component]
pub fn BackupsPage() -> impl IntoView {
    let databases = use_databases();
    let status = Remote::new(api::backups::status);
    status.poll_while(4000, |status| status.under_way().is_some());
    let changed = changes(status);
    let refresh = Callback::new(move |()| status.reload());
    let (tab, set_tab) = query_signal("tab");
    let chosen = Signal::derive(move || tab.get().unwrap_or_else(|| "list".to_owned()));
    let listed = Memo::new(move |_| chosen.get() == "list");
    let other = Memo::new(move |_| chosen.get());
    let choose = Callback::new(move |key: &'static str| set_tab.set((key != "list").then(|| key.to_owned())));
    view! {
        <PageHead
            title=tr!(admin.backups)
            text=Text::live(move || say!(backups.text, database = databases.name().unwrap_or_default()))
        />
        <RunBar status refresh/>
        <Tabs
            label=tr!(backups.tabs)
            tabs=vec![
                Tab::new("list", tr!(backups.tab_list)),
                Tab::new("drills", tr!(backups.tab_drills)),
                Tab::new("schedule", tr!(backups.tab_schedule)),
                Tab::new("diagnostics", tr!(backups.tab_diagnostics)),
            ]
            chosen
            on_choose=choose
        >
            {move || if listed.get() { view! { <BackupList changed/> }.into_any() } else { arriving(other, fetch) }}
        </Tabs>
    }
}

/// How far the backups are. The list is read after it: whoever hears of an end first, the job's card or the status, the
/// list tells it too.
fn changes(status: Remote<BackupStatus>) -> Memo<Option<Reached>> {
    Memo::new(move |before: Option<&Option<Reached>>| {
        let reached = status.value().map(|status| Reached {
            under_way: status.under_way().map(|backup| backup.id),
            last: status.last.map(|backup| (backup.id, backup.state)),
            kept: status.kept,
        });
        reached.or_else(|| before.cloned().flatten())
    })
}

/// What of the status the list shows too.
#[derive(Clone, PartialEq)]
pub(super) struct Reached {
    under_way: Option<BackupId>,
    last: Option<(BackupId, BackupState)>,
    kept: u64,
}

fn fetch(_: &String) -> Arriving<String> {
    Box::pin(admin_backups_tabs())
}

fn show_tab(tab: String) -> AnyView {
    match tab.as_str() {
        "drills" => view! { <Drills/> }.into_any(),
        "schedule" => view! { <ScheduleCard/> }.into_any(),
        _ => view! { <Diagnostics/> }.into_any(),
    }
}

chunk! {
    /// Drills, schedule, diagnostics.
    admin_backups_tabs: String => show_tab
}
