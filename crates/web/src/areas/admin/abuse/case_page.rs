//! One case: what was reported, by whom and why, what can be decided, and what was.

use leptos::prelude::*;
use shared::abuse::{AbuseCase, AbuseDecided, AbuseReport, AbuseTarget, AbuseTargetKind};
use shared::id::{AbuseCaseId, UserId};
use shared::media::FileLink;

use super::decide::DecideCard;
use super::list_page::standing;
use crate::api;
use crate::components::report::words;
use crate::i18n::{say, tr};
use crate::ui::button::ButtonLink;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::status::{Tone, Verdict};
use crate::ui::table::{Column, Table, instant};
use crate::ui::text::Text;
use crate::ui::trail::{PageHead, Step};

/// The page.
#[component]
pub fn CasePage(
    /// Which.
    id: AbuseCaseId,
) -> impl IntoView {
    let case = Remote::new(move || api::abuse::case(id));
    let title = Text::live(move || {
        case.value().map_or_else(|| tr!(abuse.case)().to_owned(), |case| case.summary.label)
    });
    let place = move || {
        let target = case.value()?.summary.target;
        place_of(&target).map(|href| view! { <ButtonLink text=tr!(abuse.see) href=href icon=Icon::Eye/> })
    };
    view! {
        <PageHead title trail=vec![Step::new(tr!(abuse.title), "/admin/abuse")]>{place}</PageHead>
        {loaded(case, 8, move |now| view! { <Whole now case/> }.into_any())}
    }
}

/// Where the staff looks at what was reported; messages and ratings are shown here.
fn place_of(target: &AbuseTarget) -> Option<String> {
    let id = &target.id;
    match target.kind {
        AbuseTargetKind::Message | AbuseTargetKind::Rating => None,
        AbuseTargetKind::Campaign => Some(format!("/campaigns/{id}")),
        AbuseTargetKind::Brand => Some(format!("/admin/brands/{id}")),
        AbuseTargetKind::Creator => Some(format!("/admin/creators/{id}")),
    }
}

#[component]
fn Whole(now: AbuseCase, case: Remote<AbuseCase>) -> impl IntoView {
    let AbuseCase { summary, excerpt, files, decisions, reported } = now;
    let (id, kind) = (summary.id, summary.target.kind);
    let (first, last, count) = (summary.first_at, summary.last_at, summary.reports);
    let state = standing(&summary);
    view! {
        {summary.decided.map(|decided| view! { <Decided decided kind/> })}
        <div class="user-grid">
            <div class="stack">
                <Card title=tr!(abuse.said)>
                    {match excerpt {
                        Some(excerpt) => view! { <blockquote class="quote breakable">{excerpt}</blockquote> }.into_any(),
                        None => view! { <p class="soft">{tr!(abuse.no_words)}</p> }.into_any(),
                    }}
                    {(!files.is_empty()).then(|| view! { <Files files/> })}
                </Card>
                <Card flush=true title=tr!(abuse.reports)>
                    <Table label=tr!(abuse.reports) columns=columns() rows=reported/>
                </Card>
            </div>
            <div class="stack">
                {(!decisions.is_empty()).then(|| view! { <DecideCard id kind decisions case/> })}
                <Card title=tr!(abuse.facts)>
                    <Facts>
                        <Fact label=tr!(abuse.what)>{words::kind(kind)}</Fact>
                        <Fact label=tr!(abuse.state)>{state}</Fact>
                        <Fact label=tr!(abuse.reports)><span class="figures">{count.to_string()}</span></Fact>
                        <Fact label=tr!(abuse.first)>{move || format::exact(first)}</Fact>
                        <Fact label=tr!(abuse.last)>{move || format::exact(last)}</Fact>
                        {summary.owner.map(|owner| view! { <Fact label=tr!(abuse.owner)>{account(owner)}</Fact> })}
                        <Fact label="Id"><code class="breakable">{summary.target.id}</code></Fact>
                    </Facts>
                </Card>
            </div>
        </div>
    }
}

#[component]
fn Decided(decided: AbuseDecided, kind: AbuseTargetKind) -> impl IntoView {
    let AbuseDecided { decision, reason, by, at } = decided;
    let text = Text::live(move || {
        say!(abuse.was_decided, what = words::decision(decision, kind)(), when = format::moment(at))
    });
    view! {
        <Verdict text tone=Tone::Good>
            <blockquote class="quote breakable">{reason}</blockquote>
            <p class="small">{tr!(abuse.decided_by)}" "{account(by)}</p>
        </Verdict>
    }
}

/// The way to an account.
fn account(id: UserId) -> AnyView {
    view! { <a href=format!("/admin/users/{id}")>{tr!(abuse.account)}</a> }.into_any()
}

#[component]
fn Files(files: Vec<FileLink>) -> impl IntoView {
    let file = |(at, link): (usize, FileLink)| {
        let number = at.saturating_add(1);
        view! {
            <li>
                <a href=api::absolute(&link.url) target="_blank" rel="noopener noreferrer external">
                    {move || say!(abuse.file, number = number.to_string())}
                </a>
            </li>
        }
    };
    view! {
        <div class="stack tight">
            <p class="small strong">{tr!(abuse.files)}</p>
            <ul class="row" role="list">{files.into_iter().enumerate().map(file).collect_view()}</ul>
            <p class="field-help">{tr!(abuse.files_help)}</p>
        </div>
    }
}

fn columns() -> Vec<Column<AbuseReport>> {
    vec![
        Column::wide(tr!(abuse.reason), |report: &AbuseReport| {
            let said = report.words.clone();
            view! {
                <span>{words::reason(report.reason)}</span>
                {said.map(|said| view! { <br/><span class="small soft breakable">{said}</span> })}
            }
            .into_any()
        }),
        Column::new(tr!(abuse.reporter), |report| account(report.reporter)),
        Column::new(tr!(abuse.when), |report| instant(report.at)),
    ]
}

#[cfg(test)]
mod tests {
    use shared::abuse::{AbuseTarget, AbuseTargetKind};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::place_of;

    #[wasm_bindgen_test]
    fn what_has_a_page_is_linked_and_private_words_are_not() {
        let of = |kind| place_of(&AbuseTarget { kind, id: "7".to_owned() });
        assert_eq!(of(AbuseTargetKind::Brand).as_deref(), Some("/admin/brands/7"));
        assert_eq!(of(AbuseTargetKind::Campaign).as_deref(), Some("/campaigns/7"));
        assert_eq!((of(AbuseTargetKind::Message), of(AbuseTargetKind::Rating)), (None, None));
    }
}
