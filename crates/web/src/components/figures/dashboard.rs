//! The dashboard: what the posts of a period add up to, in all, over time, and by campaign, creator and network.

use leptos::prelude::*;
use shared::campaigns::{DashboardQuery, MetricsDashboard, MetricsSum, ReportKind};
use shared::id::BrandId;

use super::period::Period;
use super::sums::{Breakdown, Line, Totals};
use crate::address::query_signal;
use crate::api;
use crate::components::filters::FilterSelect;
use crate::components::reports::{List, Print, Sheet, TakeAlong};
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::chart::{Chart, Point, Shape};
use crate::ui::form::SelectOption;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::{Empty, loaded};

/// Whose posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// All that were made for a brand.
    Brand(BrandId),
    /// One's own.
    Mine,
}

/// What the chart shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Measure {
    #[default]
    Views,
    Reach,
    Interactions,
}

impl Measure {
    const ALL: [Self; 3] = [Self::Views, Self::Reach, Self::Interactions];

    const fn word(self) -> &'static str {
        match self {
            Self::Views => "views",
            Self::Reach => "reach",
            Self::Interactions => "interactions",
        }
    }

    fn of(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|one| word == Some(one.word())).unwrap_or_default()
    }

    const fn name(self) -> fn() -> &'static str {
        match self {
            Self::Views => tr!(metrics.kind_views),
            Self::Reach => tr!(metrics.kind_reach),
            Self::Interactions => tr!(metrics.kind_interactions),
        }
    }

    const fn title(self) -> fn() -> &'static str {
        match self {
            Self::Views => tr!(metrics.chart_views),
            Self::Reach => tr!(metrics.chart_reach),
            Self::Interactions => tr!(metrics.chart_interactions),
        }
    }

    const fn part(self, sum: &MetricsSum) -> u64 {
        match self {
            Self::Views => sum.views,
            Self::Reach => sum.reach,
            Self::Interactions => sum.interactions,
        }
    }
}

/// The dashboard. What it is set to lives in the address.
#[component]
pub fn Dashboard(
    /// Whose posts.
    of: Whose,
) -> impl IntoView {
    let (period, set_period) = query_signal("period");
    let (measure, set_measure) = query_signal("measure");
    let period_now = Memo::new(move |_| Period::of(period.get().as_deref()));
    let measure_now = Memo::new(move |_| Measure::of(measure.get().as_deref()));
    let dashboard = Remote::new(move || {
        let query = DashboardQuery { from: Some(period_now.get().first_day()), ..DashboardQuery::default() };
        async move {
            match of {
                Whose::Brand(brand) => api::metrics::of_brand(brand, &query).await,
                Whose::Mine => api::metrics::mine(&query).await,
            }
        }
    });
    let sheets = Signal::derive(move || {
        let days = [("from", Some(period_now.get().first_day()))];
        let path = match of {
            Whose::Brand(brand) => format!("of-brand/{brand}"),
            Whose::Mine => "mine".to_owned(),
        };
        let mut sheets = vec![Sheet::new(List::Figures, format!("{path}/metrics"), &days)];
        if of == Whose::Mine {
            sheets.push(Sheet::new(List::Applications, "mine/applications", &[]));
        }
        sheets.push(Sheet::new(List::Ratings, format!("{path}/ratings"), &[]));
        sheets
    });
    let print = (of == Whose::Mine).then(|| Print { kind: ReportKind::Creator, path: "mine".to_owned() });
    let periods: Vec<SelectOption> =
        Period::ALL.into_iter().map(|one| SelectOption::new(one.word(), period_name(one))).collect();
    let measures: Vec<SelectOption> =
        Measure::ALL.into_iter().map(|one| SelectOption::new(one.word(), one.name())).collect();
    let period_word = Signal::derive(move || period_now.get().word().to_owned());
    let measure_word = Signal::derive(move || measure_now.get().word().to_owned());
    view! {
        <div class="filters figures-filters">
            <FilterSelect label=tr!(metrics.period) value=period_word options=periods on_change=move |word: String| set_period.set(Some(word))/>
            <FilterSelect label=tr!(metrics.measure) value=measure_word options=measures on_change=move |word: String| set_measure.set(Some(word))/>
            <TakeAlong sheets print/>
        </div>
        {loaded(dashboard, 8, move |dashboard| whole(dashboard, of, period_now, measure_now))}
    }
}

const fn period_name(period: Period) -> fn() -> &'static str {
    match period {
        Period::Month => tr!(metrics.period_month),
        Period::Quarter => tr!(metrics.period_quarter),
        Period::Year => tr!(metrics.period_year),
    }
}

fn whole(dashboard: MetricsDashboard, of: Whose, period: Memo<Period>, measure: Memo<Measure>) -> AnyView {
    if dashboard.total.posts == 0 {
        let text = match of {
            Whose::Brand(_) => tr!(metrics.empty_brand),
            Whose::Mine => tr!(metrics.empty_creator),
        };
        return view! { <Empty title=tr!(metrics.empty) text icon=Icon::ChartNoAxesColumn/> }.into_any();
    }
    let MetricsDashboard { from, days, total, campaigns, creators, platforms, .. } = dashboard;
    let campaigns = campaigns.into_iter().map(|line| Line {
        href: match of {
            Whose::Brand(brand) => Some(format!("/brand/{brand}/campaigns/{}", line.campaign_id)),
            Whose::Mine => Some(format!("/campaigns/{}", line.campaign_id)),
        },
        name: Some(line.title),
        sum: line.sum,
    });
    let creators = creators.unwrap_or_default().into_iter().map(|line| Line {
        href: Some(format!("/creators/{}", line.creator_id)),
        name: line.name,
        sum: line.sum,
    });
    let platforms = platforms.into_iter().map(|line| Line {
        name: Some(line.platform.name().to_owned()),
        href: None,
        sum: line.sum,
    });
    let chart = move || {
        let (period, measure) = (period.get_untracked(), measure.get());
        let points = period.together(&from, &days);
        let points = points.into_iter().map(|(begun, sum)| Point {
            label: period.name(&begun),
            value: format::float(measure.part(&sum)),
        });
        view! {
            <Chart
                title=measure.title()
                unit=measure.name()
                axis=tr!(metrics.axis)
                shape=Shape::Bars
                points=points.collect()
                read=format::short
            />
        }
    };
    view! {
        <div class="stack">
            <Totals sum=total/>
            <Card>{chart}</Card>
            <Breakdown title=tr!(metrics.by_campaign) column=tr!(metrics.campaign) lines=campaigns.collect() leads=true/>
            <Breakdown title=tr!(metrics.by_creator) column=tr!(metrics.creator) lines=creators.collect() leads=true/>
            <Breakdown title=tr!(metrics.by_platform) column=tr!(metrics.platform) lines=platforms.collect()/>
            <p class="tiny quiet">{tr!(metrics.how_counted)}</p>
        </div>
    }
    .into_any()
}
