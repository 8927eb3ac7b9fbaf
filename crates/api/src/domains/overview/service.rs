//! Counts, day by day and state by state.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use shared::overview::{DAYS, DayFigures, Overview};

use crate::app::AppState;
use crate::domains::campaigns::tally;
use crate::domains::identity;
use crate::http::{ApiError, ApiResult};
use crate::infra::cache::Kind;

/// Whose days.
const ZONE: &str = "America/Asuncion";
/// How old the figures may be.
const KEPT: Kind = Kind::minutes("overview", 1);

/// The figures, at most a minute old.
///
/// # Errors
/// When the database fails.
pub async fn get(state: &AppState) -> ApiResult<Overview> {
    state.cache.get(KEPT, "marketplace", count(state)).await
}

async fn count(state: &AppState) -> ApiResult<Overview> {
    let now = state.clock.now().in_tz(ZONE).map_err(ApiError::internal)?;
    // The database's own rules of zones may be older than ours, which know that Paraguay's clocks no longer change.
    let offset = now.offset().to_string();
    let days = last_days(now.date());
    let since = days.first().map_or(Ok(Timestamp::MIN), |first| beginning(*first))?;
    let (sign_ups, by_day, campaigns, applications) = futures::try_join!(
        identity::sign_ups(state, since, &offset),
        tally::applications_by_day(state, since, &offset),
        tally::campaign_counts(state),
        tally::application_counts(state),
    )?;
    let figures = |day: Date| {
        let day = day.to_string();
        DayFigures {
            sign_ups: sign_ups.get(&day).copied().unwrap_or_default(),
            applications: by_day.get(&day).copied().unwrap_or_default(),
            day,
        }
    };
    Ok(Overview {
        days: days.into_iter().map(figures).collect(),
        campaigns,
        applications,
        time_zone: ZONE.to_owned(),
    })
}

/// The days that are counted, oldest first.
fn last_days(today: Date) -> Vec<Date> {
    (0..i64::from(DAYS)).rev().filter_map(|back| today.checked_sub(back.days()).ok()).collect()
}

fn beginning(day: Date) -> ApiResult<Timestamp> {
    Ok(day.in_tz(ZONE).map_err(ApiError::internal)?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::last_days;

    #[test]
    fn the_days_are_thirty_and_today_is_the_last() {
        let days = last_days("2040-03-07".parse().unwrap());
        assert_eq!(days.len(), 30);
        assert_eq!(days[0].to_string(), "2040-02-07");
        assert_eq!(days[29].to_string(), "2040-03-07");
    }
}
