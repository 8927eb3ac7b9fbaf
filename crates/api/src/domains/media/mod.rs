//! Files of people: pictures, which are encoded anew, and files that are kept as they came (`files`).
//!
//! Owns the collections `media`, `media_files` and `media_passes` and, in the place for files, everything below `incoming/`,
//! `media/` and `originals/`.
//!
//! How a picture comes in: it is looked at before it is taken (what it is by its content, how large it says it is), kept
//! as it came below `incoming/`, and a job makes of it what is shown: a square in a few sizes, encoded anew. Only what we
//! encoded ourselves is ever delivered.
//!
//! Invariants:
//! - No picture of a person is delivered as it came: metadata, trailing bytes, a second format in the same file are gone,
//!   because only pixels pass.
//! - Neither the process nor its memory is at the mercy of a file: dimensions are bounded before pixels are decoded,
//!   decoders have a limit of memory, at most [`AT_ONCE`] files are decoded at a time, and a decoder that panics
//!   refuses the file.
//! - An address of a picture is for ever the same picture. Who knows it can see it; it cannot be guessed.
//! - A file that is kept as it came is never decoded, and had only by a pass that somebody handed out who may: it is good
//!   for a moment, and stored as a digest.

mod files;
mod personal;
mod picture;
mod repo;
mod routes;
mod service;

pub use files::{NewFile, Seen};
pub use personal::PERSONAL_DATA;
pub use picture::{Cleaned, Refused, SIZES, Variant, clean, look};
pub use repo::PictureUse;
pub use routes::configure;
pub use service::{AT_ONCE, Failed, Media, Owner};
