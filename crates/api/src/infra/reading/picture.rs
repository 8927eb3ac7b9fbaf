//! A picture that somebody sent: what it is and how large, before a pixel is decoded.

use std::io::Cursor;

use bytes::Bytes;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::infra::said::Said;

/// The most bytes of a file: as many as the Gemini API takes within a request.
pub const MAX_BYTES: usize = 12 * 1024 * 1024;
/// The most pixels. A screenshot of a large tablet has six million.
const MAX_PIXELS: u64 = 25_000_000;
/// The longest side.
const MAX_SIDE: u32 = 12_000;
/// The shortest side on which a page can be read.
const MIN_SIDE: u32 = 160;
/// The most memory that decoded pixels may take, and that a decoder may take for itself.
const MAX_MEMORY: u64 = 128 * 1024 * 1024;

/// Why a picture cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is none of the kinds that are read, whatever its name says.
    #[error("the file is {}; send the screenshot as PNG, JPEG or WebP", .found.unwrap_or("of an unknown kind"))]
    NotTaken {
        /// The media type that it seems to have.
        found: Option<&'static str>,
    },
    /// It has too many bytes.
    #[error("the file has {bytes} bytes; it may have at most 12 MiB")]
    TooHeavy {
        /// So many.
        bytes: usize,
    },
    /// It says that it has more pixels than are decoded.
    #[error(
        "the picture has {width} × {height} pixels; it may have at most 25 million, and 12,000 on its longer side"
    )]
    TooLarge {
        /// As it says.
        width: u32,
        /// As it says.
        height: u32,
    },
    /// It has too few pixels for anything to be read.
    #[error(
        "the picture has {width} × {height} pixels; it needs at least 160 on its shorter side to be read"
    )]
    TooSmall {
        /// As it says.
        width: u32,
        /// As it says.
        height: u32,
    },
    /// It is damaged.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
}

impl Unreadable {
    /// The same in both languages.
    pub fn said(&self) -> Said {
        let spanish = match self {
            Self::NotTaken { found } => {
                let found = found.unwrap_or("de un tipo desconocido");
                format!("el archivo es {found}; mandá la captura como PNG, JPEG o WebP")
            }
            Self::TooHeavy { bytes } => format!("el archivo tiene {bytes} bytes; puede tener hasta 12 MiB"),
            Self::TooLarge { width, height } => format!(
                "la imagen tiene {width} × {height} píxeles; puede tener hasta 25 millones, y 12.000 en su lado \
                 más largo"
            ),
            Self::TooSmall { width, height } => format!(
                "la imagen tiene {width} × {height} píxeles; para leerla hacen falta al menos 160 en su lado \
                 más corto"
            ),
            Self::Damaged(error) => format!("la imagen está dañada: {error}"),
        };
        Said::new(self.to_string(), spanish)
    }

    fn of(error: image::ImageError) -> Self {
        // Decoders quote what they found; a text of a hostile file has no business in an answer.
        let plain = |c: &char| c.is_ascii() && !c.is_ascii_control();
        Self::Damaged(error.to_string().chars().filter(plain).take(160).collect())
    }
}

/// A picture that was looked at.
#[derive(Debug, Clone)]
pub struct Picture {
    bytes: Bytes,
    format: ImageFormat,
    orientation: Orientation,
    width: u32,
    height: u32,
}

impl Picture {
    /// Looks at a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open(bytes: impl Into<Bytes>) -> Result<Self, Unreadable> {
        let bytes = bytes.into();
        if bytes.len() > MAX_BYTES {
            return Err(Unreadable::TooHeavy { bytes: bytes.len() });
        }
        let format = match image::guess_format(&bytes) {
            Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => format,
            _ => {
                let found = infer::get(&bytes).map(|kind| kind.mime_type());
                return Err(Unreadable::NotTaken { found });
            }
        };
        let mut decoder = decoder(&bytes, format)?;
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width).saturating_mul(u64::from(height));
        if pixels > MAX_PIXELS || width.max(height) > MAX_SIDE || decoder.total_bytes() > MAX_MEMORY {
            return Err(Unreadable::TooLarge { width, height });
        }
        if width.min(height) < MIN_SIDE {
            return Err(Unreadable::TooSmall { width, height });
        }
        // Broken metadata is no reason to refuse a good picture.
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        drop(decoder);
        let (width, height) = if lies(orientation) { (height, width) } else { (width, height) };
        Ok(Self { bytes, format, orientation, width, height })
    }

    /// The file.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// What it is: `image/png`, `image/jpeg` or `image/webp`.
    pub fn mime_type(&self) -> &'static str {
        self.format.to_mime_type()
    }

    /// Pixels from left to right and from top to bottom, the way it is seen.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Its pixels in grey, the way up that it is seen. Takes a moment: not for a thread that others wait for.
    ///
    /// # Errors
    /// [`Unreadable::Damaged`].
    pub fn grey(&self) -> Result<GrayImage, Unreadable> {
        let mut image =
            DynamicImage::from_decoder(decoder(&self.bytes, self.format)?).map_err(Unreadable::of)?;
        image.apply_orientation(self.orientation);
        Ok(image.into_luma8())
    }
}

/// A decoder that has read no more than what comes before the pixels, with its limits set.
fn decoder<'a>(bytes: &'a [u8], format: ImageFormat) -> Result<impl ImageDecoder + use<'a>, Unreadable> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.into_decoder().map_err(Unreadable::of)
}

/// Whether a picture lies on its side.
const fn lies(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        GrayImage::from_pixel(width, height, image::Luma([200]))
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_looked_at_and_decoded() {
        let picture = Picture::open(png(300, 200)).unwrap();
        assert_eq!((picture.size(), picture.mime_type()), ((300, 200), "image/png"));
        assert_eq!(picture.grey().unwrap().dimensions(), (300, 200));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_reason() {
        let refused = |bytes: Vec<u8>| Picture::open(bytes).unwrap_err();
        assert!(matches!(
            refused(b"%PDF-1.7 and so on".to_vec()),
            Unreadable::NotTaken { found: Some("application/pdf") }
        ));
        assert!(matches!(refused(b"GIF89a\x20\x03\x20\x03\x80\0\0".to_vec()), Unreadable::NotTaken { .. }));
        assert!(matches!(refused(png(159, 400)), Unreadable::TooSmall { width: 159, height: 400 }));
        assert!(matches!(refused(png(12_001, 160)), Unreadable::TooLarge { .. }));
        assert!(matches!(refused(vec![0; MAX_BYTES + 1]), Unreadable::TooHeavy { .. }));
        let mut cut = png(400, 400);
        cut.truncate(60);
        assert!(Picture::open(cut).and_then(|picture| picture.grey()).is_err());
    }
}
