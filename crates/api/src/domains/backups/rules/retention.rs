//! Which archives stay. Decided from what is known of them alone; nothing is deleted here.
//!
//! Only what the schedule made can ever go: what a person made, or brought, goes only when a person says so. Days and
//! months are those of the schedule's time zone. Partial and damaged archives take no place from complete ones, and
//! the newest complete archive stays whatever the numbers say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::id::BackupId;

/// What the rule needs to know of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archive {
    /// The backup.
    pub id: BackupId,
    /// When it was taken.
    pub at: Timestamp,
    /// Whether the schedule took it.
    pub scheduled: bool,
    /// Whether it holds everything and no damage is known.
    pub good: bool,
    /// Whether a drill restored it and found it equal.
    pub proven: bool,
}

/// How many are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Days of which the newest good archive is kept; at least one.
    pub daily: u16,
    /// Months of which the first good archive is kept.
    pub monthly: u16,
}

/// Why an archive stays or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A person made or brought it.
    NotScheduled,
    /// It is the newest good one.
    LastGood,
    /// It is the newest that a drill proved.
    LastProven,
    /// It is dated later than now: a clock was wrong, so nothing is decided by it.
    DatedAhead,
    /// It is the newest good one of a day that is kept.
    Daily,
    /// It is the first good one of a month that is kept.
    Monthly,
    /// It is not good, but nothing good came after it.
    NothingBetterYet,
    /// It is not good, and a good one came after it.
    Superseded,
    /// It is good, but beyond the days and months that are kept.
    Beyond,
}

impl Reason {
    /// Whether it stays.
    pub const fn keeps(self) -> bool {
        !matches!(self, Self::Superseded | Self::Beyond)
    }

    /// The reason as a word, for the audit trail.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotScheduled => "not_scheduled",
            Self::LastGood => "last_good",
            Self::LastProven => "last_proven",
            Self::DatedAhead => "dated_ahead",
            Self::Daily => "daily",
            Self::Monthly => "monthly",
            Self::NothingBetterYet => "nothing_better_yet",
            Self::Superseded => "superseded",
            Self::Beyond => "beyond_retention",
        }
    }
}

/// Decides on the archives of one database, in the order given.
pub fn retention(
    archives: &[Archive],
    now: Timestamp,
    zone: &TimeZone,
    keep: Keep,
) -> Vec<(BackupId, Reason)> {
    let scheduled: Vec<&Archive> =
        archives.iter().filter(|archive| archive.scheduled && archive.at <= now).collect();
    let good: Vec<&Archive> = scheduled.iter().copied().filter(|archive| archive.good).collect();
    let newest = |archives: &[&Archive]| archives.iter().max_by_key(|a| (a.at, a.id)).map(|a| (a.at, a.id));
    let last_good = newest(&good);
    let proven: Vec<&Archive> = good.iter().copied().filter(|archive| archive.proven).collect();
    let last_proven = newest(&proven);
    let daily = newest_of_days(&good, zone, keep.daily.max(1));
    let monthly = first_of_months(&good, zone, keep.monthly);
    archives
        .iter()
        .map(|archive| {
            let place = Some((archive.at, archive.id));
            let reason = if !archive.scheduled {
                Reason::NotScheduled
            } else if archive.at > now {
                Reason::DatedAhead
            } else if !archive.good {
                if last_good < place { Reason::NothingBetterYet } else { Reason::Superseded }
            } else if place == last_good {
                Reason::LastGood
            } else if daily.contains(&archive.id) {
                Reason::Daily
            } else if monthly.contains(&archive.id) {
                Reason::Monthly
            } else if place == last_proven {
                Reason::LastProven
            } else {
                Reason::Beyond
            };
            (archive.id, reason)
        })
        .collect()
}

fn newest_of_days(good: &[&Archive], zone: &TimeZone, days: u16) -> BTreeSet<BackupId> {
    let mut of_day: BTreeMap<Date, (Timestamp, BackupId)> = BTreeMap::new();
    for archive in good {
        let place = (archive.at, archive.id);
        let kept = of_day.entry(date(archive, zone)).or_insert(place);
        *kept = place.max(*kept);
    }
    of_day.into_values().rev().take(usize::from(days)).map(|(_, id)| id).collect()
}

fn first_of_months(good: &[&Archive], zone: &TimeZone, months: u16) -> BTreeSet<BackupId> {
    let mut of_month: BTreeMap<Date, (Timestamp, BackupId)> = BTreeMap::new();
    for archive in good {
        let place = (archive.at, archive.id);
        let kept = of_month.entry(date(archive, zone).first_of_month()).or_insert(place);
        *kept = place.min(*kept);
    }
    of_month.into_values().rev().take(usize::from(months)).map(|(_, id)| id).collect()
}

