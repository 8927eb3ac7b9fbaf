//! Makes of a picture what is shown: a square out of its middle, upright, in a few sizes, encoded anew. Whatever else the
//! file held stays behind.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage, RgbaImage};

use super::Refused;
use super::look::{decoder, look};
use crate::http::Said;
use crate::said;

/// The sides of the squares that are made, in pixels; the first is the one that the others are made of.
pub const SIZES: [u16; 4] = [512, 256, 96, 48];

/// How good the encoder tries to be, of 100.
const QUALITY: f32 = 82.0;

/// What was made of a picture.
#[derive(Debug, Clone)]
pub struct Cleaned {
    /// As the file said.
    pub width: u32,
    /// As the file said.
    pub height: u32,
    /// What the file was: `png`, `jpeg`, `gif`, `webp`.
    pub kind: &'static str,
    /// One for each of [`SIZES`].
    pub variants: Vec<Variant>,
}

/// One size.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The side of the square, in pixels.
    pub size: u16,
    /// A WebP file.
    pub webp: Vec<u8>,
}

/// Makes the squares. Of an animation, the first frame.
///
/// # Errors
/// Why the file is not taken.
pub fn clean(bytes: &[u8]) -> Result<Cleaned, Refused> {
    let seen = look(bytes)?;
    let mut decoder = decoder(bytes, seen.format)?;
    // Broken metadata is no reason to refuse a good picture: it is thrown away in any case.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(Refused::of)?;
    let mut first = square(Pixels::of(whole))?;
    // The middle of a picture is the same whichever way up it is: turning the small square is turning the large one.
    first.apply_orientation(orientation);
    let first = Pixels::of(first);
    let variants = SIZES.iter().map(|size| {
        let webp = if *size == SIZES[0] { encode(&first)? } else { encode(&first.resized(*size, None)?)? };
        Ok(Variant { size: *size, webp })
    });
    Ok(Cleaned {
        width: seen.width,
        height: seen.height,
        kind: seen.format.extensions_str().first().copied().unwrap_or("png"),
        variants: variants.collect::<Result<_, Refused>>()?,
    })
}

fn square(whole: Pixels) -> Result<DynamicImage, Refused> {
    let side = whole.width.min(whole.height);
    let edge = |length: u32| f64::from((length - side) / 2);
    let middle = (edge(whole.width), edge(whole.height), f64::from(side));
    let small = whole.resized(SIZES[0], Some(middle))?;
    // The large picture is not needed any more.
    drop(whole);
    let side = u32::from(SIZES[0]);
    let image = match small.kind {
        PixelType::U8x3 => RgbImage::from_raw(side, side, small.bytes).map(DynamicImage::ImageRgb8),
        _ => RgbaImage::from_raw(side, side, small.bytes).map(DynamicImage::ImageRgba8),
    };
    image.ok_or_else(|| {
        Refused::Damaged(said!("its pixels do not make a square", "sus píxeles no forman un cuadrado"))
    })
}

/// Pixels of eight bits per colour, with or without transparency.
struct Pixels {
    width: u32,
    height: u32,
    kind: PixelType,
    bytes: Vec<u8>,
}

impl Pixels {
    fn of(image: DynamicImage) -> Self {
        let (width, height) = (image.width(), image.height());
        let (kind, bytes) = match image {
            DynamicImage::ImageRgb8(rgb) => (PixelType::U8x3, rgb.into_raw()),
            other if other.color().has_alpha() => (PixelType::U8x4, other.into_rgba8().into_raw()),
            other => (PixelType::U8x3, other.into_rgb8().into_raw()),
        };
        Self { width, height, kind, bytes }
    }

    /// A square of that side, of the whole or of a square inside (left, top, side).
    fn resized(&self, side: u16, inside: Option<(f64, f64, f64)>) -> Result<Self, Refused> {
        let wrong = |error: &dyn std::fmt::Display| Refused::Damaged(Said::quoted(error.to_string()));
        let source =
            ImageRef::new(self.width, self.height, &self.bytes, self.kind).map_err(|error| wrong(&error))?;
        let side = u32::from(side);
        let mut target = Image::new(side, side, self.kind);
        let options = match inside {
            Some((left, top, side)) => ResizeOptions::new().crop(left, top, side, side),
            None => ResizeOptions::new(),
        };
        Resizer::new().resize(&source, &mut target, &options).map_err(|error| wrong(&error))?;
        Ok(Self { width: side, height: side, kind: self.kind, bytes: target.into_vec() })
    }
}

fn encode(pixels: &Pixels) -> Result<Vec<u8>, Refused> {
    let encoder = match pixels.kind {
        PixelType::U8x3 => webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height),
        _ => webp::Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height),
    };
    let encoded = encoder.encode_simple(false, QUALITY);
    encoded.map(|webp| webp.to_vec()).map_err(|error| {
        Refused::Damaged(said!(
            "it could not be encoded anew: {error:?}",
            "no se pudo volver a codificar: {error:?}"
        ))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

    use super::{SIZES, clean};

    /// Red on the left, blue on the right.
    fn flag(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
        });
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(image).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// The same JPEG with an EXIF block that says how to turn it.
    fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let tiff = [
            b"II\x2a\0\x08\0\0\0\x01\0".as_slice(),
            b"\x12\x01\x03\0\x01\0\0\0",
            &[orientation, 0, 0, 0],
            b"\0\0\0\0",
        ]
        .concat();
        let exif = [b"Exif\0\0".as_slice(), &tiff].concat();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
    }

    fn colours(bytes: &[u8]) -> [char; 4] {
        let image = image::load_from_memory(bytes).unwrap().into_rgb8();
        let (w, h) = image.dimensions();
        let at = |x: u32, y: u32| if image.get_pixel(x, y)[0] > 120 { 'r' } else { 'b' };
        [at(w / 8, h / 8), at(w - w / 8, h / 8), at(w / 8, h - h / 8), at(w - w / 8, h - h / 8)]
    }

    #[test]
    fn every_kind_becomes_squares_of_every_size() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let cleaned = clean(&flag(640, 300, format)).unwrap();
            assert_eq!((cleaned.width, cleaned.height), (640, 300));
            let sizes: Vec<_> = cleaned.variants.iter().map(|variant| variant.size).collect();
            assert_eq!(sizes, SIZES);
            for variant in &cleaned.variants {
                assert_eq!(image::guess_format(&variant.webp).unwrap(), ImageFormat::WebP);
                let made = image::load_from_memory(&variant.webp).unwrap();
                assert_eq!((made.width(), made.height()), (variant.size.into(), variant.size.into()));
                assert_eq!(colours(&variant.webp), ['r', 'b', 'r', 'b'], "{format:?}");
            }
        }
    }

    #[test]
    fn a_picture_is_turned_as_its_camera_said() {
        let jpeg = flag(64, 64, ImageFormat::Jpeg);
        for (orientation, expected) in [(1, "rbrb"), (2, "brbr"), (3, "brbr"), (6, "rrbb"), (8, "bbrr")] {
            let cleaned = clean(&turned(&jpeg, orientation)).unwrap();
            let found: String = colours(&cleaned.variants[0].webp).into_iter().collect();
            assert_eq!(found, expected, "orientation {orientation}");
        }
    }
}
