//! Figures as the networks write them: `12.4K`, `12,4 mil`, `1.250.000`, `8,5 %`, `1:23`, `2 min 5 s`.
//!
//! Pure: text in, whole numbers out. The server reads them from screenshots, the app from what somebody types; both by
//! the same rules, so that a figure which one takes is never refused by the other.
//!
//! Invariants:
//! - No floating point: a count is whole, a percentage is in hundredths, a duration in milliseconds.
//! - Nothing is guessed: `1.250` views are 1250, because views have no fractions; `1.250 K` is refused unless it is known
//!   which mark divides decimals.
//! - A rounded figure says so: `12.4K` is 12,400, rounded to hundreds.

mod duration;
mod kind;
mod number;
mod parse;
mod value;

pub use duration::{parse_duration, parse_hours};
pub use kind::{FigureKind, Unit};
pub use number::{DecimalMark, folded};
pub use parse::{NotAFigure, parse, parse_count, parse_percent};
pub use value::{Count, Duration, FigureValue, MAX_COUNT, Percent, Place, ReadFigure};
