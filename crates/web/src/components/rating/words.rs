//! Ratings in words.

use shared::campaigns::{ApplicationRatings, OfferSide, RatingCriterion};

use crate::i18n::{say, tr};
use crate::ui::format;

/// What is rated.
pub fn criterion(criterion: RatingCriterion) -> fn() -> &'static str {
    match criterion {
        RatingCriterion::Quality => tr!(ratings.quality),
        RatingCriterion::Punctuality => tr!(ratings.punctuality),
        RatingCriterion::Clarity => tr!(ratings.clarity),
        RatingCriterion::Fulfilment => tr!(ratings.fulfilment),
        RatingCriterion::Communication => tr!(ratings.communication),
    }
}

/// Who rated.
pub fn side(side: OfferSide) -> fn() -> &'static str {
    match side {
        OfferSide::Brand => tr!(ratings.side_brand),
        OfferSide::Creator => tr!(ratings.side_creator),
    }
}

/// What is meant by it.
pub fn criterion_means(criterion: RatingCriterion) -> fn() -> &'static str {
    match criterion {
        RatingCriterion::Quality => tr!(ratings.quality_text),
        RatingCriterion::Punctuality => tr!(ratings.punctuality_text),
        RatingCriterion::Clarity => tr!(ratings.clarity_text),
        RatingCriterion::Fulfilment => tr!(ratings.fulfilment_text),
        RatingCriterion::Communication => tr!(ratings.communication_text),
    }
}

/// An average of hundredths of a star: `4,67`.
pub fn average(hundredths: u32) -> String {
    format::decimal(f64::from(hundredths) / 100.0, 2)
}

/// The whole stars that are drawn for an average of hundredths: the nearest.
pub fn drawn(hundredths: u32) -> u8 {
    u8::try_from(hundredths.saturating_add(50) / 100).unwrap_or(u8::MAX)
}

/// How many ratings there are.
pub fn count(ratings: u32) -> String {
    if ratings == 1 {
        tr!(ratings.count_one)().to_owned()
    } else {
        say!(ratings.count, count = format::count(ratings.into()))
    }
}

/// Where the two sides of a work stand with rating each other, as one of them sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The work is not done.
    NotYet,
    /// The reader can rate.
    Open,
    /// The reader's side has not rated, and this reader cannot.
    Looking,
    /// The reader's side has rated, and waits for the other or the end of the days.
    Waiting,
    /// Both are in.
    Both,
    /// The days are over and nobody rated.
    OverNone,
    /// The days are over and only the reader's side rated.
    OverMine,
    /// The days are over and only the other side rated.
    OverTheirs,
}

/// The same, of what the API says and whether the days are over.
pub fn standing(ratings: &ApplicationRatings, over: bool) -> Standing {
    match (ratings.mine.is_some(), ratings.theirs.is_some(), ratings.closes_at.is_some()) {
        (true, true, _) => Standing::Both,
        (true, false, _) if over => Standing::OverMine,
        (true, false, _) => Standing::Waiting,
        (false, _, _) if ratings.can_rate => Standing::Open,
        (false, true, _) => Standing::OverTheirs,
        (false, false, false) => Standing::NotYet,
        (false, false, true) if over => Standing::OverNone,
        (false, false, true) => Standing::Looking,
    }
}

#[cfg(test)]
mod tests {
    use shared::campaigns::Rating;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn rating() -> Rating {
        Rating {
            id: ID.parse().unwrap(),
            application_id: ID.parse().unwrap(),
            campaign_id: ID.parse().unwrap(),
            campaign_title: "Café".to_owned(),
            by: OfferSide::Brand,
            average: 467,
            marks: Vec::new(),
            words: None,
            created_at: "2026-11-21T12:00:00Z".parse().unwrap(),
            shown_at: None,
            reply: None,
            hidden: None,
        }
    }

    #[wasm_bindgen_test]
    fn every_standing_is_told_apart() {
        let at = |can_rate, closes: bool, mine: bool, theirs: bool| ApplicationRatings {
            can_rate,
            closes_at: closes.then(|| "2026-12-05T12:00:00Z".parse().unwrap()),
            mine: mine.then(rating),
            theirs: theirs.then(rating),
        };
        for (ratings, over, expected) in [
            (at(false, false, false, false), false, Standing::NotYet),
            (at(true, true, false, false), false, Standing::Open),
            (at(false, true, false, false), false, Standing::Looking),
            (at(false, true, true, false), false, Standing::Waiting),
            (at(false, true, true, true), false, Standing::Both),
            (at(false, true, true, true), true, Standing::Both),
            (at(false, true, false, false), true, Standing::OverNone),
            (at(false, true, true, false), true, Standing::OverMine),
            (at(false, true, false, true), true, Standing::OverTheirs),
        ] {
            assert_eq!(standing(&ratings, over), expected, "{ratings:?} {over}");
        }
    }

    #[wasm_bindgen_test]
    fn the_nearest_whole_stars_are_drawn() {
        assert_eq!([100, 149, 150, 449, 450, 500].map(drawn), [1, 1, 2, 4, 5, 5]);
    }
}
