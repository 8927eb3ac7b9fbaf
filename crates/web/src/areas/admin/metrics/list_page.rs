//! The figures, newest first, wherever they stand.

use leptos::prelude::*;
use shared::campaigns::{ManagedMetrics, ManagedMetricsQuery, MetricsState};

use super::look::Look;
use crate::address::query_signal;
use crate::api;
use crate::components::campaigns::words::choices;
use crate::components::creators::words::of_key;
use crate::components::figures::words;
use crate::components::filters::FilterSelect;
use crate::components::reports::{List, Sheet, TakeAlong};
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

fn state_name(state: MetricsState) -> fn() -> &'static str {
    words::state(state).0
}

fn columns() -> Vec<Column<ManagedMetrics>> {
    vec![
        Column::wide(tr!(metrics.campaign), |one: &ManagedMetrics| {
            view! { <span class="breakable">{one.metrics.campaign_title.clone()}</span> }.into_any()
        }),
        Column::new(tr!(metrics.platform), |one| {
            view! { <span>{one.metrics.platform.name()}</span> }.into_any()
        }),
        Column::new(tr!(managed_metrics.col_state), |one| {
            let (text, tone) = words::state(one.metrics.state);
            view! { <Badge text tone/> }.into_any()
        }),
        Column::new(tr!(metrics.picture), |one| match (one.metrics.reuse, one.metrics.has_picture) {
            (Some(_), _) => {
                view! { <Badge text=tr!(managed_metrics.reused) tone=Tone::Attention/> }.into_any()
            }
            (None, true) => view! { <span>{tr!(managed_metrics.there)}</span> }.into_any(),
            (None, false) => view! { <span class="quiet">{tr!(managed_metrics.gone)}</span> }.into_any(),
        }),
        Column::new(tr!(managed_metrics.col_reader), |one| {
            let reader = one.metrics.reader.clone();
            view! { <span>{reader.unwrap_or_else(|| "—".to_owned())}</span> }.into_any()
        }),
        Column::new(tr!(managed_metrics.col_when), |one| instant(one.metrics.reported_at)),
    ]
}

/// The figures, filtered by the address.
#[component]
pub fn MetricsPage() -> impl IntoView {
    let (state, set_state) = query_signal("state");
    let (reused, set_reused) = query_signal("reused");
    let pages = Pages::new(
        move || {
            let _filters = (state.get(), reused.get());
        },
        move |cursor| {
            let query = ManagedMetricsQuery {
                state: state.get_untracked().and_then(|word| of_key(MetricsState::ALL, &word)),
                reused: match reused.get_untracked().as_deref() {
                    Some("yes") => Some(true),
                    Some("no") => Some(false),
                    _ => None,
                },
                limit: Some(50),
                cursor,
            };
            async move { api::metrics::managed(&query).await }
        },
    );
    let sheets = Signal::derive(move || {
        let reused = reused.get().and_then(|word| match word.as_str() {
            "yes" => Some("true".to_owned()),
            "no" => Some("false".to_owned()),
            _ => None,
        });
        vec![Sheet::new(List::Figures, "managed/metrics", &[("state", state.get()), ("reused", reused)])]
    });
    let opened = Held::<ManagedMetrics>::new();
    let panel = RwSignal::new(false);
    let took = Callback::new(move |now: ManagedMetrics| {
        opened.set(now);
        pages.restart();
    });
    let states = choices(tr!(common.all), MetricsState::ALL, state_name);
    let pictures = vec![
        SelectOption::new("", tr!(common.all)),
        SelectOption::new("yes", tr!(managed_metrics.reused)),
        SelectOption::new("no", tr!(managed_metrics.not_reused)),
    ];
    let some = |text: String| (!text.is_empty()).then_some(text);
    let value = |signal: Memo<Option<String>>| Signal::derive(move || signal.get().unwrap_or_default());
    view! {
        <PageHead title=tr!(managed_metrics.title) text=tr!(managed_metrics.text)>
            <TakeAlong sheets/>
        </PageHead>
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(managed_metrics.col_state) value=value(state) options=states on_change=move |text| set_state.set(some(text))/>
                <FilterSelect label=tr!(metrics.picture) value=value(reused) options=pictures on_change=move |text| set_reused.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(managed_metrics.title)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(managed_metrics.empty) text=tr!(managed_metrics.empty_text) icon=Icon::ChartNoAxesColumn/> }
                opens=Opens::here(move |one: ManagedMetrics| { opened.set(one); panel.set(true); })
            />
        </Card>
        <Dialog open=panel title=tr!(managed_metrics.one) place=Place::Side>
            {move || opened.get().map(|now| view! { <Look now took/> })}
        </Dialog>
    }
}
