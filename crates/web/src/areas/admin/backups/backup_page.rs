//! One backup: its verdict, its facts, its manifest, and what can be done with it.

use leptos::prelude::*;
use shared::backups::{Backup, BackupCollection, BackupCopy, BackupDetail, BackupState};
use shared::id::{BackupId, JobId};
use shared::time::Timestamp;

use super::actions::Actions;
use super::{outcomes, words};
use crate::address::query_signal;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::browser::{spawn, watch};
use crate::components::filters::FilterText;
use crate::components::job::{JobWatch, kind_name};
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::state::loaded;
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::table::{Column, Rows, Table, word};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

/// One backup.
#[component]
pub fn BackupPage(
    /// Which.
    id: BackupId,
) -> impl IntoView {
    let detail = Remote::new(move || api::backups::detail(id));
    let title = Text::live(move || {
        detail.value().map_or_else(|| tr!(backups.col_backup)().to_owned(), |detail| detail.backup.file_name)
    });
    let (job, set_job) = query_signal("job");
    let watched = Memo::new(move |_| job.get().and_then(|id| id.parse::<JobId>().ok()));
    let started = Callback::new(move |id: JobId| set_job.set(Some(id.to_string())));
    let there = Memo::new(move |_| {
        detail
            .value()
            .is_some_and(|found| found.backup.state == BackupState::Finished && found.backup.available)
    });
    view! {
        <PageHead title trail=vec![Step::new(tr!(admin.backups), "/admin/backups")]/>
        <div class="stack loose">
            {loaded(detail, 8, move |found| view! { <Standing backup=found.backup detail/> }.into_any())}
            // Made once: a dialog that is open stays so when the backup is read again.
            {move || there.get().then(|| untrack(move || detail.value())).flatten().map(|found| view! {
                <Actions collections=names(&found.collections) backup=found.backup started changed=Callback::new(move |()| detail.reload())/>
            })}
            // Apart from what is read again when it ends: it must not begin anew then.
            {move || watched.get().map(|id| view! { <JobCard id detail/> })}
            {move || detail.value().map(|found| view! {
                <FactsCard backup=found.backup/>
                {(!found.collections.is_empty()).then(|| view! { <Manifest collections=found.collections/> })}
            })}
        </div>
    }
}

/// Its verdict, and the work under way for it.
#[component]
fn Standing(backup: Backup, detail: Remote<BackupDetail>) -> impl IntoView {
    let under_way = matches!(backup.state, BackupState::Queued | BackupState::Running);
    let own_job = backup.job_id.filter(|_| under_way);
    let sentence = backup.clone();
    let proven = backup.verified_at.is_some() || backup.drilled_at.is_some();
    let finished = backup.state == BackupState::Finished;
    let tone = words::tone(&backup);
    let proof = words::proof(&backup);
    let (error, available) = (backup.error.clone(), backup.available);
    view! {
        <Verdict text=Text::live(move || words::sentence(&sentence)) tone>
            {error.map(|error| view! { <p class="small breakable">{error}</p> })}
            {finished.then(|| view! {
                <div class="row tight">
                    <Badge text=proof tone=if proven { Tone::Good } else { Tone::Neutral }/>
                    {(!available).then(|| view! { <Badge text=tr!(backups.gone) tone=Tone::Attention/> })}
                </div>
            })}
        </Verdict>
        {backup.deleting_at.map(|at| view! { <Deleting id=backup.id at detail/> })}
        {own_job.map(|id| view! {
            <Card><JobWatch id label=tr!(backups.verdict_running) result=|_| ().into_any() on_end=move |_| detail.reload()/></Card>
        })}
    }
}

