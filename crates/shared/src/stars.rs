//! How somebody was rated, as sums of whole stars: an average is made of them when it is shown, so that none ever drifts.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// The most stars of one mark.
pub const MOST_STARS: u8 = 5;

/// What ratings add up to. A change of it is one of these, too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StarCounts {
    /// Ratings.
    pub ratings: i64,
    /// Marks in them: one for each criterion.
    pub marks: i64,
    /// Stars of these marks together.
    pub stars: i64,
}

impl StarCounts {
    /// One rating with these marks.
    pub fn of_one(marks: impl IntoIterator<Item = u8>) -> Self {
        marks.into_iter().fold(Self { ratings: 1, ..Self::default() }, |sum, stars| Self {
            marks: sum.marks.saturating_add(1),
            stars: sum.stars.saturating_add(i64::from(stars)),
            ..sum
        })
    }

    /// What takes this away again.
    #[must_use]
    pub const fn taken_away(self) -> Self {
        Self {
            ratings: self.ratings.saturating_neg(),
            marks: self.marks.saturating_neg(),
            stars: self.stars.saturating_neg(),
        }
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            ratings: self.ratings.saturating_add(other.ratings),
            marks: self.marks.saturating_add(other.marks),
            stars: self.stars.saturating_add(other.stars),
        }
    }

    /// As it is shown; `None` before the first rating.
    pub fn shown(self) -> Option<Stars> {
        let ratings = u32::try_from(self.ratings).ok().filter(|ratings| *ratings > 0)?;
        Some(Stars { ratings, average: hundredths(self.stars, self.marks)? })
    }
}

/// How somebody was rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stars {
    /// By how many ratings.
    pub ratings: u32,
    /// The average of all their marks in hundredths of a star: 475 are 4.75 stars of 5.
    pub average: u32,
}

/// The average in hundredths, rounded to the nearest.
fn hundredths(stars: i64, marks: i64) -> Option<u32> {
    let doubled = stars.checked_mul(200)?.checked_add(marks)?;
    u32::try_from(doubled.checked_div(marks.checked_mul(2)?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{StarCounts, Stars};

    #[test]
    fn an_average_is_rounded_to_hundredths() {
        let two = StarCounts::of_one([5, 4, 5]).and(StarCounts::of_one([4, 4, 5]));
        assert_eq!(two, StarCounts { ratings: 2, marks: 6, stars: 27 });
        assert_eq!(two.shown(), Some(Stars { ratings: 2, average: 450 }));
        assert_eq!(StarCounts::of_one([5, 4, 4]).shown().unwrap().average, 433);
        assert_eq!(StarCounts::of_one([5, 5, 4]).shown().unwrap().average, 467);
        assert_eq!(StarCounts::default().shown(), None);
    }

    #[test]
    fn what_is_taken_away_leaves_nothing() {
        let (mut sum, mut left) = (StarCounts::default(), StarCounts::default());
        for number in 0..200_u8 {
            let one = StarCounts::of_one([1 + number % 5, 1 + number % 3, 5]);
            sum = sum.and(one);
            if number % 7 == 0 {
                left = left.and(one);
            }
        }
        for number in (0..200_u8).filter(|number| number % 7 != 0) {
            sum = sum.and(StarCounts::of_one([1 + number % 5, 1 + number % 3, 5]).taken_away());
        }
        assert_eq!(sum, left);
    }
}
