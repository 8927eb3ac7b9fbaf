//! The marketplace in figures: where campaigns and applications stand, and what came in day by day.

use leptos::prelude::*;
use shared::campaigns::{ApplicationCounts, ApplicationState, CampaignState};
use shared::overview::{DAYS, DayFigures, Overview};

use crate::api;
use crate::components::campaigns::words;
use crate::components::creators::words::of_key;
use crate::components::filters::FilterSelect;
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Stat};
use crate::ui::chart::{Chart, Point, Shape};
use crate::ui::format;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::text::Text;

/// The figures.
#[component]
pub fn Market() -> impl IntoView {
    let overview = Remote::new(api::overview::overview);
    view! {
        <section class="stack" aria-label=tr!(market.title)>
            <h2>{tr!(market.title)}</h2>
            {loaded(overview, 8, |found| view! { <Shown found/> }.into_any())}
        </section>
    }
}

fn count_of(counts: ApplicationCounts, state: ApplicationState) -> u32 {
    match state {
        ApplicationState::Applied => counts.applied,
        ApplicationState::Shortlisted => counts.shortlisted,
        ApplicationState::Confirmed => counts.confirmed,
        ApplicationState::Rejected => counts.rejected,
        ApplicationState::Withdrawn => counts.withdrawn,
    }
}

/// Those of a state, or all.
fn counted(counts: ApplicationCounts, state: Option<ApplicationState>) -> u32 {
    match state {
        Some(state) => count_of(counts, state),
        None => ApplicationState::ALL.iter().map(|state| count_of(counts, *state)).sum(),
    }
}

#[component]
fn Shown(found: Overview) -> impl IntoView {
    let Overview { days, campaigns, applications, .. } = found;
    let sign_ups = points(&days, |day| u32::try_from(day.sign_ups).unwrap_or(u32::MAX));
    let stat = |count: u64| Text::live(move || format::count(count));
    let of_campaigns = CampaignState::ALL.iter().map(|state| {
        let count = match state {
            CampaignState::Draft => campaigns.draft,
            CampaignState::Published => campaigns.published,
            CampaignState::Closed => campaigns.closed,
            CampaignState::Completed => campaigns.completed,
            CampaignState::Cancelled => campaigns.cancelled,
        };
        let href = format!("/admin/campaigns?state={}", state.as_str());
        view! { <Stat label=words::campaign_state(*state) value=stat(count) href/> }
    });
    let of_applications = ApplicationState::ALL.iter().map(|state| {
        let count = u64::from(count_of(applications, *state));
        view! { <Stat label=words::application_state(*state) value=stat(count)/> }
    });
    view! {
        <h3>{tr!(market.campaigns)}</h3>
        <div class="stats">{of_campaigns.collect_view()}</div>
        <h3>{tr!(market.applications)}</h3>
        <div class="stats">{of_applications.collect_view()}</div>
        <div class="overview-grid">
            <Card title=tr!(market.sign_ups_day) text=span()>
                <Chart
                    title=tr!(market.sign_ups_day)
                    unit=tr!(market.unit_accounts)
                    axis=tr!(market.axis_day)
                    shape=Shape::Bars
                    points=sign_ups
                    read
                />
            </Card>
            <ByDay days/>
        </div>
    }
}

/// Which days these are.
fn span() -> Text {
    Text::live(|| say!(market.days, count = DAYS.to_string()))
}

fn points(days: &[DayFigures], value: impl Fn(&DayFigures) -> u32) -> Vec<Point> {
    let point = |day: &DayFigures| Point { label: format::axis_day(&day.day), value: f64::from(value(day)) };
    days.iter().map(point).collect()
}

fn read(value: f64) -> String {
    format::decimal(value, 0)
}

/// The applications of each day, by where they stand now.
#[component]
fn ByDay(days: Vec<DayFigures>) -> impl IntoView {
    let state = RwSignal::new(String::new());
    let states = words::choices(tr!(market.all_states), ApplicationState::ALL, words::application_state);
    let days = StoredValue::new(days);
    let chart = move || {
        let chosen = of_key(ApplicationState::ALL, &state.get());
        let points = days.with_value(|days| points(days, |day| counted(day.applications, chosen)));
        view! {
            <Chart
                title=tr!(market.applications_day)
                unit=tr!(market.unit_applications)
                axis=tr!(market.axis_day)
                shape=Shape::Bars
                points
                read
            />
        }
    };
    view! {
        <Card title=tr!(market.applications_day) text=span()>
            <div class="stack">
                <FilterSelect label=tr!(market.filter) value=state options=states on_change=move |word| state.set(word)/>
                {chart}
            </div>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use shared::campaigns::{ApplicationCounts, ApplicationState};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::counted;

    #[wasm_bindgen_test]
    fn all_states_are_added_up() {
        let counts = ApplicationCounts { applied: 2, rejected: 3, ..ApplicationCounts::default() };
        assert_eq!(counted(counts, None), 5);
        assert_eq!(counted(counts, Some(ApplicationState::Rejected)), 3);
    }
}
