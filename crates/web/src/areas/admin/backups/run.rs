//! Taking a backup: the two buttons, the options, and the one that is under way.

use leptos::prelude::*;
use shared::backups::{Backup, BackupStatus, RunBackup};
use shared::id::JobId;

use super::run_form;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::browser;
use crate::components::arrival::{Arriving, chunk, part};
use crate::components::job::JobWatch;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The two buttons, where the archive goes, and the backup that is under way.
#[component]
pub fn RunBar(status: Remote<BackupStatus>, refresh: Callback<()>) -> impl IntoView {
    let databases = use_databases();
    let toasts = use_toasts();
    let options = RwSignal::new(false);
    provide_context(Options { open: options, refresh });
    let busy = RwSignal::new(false);
    let diagnosis = Remote::new(api::backups::diagnose);
    let cloudinary = Memo::new(move |_| {
        diagnosis
            .value()
            .and_then(|diagnosis| diagnosis.checks.into_iter().find(|check| check.name == "cloudinary"))
            .and_then(|check| check.passed)
            == Some(true)
    });
    let run = Text::live(move || {
        if cloudinary.get() { tr!(backups.run_remote)() } else { tr!(backups.run_local)() }.to_owned()
    });
    let direct = move |()| {
        let body = RunBackup { database: databases.name(), ..RunBackup::default() };
        act(
            busy,
            async move { api::backups::direct_ticket(&body).await },
            move |ticket| {
                browser::download(&api::absolute(&ticket.url));
                toasts.good(tr!(backups.direct_started)());
                refresh.run(());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let running = Memo::new(move |_| {
        status
            .value()
            .and_then(|status| status.running)
            .and_then(|backup| Some((backup.job_id?, backup.database)))
    });
    view! {
        <Card>
            <div class="stack">
                <div class="run-ways">
                    <div class="run-way">
                        <Button text=run kind=Kind::Primary icon=Icon::Archive on_press=move |()| options.set(true)/>
                        <p class="tiny quiet">
                            {move || if cloudinary.get() { tr!(backups.cloudinary_ready)() } else { tr!(backups.destination_note)() }}
                        </p>
                    </div>
                    <div class="run-way">
                        <Button text=tr!(backups.run_direct) kind=Kind::Good icon=Icon::Download busy on_press=direct/>
                        <p class="tiny quiet breakable">
                            {move || say!(backups.run_direct_hint, database = databases.name().unwrap_or_default())}
                        </p>
                    </div>
                </div>
                {move || running.get().map(|(job, database)| running_backup(job, database, refresh))}
            </div>
        </Card>
        <Dialog open=options title=tr!(backups.options)>
            {part(fetch)}
        </Dialog>
    }
}

/// What the options need of the bar, while they arrive as a chunk of their own.
#[derive(Clone, Copy)]
pub(super) struct Options {
    /// Whether they are open.
    pub open: RwSignal<bool>,
    /// A backup was started.
    pub refresh: Callback<()>,
}

fn fetch((): &()) -> Arriving<()> {
    Box::pin(admin_backups_options())
}

chunk! {
    /// The options of a backup.
    admin_backups_options: () => run_form::show
}

fn running_backup(job: JobId, database: String, refresh: Callback<()>) -> impl IntoView {
    let label = Text::live(move || say!(backups.running, database = database.clone()));
    view! { <JobWatch id=job label result=|_| ().into_any() on_end=move |_| refresh.run(())/> }
}

/// Where a backup is on this site.
pub(super) fn address(backup: &Backup) -> String {
    format!("/admin/backups/{}", backup.id)
}
