//! A package with its use, month by month.

use leptos::prelude::*;
use shared::brands::{BrandPackage, PackageMonth, UseAlert};

use super::{UseMeter, words};
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::table::{Column, Table, instant, word};
use crate::ui::text::Text;

/// One month as the table shows it: the month and what it has.
#[derive(Clone)]
struct Line {
    month: PackageMonth,
    limit: u32,
}

fn months() -> Vec<Column<Line>> {
    vec![
        Column::new(tr!(brands.col_month), |line: &Line| {
            let (number, current) = (line.month.number, line.month.current);
            view! {
                <span class="row tight">
                    <span class="figures">{number.to_string()}</span>
                    {current.then(|| view! { <Badge text=tr!(brands.month_now) tone=Tone::Info/> })}
                </span>
            }
            .into_any()
        }),
        Column::wide(tr!(brands.col_when), |line: &Line| {
            let (from, until) = (line.month.from, line.month.until);
            view! { {move || say!(brands.span, since = format::day(from), until = format::day(until))} }
                .into_any()
        }),
        Column::figures(tr!(brands.col_used), |line: &Line| {
            let (used, limit) = (u64::from(line.month.used), u64::from(line.limit));
            view! {
                {move || say!(brands.used_of_short, used = format::count(used), limit = format::count(limit))}
            }
            .into_any()
        }),
        Column::new(tr!(brands.col_alert), |line: &Line| match line.month.alert {
            Some(alert) => words::alert(alert),
            None => word("—"),
        }),
    ]
}

/// The package that is running: its facts, the meter of this month with its alert, the months.
#[component]
pub fn PackageView(
    /// The package.
    package: BrandPackage,
) -> impl IntoView {
    let limit = package.deliveries_a_month;
    let now = package.current_month().copied();
    let (starts, ends) = (package.starts_at, package.ends_at);
    let rows: Vec<Line> = package.months.iter().map(|month| Line { month: *month, limit }).collect();
    let is_full = |month: &PackageMonth| month.alert == Some(UseAlert::Full);
    let warning = now.filter(|month| month.alert.is_some()).map(|month| {
        let text = Text::live(move || {
            let (used, all) = (format::count(u64::from(month.used)), format::count(u64::from(limit)));
            let until = format::day(month.until);
            if is_full(&month) {
                say!(brands.verdict_full, limit = all, until = until)
            } else {
                say!(brands.verdict_almost, used = used, limit = all, until = until)
            }
        });
        let tone = if is_full(&month) { Tone::Bad } else { Tone::Attention };
        view! { <Verdict text tone/> }
    });
    view! {
        <div class="stack">
            {warning}
            <Card
                title=Text::live(move || say!(brands.package_named, plan = package.plan.name()))
                actions=move || words::package_state(package.state)
            >
                <div class="stack">
                    {now.map(|month| view! {
                        <UseMeter used=month.used limit percent=month.percent alert=month.alert/>
                    })}
                    <Facts>
                        <Fact label=tr!(brands.deliveries_a_month)>{move || format::count(u64::from(limit))}</Fact>
                        <Fact label=tr!(brands.package_starts)>{move || format::day(starts)}</Fact>
                        <Fact label=tr!(brands.package_ends)>{move || format::day(ends)}</Fact>
                        {now.map(|month| view! {
                            <Fact label=tr!(brands.month_ends)>{move || format::day(month.until)}</Fact>
                        })}
                    </Facts>
                </div>
            </Card>
            <Card title=tr!(brands.months) flush=true>
                <Table label=tr!(brands.months) columns=months() rows/>
            </Card>
        </div>
    }
}

fn past_columns() -> Vec<Column<BrandPackage>> {
    vec![
        Column::new(tr!(brands.col_package), |package: &BrandPackage| word(package.plan.name())),
        Column::new(tr!(brands.col_state), |package| words::package_state(package.state)),
        Column::new(tr!(brands.package_starts), |package| instant(package.starts_at)),
        Column::new(tr!(brands.package_ends), |package| instant(package.ended_at.unwrap_or(package.ends_at))),
        Column::figures(tr!(brands.col_used), |package| {
            let used: u64 = package.months.iter().map(|month| u64::from(month.used)).sum();
            view! { {move || format::count(used)} }.into_any()
        }),
    ]
}

/// Packages of before; nothing where there was none.
#[component]
pub fn PastPackages(
    /// The packages, the latest first.
    packages: Vec<BrandPackage>,
) -> impl IntoView {
    (!packages.is_empty()).then(|| {
        view! {
            <Card title=tr!(brands.past) flush=true>
                <Table label=tr!(brands.past) columns=past_columns() rows=packages/>
            </Card>
        }
    })
}
