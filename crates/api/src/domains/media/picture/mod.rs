//! Pictures that others made: what is taken, and what is made of it. Pure: bytes in, bytes out.

mod clean;
mod look;

pub use clean::{Cleaned, SIZES, Variant, clean};
pub use look::look;

/// The most pixels. A photograph of a good phone has 12 to 24 million.
const MAX_PIXELS: u64 = 25_000_000;
/// The longest side.
const MAX_SIDE: u32 = 12_000;
/// The shortest side that gives a picture worth showing.
const MIN_SIDE: u32 = 16;
/// The most memory that decoded pixels may take, and that a decoder may take for itself.
const MAX_MEMORY: u64 = 128 * 1024 * 1024;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is none of the kinds that are taken, whatever its name says.
    #[error("the file is {found}; send a PNG, JPEG, GIF or WebP picture")]
    NotTaken {
        /// What it seems to be.
        found: String,
    },
    /// It says that it has more pixels than we decode.
    #[error(
        "the picture has {width} × {height} pixels; it may have at most 25 million, and 12,000 on its longer side"
    )]
    TooLarge {
        /// As it says.
        width: u32,
        /// As it says.
        height: u32,
    },
    /// It has too few pixels to be shown.
    #[error("the picture has {width} × {height} pixels; it needs at least 16 on its shorter side")]
    TooSmall {
        /// As it says.
        width: u32,
        /// As it says.
        height: u32,
    },
    /// Decoding it would take too much memory.
    #[error(
        "the picture needs more memory than allowed to be opened; save it with 8 bits per colour, or smaller"
    )]
    TooMuchMemory,
    /// It is damaged.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
}

impl Refused {
    fn of(error: image::ImageError) -> Self {
        match error {
            image::ImageError::Limits(_) => Self::TooMuchMemory,
            // Decoders quote what they found; a text of a hostile file has no business in an answer.
            other => Self::Damaged(
                other.to_string().chars().filter(|c| !c.is_control() && c.is_ascii()).take(160).collect(),
            ),
        }
    }
}
