//! When somebody is told of something, and by what: pure arithmetic of clocks and choices.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use shared::notifications::{MailPace, QuietHours, TopicChoice};

use crate::infra::jobs::{Rule, Timetable};

/// The zone of whoever has chosen none.
pub(super) const HOME_ZONE: &str = "America/Asuncion";

/// How somebody wants to be told about something.
#[derive(Debug, Clone)]
pub(super) struct Wish<'a> {
    /// What was chosen for its topic.
    pub choice: TopicChoice,
    /// When not to be disturbed.
    pub quiet_hours: Option<&'a QuietHours>,
    /// The hour of the digest.
    pub digest_hour: u8,
    /// The zone that hours are meant in, by its IANA name.
    pub zone: &'a str,
    /// Whether mail is possible at all: for this event and this person.
    pub mail_possible: bool,
}

/// How somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plan {
    /// In the app.
    pub in_app: bool,
    /// Without calling attention to it.
    pub quiet: bool,
    /// By mail.
    pub mail: Mail,
}

/// How somebody is told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mail {
    /// Not at all.
    No,
    /// By a mail of its own; not before this instant, if there is one.
    Own(Option<Timestamp>),
    /// In the digest of this instant.
    Digest(Timestamp),
}

/// Decides how somebody is told of something that happens now.
pub(super) fn plan(wish: &Wish<'_>, now: Timestamp) -> Plan {
    let quiet_until = wish.quiet_hours.and_then(|quiet| quiet_until(quiet, wish.zone, now));
    let mail = match wish.choice.mail {
        _ if !wish.mail_possible => Mail::No,
        MailPace::Never => Mail::No,
        MailPace::AtOnce => Mail::Own(quiet_until),
        MailPace::Daily => Mail::Digest(next_digest(wish, now)),
    };
    Plan { in_app: wish.choice.in_app, quiet: quiet_until.is_some(), mail }
}

/// The zone by its name, if there is such a one; else the home of the platform.
pub(super) fn zone_or_home(name: Option<&str>) -> &str {
    name.filter(|name| TimeZone::get(name).is_ok()).unwrap_or(HOME_ZONE)
}

/// When the quiet hours are over that it is in; `None` when it is in none.
fn quiet_until(quiet: &QuietHours, zone: &str, now: Timestamp) -> Option<Timestamp> {
    let time = |(hour, minute): (i8, i8)| Time::new(hour, minute, 0, 0).ok();
    let (from, until) = (time(quiet.from.hour_minute()?)?, time(quiet.until.hour_minute()?)?);
    let local = now.in_tz(zone).ok()?;
    let clock = local.time();
    let inside = if from < until { (from..until).contains(&clock) } else { clock >= from || clock < until };
    if !inside {
        return None;
    }
    let on = |date: jiff::civil::Date| {
        date.to_datetime(until).to_zoned(local.time_zone().clone()).ok().map(|at| at.timestamp())
    };
    let today = on(local.date())?;
    if today > now { Some(today) } else { on(local.date().tomorrow().ok()?) }
}

/// The next time that the digest is due, after quiet hours that it would fall into.
fn next_digest(wish: &Wish<'_>, now: Timestamp) -> Timestamp {
    let daily = Rule::Day { hour: i8::try_from(wish.digest_hour).unwrap_or(0), minute: 0 };
    let due = Timetable::new(daily, wish.zone).and_then(|timetable| timetable.next_after(now));
    // Hours were checked when they were chosen and zones when they were read.
    let due = due.unwrap_or(now);
    wish.quiet_hours.and_then(|quiet| quiet_until(quiet, wish.zone, due)).unwrap_or(due)
}

#[cfg(test)]
mod tests {
    use shared::notifications::Topic;
    use shared::time::DayTime;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn quiet(from: &str, until: &str) -> QuietHours {
        QuietHours { from: DayTime(from.to_owned()), until: DayTime(until.to_owned()) }
    }