/// That it will be deleted, and how to have it back.
#[component]
fn Deleting(id: BackupId, at: Timestamp, detail: Remote<BackupDetail>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let undo = move |()| {
        act(
            busy,
            api::backups::undelete(id),
            move |_| {
                toasts.good(tr!(backups.undeleted)());
                detail.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <Card>
            <div class="row">
                <p><strong>{move || say!(backups.deleting, when = format::exact(at))}</strong><br/><span class="small soft">{tr!(backups.deleting_text)}</span></p>
                <Button text=tr!(backups.undelete) icon=Icon::Undo2 busy on_press=undo/>
            </div>
        </Card>
    }
}

fn names(collections: &[BackupCollection]) -> Vec<String> {
    collections.iter().map(|collection| collection.name.clone()).collect()
}

/// What was last done with it: it stays in the address, so it is still there after a reload.
#[component]
fn JobCard(id: JobId, detail: Remote<BackupDetail>) -> impl IntoView {
    let kind = RwSignal::new(String::new());
    watch(move || {
        spawn(async move {
            if let Ok(job) = api::system::job(id).await {
                let _gone = kind.try_set(job.kind);
            }
        });
    });
    let label = Text::live(move || kind_name(&kind.get()));
    let databases = use_databases();
    // A restore makes a database.
    let ended = move |_| {
        detail.reload();
        databases.all().reload();
    };
    view! {
        <Card>
            <JobWatch id label result=outcomes::shown on_end=ended/>
        </Card>
    }
}

#[component]
fn FactsCard(backup: Backup) -> impl IntoView {
    let date = |at: Option<Timestamp>| move || at.map_or_else(|| "—".to_owned(), format::exact);
    let (trigger, where_to) = (backup.trigger, backup.clone());
    view! {
        <Card>
            <Facts>
                <Fact label=tr!(backups.col_database)><code>{backup.database.clone()}</code></Fact>
                <Fact label=tr!(backups.detail_host)><code>{backup.host.clone()}</code></Fact>
                <Fact label=tr!(backups.detail_version)>{backup.server_version.clone().unwrap_or_else(|| "—".to_owned())}</Fact>
                <Fact label=tr!(backups.detail_instant)>{date(backup.instant)}</Fact>
                <Fact label=tr!(backups.col_collections)>{format::count(backup.collections)}</Fact>
                <Fact label=tr!(backups.col_documents)>{format::count(backup.documents)}</Fact>
                <Fact label=tr!(backups.detail_data)>{format::bytes(backup.bytes)}</Fact>
                <Fact label=tr!(backups.detail_archive)>{backup.archive_bytes.map_or_else(|| "—".to_owned(), format::bytes)}</Fact>
                <Fact label=tr!(backups.detail_trigger)>{move || words::trigger(trigger)}</Fact>
                <Fact label=tr!(backups.detail_destination)>{move || words::destination(&where_to)}</Fact>
                {backup.encrypted.clone().map(|sealed| view! {
                    <Fact label=tr!(backups.detail_encrypted)><code class="breakable">{sealed.recipients.join(", ")}</code></Fact>
                })}
                {(!backup.copies.is_empty()).then(|| {
                    let copies = backup.copies.clone();
                    view! { <Fact label=tr!(backups.copies)><span class="breakable">{move || told(&copies)}</span></Fact> }
                })}
                <Fact label=tr!(backups.detail_created)>{date(Some(backup.created_at))}</Fact>
                <Fact label=tr!(backups.detail_finished)>{date(backup.finished_at)}</Fact>
                <Fact label=tr!(backups.detail_verified)>{date(backup.verified_at)}</Fact>
                <Fact label=tr!(backups.detail_drilled)>{date(backup.drilled_at)}</Fact>
                {backup.label.clone().map(|label| view! { <Fact label=tr!(backups.detail_label)>{label}</Fact> })}
                {backup.sha256.clone().map(|sha| view! { <Fact label="SHA-256"><span class="digest">{sha}</span></Fact> })}
            </Facts>
            {(!backup.exclusions.is_empty()).then(|| view! {
                <h3>{tr!(backups.exclusions)}</h3>
                <ul>
                    {backup.exclusions.iter().map(|left_out| view! {
                        <li class="small"><code class="breakable">{left_out.collection.clone()}</code>" · "{format::count(left_out.documents)}" · "{format::bytes(left_out.bytes)}</li>
                    }).collect_view()}
                </ul>
            })}
        </Card>
    }
}

/// Where copies are, and why they are not.
fn told(copies: &[BackupCopy]) -> String {
    let told = copies.iter().map(|copy| {
        let place = words::place(&copy.destination);
        match &copy.error {
            Some(error) => say!(backups.copy_failed, place = place, error = error.clone()),
            None => place,
        }
    });
    told.collect::<Vec<_>>().join(" · ")
}

fn columns() -> Vec<Column<BackupCollection>> {
    vec![
        Column::wide(tr!(backups.col_name), |row: &BackupCollection| {
            view! { <code class="strong breakable">{row.name.clone()}</code> }.into_any()
        }),
        Column::new(tr!(backups.col_kind), |row| word(row.kind.clone())),
        Column::figures(tr!(backups.col_documents), |row| word(format::count(row.documents))),
        Column::figures(tr!(backups.col_bytes), |row| word(format::bytes(row.bytes))),
        Column::figures(tr!(backups.col_indexes), |row| word(format::count(row.indexes))),
        Column::new(tr!(backups.col_read), |row| word(row.read.clone())),
        Column::new(tr!(backups.col_sha), |row| {
            let short: String = row.sha256.chars().take(12).collect();
            view! { <span class="digest" title=row.sha256.clone()>{short}"…"</span> }.into_any()
        }),
    ]
}

#[component]
fn Manifest(collections: Vec<BackupCollection>) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let rows = Rows::live(move || {
        let wanted = wanted.get().to_lowercase();
        collections
            .iter()
            .filter(|row| row.name.to_lowercase().contains(&wanted))
            .cloned()
            .collect::<Vec<_>>()
    });
    view! {
        <Card flush=true title=tr!(backups.manifest) text=tr!(backups.manifest_text)>
            <div class="filters">
                <FilterText label=tr!(backups.manifest_search) value=wanted live=true on_change=move |text| wanted.set(text)/>
            </div>
            <Table label=tr!(backups.manifest) columns=columns() rows/>
        </Card>
    }
}