fn date(archive: &Archive, zone: &TimeZone) -> Date {
    archive.at.to_zoned(zone.clone()).date()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DEFAULT: Keep = Keep { daily: 30, monthly: 12 };

    fn zone() -> TimeZone {
        TimeZone::get("America/Asuncion").unwrap()
    }

    fn archive(number: u128, at: &str) -> Archive {
        let id = BackupId::new(uuid::Uuid::from_u128(number));
        Archive { id, at: at.parse().unwrap(), scheduled: true, good: true, proven: false }
    }

    fn kept(archives: &[Archive], now: Timestamp, keep: Keep) -> Vec<Archive> {
        retention(archives, now, &zone(), keep)
            .into_iter()
            .zip(archives)
            .filter(|((_, reason), _)| reason.keeps())
            .map(|(_, archive)| *archive)
            .collect()
    }

    #[test]
    fn two_years_of_days_become_thirty_days_and_twelve_months() {
        let start: Timestamp = "2024-11-21T06:00:00Z".parse().unwrap();
        let mut archives = Vec::new();
        let mut now = start;
        for day in 0..730_i64 {
            now = start + jiff::SignedDuration::from_hours(24 * day);
            archives.push(Archive {
                at: now,
                ..archive(u128::try_from(day).unwrap() + 1, "2024-11-21T06:00:00Z")
            });
            archives = kept(&archives, now, DEFAULT);
        }
        let dates: BTreeSet<Date> = archives.iter().map(|a| date(a, &zone())).collect();
        let firsts = dates.iter().filter(|date| date.day() == 1).count();
        let today = now.to_zoned(zone()).date();
        let recent = dates.iter().filter(|date| (today - **date).get_days() < 30).count();
        assert_eq!(recent, 30, "{dates:?}");
        // The first of this month is also one of the thirty days.
        assert_eq!(firsts, 12, "{dates:?}");
        assert_eq!(dates.len(), 30 + 12 - 1, "{dates:?}");
    }

    #[test]
    fn a_day_is_a_day_in_the_schedules_zone() {
        // 02:30 and 03:30 UTC on 2 July are 1 July 23:30 and 2 July 00:30 in Asunción (UTC−3).
        let archives = [archive(1, "2026-07-02T02:30:00Z"), archive(2, "2026-07-02T03:30:00Z")];
        let now = "2026-07-03T00:00:00Z".parse().unwrap();
        assert_eq!(kept(&archives, now, Keep { daily: 2, monthly: 0 }).len(), 2);
        let same_day = [archive(1, "2026-07-02T12:00:00Z"), archive(2, "2026-07-02T13:00:00Z")];
        assert_eq!(kept(&same_day, now, Keep { daily: 2, monthly: 0 }), [same_day[1]]);
    }

    #[test]
    fn what_people_made_and_what_is_dated_ahead_is_left_alone() {
        let by_hand = Archive { scheduled: false, ..archive(1, "2020-01-01T00:00:00Z") };
        let ahead = archive(2, "2030-01-01T00:00:00Z");
        let good = archive(3, "2026-07-01T00:00:00Z");
        let now = "2026-07-02T00:00:00Z".parse().unwrap();
        let decided = retention(&[by_hand, ahead, good], now, &zone(), Keep { daily: 1, monthly: 0 });
        let reasons: Vec<_> = decided.into_iter().map(|(_, reason)| reason).collect();
        assert_eq!(reasons, [Reason::NotScheduled, Reason::DatedAhead, Reason::LastGood]);
    }

    #[test]
    fn a_partial_one_stays_only_until_a_good_one_follows() {
        let good = archive(1, "2026-07-01T00:00:00Z");
        let partial = Archive { good: false, ..archive(2, "2026-07-02T00:00:00Z") };
        let now = "2026-07-09T00:00:00Z".parse().unwrap();
        let one = Keep { daily: 1, monthly: 0 };
        assert_eq!(kept(&[good, partial], now, one), [good, partial]);
        let later = archive(3, "2026-07-03T00:00:00Z");
        assert_eq!(kept(&[good, partial, later], now, one), [later]);
    }

    fn archives() -> impl Strategy<Value = Vec<Archive>> {
        let one = (0_i64..1200, 0_i64..1440, any::<bool>(), any::<bool>(), any::<bool>());
        proptest::collection::vec(one, 0..120).prop_map(|list| {
            let start: Timestamp = "2024-01-01T00:00:00Z".parse().unwrap();
            list.into_iter()
                .zip(1_u128..)
                .map(|((day, minute, scheduled, good, proven), number)| Archive {
                    id: BackupId::new(uuid::Uuid::from_u128(number)),
                    at: start + jiff::SignedDuration::from_mins(day * 1440 + minute),
                    scheduled,
                    good,
                    proven,
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn the_last_good_one_stays_and_deciding_again_deletes_nothing(
            archives in archives(), daily in 0_u16..40, monthly in 0_u16..14, day in 0_i64..1300,
        ) {
            let start: Timestamp = "2024-01-01T00:00:00Z".parse().unwrap();
            let now = start + jiff::SignedDuration::from_hours(24 * day);
            let keep = Keep { daily, monthly };
            let stays = kept(&archives, now, keep);

            let newest_good = |list: &[Archive]| {
                list.iter().filter(|a| a.scheduled && a.good && a.at <= now).map(|a| (a.at, a.id)).max()
            };
            prop_assert_eq!(newest_good(&archives), newest_good(&stays));
            prop_assert_eq!(kept(&stays, now, keep), stays.clone(), "deciding again decides the same");
            for archive in archives.iter().filter(|a| !a.scheduled || a.at > now) {
                prop_assert!(stays.contains(archive));
            }
        }

        #[test]
        fn what_is_not_good_takes_no_place_from_what_is(
            archives in archives(), daily in 1_u16..40, monthly in 0_u16..14,
        ) {
            let now = "2028-01-01T00:00:00Z".parse().unwrap();
            let keep = Keep { daily, monthly };
            let good: Vec<Archive> = archives.iter().copied().filter(|a| a.good).collect();
            let with: Vec<Archive> = kept(&archives, now, keep).into_iter().filter(|a| a.good).collect();
            prop_assert_eq!(with, kept(&good, now, keep));
        }

        #[test]
        fn no_more_scheduled_good_ones_stay_than_asked(
            archives in archives(), daily in 1_u16..40, monthly in 0_u16..14,
        ) {
            let now = "2028-01-01T00:00:00Z".parse().unwrap();
            let stays = kept(&archives, now, Keep { daily, monthly });
            let count = stays.iter().filter(|a| a.scheduled && a.good).count();
            prop_assert!(count <= usize::from(daily) + usize::from(monthly) + 1);
        }
    }
}
