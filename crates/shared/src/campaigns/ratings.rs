//! How the two sides of an application rate each other once the work is done.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{CampaignBrand, OfferSide};
use crate::id::{ApplicationId, BrandId, CampaignId, CreatorId, RatingId, UserId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::stars::MOST_STARS;
use crate::time::Timestamp;

/// So many days after a campaign was completed both sides can rate; what was not shown by then is shown at their end.
pub const RATING_DAYS: u32 = 14;

/// What is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RatingCriterion {
    /// Of a creator: how good what was delivered is.
    Quality,
    /// Of a creator: whether it came when it was promised.
    Punctuality,
    /// Of a brand: whether the brief said what was wanted.
    Clarity,
    /// Of a brand: whether the creator got what was agreed.
    Fulfilment,
    /// Of both: how it was to speak with each other.
    Communication,
}

impl RatingCriterion {
    /// What this side rates the other by, each exactly once.
    pub const fn of(side: OfferSide) -> &'static [Self] {
        match side {
            OfferSide::Brand => &[Self::Quality, Self::Punctuality, Self::Communication],
            OfferSide::Creator => &[Self::Clarity, Self::Fulfilment, Self::Communication],
        }
    }

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Punctuality => "punctuality",
            Self::Clarity => "clarity",
            Self::Fulfilment => "fulfilment",
            Self::Communication => "communication",
        }
    }
}

/// The mark by one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mark {
    /// By which.
    #[garde(skip)]
    pub criterion: RatingCriterion,
    /// 1 to 5.
    #[garde(range(min = 1, max = MOST_STARS))]
    pub stars: u8,
    /// A few words on it.
    #[garde(inner(length(chars, max = 300)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// `POST /api/campaigns/applications/{id}/ratings`: one's rating of the other side. It cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateRating {
    /// Each criterion of one's side once. A brand rates `quality`, `punctuality` and `communication`; a creator `clarity`,
    /// `fulfilment` and `communication`.
    #[garde(dive, length(max = 5))]
    pub marks: Vec<Mark>,
    /// A few words on the whole.
    #[garde(inner(length(chars, max = 1_000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// `POST /api/campaigns/ratings/{id}/reply`: what the rated side says to it, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyToRating {
    /// The words.
    #[garde(length(chars, min = 1, max = 1_000), custom(not_blank))]
    pub words: String,
}

/// `POST /api/campaigns/ratings/{id}/hide`: takes a rating out of sight, for the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HideRating {
    /// Why; whoever wrote it reads it.
    #[garde(length(chars, min = 3, max = 1_000), custom(not_blank))]
    pub reason: String,
}

pub(super) fn not_blank(text: &str, _: &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must have words")) } else { Ok(()) }
}

/// What the rated side said to a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatingReply {
    /// The words; absent once the person who wrote them was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// That the staff took something out of sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hidden {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// One rating, as the two sides see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// The rating.
    pub id: RatingId,
    /// Of which work.
    pub application_id: ApplicationId,
    /// In which campaign.
    pub campaign_id: CampaignId,
    /// Its title when the application came in.
    pub campaign_title: String,
    /// Who rated: the other side is rated.
    pub by: OfferSide,
    /// The average of the marks in hundredths of a star.
    pub average: u32,
    /// By criterion.
    pub marks: Vec<Mark>,
    /// On the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When everybody could see it first; absent while only its own side can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_at: Option<Timestamp>,
    /// What the rated side said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<RatingReply>,
    /// Taken out of sight by the staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Hidden>,
}

/// `GET /api/campaigns/applications/{id}/ratings`: where the two sides stand with rating each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationRatings {
    /// Whether the reader can rate now: their side has not, may, and the days for it are not over.
    pub can_rate: bool,
    /// The end of the days for rating; absent while there is nothing to rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Timestamp>,
    /// What the reader's side wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<Rating>,
    /// What the other side wrote, once it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Rating>,
}

/// One rating, as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicRating {
    /// The rating.
    pub id: RatingId,
    /// Of the work in which campaign.
    pub campaign_title: String,
    /// The brand that rated; absent where a creator did, who is not named, and where the brand is not in use any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<CampaignBrand>,
    /// The average of the marks in hundredths of a star.
    pub average: u32,
    /// By criterion.
    pub marks: Vec<Mark>,
    /// On the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Since when it is shown.
    pub shown_at: Timestamp,
    /// What the rated side said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<RatingReply>,
}

/// `GET /api/campaigns/ratings/of-creator/{creator}` and `GET /api/campaigns/ratings/of-brand/{brand}`: what is shown, the
/// newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct RatingQuery {
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// One rating, as the staff sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManagedRating {
    /// What its two sides see.
    #[serde(flatten)]
    pub rating: Rating,
    /// The brand.
    pub brand_id: BrandId,
    /// The creator.
    pub creator_id: CreatorId,
    /// Who wrote it.
    pub author: UserId,
}

/// `GET /api/campaigns/ratings/managed`: which ratings, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ManagedRatingQuery {
    /// Only of work for this brand.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
    /// Only of work of this creator.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<CreatorId>,
    /// Only those that the staff took out of sight, or only the others.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{OfferSide, RatingCriterion};

    #[test]
    fn each_side_rates_by_criteria_of_its_own() {
        for side in [OfferSide::Brand, OfferSide::Creator] {
            let all = RatingCriterion::of(side);
            assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
            for criterion in all {
                assert_eq!(serde_json::to_value(criterion).unwrap(), criterion.as_str());
            }
        }
    }
}
