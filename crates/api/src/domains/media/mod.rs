//! Files of people: pictures today, so that whatever else comes (images of posts, videos) goes the same way.
//!
//! Owns the collection `media` and, in the place for files, everything below `incoming/` and `media/`.
//!
//! How a picture comes in: it is looked at before it is taken (what it is by its content, how large it says it is), kept
//! as it came below `incoming/`, and a job makes of it what is shown: a square in a few sizes, encoded anew. Only what we
//! encoded ourselves is ever delivered.
//!
//! Invariants:
//! - Nothing that was sent is delivered as it came: metadata, trailing bytes, a second format in the same file are gone,
//!   because only pixels pass.
//! - Neither the process nor its memory is at the mercy of a file: dimensions are bounded before pixels are decoded,
//!   decoders have a limit of memory, at most [`AT_ONCE`] files are decoded at a time, and a decoder that panics
//!   refuses the file.
//! - An address of a picture is for ever the same picture. Who knows it can see it; it cannot be guessed.

mod personal;
mod picture;
mod repo;
mod routes;
mod service;

pub use personal::PERSONAL_DATA;
pub use picture::{Cleaned, Refused, SIZES, Variant, clean, look};
pub use routes::configure;
pub use service::{AT_ONCE, Failed, Media};
