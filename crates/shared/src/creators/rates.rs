//! The rate card: what a creator asks for a piece of content.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::money::{Money, valid_positive};

/// The most lines of a rate card.
pub const MAX_RATES: usize = 30;

/// A piece of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContentKind {
    /// A picture that is published.
    Post,
    /// Several pictures in one post.
    Carousel,
    /// What is gone after a day.
    Story,
    /// A short upright video that is published: a reel, a TikTok, a short.
    ShortVideo,
    /// A long video.
    LongVideo,
    /// A broadcast.
    Live,
    /// A video for the brand's own use, which the creator does not publish.
    UgcVideo,
    /// Photographs for the brand's own use.
    UgcPhotos,
    /// Being there.
    Event,
}

impl ContentKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Post,
        Self::Carousel,
        Self::Story,
        Self::ShortVideo,
        Self::LongVideo,
        Self::Live,
        Self::UgcVideo,
        Self::UgcPhotos,
        Self::Event,
    ];
}

/// One line of a rate card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    /// For what.
    #[garde(skip)]
    pub content: ContentKind,
    /// What it costs.
    #[garde(custom(valid_positive))]
    pub price: Money,
    /// What is included, at most 200 characters.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// `PUT /api/creators/me/rates`: the whole rate card, in its order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplaceRates {
    /// The lines, at most 30.
    #[garde(length(max = MAX_RATES), dive)]
    pub rates: Vec<Rate>,
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::{ContentKind, Rate, ReplaceRates};
    use crate::error::field_errors;
    use crate::money::{Currency, Money};

    #[test]
    fn a_price_is_more_than_nothing_and_a_wrong_one_is_named_by_its_place() {
        let rate = |amount| Rate {
            content: ContentKind::ShortVideo,
            price: Money::new(amount, Currency::Pyg),
            note: None,
        };
        assert!(ReplaceRates { rates: vec![rate(1), rate(450_000)] }.validate().is_ok());
        for wrong in [0, -1, i64::MAX] {
            let body = ReplaceRates { rates: vec![rate(1), rate(wrong)] };
            let found = field_errors(&body.validate().unwrap_err());
            assert_eq!(
                found.iter().map(|wrong| wrong.field.as_str()).collect::<Vec<_>>(),
                ["rates[1].price"]
            );
        }
    }
}
