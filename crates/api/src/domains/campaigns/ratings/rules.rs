//! When an application can be rated, and what a whole rating is.

use jiff::{SignedDuration, Timestamp};
use shared::campaigns::{ApplicationState, CampaignState, Mark, OfferSide, RATING_DAYS, RatingCriterion};

/// Until when the work of an application can be rated; `None` where there is nothing to rate: it was not confirmed, or its
/// campaign is not completed. The one place that says when work is done; whoever knows more of it asks here.
pub fn closes_at(
    application: ApplicationState,
    campaign: CampaignState,
    completed_at: Option<Timestamp>,
) -> Option<Timestamp> {
    let done = application == ApplicationState::Confirmed && campaign == CampaignState::Completed;
    let completed_at = completed_at.filter(|_| done)?;
    let days = SignedDuration::from_hours(24 * i64::from(RATING_DAYS));
    completed_at.checked_add(days).ok()
}

/// The marks of a side in the order of its criteria, if each stands there exactly once.
///
/// # Errors
/// What would be right.
pub fn whole(side: OfferSide, marks: Vec<Mark>) -> Result<Vec<Mark>, String> {
    let criteria = RatingCriterion::of(side);
    let ordered: Vec<Mark> = criteria
        .iter()
        .filter_map(|criterion| marks.iter().find(|mark| mark.criterion == *criterion).cloned())
        .collect();
    if ordered.len() == criteria.len() && marks.len() == criteria.len() {
        return Ok(ordered);
    }
    let words: Vec<&str> = criteria.iter().map(|criterion| criterion.as_str()).collect();
    Err(format!("must be one mark for each of {}", words.join(", ")))
}

/// Words without what is around them; none where nothing is left.
pub fn said(words: Option<String>) -> Option<String> {
    words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::campaigns::RatingCriterion::{
        self, Clarity, Communication, Fulfilment, Punctuality, Quality,
    };
    use shared::stars::StarCounts;

    use super::*;

    #[test]
    fn only_confirmed_work_of_a_completed_campaign_is_rated_for_two_weeks() {
        let completed: Timestamp = "2040-03-07T12:00:00Z".parse().unwrap();
        let end: Timestamp = "2040-03-21T12:00:00Z".parse().unwrap();
        for application in ApplicationState::ALL {
            for campaign in CampaignState::ALL {
                let expected = (*application == ApplicationState::Confirmed
                    && *campaign == CampaignState::Completed)
                    .then_some(end);
                assert_eq!(closes_at(*application, *campaign, Some(completed)), expected);
                assert_eq!(closes_at(*application, *campaign, None), None);
            }
        }
    }

    fn mark(criterion: RatingCriterion, stars: u8) -> Mark {
        Mark { criterion, stars, words: None }
    }

    #[test]
    fn a_rating_has_each_criterion_of_its_side_once() {
        let good = vec![mark(Communication, 5), mark(Quality, 3), mark(Punctuality, 4)];
        let ordered = whole(OfferSide::Brand, good.clone()).unwrap();
        assert_eq!(ordered, [mark(Quality, 3), mark(Punctuality, 4), mark(Communication, 5)]);
        assert!(whole(OfferSide::Creator, good.clone()).is_err());
        let theirs = vec![mark(Clarity, 1), mark(Fulfilment, 1), mark(Communication, 1)];
        assert!(whole(OfferSide::Creator, theirs).is_ok());
        let twice = [good.clone(), vec![mark(Quality, 1)]].concat();
        for wrong in [vec![], good[..2].to_vec(), twice] {
            let why = whole(OfferSide::Brand, wrong).unwrap_err();
            assert_eq!(why, "must be one mark for each of quality, punctuality, communication");
        }
    }

    proptest! {
        /// Whatever comes and goes in whatever order, the sums are those of what is left, and the average is of stars.
        #[test]
        fn sums_never_drift(
            ratings in proptest::collection::vec((proptest::array::uniform3(1..=5_u8), any::<bool>()), 0..50),
        ) {
            let (mut sum, mut left) = (StarCounts::default(), StarCounts::default());
            for (marks, stays) in &ratings {
                sum = sum.and(StarCounts::of_one(*marks));
                if *stays {
                    left = left.and(StarCounts::of_one(*marks));
                }
            }
            for (marks, stays) in ratings.iter().rev() {
                if !stays {
                    sum = sum.and(StarCounts::of_one(*marks).taken_away());
                }
            }
            prop_assert_eq!(sum, left);
            if let Some(shown) = sum.shown() {
                prop_assert!((100..=500).contains(&shown.average));
            }
        }
    }
}
