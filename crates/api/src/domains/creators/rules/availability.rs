//! Whether somebody takes work on a day.

use shared::creators::{Availability, AvailabilityState};

use crate::http::{ApiError, ApiResult};

/// The state on a day, written as `2026-12-24`: from the day on which they are back, everybody is available.
pub fn state_on(availability: &Availability, today: &str) -> AvailabilityState {
    match availability.back_on.as_deref() {
        Some(back_on) if back_on <= today => AvailabilityState::Available,
        _ => availability.state,
    }
}

/// What is kept of a wish: who is available is not back on any day, and nobody is back in the past.
///
/// # Errors
/// `validation_failed` on a day that has passed.
pub fn wished(availability: Availability, today: &str) -> ApiResult<Availability> {
    let back_on = availability.back_on.filter(|_| availability.state != AvailabilityState::Available);
    if back_on.as_deref().is_some_and(|day| day <= today) {
        return Err(ApiError::field("availability.back_on", format!("must be a day after today, {today}")));
    }
    Ok(Availability { state: availability.state, back_on })
}

#[cfg(test)]
mod tests {
    use shared::creators::{Availability, AvailabilityState};

    use super::{state_on, wished};

    fn away(until: Option<&str>) -> Availability {
        Availability { state: AvailabilityState::Away, back_on: until.map(str::to_owned) }
    }

    #[test]
    fn somebody_is_back_on_the_very_day() {
        let until = away(Some("2026-12-24"));
        assert_eq!(state_on(&until, "2026-12-23"), AvailabilityState::Away);
        assert_eq!(state_on(&until, "2026-12-24"), AvailabilityState::Available);
        assert_eq!(state_on(&away(None), "2999-01-01"), AvailabilityState::Away);
    }

    #[test]
    fn nobody_is_back_in_the_past() {
        assert!(wished(away(Some("2026-12-24")), "2026-12-24").is_err());
        assert_eq!(wished(away(Some("2026-12-25")), "2026-12-24").unwrap(), away(Some("2026-12-25")));
        let open =
            Availability { state: AvailabilityState::Available, back_on: Some("2020-01-01".to_owned()) };
        assert_eq!(wished(open, "2026-12-24").unwrap(), Availability::default());
    }
}
