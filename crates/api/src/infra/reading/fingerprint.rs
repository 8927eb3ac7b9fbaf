//! Whether a picture was used before: exactly the same file, or the same picture saved anew.
//!
//! Two screenshots of one page at different times differ in nothing but a few digits, so the usual short hashes of
//! pictures take them for one. So there are two: an [outline](Fingerprint::outline) of 64 bits, by which alike pictures
//! are found among many, and a [sketch](Sketch) of 2 KiB, by which two are compared part for part. Pure.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::GrayImage;
use sha2::{Digest, Sha256};

use super::picture::{Picture, Unreadable};
use crate::infra::hex::hex;

/// The sketch's cells from left to right.
const WIDE: u32 = 32;
/// The sketch's cells from top to bottom.
const TALL: u32 = 64;
/// The outline's, one more from left to right than it has bits.
const OUTLINE: (u32, u32) = (9, 8);
/// By so much neighbours must differ for a bit of the outline: where nothing is drawn, noise decides nothing.
const STEP: i16 = 6;
/// No cell of the same picture saved anew is further off. A digit that changed moves one by more.
const SAME: u8 = 14;
/// The bits of the outline that may differ in the same picture saved anew.
const CLOSE: u32 = 6;

/// A picture in little, in shades of grey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch(Vec<u8>);

impl Sketch {
    /// The sketch that [`bytes`](Self::bytes) gave; none if they are not one.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let cells = usize::try_from(WIDE * TALL).ok()?;
        (bytes.len() == cells).then_some(Self(bytes))
    }

    /// To be stored.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// By how much the two differ where they differ most, from 0 to 255.
    pub fn furthest(&self, other: &Self) -> u8 {
        self.0.iter().zip(&other.0).map(|(one, other)| one.abs_diff(*other)).max().unwrap_or(0)
    }
}

/// What a picture is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The SHA-256 of the file, in lower-case hex.
    pub sha256: String,
    /// What is lighter than its neighbour, and what is not.
    pub outline: u64,
    /// The picture in little.
    pub sketch: Sketch,
}

/// How much two pictures are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They are different pictures.
    Different,
    /// They look the same: one was saved anew, made smaller or larger, or a few pixels were changed.
    LooksTheSame,
    /// They are the same file.
    Same,
}

impl Fingerprint {
    /// The fingerprint of a picture. Takes a moment: not for a thread that others wait for.
    ///
    /// # Errors
    /// [`Unreadable::Damaged`].
    pub fn of(picture: &Picture) -> Result<Self, Unreadable> {
        let grey = picture.grey()?;
        let (columns, rows) = OUTLINE;
        let small = reduced(&grey, columns, rows)?;
        let sketch = Sketch(reduced(&grey, WIDE, TALL)?);
        Ok(Self { sha256: hex(&Sha256::digest(picture.bytes())), outline: outline(&small), sketch })
    }

    /// How much both are alike.
    pub fn likeness(&self, other: &Self) -> Likeness {
        if self.sha256 == other.sha256 {
            return Likeness::Same;
        }
        if self.may_look_like(other.outline) && self.sketch.furthest(&other.sketch) <= SAME {
            Likeness::LooksTheSame
        } else {
            Likeness::Different
        }
    }

    /// Whether a picture with that outline can look the same.
    pub const fn may_look_like(&self, outline: u64) -> bool {
        (self.outline ^ outline).count_ones() <= CLOSE
    }

    /// What to look for in an index: two pictures that look the same have one of these in common at least, because fewer
    /// bits may differ than there are parts.
    pub fn bands(&self) -> Vec<u16> {
        (0_u16..).zip(self.outline.to_be_bytes()).map(|(place, byte)| place * 256 + u16::from(byte)).collect()
    }
}

/// The picture with so many cells, each the mean of what it covers and what is near: then half a pixel aside, which comes
/// of another size, moves no cell far.
fn reduced(grey: &GrayImage, columns: u32, rows: u32) -> Result<Vec<u8>, Unreadable> {
    let wrong = |error: &dyn std::fmt::Display| Unreadable::Damaged(error.to_string());
    let source = ImageRef::new(grey.width(), grey.height(), grey.as_raw(), PixelType::U8)
        .map_err(|error| wrong(&error))?;
    let mut target = Image::new(columns, rows, PixelType::U8);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize(&source, &mut target, &options).map_err(|error| wrong(&error))?;
    Ok(target.into_vec())
}

/// A bit for each cell that is clearly lighter than the one to its left.
fn outline(cells: &[u8]) -> u64 {
    let mut bits = 0_u64;
    let row_length = usize::try_from(OUTLINE.0).unwrap_or(1);
    for row in cells.chunks(row_length) {
        for pair in row.windows(2) {
            let [left, right] = pair else { continue };
            bits = bits << 1 | u64::from(i16::from(*right) - i16::from(*left) >= STEP);
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::codecs::jpeg::JpegEncoder;
    use image::imageops::{self, FilterType as Filter};
    use image::{ImageFormat, Luma};

    use super::*;

    /// A page with lines of blocks in the place of letters; `changed` has one block less.
    fn page(changed: bool) -> GrayImage {
        let mut page = GrayImage::from_pixel(540, 1170, Luma([250]));
        for line in 0..20_u32 {
            for letter in 0..12_u32 {
                if changed && line == 7 && letter == 8 || (line * 31 + letter * 17) % 5 == 0 {
                    continue;
                }
                for x in 0..12 {
                    for y in 0..18 {
                        page.put_pixel(30 + letter * 40 + x, 60 + line * 52 + y, Luma([20]));
                    }
                }
            }
        }
        page
    }

    fn of(image: &GrayImage, write: impl Fn(&GrayImage, &mut Cursor<Vec<u8>>)) -> Fingerprint {
        let mut bytes = Cursor::new(Vec::new());
        write(image, &mut bytes);
        Fingerprint::of(&Picture::open(bytes.into_inner()).unwrap()).unwrap()
    }

    fn png(image: &GrayImage) -> Fingerprint {
        of(image, |image, bytes| image.write_to(bytes, ImageFormat::Png).unwrap())
    }

    #[test]
    fn the_same_file_and_the_same_picture_are_recognised() {
        let original = png(&page(false));
        assert_eq!(original.likeness(&original.clone()), Likeness::Same);
        let smaller = imageops::resize(&page(false), 360, 780, Filter::Triangle);
        for other in [
            of(&page(false), |image, bytes| {
                image.write_with_encoder(JpegEncoder::new_with_quality(bytes, 60)).unwrap();
            }),
            png(&smaller),
        ] {
            assert_eq!(
                original.likeness(&other),
                Likeness::LooksTheSame,
                "{}",
                original.sketch.furthest(&other.sketch)
            );
            assert!(original.bands().iter().any(|band| other.bands().contains(band)));
        }
    }

    #[test]
    fn a_page_with_another_digit_is_another_picture() {
        let (one, other) = (png(&page(false)), png(&page(true)));
        assert_eq!(one.likeness(&other), Likeness::Different, "{}", one.sketch.furthest(&other.sketch));
        let blank = png(&GrayImage::from_pixel(540, 1170, Luma([250])));
        assert_eq!(one.likeness(&blank), Likeness::Different);
    }

    #[test]
    fn a_sketch_is_stored_and_comes_back() {
        let sketch = png(&page(false)).sketch;
        assert_eq!(Sketch::from_bytes(sketch.bytes().to_vec()), Some(sketch));
        assert_eq!(Sketch::from_bytes(vec![0; 7]), None);
        assert_eq!(png(&page(false)).bands().len(), 8);
    }
}
