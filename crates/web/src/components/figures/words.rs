//! Figures in words.

use shared::campaigns::{MetricsFailure, MetricsState, PictureLikeness, PictureReuse};
use shared::figures::{DecimalMark, FigureKind, FigureValue, NotAFigure};

use crate::i18n::{Locale, locale, tr};
use crate::ui::format;
use crate::ui::status::Tone;

/// What a figure counts.
pub fn kind(kind: FigureKind) -> fn() -> &'static str {
    match kind {
        FigureKind::Views => tr!(metrics.kind_views),
        FigureKind::Reach => tr!(metrics.kind_reach),
        FigureKind::Impressions => tr!(metrics.kind_impressions),
        FigureKind::Interactions => tr!(metrics.kind_interactions),
        FigureKind::AccountsEngaged => tr!(metrics.kind_accounts_engaged),
        FigureKind::Likes => tr!(metrics.kind_likes),
        FigureKind::Comments => tr!(metrics.kind_comments),
        FigureKind::Shares => tr!(metrics.kind_shares),
        FigureKind::Reposts => tr!(metrics.kind_reposts),
        FigureKind::Saves => tr!(metrics.kind_saves),
        FigureKind::Followers => tr!(metrics.kind_followers),
        FigureKind::FollowersGained => tr!(metrics.kind_followers_gained),
        FigureKind::ProfileVisits => tr!(metrics.kind_profile_visits),
        FigureKind::LinkClicks => tr!(metrics.kind_link_clicks),
        FigureKind::AverageWatchTime => tr!(metrics.kind_average_watch_time),
        FigureKind::WatchTime => tr!(metrics.kind_watch_time),
        FigureKind::AverageWatched => tr!(metrics.kind_average_watched),
        FigureKind::Completion => tr!(metrics.kind_completion),
        FigureKind::ClickThroughRate => tr!(metrics.kind_click_through_rate),
        FigureKind::EngagementRate => tr!(metrics.kind_engagement_rate),
    }
}

/// Where figures stand, and what that means.
pub fn state(state: MetricsState) -> (fn() -> &'static str, Tone) {
    match state {
        MetricsState::Reading => (tr!(metrics.state_reading), Tone::Neutral),
        MetricsState::Read => (tr!(metrics.state_read), Tone::Attention),
        MetricsState::Unread => (tr!(metrics.state_unread), Tone::Attention),
        MetricsState::Confirmed => (tr!(metrics.state_confirmed), Tone::Good),
        MetricsState::Questioned => (tr!(metrics.state_questioned), Tone::Attention),
        MetricsState::Discarded => (tr!(metrics.state_discarded), Tone::Neutral),
    }
}

/// Why nothing was read.
pub fn failure(failure: MetricsFailure) -> fn() -> &'static str {
    match failure {
        MetricsFailure::Picture => tr!(metrics.failure_picture),
        MetricsFailure::Nothing => tr!(metrics.failure_nothing),
        MetricsFailure::TimedOut => tr!(metrics.failure_timed_out),
        MetricsFailure::Refused => tr!(metrics.failure_refused),
        MetricsFailure::NotReady
        | MetricsFailure::Nonsense
        | MetricsFailure::Busy
        | MetricsFailure::Unreachable
        | MetricsFailure::Broken => tr!(metrics.failure_reader),
    }
}

/// That a picture was used before.
pub fn reuse(reuse: PictureReuse) -> fn() -> &'static str {
    match (reuse.likeness, reuse.deliverable_id.is_some()) {
        (PictureLikeness::SameFile, true) => tr!(metrics.reuse_same_known),
        (PictureLikeness::SameFile, false) => tr!(metrics.reuse_same),
        (PictureLikeness::LooksTheSame, true) => tr!(metrics.reuse_alike_known),
        (PictureLikeness::LooksTheSame, false) => tr!(metrics.reuse_alike),
    }
}

/// Why what somebody typed is no figure.
pub fn not_a_figure(why: NotAFigure) -> fn() -> &'static str {
    match why {
        NotAFigure::Empty | NotAFigure::NotANumber | NotAFigure::UnknownWord => tr!(metrics.wrong_number),
        NotAFigure::Groups => tr!(metrics.wrong_groups),
        NotAFigure::Ambiguous => tr!(metrics.wrong_ambiguous),
        NotAFigure::Fraction => tr!(metrics.wrong_fraction),
        NotAFigure::TooLarge => tr!(metrics.wrong_large),
        NotAFigure::NotAPercentage => tr!(metrics.wrong_percent),
        NotAFigure::NotADuration => tr!(metrics.wrong_duration),
    }
}

/// A figure as the reader's language writes it.
pub fn value(value: FigureValue) -> String {
    match value {
        FigureValue::Count(count) => format::count(count.value),
        FigureValue::Percent(percent) => hundredths(percent.hundredths),
        FigureValue::Duration(duration) => format::duration(duration.milliseconds),
    }
}

/// Hundredths of a percent: `12,5 %`.
pub fn hundredths(hundredths: u32) -> String {
    format!("{} %", format::decimal(f64::from(hundredths) / 100.0, 2))
}

/// What divides decimals in the reader's language.
pub fn mark() -> DecimalMark {
    match locale() {
        Locale::es => DecimalMark::Comma,
        Locale::en => DecimalMark::Point,
    }
}
