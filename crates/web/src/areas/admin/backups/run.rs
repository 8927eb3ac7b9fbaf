//! Taking a backup: the two buttons, the options, and the one that is under way.

use leptos::prelude::*;
use shared::backups::{Backup, BackupStatus, RunBackup};
use shared::id::JobId;

use crate::api;
use crate::areas::admin::context::use_databases;
use crate::browser;
use crate::components::job::JobWatch;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Checkbox, Form, FormView, Options, Select, TextArea, TextField};
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
    let busy = RwSignal::new(false);
    let diagnosis = Remote::new(api::backups::diagnose);
    let cloudinary = Memo::new(move |_| {
        diagnosis
            .value()
            .and_then(|diagnosis| diagnosis.checks.into_iter().find(|check| check.name == "cloudinary"))
            .and_then(|check| check.passed)
            == Some(true)
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
                        <Button text=tr!(backups.run_local) kind=Kind::Primary icon=Icon::Archive on_press=move |()| options.set(true)/>
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
            <RunForm open=options refresh/>
        </Dialog>
    }
}

fn running_backup(job: JobId, database: String, refresh: Callback<()>) -> impl IntoView {
    let label = Text::live(move || say!(backups.running, database = database.clone()));
    view! { <JobWatch id=job label result=|_| ().into_any() on_end=move |_| refresh.run(())/> }
}

#[component]
fn RunForm(open: RwSignal<bool>, refresh: Callback<()>) -> impl IntoView {
    let databases = use_databases();
    let toasts = use_toasts();
    let form = Form::new("run");
    let database = RwSignal::new(untrack(|| databases.name()).unwrap_or_default());
    let label = RwSignal::new(String::new());
    let gridfs = RwSignal::new(false);
    let excluded = RwSignal::new(String::new());
    let names = Options::live(move || databases.choices());
    let submit = move |()| {
        let words = label.get_untracked().trim().to_owned();
        let body = RunBackup {
            database: Some(database.get_untracked()),
            exclude_gridfs: gridfs.get_untracked(),
            exclude_collections: lines(&excluded.get_untracked()),
            label: (!words.is_empty()).then_some(words),
        };
        form.submit(
            body,
            |body| async move { api::backups::run(&body).await },
            move |_started| {
                toasts.good(tr!(backups.started)());
                open.set(false);
                refresh.run(());
            },
        );
    };
    view! {
        <div class="stack">
            <p class="soft small">{tr!(backups.options_text)}</p>
            <FormView form on_submit=submit>
                <Select form name="database" label=tr!(backups.option_database) value=database options=names/>
                <TextField form name="label" label=tr!(backups.option_label) value=label help=tr!(backups.option_label_help) wrong=tr!(backups.option_label_wrong) optional=true/>
                <Checkbox label=tr!(backups.option_gridfs) help=tr!(backups.option_gridfs_help) value=gridfs/>
                <TextArea form name="exclude_collections" label=tr!(backups.option_exclude) value=excluded rows=3 code=true help=tr!(backups.option_exclude_help) wrong=tr!(backups.option_exclude_wrong) optional=true/>
                <p class="tiny quiet">{tr!(backups.destination_note)}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=tr!(backups.start) kind=Kind::Primary icon=Icon::Play submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}

/// The names of a text, one a line.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Where a backup is on this site.
pub(super) fn address(backup: &Backup) -> String {
    format!("/admin/backups/{}", backup.id)
}
