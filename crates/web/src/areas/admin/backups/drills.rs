//! Restore drills and their certificates.

use leptos::prelude::*;
use shared::backups::{Drill, DrillVerdict, PageQuery, RunDrill};
use shared::id::JobId;

use super::outcomes;
use crate::address::query_signal;
use crate::api;
use crate::components::job::JobWatch;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::load::act;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

const fn tone(drill: &Drill) -> Tone {
    match drill.verdict {
        DrillVerdict::Passed => Tone::Good,
        DrillVerdict::Failed => Tone::Bad,
    }
}

fn sentence(drill: &Drill) -> String {
    match drill.verdict {
        DrillVerdict::Passed => say!(
            backups.drill_passed,
            collections = format::count(drill.collections),
            documents = format::count(drill.documents)
        ),
        DrillVerdict::Failed => say!(backups.drill_failed).to_owned(),
    }
}

/// The certificate of one drill, with its figures.
pub fn certificate(drill: &Drill) -> AnyView {
    let words = drill.clone();
    let times = drill.clone();
    let (at, moment) = (drill.at, drill.instant);
    let (detail, database, scratch) =
        (drill.detail.clone(), drill.database.clone(), drill.scratch_database.clone());
    let (sha256, file_name, backup_id) = (drill.sha256.clone(), drill.file_name.clone(), drill.backup_id);
    let indexes = drill.indexes;
    let passed = drill.verdict == DrillVerdict::Passed;
    view! {
        <div class="certificate">
            <Verdict text=Text::live(move || sentence(&words)) tone=tone(drill)>
                {(!passed).then(|| view! { <p class="small soft breakable">{detail}</p> })}
                <Facts>
                    <Fact label=tr!(backups.drill_certificate)><time datetime=at.to_string()>{move || format::exact(at)}</time></Fact>
                    <Fact label=tr!(backups.col_database)><code>{database}</code></Fact>
                    {moment.map(|moment| view! {
                        <Fact label=tr!(backups.detail_instant)><time datetime=moment.to_string()>{move || format::exact(moment)}</time></Fact>
                    })}
                    <Fact label=tr!(backups.col_indexes)>{format::count(indexes)}</Fact>
                    <Fact label=tr!(backups.col_took)>
                        {move || say!(
                            backups.drill_times,
                            verify = format::duration(times.verify_milliseconds),
                            restore = format::duration(times.restore_milliseconds),
                            compare = format::duration(times.compare_milliseconds)
                        )}
                    </Fact>
                    <Fact label=tr!(backups.drill_scratch)><code class="breakable">{scratch}</code></Fact>
                </Facts>
                <p class="digest">"SHA-256 "{sha256}</p>
                <p class="small">
                    {match backup_id {
                        Some(id) => view! { <a href=format!("/admin/backups/{id}")>{file_name}</a> }.into_any(),
                        None => file_name.into_any(),
                    }}
                </p>
            </Verdict>
        </div>
    }
    .into_any()
}

fn columns() -> Vec<Column<Drill>> {
    vec![
        Column::new(tr!(backups.col_when), |drill: &Drill| instant(drill.at)),
        Column::new(tr!(backups.col_result), |drill| {
            let text: fn() -> &'static str =
                if drill.verdict == DrillVerdict::Passed { tr!(backups.passed) } else { tr!(backups.failed) };
            view! { <Badge text tone=tone(drill)/> }.into_any()
        }),
        Column::new(tr!(backups.col_database), |drill| {
            view! { <code>{drill.database.clone()}</code> }.into_any()
        }),
        Column::wide(tr!(backups.col_detail), |drill| word(drill.detail.clone())),
        Column::figures(tr!(backups.col_collections), |drill| word(format::count(drill.collections))),
        Column::figures(tr!(backups.col_documents), |drill| word(format::count(drill.documents))),
        Column::figures(tr!(backups.col_took), |drill| {
            word(format::duration(
                drill.verify_milliseconds + drill.restore_milliseconds + drill.compare_milliseconds,
            ))
        }),
    ]
}

/// Runs drills and lists their certificates.
#[component]
pub fn Drills() -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (job, set_job) = query_signal("job");
    let pages = Pages::new(
        || (),
        |cursor| async move { api::backups::drills(&PageQuery { limit: None, cursor }).await },
    );
    let opened = Held::<Drill>::new();
    let panel = RwSignal::new(false);
    let run = move |()| {
        act(
            busy,
            async { api::backups::drill(&RunDrill::default()).await },
            move |job| {
                toasts.good(tr!(backups.drill_started)());
                set_job.set(Some(job.id.to_string()));
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let watched = Memo::new(move |_| job.get().and_then(|id| id.parse::<JobId>().ok()));
    view! {
        <div class="stack">
            {move || watched.get().map(|id| view! {
                <Card><JobWatch id label=tr!(backups.job_drill) result=outcomes::shown on_end=move |_| pages.restart()/></Card>
            })}
            <Card
                flush=true
                title=tr!(backups.tab_drills)
                text=tr!(backups.drills_empty_text)
                actions=move || view! { <Button text=tr!(backups.drill_run) icon=Icon::ShieldCheck kind=Kind::Primary busy on_press=run/> }
            >
                <PagedTable
                    label=tr!(backups.tab_drills)
                    columns=columns()
                    pages
                    empty=|| view! { <Empty title=tr!(backups.drills_empty) icon=Icon::ShieldCheck/> }
                    opens=Opens::here(move |drill| { opened.set(drill); panel.set(true); })
                />
            </Card>
            <Dialog open=panel title=tr!(backups.drill_certificate) place=Place::Side>
                {move || opened.get().map(|drill| certificate(&drill))}
            </Dialog>
        </div>
    }
}
