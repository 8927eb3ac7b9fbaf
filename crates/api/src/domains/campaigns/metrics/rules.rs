//! Where the figures of a post may go from where, and who may send them there; what a piece costs; which days a dashboard is
//! about. The service asks here before it writes.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use shared::campaigns::{Compensation, DashboardQuery, DeliverableState, LONGEST_PERIOD, MetricsState};
use shared::figures::Percent;
use shared::money::Money;

use super::super::applications::rules::Role;

/// What is done with the figures of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The reader read something.
    Read,
    /// The reader read nothing.
    GiveUp,
    /// The creator vouches for them.
    Confirm,
    /// The brand or the staff doubts them.
    Question,
    /// The creator throws them away.
    Discard,
}

impl Step {
    /// All of them.
    #[cfg(test)]
    pub const ALL: &'static [Self] =
        &[Self::Read, Self::GiveUp, Self::Confirm, Self::Question, Self::Discard];

    /// As a person reads it in an error: in English after "cannot be", in Spanish after "no".
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Read | Self::GiveUp => ("read", "se pueden leer"),
            Self::Confirm => ("confirmed", "se pueden confirmar"),
            Self::Question => ("questioned", "se pueden poner en duda"),
            Self::Discard => ("discarded", "se pueden descartar"),
        }
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This role may not, wherever they stand.
    NotYours,
    /// Not from where they stand.
    NotNow,
}

/// Whether this role may do that at all.
pub const fn may(role: Role, step: Step) -> bool {
    match role {
        Role::Owner | Role::Admin | Role::Member => matches!(step, Step::Question),
        Role::Creator => matches!(step, Step::Confirm | Step::Discard),
        Role::Platform => matches!(step, Step::Read | Step::GiveUp | Step::Question),
        Role::Viewer | Role::Stranger => false,
    }
}

/// Where the figures stand afterwards.
///
/// # Errors
/// Why it cannot be done.
pub const fn after(state: MetricsState, step: Step, role: Role) -> Result<MetricsState, Refusal> {
    use MetricsState::{Confirmed, Discarded, Questioned, Read, Reading, Unread};
    if !may(role, step) {
        return Err(Refusal::NotYours);
    }
    match (step, state) {
        (Step::Read, Reading) => Ok(Read),
        (Step::GiveUp, Reading) => Ok(Unread),
        // Also while it is still to be read: nobody waits for a reader who has the figures at hand.
        (Step::Confirm, Reading | Read | Unread | Questioned) => Ok(Confirmed),
        (Step::Question, Confirmed) => Ok(Questioned),
        (Step::Discard, Reading | Read | Unread) => Ok(Discarded),
        _ => Err(Refusal::NotNow),
    }
}

/// Whether a deliverable that stands there has figures.
pub const fn has_figures(state: DeliverableState) -> bool {
    matches!(state, DeliverableState::Published)
}

/// What a creator's piece costs, where `of` pieces were signed for together: equal shares that add up to the whole, of the
/// money and of what the product is worth.
pub fn cost(agreed: &Compensation, number: u32, of: u32) -> Vec<Money> {
    let parts = [agreed.fee(), agreed.value()];
    parts
        .into_iter()
        .flatten()
        .map(|whole| Money::new(share(whole.amount, number, of), whole.currency))
        .collect()
}

fn share(whole: i64, number: u32, of: u32) -> i64 {
    let of = i128::from(of.max(1));
    let until = |number: i128| i128::from(whole) * number.clamp(0, of) / of;
    let number = i128::from(number);
    i64::try_from(until(number) - until(number - 1)).unwrap_or(0)
}

/// The day of an instant in a zone, such as `2026-11-30`; in UTC where there is no such zone.
pub fn day_of(at: Timestamp, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).date().to_string()
}

/// The first and the last day that a dashboard is about.
///
/// # Errors
/// The field, and what would be right.
pub fn period(query: &DashboardQuery, today: Date) -> Result<(Date, Date), (&'static str, String)> {
    let to = day(query.to.as_deref(), "to")?.unwrap_or(today);
    let from = match day(query.from.as_deref(), "from")? {
        Some(from) => from,
        None => to.checked_sub(89.days()).unwrap_or(to),
    };
    if from > to {
        return Err(("from", format!("must not be after {to}")));
    }
    let days = to.since(from).map_or(i32::MAX, |span| span.get_days());
    if u32::try_from(days).unwrap_or(u32::MAX) >= LONGEST_PERIOD {
        return Err(("from", format!("must not be so early: a period has at most {LONGEST_PERIOD} days")));
    }
    Ok((from, to))
}

