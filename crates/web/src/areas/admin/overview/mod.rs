//! How everything stands: the last proof, the database, health, recent activity.

mod market;

use leptos::prelude::*;
use shared::audit::{AuditEvent, AuditQuery};
use shared::backups::{BackupState, BackupStatus};
use shared::identity::Permission;
use shared::system::{Health, HealthFinding, HealthPart, HealthStatus};

use super::audit::{action_cell, actor_name};
use super::backups::{certificate, words};
use super::context::use_databases;
use crate::api;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::card::{Card, Stat};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::Remote;
use crate::ui::state::{Empty, loaded};
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::trail::PageHead;

/// The first page of the console.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let session = use_session();
    let may = move |permission| Memo::new(move |_| session.may(permission));
    let (backups, audit) = (may(Permission::ManageBackups), may(Permission::ReadAudit));
    let market = may(Permission::ManageMarketplace);
    view! {
        <PageHead title=tr!(admin.overview) text=tr!(admin.overview_text)/>
        {move || backups.get().then(|| view! { <Proofs/> })}
        {move || market.get().then(|| view! { <market::Market/> })}
        <Figures/>
        <div class="overview-grid">
            <HealthCard/>
            {move || audit.get().then(|| view! { <Recent/> })}
        </div>
    }
}

#[component]
fn Figures() -> impl IntoView {
    let databases = use_databases();
    move || {
        databases.current().map(|database| {
            let href = format!("/admin/inspector/{}", api::encode(&database.name));
            let deployment = database.deployment.clone();
            let figure = |count: u64| Text::live(move || format::count(count));
            let size = |bytes: u64| Text::live(move || format::bytes(bytes));
            view! {
                <section aria-label=tr!(admin.figures)>
                    <div class="stats">
                        <Stat label=tr!(admin.collections) value=figure(database.collections) href=href.clone()/>
                        <Stat label=tr!(admin.documents) value=figure(database.documents) href=href/>
                        <Stat label=tr!(admin.data_bytes) value=size(database.data_bytes)/>
                        <Stat label=tr!(admin.storage_bytes) value=size(database.storage_bytes)/>
                        <Stat label=tr!(admin.indexes) value=figure(database.indexes)/>
                        <Stat
                            label=tr!(admin.server)
                            value=database.server_version.clone()
                            note=Text::live(move || deployment_name(&deployment))
                        />
                    </div>
                </section>
            }
        })
    }
}

fn deployment_name(deployment: &str) -> String {
    match deployment {
        "embedded" => tr!(admin.deployment_embedded)(),
        "replica_set" => tr!(admin.deployment_replica_set)(),
        "sharded" => tr!(admin.deployment_sharded)(),
        other => return other.to_owned(),
    }
    .to_owned()
}

#[component]
fn Proofs() -> impl IntoView {
    let status = Remote::new(api::backups::status);
    status.poll_while(3000, |status| status.under_way().is_some());
    loaded(status, 4, |status| view! { <Standing status/> }.into_any())
}

#[component]
fn Standing(status: BackupStatus) -> impl IntoView {
    let failed = status.last.clone().filter(|last| last.state == BackupState::Failed);
    let next = status.next_scheduled_at;
    let (kept, kept_bytes) = (status.kept, status.kept_bytes);
    let next_text =
        Text::live(move || next.map_or_else(|| say!(admin.schedule_off).to_owned(), format::moment));
    view! {
        <div class="stack">
            {failed.map(|failed| {
                let sentence = failed.clone();
                view! {
                    <Verdict text=Text::live(move || words::sentence(&sentence)) tone=Tone::Bad>
                        {failed.error.clone().map(|error| view! { <p class="small breakable">{error}</p> })}
                        <p class="small"><a href=format!("/admin/backups/{}", failed.id)>{tr!(common.details)}</a></p>
                    </Verdict>
                }
            })}
            <div class="overview-grid">
                <Card title=tr!(admin.last_backup) actions=|| view! { <ButtonLink text=tr!(admin.go_backups) href="/admin/backups" small=true/> }>
                    {match status.last_complete {
                        Some(backup) => last_backup(backup).into_any(),
                        None => view! {
                            <Empty title=tr!(admin.no_backup) text=tr!(admin.no_backup_text) icon=Icon::Archive>
                                <ButtonLink text=tr!(admin.go_backups) href="/admin/backups" kind=Kind::Primary/>
                            </Empty>
                        }.into_any(),
                    }}
                    <p class="overview-note small quiet">
                        {tr!(admin.next_backup)}": "{next_text.read()}" · "{tr!(admin.kept)}": "
                        <span class="figures">{move || format::count(kept)}" ("{move || format::bytes(kept_bytes)}")"</span>
                    </p>
                </Card>
                <Card title=tr!(admin.last_drill)>
                    {match status.last_drill {
                        Some(drill) => certificate(&drill),
                        None => view! {
                            <Empty title=tr!(admin.no_drill) text=tr!(admin.no_drill_text) icon=Icon::ShieldCheck>
                                <ButtonLink text=tr!(backups.drill_run) href="/admin/backups?tab=drills"/>
                            </Empty>
                        }.into_any(),
                    }}
                </Card>
            </div>
        </div>
    }
}

