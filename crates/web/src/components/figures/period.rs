//! The period of a dashboard, and its days put together so that a chart can be read.

use js_sys::Date;
use shared::campaigns::{DayMetrics, MetricsSum};
use wasm_bindgen::JsValue;

use crate::ui::format;

/// So many milliseconds a day has.
const DAY: f64 = 86_400_000.0;

/// How far back a dashboard looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Period {
    /// Thirty days.
    Month,
    /// Ninety days.
    #[default]
    Quarter,
    /// A year.
    Year,
}

impl Period {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// As it stands in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month => "30",
            Self::Quarter => "90",
            Self::Year => "365",
        }
    }

    /// The one of that word.
    pub fn of(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|one| word == Some(one.word())).unwrap_or_default()
    }

    const fn days(self) -> f64 {
        match self {
            Self::Month => 30.0,
            Self::Quarter => 90.0,
            Self::Year => 365.0,
        }
    }

    /// Its first day, such as `2026-11-30`.
    pub fn first_day(self) -> String {
        let first = Date::new(&JsValue::from_f64(Date::now() - (self.days() - 1.0) * DAY));
        let text: String = first.to_iso_string().into();
        text.chars().take(10).collect()
    }

    /// The days put together: each alone, by week, or by month; the first day of each, and what it adds up to.
    pub fn together(self, from: &str, days: &[DayMetrics]) -> Vec<(String, MetricsSum)> {
        let mut all: Vec<(String, MetricsSum)> = Vec::new();
        for day in days {
            let begun = self.beginning(from, &day.day);
            match all.last_mut() {
                Some((last, sum)) if *last == begun => add(sum, &day.sum),
                _ => all.push((begun, day.sum.clone())),
            }
        }
        all
    }

    /// The first day of what a day belongs to.
    fn beginning(self, from: &str, day: &str) -> String {
        match self {
            Self::Month => day.to_owned(),
            Self::Year => format!("{}-01", day.get(..7).unwrap_or(day)),
            Self::Quarter => {
                let at = |day: &str| Date::parse(&format!("{day}T00:00:00Z"));
                let weeks = ((at(day) - at(from)) / (7.0 * DAY)).floor();
                let begun = Date::new(&JsValue::from_f64(at(from) + weeks * 7.0 * DAY));
                let text: String = begun.to_iso_string().into();
                text.chars().take(10).collect()
            }
        }
    }

    /// What a point of a chart is called.
    pub fn name(self, begun: &str) -> String {
        let parts: Vec<&str> = begun.split('-').collect();
        match (self, parts.as_slice()) {
            (Self::Year, [year, month, _]) => format!("{month}/{year}"),
            _ => format::axis_day(begun),
        }
    }
}

/// Adds what can be added; rates cannot.
fn add(sum: &mut MetricsSum, other: &MetricsSum) {
    sum.posts = sum.posts.saturating_add(other.posts);
    sum.views = sum.views.saturating_add(other.views);
    sum.reach = sum.reach.saturating_add(other.reach);
    sum.interactions = sum.interactions.saturating_add(other.interactions);
    sum.engagement = None;
    sum.spent.clear();
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn day(day: &str, views: u64) -> DayMetrics {
        DayMetrics { day: day.to_owned(), sum: MetricsSum { posts: 1, views, ..MetricsSum::default() } }
    }

    #[wasm_bindgen_test]
    fn days_are_put_together_by_the_length_of_the_period() {
        let days = [day("2026-09-01", 1), day("2026-09-07", 2), day("2026-09-08", 4), day("2026-11-30", 8)];
        let shown = |period: Period| {
            let all = period.together("2026-09-01", &days);
            all.into_iter().map(|(begun, sum)| (begun, sum.posts, sum.views)).collect::<Vec<_>>()
        };
        let line = |begun: &str, posts, views| (begun.to_owned(), posts, views);
        assert_eq!(shown(Period::Month).len(), 4);
        assert_eq!(
            shown(Period::Quarter),
            [line("2026-09-01", 2, 3), line("2026-09-08", 1, 4), line("2026-11-24", 1, 8)]
        );
        assert_eq!(shown(Period::Year), [line("2026-09-01", 3, 7), line("2026-11-01", 1, 8)]);
        assert_eq!(Period::Year.name("2026-09-01"), "09/2026");
        assert_eq!(Period::of(Some("365")), Period::Year);
        assert_eq!(Period::of(Some("7")), Period::Quarter);
    }
}
