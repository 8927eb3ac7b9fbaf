//! What a figure counts.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// In what a figure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A number of things.
    Count,
    /// A part of a hundred.
    Percent,
    /// A length of time.
    Duration,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FigureKind {
    /// How often it was played or seen.
    Views,
    /// How many accounts saw it.
    Reach,
    /// How often it was shown.
    Impressions,
    /// Likes, comments, shares and saves together, as the network counts them.
    Interactions,
    /// How many accounts interacted.
    AccountsEngaged,
    /// Likes.
    Likes,
    /// Comments.
    Comments,
    /// How often it was shared or sent on.
    Shares,
    /// How often it was published anew by others.
    Reposts,
    /// How often it was saved or put among favourites.
    Saves,
    /// How many follow the account.
    Followers,
    /// How many began to follow because of it.
    FollowersGained,
    /// Visits of the profile because of it.
    ProfileVisits,
    /// Taps on a link.
    LinkClicks,
    /// For how long it was watched on average.
    AverageWatchTime,
    /// For how long it was watched by all together.
    WatchTime,
    /// The part of a video that was watched on average.
    AverageWatched,
    /// The part of those watching who watched it whole.
    Completion,
    /// The part of those who were shown it who opened it.
    ClickThroughRate,
    /// Interactions as a part of reach, views or followers, as the network reckons it.
    EngagementRate,
}

impl FigureKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: &'static [Self] = &[
        Self::Views,
        Self::Reach,
        Self::Impressions,
        Self::Interactions,
        Self::AccountsEngaged,
        Self::Likes,
        Self::Comments,
        Self::Shares,
        Self::Reposts,
        Self::Saves,
        Self::Followers,
        Self::FollowersGained,
        Self::ProfileVisits,
        Self::LinkClicks,
        Self::AverageWatchTime,
        Self::WatchTime,
        Self::AverageWatched,
        Self::Completion,
        Self::ClickThroughRate,
        Self::EngagementRate,
    ];

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Views => "views",
            Self::Reach => "reach",
            Self::Impressions => "impressions",
            Self::Interactions => "interactions",
            Self::AccountsEngaged => "accounts_engaged",
            Self::Likes => "likes",
            Self::Comments => "comments",
            Self::Shares => "shares",
            Self::Reposts => "reposts",
            Self::Saves => "saves",
            Self::Followers => "followers",
            Self::FollowersGained => "followers_gained",
            Self::ProfileVisits => "profile_visits",
            Self::LinkClicks => "link_clicks",
            Self::AverageWatchTime => "average_watch_time",
            Self::WatchTime => "watch_time",
            Self::AverageWatched => "average_watched",
            Self::Completion => "completion",
            Self::ClickThroughRate => "click_through_rate",
            Self::EngagementRate => "engagement_rate",
        }
    }

    /// The kind that travels by that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }

    /// In what it is told.
    pub const fn unit(self) -> Unit {
        match self {
            Self::AverageWatchTime | Self::WatchTime => Unit::Duration,
            Self::AverageWatched | Self::Completion | Self::ClickThroughRate | Self::EngagementRate => {
                Unit::Percent
            }
            _ => Unit::Count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FigureKind, Unit};

    #[test]
    fn a_kind_travels_by_its_word() {
        for kind in FigureKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(FigureKind::of_word(kind.as_str()), Some(*kind));
        }
        assert_eq!(FigureKind::of_word("money"), None);
    }

    #[test]
    fn each_kind_has_its_unit() {
        assert_eq!(FigureKind::Views.unit(), Unit::Count);
        assert_eq!(FigureKind::Completion.unit(), Unit::Percent);
        assert_eq!(FigureKind::AverageWatchTime.unit(), Unit::Duration);
    }
}
