//! What is really in a collection: every field of every document.

use leptos::prelude::*;
use shared::id::JobId;
use shared::inspection::{Census, FieldCensus, TypeCount, ValueCount};
use shared::system::Job;

use super::collection_page::Place;
use crate::address::query_signal;
use crate::api;
use crate::components::filters::FilterText;
use crate::components::job::{JobWatch, outcome};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::code::inline;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Takes the census and shows it. The job is in the address, so the census is still there after a reload.
#[component]
pub fn CensusTab(place: Place) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (job, set_job) = query_signal("job");
    let watched = Memo::new(move |_| job.get().and_then(|id| id.parse::<JobId>().ok()));
    let start = move |()| {
        let place = place.clone();
        act(
            busy,
            async move { api::inspection::census(&place.database, &place.collection).await },
            move |job| set_job.set(Some(job.id.to_string())),
            move |problem| toasts.problem(&problem),
        );
    };
    let text = Text::live(move || {
        if watched.get().is_some() { tr!(inspection.census_again)() } else { tr!(inspection.census_start)() }
            .to_owned()
    });
    view! {
        <div class="stack">
            <Card>
                <div class="row between">
                    <p class="small soft census-text">{tr!(inspection.census_text)}</p>
                    <Button text icon=Icon::ChartNoAxesColumn kind=Kind::Primary busy on_press=start/>
                </div>
            </Card>
            {move || watched.get().map(|id| view! { <JobWatch id label=tr!(inspection.tab_census) result=shown/> })}
        </div>
    }
}

fn shown(job: &Job) -> AnyView {
    outcome::<Census>(job).map(|census| view! { <CensusView census/> }).into_any()
}

#[component]
fn CensusView(census: Census) -> impl IntoView {
    let documents = census.documents;
    let fields = u64::try_from(census.fields.len()).unwrap_or_default();
    let (milliseconds, left_out) = (census.milliseconds, census.paths_left_out);
    let wanted = RwSignal::new(String::new());
    let all = census.fields;
    let sentence = Text::live(move || {
        say!(
            inspection.census_done,
            documents = format::count(documents),
            fields = format::count(fields),
            time = format::duration(milliseconds)
        )
    });
    if documents == 0 {
        return view! { <Empty title=tr!(inspection.census_empty) icon=Icon::FileJson/> }.into_any();
    }
    view! {
        <div class="stack">
            <Verdict text=sentence tone=Tone::Info>
                {(left_out > 0).then(|| view! { <p class="small">{move || say!(inspection.census_left_out, count = format::count(left_out))}</p> })}
            </Verdict>
            <Card flush=true>
                <div class="filters">
                    <FilterText label=tr!(inspection.census_search) value=wanted live=true on_change=move |text| wanted.set(text)/>
                </div>
                <ul class="census" role="list">
                    {move || {
                        let wanted = wanted.get().to_lowercase();
                        all.iter()
                            .filter(|field| field.path.to_lowercase().contains(&wanted))
                            .map(|field| field_view(field.clone(), documents))
                            .collect_view()
                    }}
                </ul>
            </Card>
        </div>
    }
    .into_any()
}

fn field_view(field: FieldCensus, documents: u64) -> impl IntoView {
    let present = field.present;
    let share = format::tenths(present.saturating_mul(1000) / documents.max(1));
    let types = field.types.clone();
    let (distinct, exact) = (field.distinct, field.distinct_exact);
    let path = field.path.clone();
    view! {
        <li>
            <details class="census-field">
                <summary>
                    <span class="census-path mono breakable">{path}</span>
                    <span class="census-presence">
                        <span class="census-track" aria-hidden="true"><span class="census-bar" style:inline-size=share></span></span>
                        <span class="tiny figures" title=move || say!(inspection.present_in, present = format::count(present), documents = format::count(documents))>
                            {move || format::percent(present, documents)}
                        </span>
                    </span>
                    <span class="row tight">{types.into_iter().map(type_badge).collect_view()}</span>
                    <span class="tiny quiet figures census-distinct">
                        {move || if exact { String::new() } else { format!("{} ", tr!(inspection.estimated)()) }}
                        {move || format::count(distinct)}" "{tr!(inspection.col_distinct)}
                    </span>
                </summary>
                <FieldDetail field/>
            </details>
        </li>
    }
}

fn type_badge(kind: TypeCount) -> impl IntoView {
    let text = Text::live(move || format!("{} {}", kind.kind, format::count(kind.count)));
    view! { <Badge text/> }
}

#[component]
fn FieldDetail(field: FieldCensus) -> impl IntoView {
    let range = |value: &Option<serde_json::Value>| {
        value.as_ref().map_or_else(
            || view! { <span>"—"</span> }.into_any(),
            |value| view! { <span class="mono">{inline(value)}</span> }.into_any(),
        )
    };
    view! {
        <div class="census-detail stack">
            {field.masked.then(|| view! { <p class="small soft">{tr!(inspection.values_masked)}</p> })}
            <Facts>
                <Fact label=tr!(inspection.col_smallest)>{range(&field.smallest)}</Fact>
                <Fact label=tr!(inspection.col_largest)>{range(&field.largest)}</Fact>
            </Facts>
            <div class="census-values">
                {values(tr!(inspection.common_values), field.common)}
                {values(tr!(inspection.rare_values), field.rare)}
            </div>
        </div>
    }
}

fn values(title: fn() -> &'static str, values: Vec<ValueCount>) -> AnyView {
    if values.is_empty() {
        return ().into_any();
    }
    view! {
        <div>
            <h3 class="small">{title}</h3>
            <ul role="list">
                {values.into_iter().map(|value| view! {
                    <li class="census-value">
                        <span class="mono breakable grow">{inline(&value.value)}</span>
                        <span class="tiny quiet figures">{move || say!(inspection.times, count = format::count(value.count))}</span>
                    </li>
                }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}
