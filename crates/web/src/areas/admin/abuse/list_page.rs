//! The cases: open ones the oldest first, decided ones the newest first.

use leptos::prelude::*;
use shared::abuse::{AbuseCaseQuery, AbuseCaseSummary, AbuseTargetKind};

use crate::address::query_signal;
use crate::api;
use crate::components::campaigns::words::choices;
use crate::components::creators::words::of_key;
use crate::components::filters::FilterSelect;
use crate::components::live::use_live;
use crate::components::report::words;
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

/// What is kept in the address for the cases that are decided.
const DECIDED: &str = "decided";

/// Where a case stands.
pub fn standing(case: &AbuseCaseSummary) -> AnyView {
    match &case.decided {
        Some(decided) => {
            let text = words::decision(decided.decision, case.target.kind);
            view! { <Badge text tone=Tone::Neutral/> }.into_any()
        }
        None => view! { <Badge text=tr!(abuse.open) tone=Tone::Attention/> }.into_any(),
    }
}

fn columns() -> Vec<Column<AbuseCaseSummary>> {
    vec![
        Column::wide(tr!(abuse.what), |case: &AbuseCaseSummary| {
            view! {
                <span class="breakable">{case.label.clone()}</span><br/>
                <span class="tiny quiet">{words::kind(case.target.kind)}</span>
            }
            .into_any()
        }),
        Column::new(tr!(abuse.state), standing),
        Column::figures(tr!(abuse.reports), |case| case.reports.to_string().into_any()),
        Column::new(tr!(abuse.first), |case| instant(case.first_at)),
        Column::new(tr!(abuse.last), |case| instant(case.last_at)),
    ]
}

/// The cases, filtered by the address.
#[component]
pub fn CasesPage() -> impl IntoView {
    let live = use_live();
    let (state, set_state) = query_signal("state");
    let (kind, set_kind) = query_signal("kind");
    let pages = Pages::new(
        move || {
            // The staff is told of each case.
            live.track();
            let _filters = (state.get(), kind.get());
        },
        move |cursor| {
            let query = AbuseCaseQuery {
                decided: (state.get_untracked().as_deref() == Some(DECIDED)).then_some(true),
                kind: kind.get_untracked().and_then(|word| of_key(AbuseTargetKind::ALL, &word)),
                limit: Some(50),
                cursor,
            };
            async move { api::abuse::cases(&query).await }
        },
    );
    let states = vec![
        SelectOption::new("", tr!(abuse.state_open)),
        SelectOption::new(DECIDED, tr!(abuse.state_decided)),
    ];
    let kinds = choices(tr!(common.all), AbuseTargetKind::ALL, words::kind);
    let some = |text: String| (!text.is_empty()).then_some(text);
    let value = |signal: Memo<Option<String>>| Signal::derive(move || signal.get().unwrap_or_default());
    let empty = move || {
        if state.with(Option::is_some) || kind.with(Option::is_some) {
            view! { <Empty title=tr!(abuse.none_there) icon=Icon::Flag/> }.into_any()
        } else {
            view! { <Empty title=tr!(abuse.empty) text=tr!(abuse.empty_text) icon=Icon::Flag/> }.into_any()
        }
    };
    view! {
        <PageHead title=tr!(abuse.title) text=tr!(abuse.text)/>
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(abuse.state) value=value(state) options=states on_change=move |text| set_state.set(some(text))/>
                <FilterSelect label=tr!(abuse.what) value=value(kind) options=kinds on_change=move |text| set_kind.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(abuse.title)
                columns=columns()
                pages
                empty=empty
                opens=Opens::page(|case: &AbuseCaseSummary| format!("/admin/abuse/{}", case.id))
            />
        </Card>
    }
}
