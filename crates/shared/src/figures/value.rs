//! What a figure says, and one that was read from a picture.

use serde::{Deserialize, Serialize};

use super::{FigureKind, Unit};

use crate::json::FromJson;

/// The largest count: what every JSON reader, browsers included, still takes as a whole number (2^53 - 1).
pub const MAX_COUNT: u64 = 9_007_199_254_740_991;

/// A number of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    /// How many.
    pub value: u64,
    /// To what it was rounded where it was written: 100 for `12.4K`, 1 where it is exact.
    pub rounded_to: u64,
}

/// A part of a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Percent {
    /// Hundredths of a percent: 1,250 is 12.5 %.
    pub hundredths: u32,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Duration {
    /// In milliseconds.
    pub milliseconds: u64,
}

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(tag = "unit", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FigureValue {
    /// A number of things.
    Count(Count),
    /// A part of a hundred.
    Percent(Percent),
    /// A length of time.
    Duration(Duration),
}

impl Count {
    /// A count that is not rounded.
    pub const fn exactly(value: u64) -> Self {
        Self { value, rounded_to: 1 }
    }

    /// Whether both can say the same thing, one of them rounded up or down.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let apart = self.value.abs_diff(other.value);
        apart == 0 || apart < self.rounded_to.max(other.rounded_to)
    }
}

impl FigureValue {
    /// In what it is told.
    pub const fn unit(&self) -> Unit {
        match self {
            Self::Count(_) => Unit::Count,
            Self::Percent(_) => Unit::Percent,
            Self::Duration(_) => Unit::Duration,
        }
    }

    /// Whether both can say the same thing, one of them rounded.
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count(one), Self::Count(other)) => one.agrees_with(other),
            (Self::Percent(one), Self::Percent(other)) => one.hundredths.abs_diff(other.hundredths) < 100,
            (Self::Duration(one), Self::Duration(other)) => {
                one.milliseconds.abs_diff(other.milliseconds) < 1_000
            }
            _ => false,
        }
    }

    /// How coarse it is: the smaller, the more it says.
    pub const fn rounded_to(&self) -> u64 {
        match self {
            Self::Count(count) => count.rounded_to,
            Self::Percent(_) | Self::Duration(_) => 1,
        }
    }
}

/// A part of a picture, in its own pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// Pixels to its left.
    pub x: u32,
    /// Pixels above it.
    pub y: u32,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// A figure that was read from a picture. Nobody has confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadFigure {
    /// What it counts.
    pub kind: FigureKind,
    /// What it says.
    pub value: FigureValue,
    /// As it is written there.
    pub text: String,
    /// The words beside it that tell what it counts.
    pub label: String,
    /// How sure the reader is, of 100.
    pub confidence: u8,
    /// Where it is written; absent where the reader did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_figures_agree_with_exact_ones() {
        let rounded = Count { value: 12_400, rounded_to: 100 };
        assert!(rounded.agrees_with(&Count::exactly(12_432)));
        assert!(Count::exactly(12_361).agrees_with(&rounded));
        assert!(!rounded.agrees_with(&Count::exactly(12_500)));
        assert!(!Count::exactly(7).agrees_with(&Count::exactly(8)));
    }

    #[test]
    fn figures_travel_with_their_unit() {
        let value = FigureValue::Count(Count { value: 12_400, rounded_to: 100 });
        let json = serde_json::json!({ "unit": "count", "value": 12_400, "rounded_to": 100 });
        assert_eq!(serde_json::to_value(value).unwrap(), json);
        assert_eq!(serde_json::from_value::<FigureValue>(json).unwrap(), value);
        assert!(!value.agrees_with(&FigureValue::Percent(Percent { hundredths: 12_400 })));
    }
}
