//! Background work on screen: what it is called, how far it is, how to stop it, and what came of it.

use leptos::prelude::*;
use shared::id::JobId;
use shared::system::{Job, JobProgress, JobStatus};

use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote, act};
use crate::ui::progress::Progress;
use crate::ui::state::{Failure, Skeleton};
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// How often a running job is asked after, in milliseconds.
const EVERY: u32 = 800;

/// What a kind of job is called.
pub fn kind_name(kind: &str) -> String {
    match kind {
        "backups.run" => tr!(jobs.kind_backups_run)(),
        "backups.verify" => tr!(jobs.kind_backups_verify)(),
        "backups.compare" => tr!(jobs.kind_backups_compare)(),
        "backups.restore" => tr!(jobs.kind_backups_restore)(),
        "backups.drill" => tr!(jobs.kind_backups_drill)(),
        "backups.expunge" => tr!(jobs.kind_backups_expunge)(),
        "backups.daily" => tr!(jobs.kind_backups_daily)(),
        "backups.weekly_drill" => tr!(jobs.kind_backups_weekly_drill)(),
        "backups.reconcile" => tr!(jobs.kind_backups_reconcile)(),
        "campaigns.close" => tr!(jobs.kind_campaign_close)(),
        "campaigns.tell_cancelled" => tr!(jobs.kind_campaign_cancelled)(),
        "campaigns.decline_rest" => tr!(jobs.kind_decline_rest)(),
        "campaigns.show_ratings" => tr!(jobs.kind_show_ratings)(),
        "campaigns.first_drafts_timer" => tr!(jobs.kind_first_drafts)(),
        "campaigns.deliverable_timer" => tr!(jobs.kind_deliverable_timer)(),
        "campaigns.shipment_timer" => tr!(jobs.kind_shipment_timer)(),
        "campaigns.rights_timer" => tr!(jobs.kind_rights_timer)(),
        "campaigns.read_metrics" => tr!(jobs.kind_read_metrics)(),
        "campaigns.forget_report" => tr!(reports.forget_kind)(),
        "campaigns.print_report" => tr!(reports.print_kind)(),
        "campaigns.drop_file" | "campaigns.drop_unused_file" => tr!(jobs.kind_drop_file)(),
        "abuse.tell_decided" => tr!(jobs.kind_abuse_told)(),
        "identity.end_view" => tr!(jobs.kind_end_view)(),
        "creators.picture" => tr!(creators.kind_picture)(),
        "creators.purge" => tr!(creators.kind_purge)(),
        "notifications.deliver" => tr!(jobs.kind_deliver)(),
        "notifications.digest" => tr!(jobs.kind_digest)(),
        "brands.close" => tr!(brands.kind_close)(),
        "brands.logo" => tr!(brands.kind_logo)(),
        "identity.avatar" => tr!(person.kind_avatar)(),
        "identity.data_export" => tr!(person.kind_data_export)(),
        "identity.forget_data_export" => tr!(person.kind_forget_data_export)(),
        "identity.erase" => tr!(person.kind_erase)(),
        "inspection.census" => tr!(jobs.kind_census)(),
        "inspection.references" => tr!(jobs.kind_references)(),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// What a job is about, where that has a name of its own: a database, a file, an address. Of others the kind says it.
pub fn subject_name(job: &Job) -> String {
    let kind = job.kind.as_str();
    let of_a_database = kind.starts_with("backups.") && kind != "backups.reconcile";
    if of_a_database || kind.starts_with("inspection.") || kind == "notifications.deliver" {
        job.subject.clone()
    } else {
        "—".to_owned()
    }
}

/// Where a job stands, in a word and a meaning.
pub fn status_badge(status: JobStatus) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match status {
        JobStatus::Queued => (tr!(jobs.queued), Tone::Neutral),
        JobStatus::Running => (tr!(jobs.running), Tone::Info),
        JobStatus::Succeeded => (tr!(jobs.succeeded), Tone::Good),
        JobStatus::Failed => (tr!(jobs.failed), Tone::Bad),
        JobStatus::Cancelled => (tr!(jobs.cancelled), Tone::Attention),
    };
    view! { <Badge text tone/> }.into_any()
}

fn phase_name(phase: &str) -> String {
    match phase {
        "listing" => tr!(jobs.phase_listing)(),
        "reading" => tr!(jobs.phase_reading)(),
        "verifying" => tr!(jobs.phase_verifying)(),
        "writing" => tr!(jobs.phase_writing)(),
        "indexing" => tr!(jobs.phase_indexing)(),
        "comparing" => tr!(jobs.phase_comparing)(),
        "cleaning" => tr!(person.phase_cleaning)(),
        "printing" => tr!(reports.phase_printing)(),
        "storing" => tr!(person.phase_storing)(),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// What is done and what is left, in one line.
pub fn progress_line(progress: &JobProgress) -> String {
    let figure =
        |count: u64| if progress.unit == "bytes" { format::bytes(count) } else { format::count(count) };
    let unit = match progress.unit.as_str() {
        "documents" => tr!(jobs.unit_documents)(),
        "collections" => tr!(jobs.unit_collections)(),
        "domains" => tr!(person.unit_domains)(),
        "pictures" => tr!(person.unit_pictures)(),
        "steps" => tr!(reports.unit_steps)(),
        "bytes" => "",
        other => other,
    };
    let amount = match progress.total {
        Some(total) => {
            let done = say!(jobs.done_of, done = figure(progress.done), total = figure(total), unit = unit);
            let left = say!(jobs.left, left = figure(total.saturating_sub(progress.done)));
            format!("{}, {left}", done.trim_end())
        }
        None => say!(jobs.done_only, done = figure(progress.done), unit = unit),
    };
    let phase = phase_name(&progress.phase);
    if progress.item.is_empty() {
        format!("{phase} · {amount}")
    } else {
        format!("{phase} {} · {amount}", progress.item)
    }
}

/// Watches a job until it ends, then shows what came of it. It can be left and come back to: the job is the server's.
#[component]
pub fn JobWatch(
    /// The job.
    id: JobId,
    /// What is being done.
    #[prop(into)]
    label: Text,
    /// Shows the outcome of a job that ended well.
    result: fn(&Job) -> AnyView,
    /// Called once when the job ended, however it ended.
    #[prop(optional, into)]
    on_end: Option<Callback<Job>>,
) -> impl IntoView {
    let job = Remote::new(move || api::system::job(id));
    job.poll_while(EVERY, |job| !job.status.is_final());
    if let Some(on_end) = on_end {
        Effect::new(move |told: Option<bool>| {
            if told == Some(true) {
                return true;
            }
            match job.value() {
                Some(job) if job.status.is_final() => {
                    on_end.run(job);
                    true
                }
                _ => false,
            }
        });
    }
    // The frame is built once for each state; figures inside follow their own signals.
    let stage = Memo::new(move |_| match job.get() {
        Load::Waiting => Stage::Waiting,
        Load::Ready(job) if job.status.is_final() => Stage::Ended,
        Load::Ready(_) => Stage::Running,
        Load::Failed(problem) if problem.status == 0 || problem.status >= 500 => Stage::Running,
        Load::Failed(_) => Stage::Lost,
    });
    move || match stage.get() {
        Stage::Waiting => view! { <Skeleton lines=2/> }.into_any(),
        Stage::Running => view! { <Running job label/> }.into_any(),
        Stage::Ended => job.value().map(|job| ended(&job, result)).into_any(),
        Stage::Lost => match job.get() {
            Load::Failed(problem) => {
                view! { <Failure problem on_retry=Callback::new(move |()| job.reload())/> }.into_any()
            }
            Load::Waiting | Load::Ready(_) => ().into_any(),
        },
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Running,
    Ended,
    Lost,
}

#[component]
fn Running(job: Remote<Job>, label: Text) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let last =
        Memo::new(move |before: Option<&Option<Job>>| job.value().or_else(|| before.cloned().flatten()));
    let progress = Memo::new(move |_| last.get().and_then(|job| job.progress));
    let cancellable = Memo::new(move |_| last.get().is_some_and(|job| job.cancellable));
    let text = Text::live(move || {
        progress.get().map_or_else(|| tr!(jobs.waiting)().to_owned(), |progress| progress_line(&progress))
    });
    let cancel = move |()| {
        if let Some(id) = last.get_untracked().map(|job| job.id) {
            act(
                busy,
                api::system::cancel_job(id),
                move |()| {
                    toasts.info(tr!(jobs.cancelling)());
                    job.reload();
                },
                move |problem| toasts.problem(&problem),
            );
        }
    };
    view! {
        <Progress
            label
            done=Signal::derive(move || progress.get().map_or(0, |progress| progress.done))
            total=Signal::derive(move || progress.get().and_then(|progress| progress.total))
            text
        >
            {move || cancellable.get().then(|| view! { <Button text=tr!(jobs.cancel) icon=Icon::X small=true busy on_press=cancel/> })}
        </Progress>
    }
}

fn ended(job: &Job, result: fn(&Job) -> AnyView) -> AnyView {
    match job.status {
        JobStatus::Succeeded => result(job),
        JobStatus::Cancelled => view! { <Verdict text=tr!(jobs.cancelled) tone=Tone::Attention/> }.into_any(),
        JobStatus::Queued | JobStatus::Running | JobStatus::Failed => {
            let error = job.error.clone();
            view! {
                <Verdict text=tr!(jobs.failed) tone=Tone::Bad>
                    {error.map(|error| view! { <p class="small breakable">{error}</p> })}
                </Verdict>
            }
            .into_any()
        }
    }
}

/// The outcome of a job as the type that its kind promises.
pub fn outcome<T: shared::json::FromJson>(job: &Job) -> Option<T> {
    api::read_value(job.result.clone()?)
}

#[cfg(test)]
mod tests {
    use shared::system::JobProgress;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::progress_line;
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn a_progress_says_what_is_done_and_what_is_left() {
        choose(Locale::es);
        let mut progress = JobProgress {
            phase: "reading".to_owned(),
            item: "orders".to_owned(),
            done: 4120,
            total: Some(7609),
            unit: "documents".to_owned(),
        };
        assert_eq!(progress_line(&progress), "Leyendo orders · 4.120 de 7.609 documentos, faltan 3.489");
        progress.total = None;
        assert_eq!(progress_line(&progress), "Leyendo orders · 4.120 documentos");
    }
}
