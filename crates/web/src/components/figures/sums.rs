//! What figures add up to, as figures and in tables.

use leptos::prelude::*;
use shared::campaigns::{MetricsSum, SpentOn};

use super::words;
use crate::components::creators::words::money;
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Stat};
use crate::ui::format;
use crate::ui::table::{Column, Opens, Rows, Table};
use crate::ui::text::Text;

/// One line of a breakdown.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is of; absent for a creator who is gone.
    pub name: Option<String>,
    /// Where that is.
    pub href: Option<String>,
    /// What it adds up to.
    pub sum: MetricsSum,
}

/// The sums of everything.
#[component]
pub fn Totals(
    /// They.
    sum: MetricsSum,
) -> impl IntoView {
    let engagement = sum.engagement;
    let spent = sum.spent.clone();
    let (posts, views, reach, interactions) = (sum.posts, sum.views, sum.reach, sum.interactions);
    view! {
        <div class="stats figures-totals">
            <Stat label=tr!(metrics.posts) value=Text::live(move || format::count(posts))/>
            <Stat label=tr!(metrics.kind_views) value=Text::live(move || format::compact(views)) note=Text::live(move || format::count(views))/>
            <Stat label=tr!(metrics.kind_reach) value=Text::live(move || format::compact(reach)) note=tr!(metrics.reach_note)/>
            <Stat label=tr!(metrics.kind_interactions) value=Text::live(move || format::compact(interactions)) note=Text::live(move || format::count(interactions))/>
            <Stat label=tr!(metrics.kind_engagement_rate) value=Text::live(move || rate(engagement.map(|rate| rate.hundredths))) note=tr!(metrics.engagement_note)/>
            {spent.into_iter().map(cost).collect_view()}
        </div>
    }
}

fn cost(one: SpentOn) -> AnyView {
    let note = Text::live(move || say!(metrics.spent_note, spent = money(one.spent)));
    view! {
        <Stat label=tr!(metrics.per_thousand) value=Text::live(move || one.per_thousand.map_or_else(none, money)) note/>
    }
    .into_any()
}

fn none() -> String {
    "—".to_owned()
}

fn rate(hundredths: Option<u32>) -> String {
    hundredths.map_or_else(none, words::hundredths)
}

fn columns(title: fn() -> &'static str) -> Vec<Column<Line>> {
    vec![
        Column::wide(title, |line: &Line| match line.name.clone() {
            Some(name) => view! { <span class="breakable">{name}</span> }.into_any(),
            None => view! { <span class="quiet">{tr!(metrics.gone)}</span> }.into_any(),
        }),
        Column::figures(tr!(metrics.posts), |line| counted(line.sum.posts)),
        Column::figures(tr!(metrics.kind_views), |line| counted(line.sum.views)),
        Column::figures(tr!(metrics.kind_reach), |line| counted(line.sum.reach)),
        Column::figures(tr!(metrics.kind_engagement_rate), |line| {
            let engagement = line.sum.engagement.map(|rate| rate.hundredths);
            (move || rate(engagement)).into_any()
        }),
        Column::figures(tr!(metrics.spent), |line| each(&line.sum, |one| money(one.spent))),
        Column::figures(tr!(metrics.per_thousand), |line| {
            each(&line.sum, |one| one.per_thousand.map_or_else(none, money))
        }),
    ]
}

fn counted(count: u64) -> AnyView {
    (move || format::count(count)).into_any()
}

/// One line for each currency.
fn each(sum: &MetricsSum, show: fn(SpentOn) -> String) -> AnyView {
    if sum.spent.is_empty() {
        return none().into_any();
    }
    let spent = sum.spent.clone();
    spent
        .into_iter()
        .map(|one| view! { <span class="figures-money">{move || show(one)}</span> })
        .collect_view()
        .into_any()
}

/// A breakdown; nothing where there is none.
#[component]
pub fn Breakdown(
    /// By what.
    title: fn() -> &'static str,
    /// What a line is of.
    column: fn() -> &'static str,
    /// Its lines.
    lines: Vec<Line>,
    /// Whether its lines lead somewhere.
    #[prop(optional)]
    leads: bool,
) -> impl IntoView {
    let opens = if leads {
        Opens::page(|line: &Line| line.href.clone().unwrap_or_default())
    } else {
        Opens::default()
    };
    (!lines.is_empty()).then(|| {
        view! {
            <Card title=title flush=true>
                <Table label=title columns=columns(column) rows=Rows::from(lines) opens/>
            </Card>
        }
    })
}
