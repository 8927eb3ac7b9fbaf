//! What a file is and how large it says it is, before a single pixel is decoded.

use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{MAX_MEMORY, MAX_PIXELS, MAX_SIDE, MIN_SIDE, Refused, unknown_kind};
use crate::http::Said;

/// What a file says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// By its content, not its name.
    pub format: ImageFormat,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// Looks at a file.
///
/// # Errors
/// Why it is not taken.
pub fn look(bytes: &[u8]) -> Result<Seen, Refused> {
    let format = format(bytes)?;
    let decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    bounded(width, height)?;
    if decoder.total_bytes() > MAX_MEMORY {
        return Err(Refused::TooMuchMemory);
    }
    Ok(Seen { format, width, height })
}

/// A decoder that has read no more than what comes before the pixels, with its limits set.
pub(super) fn decoder<'a>(
    bytes: &'a [u8],
    format: ImageFormat,
) -> Result<impl ImageDecoder + use<'a>, Refused> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.into_decoder().map_err(Refused::of)
}

fn format(bytes: &[u8]) -> Result<ImageFormat, Refused> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif | ImageFormat::WebP)) => {
            Ok(format)
        }
        _ => {
            let found = infer::get(bytes).map(|kind| kind.mime_type());
            Err(Refused::NotTaken { found: found.map_or_else(unknown_kind, Said::quoted) })
        }
    }
}

fn bounded(width: u32, height: u32) -> Result<(), Refused> {
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    if pixels > MAX_PIXELS || width.max(height) > MAX_SIDE {
        return Err(Refused::TooLarge { width, height });
    }
    if width.min(height) < MIN_SIDE {
        return Err(Refused::TooSmall { width, height });
    }
    Ok(())
}
