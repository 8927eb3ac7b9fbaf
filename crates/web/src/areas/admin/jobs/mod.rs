//! Background work: what runs, what ran, and a way to stop it.

use leptos::prelude::*;
use shared::id::JobId;
use shared::system::{Job, JobQuery, JobStatus};

use crate::address::query_signal;
use crate::api;
use crate::components::filters::FilterSelect;
use crate::components::job::{JobWatch, kind_name, progress_line, status_badge, subject_name};
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::code::DocumentView;
use crate::ui::form::SelectOption;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::Empty;
use crate::ui::status::{Tone, Verdict};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};
use crate::ui::text::Text;
use crate::ui::trail::PageHead;

fn status_of(text: &str) -> Option<JobStatus> {
    Some(match text {
        "queued" => JobStatus::Queued,
        "running" => JobStatus::Running,
        "succeeded" => JobStatus::Succeeded,
        "failed" => JobStatus::Failed,
        "cancelled" => JobStatus::Cancelled,
        _ => return None,
    })
}

fn took(job: &Job) -> String {
    match (job.started_at, job.finished_at) {
        (Some(start), Some(end)) => {
            let milliseconds = end.as_millisecond().saturating_sub(start.as_millisecond());
            format::duration(u64::try_from(milliseconds).unwrap_or_default())
        }
        _ => "—".to_owned(),
    }
}

fn columns() -> Vec<Column<Job>> {
    vec![
        Column::new(tr!(jobs.col_job), |job: &Job| {
            let kind = job.kind.clone();
            (move || kind_name(&kind)).into_any()
        }),
        Column::new(tr!(jobs.col_subject), |job| {
            view! { <span class="breakable">{subject_name(job)}</span> }.into_any()
        }),
        Column::new(tr!(jobs.col_status), |job| status_badge(job.status)),
        Column::wide(tr!(jobs.col_progress), |job| {
            let progress = job.progress.clone().filter(|_| !job.status.is_final());
            let error = job.error.clone();
            view! {
                <span class="small soft breakable figures">
                    {move || progress.as_ref().map(progress_line)}{error}
                </span>
            }
            .into_any()
        }),
        Column::new(tr!(jobs.col_created), |job| instant(job.created_at)),
        Column::figures(tr!(jobs.col_took), |job| word(took(job))),
    ]
}

/// The jobs.
#[component]
pub fn JobsPage() -> impl IntoView {
    let (status, set_status) = query_signal("status");
    let (kind, set_kind) = query_signal("kind");
    let pages = Pages::new(
        move || {
            let _filters = (status.get(), kind.get());
        },
        move |cursor| {
            let query = JobQuery {
                kind: kind.get_untracked(),
                status: status.get_untracked().as_deref().and_then(status_of),
                limit: Some(50),
                cursor,
            };
            async move { api::system::jobs(&query).await }
        },
    );
    let opened = Held::<JobId>::new();
    let panel = RwSignal::new(false);
    let statuses = vec![
        SelectOption::new("", tr!(common.all)),
        SelectOption::new("running", tr!(jobs.running)),
        SelectOption::new("queued", tr!(jobs.queued)),
        SelectOption::new("succeeded", tr!(jobs.succeeded)),
        SelectOption::new("failed", tr!(jobs.failed)),
        SelectOption::new("cancelled", tr!(jobs.cancelled)),
    ];
    let kinds: Vec<SelectOption> = std::iter::once(SelectOption::new("", tr!(common.all)))
        .chain(
            [
                "backups.run",
                "backups.verify",
                "backups.compare",
                "backups.restore",
                "backups.drill",
                "inspection.census",
                "inspection.references",
                "notifications.deliver",
                "campaigns.close",
                "campaigns.deliverable_timer",
                "campaigns.shipment_timer",
                "campaigns.rights_timer",
                "campaigns.read_metrics",
            ]
            .map(|kind| SelectOption::new(kind, Text::live(move || kind_name(kind)))),
        )
        .collect();
    let some = |text: String| (!text.is_empty()).then_some(text);
    view! {
        <PageHead title=tr!(admin.jobs) text=tr!(jobs.text)>
            <Button text=tr!(common.refresh) icon=Icon::RefreshCw on_press=move |()| pages.restart()/>
        </PageHead>
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(jobs.filter_status) value=Signal::derive(move || status.get().unwrap_or_default()) options=statuses on_change=move |text| set_status.set(some(text))/>
                <FilterSelect label=tr!(jobs.filter_kind) value=Signal::derive(move || kind.get().unwrap_or_default()) options=kinds on_change=move |text| set_kind.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(admin.jobs)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(jobs.empty) icon=Icon::ListChecks/> }
                opens=Opens::here(move |job: Job| { opened.set(job.id); panel.set(true); })
            />
        </Card>
        <Dialog open=panel title=tr!(jobs.col_job) place=Place::Side>
            {move || opened.get().map(|id| view! {
                <JobWatch id label=tr!(jobs.running) result=done on_end=move |_| pages.restart()/>
            })}
        </Dialog>
    }
}

fn done(job: &Job) -> AnyView {
    let kind = job.kind.clone();
    let (subject, took, attempts) = (subject_name(job), took(job), job.attempts.to_string());
    view! {
        <div class="stack">
            <Verdict text=Text::live(move || kind_name(&kind)) tone=Tone::Good>
                <Facts>
                    <Fact label=tr!(jobs.col_subject)>{subject}</Fact>
                    <Fact label=tr!(jobs.col_took)>{took}</Fact>
                    <Fact label=tr!(jobs.attempts)>{attempts}</Fact>
                </Facts>
            </Verdict>
            {job.result.clone().map(|value| view! { <h3>{tr!(jobs.result)}</h3><DocumentView value/> })}
        </div>
    }
    .into_any()
}