fn last_backup(backup: shared::backups::Backup) -> impl IntoView {
    let sentence = backup.clone();
    let at = backup.instant.unwrap_or(backup.created_at);
    let proven = backup.verified_at.is_some() || backup.drilled_at.is_some();
    view! {
        <Verdict text=Text::live(move || words::sentence(&sentence)) tone=words::tone(&backup)>
            <div class="row tight">
                <Badge text=words::proof(&backup) tone=if proven { Tone::Good } else { Tone::Neutral }/>
                <span class="small soft">
                    <code>{backup.database.clone()}</code>" · "
                    <time datetime=at.to_string() title=move || format::exact(at)>{move || format::ago(at)}</time>
                    {backup.archive_bytes.map(|bytes| format!(" · {}", format::bytes(bytes)))}
                </span>
            </div>
            <p class="small breakable"><a href=format!("/admin/backups/{}", backup.id)>{backup.file_name.clone()}</a></p>
        </Verdict>
    }
}

#[component]
fn HealthCard() -> impl IntoView {
    let health = Remote::new(api::system::health);
    health.poll_while(15_000, |_| true);
    view! { <Card title=tr!(admin.health)>{loaded(health, 5, |health| health_view(health).into_any())}</Card> }
}

fn health_view(health: Health) -> impl IntoView {
    let (version, uptime) = (health.version, health.uptime_seconds);
    view! {
        <ul class="health" role="list">{health.parts.into_iter().map(part_view).collect_view()}</ul>
        <p class="overview-note small quiet">
            {move || say!(admin.health_uptime, version = version.clone(), time = format::duration(uptime.saturating_mul(1000)))}
        </p>
    }
}

fn part_view(part: HealthPart) -> impl IntoView {
    let (text, tone): (fn() -> &'static str, Tone) = match part.status {
        HealthStatus::Ok => (tr!(admin.health_ok), Tone::Good),
        HealthStatus::Degraded => (tr!(admin.health_degraded), Tone::Attention),
        HealthStatus::Down => (tr!(admin.health_down), Tone::Bad),
        HealthStatus::NotConfigured => (tr!(admin.health_not_configured), Tone::Neutral),
    };
    let name = part.name;
    view! {
        <li>
            <div class="grow">
                <p class="strong small">{move || part_name(&name)}</p>
                <p class="tiny quiet breakable">{move || finding(part.finding)}</p>
            </div>
            <Badge text tone/>
        </li>
    }
}

/// What a check found, in the reader's words.
fn finding(found: HealthFinding) -> String {
    let seconds = |seconds: u64| format::duration(seconds.saturating_mul(1000));
    match found {
        HealthFinding::Answers => tr!(admin.finding_answers)().to_owned(),
        HealthFinding::Fails => tr!(admin.finding_fails)().to_owned(),
        HealthFinding::Silent { seconds: waited } => say!(admin.finding_silent, time = seconds(waited)),
        HealthFinding::NothingDue => tr!(admin.finding_nothing_due)().to_owned(),
        HealthFinding::JobWaits { seconds: waited } => say!(admin.finding_job_waits, time = seconds(waited)),
        HealthFinding::MailServer => tr!(admin.finding_mail_server)().to_owned(),
        HealthFinding::Away => tr!(admin.finding_away)().to_owned(),
        HealthFinding::NotShared => tr!(admin.finding_not_shared)().to_owned(),
        HealthFinding::MailboxOnly => tr!(admin.finding_mailbox_only)().to_owned(),
        HealthFinding::Free { percent, bytes } => {
            say!(admin.finding_free, percent = format::count(percent), bytes = format::bytes(bytes))
        }
    }
}

fn part_name(name: &str) -> String {
    match name {
        "database" => tr!(admin.part_database)(),
        "disk" => tr!(admin.part_disk)(),
        "jobs" => tr!(admin.part_jobs)(),
        "mail" => tr!(admin.part_mail)(),
        "memory" => tr!(admin.part_memory)(),
        other => return other.to_owned(),
    }
    .to_owned()
}

#[component]
fn Recent() -> impl IntoView {
    let events = Remote::new(|| async {
        api::audit::events(&AuditQuery { limit: Some(8), ..AuditQuery::default() }).await
    });
    view! {
        <Card title=tr!(admin.recent) actions=|| view! { <ButtonLink text=tr!(admin.recent_all) href="/admin/audit" small=true/> }>
            {loaded(events, 6, |page| {
                if page.items.is_empty() {
                    return view! { <Empty title=tr!(admin.recent_empty) icon=Icon::ScrollText/> }.into_any();
                }
                view! { <ol class="recent" role="list">{page.items.into_iter().map(recent_line).collect_view()}</ol> }.into_any()
            })}
        </Card>
    }
}

fn recent_line(event: AuditEvent) -> impl IntoView {
    let action = action_cell(&event);
    let at = event.at;
    view! {
        <li>
            <IconView icon=Icon::Activity class="small"/>
            <div class="grow">
                <p class="small breakable">{action}</p>
                <p class="tiny quiet breakable">
                    {move || actor_name(&event.actor)}" · "
                    <time datetime=at.to_string() title=move || format::exact(at)>{move || format::ago(at)}</time>
                </p>
            </div>
        </li>
    }
}