    #[test]
    fn quiet_hours_end_when_the_clock_of_the_zone_says_so() {
        // (from, until, zone, now, over at)
        let table = [
            // Asunción is three hours behind.
            ("22:00", "07:30", "America/Asuncion", "2026-11-21T01:00:00Z", Some("2026-11-21T10:30:00Z")),
            ("22:00", "07:30", "America/Asuncion", "2026-11-21T09:00:00Z", Some("2026-11-21T10:30:00Z")),
            ("22:00", "07:30", "America/Asuncion", "2026-11-21T10:30:00Z", None),
            ("22:00", "07:30", "America/Asuncion", "2026-11-21T00:59:59Z", None),
            ("22:00", "07:30", "UTC", "2026-11-21T00:59:59Z", Some("2026-11-21T07:30:00Z")),
            // A siesta, not over midnight.
            ("13:00", "15:00", "America/Asuncion", "2026-11-21T16:00:00Z", Some("2026-11-21T18:00:00Z")),
            ("13:00", "15:00", "America/Asuncion", "2026-11-21T18:00:00Z", None),
            // The night in which Madrid's clocks go forward, and the one in which they go back.
            ("23:00", "07:00", "Europe/Madrid", "2026-03-28T22:30:00Z", Some("2026-03-29T05:00:00Z")),
            ("23:00", "07:00", "Europe/Madrid", "2026-10-24T21:30:00Z", Some("2026-10-25T06:00:00Z")),
        ];
        for (from, until, zone, now, over) in table {
            assert_eq!(quiet_until(&quiet(from, until), zone, at(now)), over.map(at), "{from}–{until} {now}");
        }
    }

    fn wish<'a>(mail: MailPace, quiet_hours: Option<&'a QuietHours>, zone: &'a str) -> Wish<'a> {
        let choice = TopicChoice { topic: Topic::Account, in_app: true, mail };
        Wish { choice, quiet_hours, digest_hour: 8, zone, mail_possible: true }
    }

    #[test]
    fn a_mail_waits_for_the_end_of_quiet_hours_or_for_the_digest() {
        let night = quiet("22:00", "09:00");
        let (evening, noon) = (at("2026-11-21T02:00:00Z"), at("2026-11-21T15:00:00Z"));
        let mail =
            |pace, quiet: Option<&QuietHours>, now| plan(&wish(pace, quiet, "America/Asuncion"), now).mail;
        assert_eq!(mail(MailPace::AtOnce, None, evening), Mail::Own(None));
        assert_eq!(mail(MailPace::AtOnce, Some(&night), noon), Mail::Own(None));
        assert_eq!(
            mail(MailPace::AtOnce, Some(&night), evening),
            Mail::Own(Some(at("2026-11-21T12:00:00Z")))
        );
        assert_eq!(mail(MailPace::Daily, None, evening), Mail::Digest(at("2026-11-21T11:00:00Z")));
        assert_eq!(mail(MailPace::Daily, None, noon), Mail::Digest(at("2026-11-22T11:00:00Z")));
        // Eight o'clock is within the quiet hours.
        assert_eq!(mail(MailPace::Daily, Some(&night), evening), Mail::Digest(at("2026-11-21T12:00:00Z")));
        assert_eq!(mail(MailPace::Never, None, noon), Mail::No);
        let impossible = Wish { mail_possible: false, ..wish(MailPace::AtOnce, None, "UTC") };
        assert_eq!(plan(&impossible, noon), Plan { in_app: true, quiet: false, mail: Mail::No });
        assert!(plan(&wish(MailPace::Never, Some(&night), "America/Asuncion"), evening).quiet);
    }

    #[test]
    fn an_unknown_zone_is_home() {
        assert_eq!(zone_or_home(Some("Europe/Madrid")), "Europe/Madrid");
        assert_eq!(zone_or_home(Some("Mars/Olympus")), HOME_ZONE);
        assert_eq!(zone_or_home(None), HOME_ZONE);
    }
}
