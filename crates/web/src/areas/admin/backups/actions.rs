//! What can be done with a backup that is there: download, verify, compare, restore, drill, delete.

use leptos::prelude::*;
use shared::backups::{Backup, CompareBackup, RunDrill};
use shared::id::JobId;
use shared::identity::Permission;

use super::restore_dialog::RestoreForm;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::browser;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, Options, Select};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::{Dialog, TypedConfirmation};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The buttons and their dialogs.
#[component]
pub fn Actions(
    /// The backup.
    backup: Backup,
    /// The names of its collections.
    collections: Vec<String>,
    /// A job was started for it.
    started: Callback<JobId>,
    /// It is to be deleted.
    changed: Callback<()>,
) -> impl IntoView {
    let places = Remote::new(api::backups::destinations);
    let consequence = Text::live(move || {
        let days = places.value().map_or(7, |places| places.delete_delay_days);
        say!(backups.remove_text, days = days.to_string())
    });
    let session = use_session();
    let toasts = use_toasts();
    let id = backup.id;
    let (comparing, restoring, removing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (fetching, verifying, drilling, deleting) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let download = move |()| {
        act(
            fetching,
            api::backups::download_ticket(id),
            move |ticket| {
                browser::download(&api::absolute(&ticket.url));
                toasts.good(tr!(backups.download_started)());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let verify = move |()| {
        act(
            verifying,
            api::backups::verify(id),
            move |job| started.run(job.id),
            move |problem| toasts.problem(&problem),
        );
    };
    let drill = move |()| {
        let body = RunDrill { backup_id: Some(id) };
        act(
            drilling,
            async move { api::backups::drill(&body).await },
            move |job| started.run(job.id),
            move |problem| toasts.problem(&problem),
        );
    };
    let remove = Callback::new(move |()| {
        act(
            deleting,
            api::backups::remove(id),
            move |backup: Backup| {
                let when = backup.deleting_at.map_or_else(String::new, format::exact);
                toasts.good(&say!(backups.removed, when = when));
                removing.set(false);
                changed.run(());
            },
            move |problem| toasts.problem(&problem),
        );
    });
    let may_restore = Memo::new(move |_| session.may(Permission::RestoreBackups));
    let names = StoredValue::new(collections);
    let database = StoredValue::new(backup.database.clone());
    view! {
        <div class="row">
            <Button text=tr!(backups.download) icon=Icon::Download kind=Kind::Primary busy=fetching on_press=download/>
            <Button text=tr!(backups.verify) icon=Icon::ShieldCheck busy=verifying on_press=verify/>
            <Button text=tr!(backups.compare) icon=Icon::GitCompareArrows on_press=move |()| comparing.set(true)/>
            {move || may_restore.get().then(|| view! {
                <Button text=tr!(backups.restore) icon=Icon::ArchiveRestore on_press=move |()| restoring.set(true)/>
            })}
            <Button text=tr!(backups.drill) icon=Icon::ListChecks busy=drilling on_press=drill/>
            <Button text=tr!(backups.remove) icon=Icon::Trash2 kind=Kind::Ghost on_press=move |()| removing.set(true)/>
        </div>
        <Dialog open=comparing title=tr!(backups.compare_title)>
            <CompareForm backup_id=id database=database.get_value() open=comparing started/>
        </Dialog>
        <Dialog open=restoring title=tr!(backups.restore_title)>
            <RestoreForm backup_id=id database=database.get_value() collections=names.get_value() open=restoring started/>
        </Dialog>
        <TypedConfirmation
            open=removing
            title=tr!(backups.remove_title)
            consequence=consequence
            name=Signal::derive(move || database.get_value())
            action=tr!(backups.remove)
            busy=deleting
            on_confirm=remove
        />
    }
}

#[component]
fn CompareForm(
    backup_id: shared::id::BackupId,
    database: String,
    open: RwSignal<bool>,
    started: Callback<JobId>,
) -> impl IntoView {
    let databases = use_databases();
    let form = Form::new("compare");
    let target = RwSignal::new(database);
    let names = Options::live(move || databases.choices());
    let submit = move |()| {
        let body = CompareBackup { database: Some(target.get_untracked()) };
        form.submit(
            body,
            move |body| async move { api::backups::compare(backup_id, &body).await },
            move |job| {
                open.set(false);
                started.run(job.id);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <p class="soft small">{tr!(backups.compare_text)}</p>
            <Select form name="database" label=tr!(backups.option_database) value=target options=names/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=tr!(backups.compare_start) kind=Kind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}
