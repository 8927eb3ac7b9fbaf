//! The on-time score, from counters: nobody sets it.

use serde::{Deserialize, Serialize};
use shared::creators::OnTime;

/// How many deliveries there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deliveries {
    pub on_time: u32,
    pub late: u32,
}

/// Of a hundred deliveries, how many came in time, rounded down so that only who was never late has a hundred. None
/// before the first.
pub fn on_time(deliveries: Deliveries) -> Option<OnTime> {
    let all = u64::from(deliveries.on_time) + u64::from(deliveries.late);
    let percent = (u64::from(deliveries.on_time) * 100).checked_div(all)?;
    Some(OnTime {
        percent: u8::try_from(percent).unwrap_or(100),
        deliveries: u32::try_from(all).unwrap_or(u32::MAX),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Deliveries, on_time};

    #[test]
    fn it_is_rounded_down_and_absent_before_the_first() {
        let percent =
            |in_time, late| on_time(Deliveries { on_time: in_time, late }).map(|score| score.percent);
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(0, 1), Some(0));
        assert_eq!(percent(199, 1), Some(99));
        assert_eq!(percent(2, 1), Some(66));
        assert_eq!(percent(7, 0), Some(100));
        assert_eq!(percent(u32::MAX, u32::MAX), Some(50));
    }

    proptest! {
        #[test]
        fn only_who_was_never_late_has_a_hundred(in_time: u32, late: u32) {
            if let Some(score) = on_time(Deliveries { on_time: in_time, late }) {
                prop_assert!(score.percent <= 100);
                prop_assert_eq!(score.percent == 100, late == 0);
            }
        }
    }
}
