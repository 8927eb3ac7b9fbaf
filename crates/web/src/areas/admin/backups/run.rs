//! Taking a backup: the two buttons, the options, and the one that is under way.

use leptos::prelude::*;
use shared::backups::{Backup, BackupDestinations, BackupStatus, DestinationRole, RunBackup};
use shared::id::JobId;

use super::{run_form, words};
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
    let places = Remote::new(api::backups::destinations);
    let run = Text::live(move || {
        match primary(places).as_deref() {
            Some("cloudinary") => tr!(backups.run_remote)(),
            Some("s3") => tr!(backups.run_s3)(),
            _ => tr!(backups.run_local)(),
        }
        .to_owned()
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
        let status = status.value()?;
        let backup = status.under_way()?;
        Some((backup.job_id?, backup.database.clone()))
    });
    view! {
        <Card>
            <div class="stack">
                <div class="run-ways">
                    <div class="run-way">
                        <Button text=run kind=Kind::Primary icon=Icon::Archive on_press=move |()| options.set(true)/>
                        <p class="tiny quiet breakable">{move || whereto(places)}</p>
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

/// The name of the place that counts.
fn primary(places: Remote<BackupDestinations>) -> Option<String> {
    let all = places.value()?.destinations;
    all.into_iter().find(|place| place.role == DestinationRole::Primary).map(|place| place.name)
}

/// Where the archive will be, and whether anybody can read it there.
fn whereto(places: Remote<BackupDestinations>) -> String {
    let Some(known) = places.value() else { return String::new() };
    let named = |role| {
        let those = known.destinations.iter().filter(move |place| place.role == role);
        those.map(|place| words::place(&place.name)).collect::<Vec<_>>().join(", ")
    };
    let (place, others) = (named(DestinationRole::Primary), named(DestinationRole::Copies));
    let sentence = if others.is_empty() {
        say!(backups.run_where, place = place)
    } else {
        say!(backups.run_where_copies, place = place, others = others)
    };
    let sealed =
        if known.recipients.is_empty() { tr!(backups.not_encrypted)() } else { tr!(backups.encrypted)() };
    format!("{sentence} {sealed}.")
}

/// Where a backup is on this site.
pub(super) fn address(backup: &Backup) -> String {
    format!("/admin/backups/{}", backup.id)
}
