//! Whether a backup could be taken now, and every attempt so far.

use leptos::prelude::*;
use shared::backups::{Attempt, Check, Diagnosis, PageQuery};

use crate::api;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::{Empty, loaded};
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::table::{Column, PagedTable, Pages, Table, instant, word};

fn check_columns() -> Vec<Column<Check>> {
    vec![
        Column::new(tr!(backups.col_what), |check: &Check| {
            view! { <code>{check.name.clone()}</code> }.into_any()
        }),
        Column::new(tr!(backups.col_result), |check| {
            let (text, tone): (fn() -> &'static str, Tone) = match check.passed {
                Some(true) => (tr!(backups.check_ok), Tone::Good),
                Some(false) => (tr!(backups.check_bad), Tone::Bad),
                None => (tr!(backups.check_off), Tone::Neutral),
            };
            view! { <Badge text tone/> }.into_any()
        }),
        Column::wide(tr!(backups.col_detail), |check| word(check.detail.clone())),
        Column::figures(tr!(backups.col_took), |check| word(format::duration(check.milliseconds))),
    ]
}

fn attempt_columns() -> Vec<Column<Attempt>> {
    vec![
        Column::new(tr!(backups.col_when), |attempt: &Attempt| instant(attempt.at)),
        Column::new(tr!(backups.col_what), |attempt| {
            let kind = attempt.kind.clone();
            (move || kind_name(&kind)).into_any()
        }),
        Column::new(tr!(backups.col_database), |attempt| {
            view! { <code>{attempt.database.clone()}</code> }.into_any()
        }),
        Column::new(tr!(backups.col_result), |attempt| {
            let (text, tone): (fn() -> &'static str, Tone) = match attempt.succeeded {
                Some(true) => (tr!(backups.check_ok), Tone::Good),
                Some(false) => (tr!(backups.state_failed), Tone::Bad),
                None => (tr!(backups.state_running), Tone::Info),
            };
            view! { <Badge text tone/> }.into_any()
        }),
        Column::wide(tr!(backups.col_detail), |attempt| word(attempt.detail.clone())),
        Column::figures(tr!(backups.col_took), |attempt| {
            word(attempt.milliseconds.map_or_else(|| "—".to_owned(), format::duration))
        }),
    ]
}

fn kind_name(kind: &str) -> String {
    match kind {
        "backup" => tr!(backups.kind_backup)(),
        "verification" => tr!(backups.kind_verification)(),
        "comparison" => tr!(backups.kind_comparison)(),
        "restore" => tr!(backups.kind_restore)(),
        "drill" => tr!(backups.kind_drill)(),
        other => return other.to_owned(),
    }
    .to_owned()
}

fn diagnosis_view(diagnosis: Diagnosis) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = if diagnosis.ready {
        (tr!(backups.diagnose_ready), Tone::Good)
    } else {
        (tr!(backups.diagnose_not_ready), Tone::Bad)
    };
    view! {
        <div class="diagnosis"><Verdict text tone/></div>
        <Table label=tr!(backups.diagnose) columns=check_columns() rows=diagnosis.checks/>
    }
    .into_any()
}

/// The checks now, and the history of attempts.
#[component]
pub fn Diagnostics() -> impl IntoView {
    let diagnosis = Remote::new(api::backups::diagnose);
    let pages = Pages::new(
        || (),
        |cursor| async move { api::backups::attempts(&PageQuery { limit: None, cursor }).await },
    );
    view! {
        <div class="stack loose">
            <Card
                flush=true
                title=tr!(backups.diagnose)
                actions=move || view! {
                    <Button text=tr!(common.refresh) icon=Icon::RefreshCw small=true busy=diagnosis.fetching() on_press=move |()| diagnosis.reload()/>
                }
            >
                <div class="padded-when-waiting">{loaded(diagnosis, 4, diagnosis_view)}</div>
            </Card>
            <Card flush=true title=tr!(backups.attempts) text=tr!(backups.attempts_text)>
                <PagedTable
                    label=tr!(backups.attempts)
                    columns=attempt_columns()
                    pages
                    empty=|| view! { <Empty title=tr!(backups.attempts_empty) icon=Icon::History/> }
                />
            </Card>
        </div>
    }
}
