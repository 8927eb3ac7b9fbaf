//! Pictures that others made: what is taken, and what is made of it. Pure: bytes in, bytes out.

mod clean;
mod look;

use std::error::Error;
use std::fmt;

use shared::identity::Locale;

pub use clean::{Cleaned, SIZES, Variant, clean};
pub use look::look;

use crate::http::Said;
use crate::said;

/// The most pixels. A photograph of a good phone has 12 to 24 million.
const MAX_PIXELS: u64 = 25_000_000;
/// The longest side.
const MAX_SIDE: u32 = 12_000;
/// The shortest side that gives a picture worth showing.
const MIN_SIDE: u32 = 16;
/// The most memory that decoded pixels may take, and that a decoder may take for itself.
const MAX_MEMORY: u64 = 128 * 1024 * 1024;

/// Why a file is not taken.
#[derive(Debug, Clone)]
pub enum Refused {
    /// It is none of the kinds that are taken, whatever its name says.
    NotTaken {
        /// What it seems to be.
        found: Said,
    },
    /// It says that it has more pixels than we decode.
    TooLarge {
        /// As it says.
        width: u32,
        /// As it says.
        height: u32,
    },
    /// It has too few pixels to be shown.
    TooSmall {
        /// As it says.
        width: u32,
        /// As it says.
        height: u32,
    },
    /// Decoding it would take too much memory.
    TooMuchMemory,
    /// It is damaged.
    Damaged(Said),
}

impl Refused {
    fn of(error: image::ImageError) -> Self {
        match error {
            image::ImageError::Limits(_) => Self::TooMuchMemory,
            // Decoders quote what they found; a text of a hostile file has no business in an answer.
            other => {
                let words = other.to_string();
                let harmless = words.chars().filter(|c| !c.is_control() && c.is_ascii()).take(160);
                Self::Damaged(Said::quoted(harmless.collect::<String>()))
            }
        }
    }

    /// Why, in both languages.
    pub fn said(&self) -> Said {
        match self {
            Self::NotTaken { found } => {
                let (en, es) = (found.text(Locale::En), found.text(Locale::Es));
                said!(
                    "the file is {en}; send a PNG, JPEG, GIF or WebP picture",
                    "el archivo es {es}; mandá una imagen PNG, JPEG, GIF o WebP"
                )
            }
            Self::TooLarge { width, height } => said!(
                "the picture has {width} × {height} pixels; \
                 it may have at most 25 million, and 12,000 on its longer side",
                "la imagen tiene {width} × {height} píxeles; \
                 puede tener como mucho 25 millones, y 12.000 en su lado más largo"
            ),
            Self::TooSmall { width, height } => said!(
                "the picture has {width} × {height} pixels; it needs at least 16 on its shorter side",
                "la imagen tiene {width} × {height} píxeles; necesita al menos 16 en su lado más corto"
            ),
            Self::TooMuchMemory => said!(
                "the picture needs more memory than allowed to be opened; save it with 8 bits per colour, or smaller",
                "abrir la imagen necesita más memoria de la permitida; guardala con 8 bits por color, o más chica"
            ),
            Self::Damaged(how) => {
                let (en, es) = (how.text(Locale::En), how.text(Locale::Es));
                said!("the picture is damaged: {en}", "la imagen está dañada: {es}")
            }
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said().text(Locale::En))
    }
}

impl Error for Refused {}

/// What a file is that is of no kind that we know.
pub(super) fn unknown_kind() -> Said {
    said!("of an unknown kind", "de un tipo desconocido")
}
