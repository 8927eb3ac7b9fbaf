//! Instants, always UTC, in JSON as RFC 3339; and times of day.
//!
//! The server computes with time and uses jiff. The app only shows instants, which the browser's own `Intl` does, so
//! it has [`light::Timestamp`] in its place: jiff's parser, its errors and its calendars would be a tenth of the first
//! load. Both are called [`Timestamp`] here, so that a DTO is written once.

mod day;
#[cfg(any(target_arch = "wasm32", test))]
pub mod light;

pub use day::{DayTime, valid_day_time};
#[cfg(not(target_arch = "wasm32"))]
pub use jiff::Timestamp;
#[cfg(target_arch = "wasm32")]
pub use light::Timestamp;

#[cfg(not(target_arch = "wasm32"))]
impl crate::json::FromJson for Timestamp {
    fn from_json(value: &mut crate::json::Value) -> Option<Self> {
        crate::json::from_text(value)
    }
}