/// Interactions as a part of views, to the nearest hundredth of a percent.
pub fn engagement(interactions: u64, views: u64) -> Option<Percent> {
    let hundredths = nearest(u128::from(interactions) * 10_000, u128::from(views))?;
    Some(Percent { hundredths: u32::try_from(hundredths).unwrap_or(u32::MAX) })
}

/// A part, to the nearest; none of nothing.
pub fn nearest(number: u128, of: u128) -> Option<u128> {
    (of > 0).then(|| (number + of / 2) / of)
}

fn day(text: Option<&str>, field: &'static str) -> Result<Option<Date>, (&'static str, String)> {
    let wrong = || (field, "must be a day such as 2026-11-30".to_owned());
    text.map(|text| text.parse().map_err(|_| wrong())).transpose()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::money::Currency;

    use super::*;

    const ROLES: [Role; 7] =
        [Role::Owner, Role::Admin, Role::Member, Role::Viewer, Role::Creator, Role::Platform, Role::Stranger];

    /// Every state, every step, every role: what is not written down here is refused.
    #[test]
    fn what_may_be_done_is_this_and_nothing_else() {
        use MetricsState::{Confirmed, Questioned, Read, Reading, Unread};
        let mut allowed = 0;
        for role in ROLES {
            for step in Step::ALL {
                for state in MetricsState::ALL {
                    let open = matches!(state, Reading | Read | Unread);
                    let works = matches!(role, Role::Owner | Role::Admin | Role::Member | Role::Platform);
                    let expected = match step {
                        Step::Read | Step::GiveUp => role == Role::Platform && *state == Reading,
                        Step::Confirm => role == Role::Creator && (open || *state == Questioned),
                        Step::Question => works && *state == Confirmed,
                        Step::Discard => role == Role::Creator && open,
                    };
                    assert_eq!(after(*state, *step, role).is_ok(), expected, "{role:?} {step:?} {state:?}");
                    allowed += u32::from(expected);
                }
            }
        }
        assert_eq!(allowed, 2 + 4 + 4 + 3);
    }

    #[test]
    fn a_day_is_that_of_its_zone() {
        let at: Timestamp = "2026-12-01T02:30:00Z".parse().unwrap();
        assert_eq!(day_of(at, "America/Asuncion"), "2026-11-30");
        assert_eq!(day_of(at, "Europe/Madrid"), "2026-12-01");
        assert_eq!(day_of(at, "Nowhere/Nothing"), "2026-12-01");
    }

    #[test]
    fn a_period_is_bounded_and_begins_before_it_ends() {
        let today: Date = "2026-11-30".parse().unwrap();
        let query = |from: Option<&str>, to: Option<&str>| DashboardQuery {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            ..DashboardQuery::default()
        };
        let shown = |from, to| {
            period(&query(from, to), today)
                .map(|(from, to)| format!("{from} {to}"))
                .map_err(|(field, _)| field)
        };
        assert_eq!(shown(None, None), Ok("2026-09-02 2026-11-30".to_owned()));
        assert_eq!(shown(Some("2026-11-30"), None), Ok("2026-11-30 2026-11-30".to_owned()));
        assert_eq!(shown(Some("2024-01-01"), Some("2024-12-31")), Ok("2024-01-01 2024-12-31".to_owned()));
        assert_eq!(shown(Some("2024-01-01"), Some("2025-01-01")), Err("from"), "367 days");
        assert_eq!(shown(Some("2026-12-01"), None), Err("from"));
        assert_eq!(shown(None, Some("2026-02-30")), Err("to"));
    }

    proptest! {
        /// However many pieces share it, nothing of the money is lost or made.
        #[test]
        fn shares_add_up(amount in 0..=9_007_199_254_740_991_i64, of in 1..=100_u32) {
            let agreed = Compensation::Fee { fee: Money::new(amount, Currency::Pyg) };
            let shares: Vec<i64> = (1..=of).flat_map(|number| cost(&agreed, number, of)).map(|part| part.amount).collect();
            prop_assert_eq!(shares.iter().sum::<i64>(), amount);
            let (least, most) = (shares.iter().min().unwrap(), shares.iter().max().unwrap());
            prop_assert!(most - least <= 1);
        }
    }
}
