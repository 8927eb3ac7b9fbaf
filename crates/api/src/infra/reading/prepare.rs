//! Makes of a screenshot what Tesseract reads best: dark letters on a light ground, of the size that it was taught with.
//! Pure.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::GrayImage;
use shared::figures::Place;

use super::icons;
use super::ink::{self, Drawn};

/// How tall a line of letters should be, in pixels.
const LINE: u32 = 34;
/// The most that a picture is enlarged, and the most that it is reduced.
const MOST: u32 = 4;
const LEAST_PERCENT: u64 = 50;
/// The most that a line is enlarged when it is looked at alone.
const MOST_OF_A_LINE: u32 = 8;
/// The most pixels that are made.
const MAX_PIXELS: u64 = 14_000_000;
/// A pixel darker than this is ink, once the picture is prepared.
const INK: u8 = 140;
/// A pixel darker than this may belong to an icon, which are drawn in grey and thinly.
const FAINT: u8 = 190;
/// No line of letters is taller than this, in pixels of the picture.
const TALLEST: usize = 100;
/// In so many strips a picture is cut to measure its lines.
const STRIPS: u32 = 12;

/// A picture in grey, with dark letters on a light ground. Still of its own size.
#[derive(Debug, Clone)]
pub(super) struct Page {
    width: u32,
    height: u32,
    drawn: Drawn,
    /// How tall most lines of letters are.
    line: u32,
}

/// A part of a page as it is given to Tesseract.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    /// Shades of grey, row by row.
    pub pixels: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// Which part of the picture it shows.
    part: Place,
    /// How wide the empty frame around it is.
    frame: u32,
}

impl Page {
    /// Makes what differs from the ground around it dark, whichever of both is the lighter, and measures the lines.
    pub(super) fn new(image: &GrayImage) -> Self {
        let (width, height) = image.dimensions();
        let drawn = ink::drawn(image);
        let line = line_height(&drawn.strong, width).unwrap_or(LINE);
        Self { width, height, drawn, line }
    }

    /// The whole page.
    pub(super) fn whole(&self) -> Place {
        Place { x: 0, y: 0, width: self.width, height: self.height }
    }

    /// A part of the page, of a size in which most lines are as tall as is best read.
    pub(super) fn prepared(&self, part: Place) -> Result<Prepared, String> {
        let part = self.within(part);
        resized(&self.cut(&self.drawn.strong, part), part, self.enlarged(part.width, part.height), 0)
    }

    /// One line of the page whose digits are so high in the picture, with digits that are `tall`, in an empty frame.
    pub(super) fn line(&self, part: Place, digits: u32, tall: u32) -> Result<Prepared, String> {
        let part = self.within(part);
        let mut pixels = self.cut(&self.drawn.soft, part);
        if let Ok(row_length) = usize::try_from(part.width) {
            icons::erase(&mut pixels, row_length, FAINT);
        }
        let (left, width) = trimmed(&pixels, part.width, digits / 2);
        let pixels = columns(&pixels, part.width, left, width);
        let part = Place { x: part.x + left, width, ..part };
        // No more than is worth it, and nothing that is too long for memory.
        let scaled = |side: u32| {
            let wanted = u64::from(side) * u64::from(tall) / u64::from(digits.max(1));
            let most = u64::from(side) * u64::from(MOST_OF_A_LINE);
            u32::try_from(wanted.clamp(1, most)).unwrap_or(side)
        };
        let size = (scaled(part.width), scaled(part.height));
        resized(&pixels, part, size, tall / 2)
    }

    /// As much of a part as lies on the page.
    fn within(&self, part: Place) -> Place {
        let x = part.x.min(self.width.saturating_sub(1));
        let y = part.y.min(self.height.saturating_sub(1));
        let width = part.width.clamp(1, self.width.saturating_sub(x).max(1));
        let height = part.height.clamp(1, self.height.saturating_sub(y).max(1));
        Place { x, y, width, height }
    }

    fn cut(&self, pixels: &[u8], part: Place) -> Vec<u8> {
        let (Ok(x), Ok(y), Ok(width), Ok(height), Ok(whole)) = (
            usize::try_from(part.x),
            usize::try_from(part.y),
            usize::try_from(part.width),
            usize::try_from(part.height),
            usize::try_from(self.width),
        ) else {
            return Vec::new();
        };
        let rows = pixels.chunks(whole.max(1)).skip(y).take(height);
        rows.flat_map(|row| row.iter().skip(x).take(width)).copied().collect()
    }

    /// The size that a part is given.
    fn enlarged(&self, width: u32, height: u32) -> (u32, u32) {
        let line = self.line.max(1);
        // In hundredths: as many pixels for each line as are read best, but no more than there is memory for.
        let wanted = u64::from(LINE * 100 / line).clamp(LEAST_PERCENT, u64::from(MOST * 100));
        let pixels = u64::from(width) * u64::from(height);
        let most = (MAX_PIXELS * 10_000 / pixels.max(1)).isqrt();
        let factor = wanted.min(most).max(1);
        let scaled = |side: u32| u32::try_from(u64::from(side) * factor / 100).unwrap_or(side).max(1);
        (scaled(width), scaled(height))
    }
}

impl Prepared {
    /// Where in the picture lies what is there in what was given.
    pub(super) fn in_the_picture(&self, place: Place) -> Place {
        let (width, height) = (self.width - 2 * self.frame, self.height - 2 * self.frame);
        let back = |length: u32, of: u32, whole: u32| {
            u32::try_from(u64::from(length) * u64::from(of) / u64::from(whole.max(1))).unwrap_or(length)
        };
        Place {
            x: self.part.x.saturating_add(back(place.x.saturating_sub(self.frame), self.part.width, width)),
            y: self.part.y.saturating_add(back(place.y.saturating_sub(self.frame), self.part.height, height)),
            width: back(place.width, self.part.width, width).max(1),
            height: back(place.height, self.part.height, height).max(1),
        }
    }
}

/// A part of a page in another size, in an empty frame.
fn resized(pixels: &[u8], part: Place, (wide, tall): (u32, u32), frame: u32) -> Result<Prepared, String> {
    let source =
        ImageRef::new(part.width, part.height, pixels, PixelType::U8).map_err(|error| error.to_string())?;
    let mut target = Image::new(wide, tall, PixelType::U8);
    Resizer::new().resize(&source, &mut target, &ResizeOptions::new()).map_err(|error| error.to_string())?;
    let (width, height) = (wide + 2 * frame, tall + 2 * frame);
    let pixels = if frame == 0 { target.into_vec() } else { framed(target.buffer(), wide, frame) };
    Ok(Prepared { pixels, width, height, part, frame })
}

/// Where the ink of a line begins and how wide it is, with a margin; all of it where there is none.
fn trimmed(pixels: &[u8], width: u32, margin: u32) -> (u32, u32) {
    let Ok(row_length) = usize::try_from(width.max(1)) else { return (0, width) };
    let mut inked = vec![false; row_length];
    for row in pixels.chunks(row_length).filter(|row| !icons::is_ruled(row, INK)) {
        for (column, value) in inked.iter_mut().zip(row) {
            *column |= *value < INK;
        }
    }
    let end = |column: Option<usize>| column.and_then(|column| u32::try_from(column).ok());
    let (first, last) =
        (end(inked.iter().position(|inked| *inked)), end(inked.iter().rposition(|inked| *inked)));
    let (Some(first), Some(last)) = (first, last) else { return (0, width) };
    let left = first.saturating_sub(margin);
    (left, last.saturating_add(1 + margin).min(width).saturating_sub(left).max(1))
}

/// Some columns of a part.
fn columns(pixels: &[u8], width: u32, left: u32, many: u32) -> Vec<u8> {
    let (Ok(width), Ok(left), Ok(many)) =
        (usize::try_from(width.max(1)), usize::try_from(left), usize::try_from(many))
    else {
        return Vec::new();
    };
    pixels.chunks(width).flat_map(|row| row.iter().skip(left).take(many)).copied().collect()
}

/// Rows of pixels with white around them.
fn framed(pixels: &[u8], width: u32, frame: u32) -> Vec<u8> {
    let (Ok(width), Ok(frame)) = (usize::try_from(width.max(1)), usize::try_from(frame)) else {
        return Vec::new();
    };
    let white = |many: usize| std::iter::repeat_n(u8::MAX, many);
    let margin = white(frame * (width + 2 * frame));
    let rows =
        pixels.chunks(width).flat_map(|row| white(frame).chain(row.iter().copied()).chain(white(frame)));
    margin.clone().chain(rows).chain(margin).collect()
}

/// How tall most lines of letters are: the page is cut into strips, and in each the rows that hold ink are counted where
/// they follow each other.
fn line_height(grey: &[u8], width: u32) -> Option<u32> {
    let row_length = usize::try_from(width).ok().filter(|width| *width > 0)?;
    let strip = usize::try_from(width.div_ceil(STRIPS)).ok()?;
    let mut running = vec![0_usize; row_length.div_ceil(strip)];
    let mut heights = Vec::new();
    for row in grey.chunks_exact(row_length) {
        for (pixels, height) in row.chunks(strip).zip(&mut running) {
            if pixels.iter().filter(|value| **value < INK).nth(1).is_some() {
                *height += 1;
            } else if *height > 0 {
                heights.push(*height);
                *height = 0;
            }
        }
    }
    // Less than a letter is a line or a dot; more is a picture or a chart.
    heights.retain(|height| (6..=TALLEST).contains(height));
    heights.sort_unstable();
    let middle = heights.get(heights.len() / 2).copied()?;
    u32::try_from(middle).ok()
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    /// A page with bars in the place of lines of letters.
    fn page(width: u32, ground: u8, ink: u8, line: u32) -> Page {
        Page::new(&GrayImage::from_fn(width, 400, |x, y| {
            let inked = y % (line * 3) < line && x > 20 && x < width - 20 && x % 7 < 3;
            Luma([if inked { ink } else { ground }])
        }))
    }

    #[test]
    fn letters_become_dark_on_a_light_ground() {
        for (ground, ink) in [(255, 0), (250, 120), (18, 240), (0, 140)] {
            let page = page(300, ground, ink, 20);
            assert_eq!(page.drawn.soft.first(), Some(&255), "the ground of {ground}");
            assert!(page.drawn.soft.iter().any(|value| *value < INK), "the ink of {ink} on {ground}");
        }
    }

    #[test]
    fn small_letters_are_enlarged_and_large_ones_are_reduced() {
        let small = page(300, 255, 0, 12);
        assert_eq!(small.line, 12);
        let prepared = small.prepared(small.whole()).unwrap();
        assert_eq!((prepared.width, prepared.height), (849, 1_132));
        let large = page(300, 255, 0, 40);
        assert_eq!(large.enlarged(300, 400), (255, 340));
        // There is no memory for more.
        assert!(small.enlarged(5_000, 5_000).0 < 5_000);
        let blank = Page::new(&GrayImage::from_pixel(300, 300, Luma([255])));
        assert_eq!(blank.line, LINE);
    }

    #[test]
    fn places_are_those_of_the_picture() {
        let page = page(300, 255, 0, 17);
        let part = Place { x: 100, y: 50, width: 100, height: 40 };
        let prepared = page.prepared(part).unwrap();
        assert_eq!((prepared.width, prepared.height), (200, 80));
        let found = prepared.in_the_picture(Place { x: 20, y: 10, width: 60, height: 40 });
        assert_eq!(found, Place { x: 110, y: 55, width: 30, height: 20 });
        // Of what is empty at the sides only a margin is left.
        let spot = Page::new(&GrayImage::from_fn(400, 60, |x, y| {
            Luma([if (300..320).contains(&x) && (20..40).contains(&y) { 0 } else { 250 }])
        }));
        assert_eq!(
            spot.line(spot.whole(), 20, 20).unwrap().part,
            Place { x: 290, y: 0, width: 40, height: 60 }
        );
        let empty = Place { x: 0, y: 0, width: 100, height: 60 };
        assert_eq!(spot.line(empty, 20, 20).unwrap().part, empty);
        // A line alone has a frame, which is nowhere in the picture.
        let line = page.line(part, 17, 34).unwrap();
        assert_eq!((line.width, line.height, line.pixels.len()), (234, 114, 234 * 114));
        assert_eq!(line.in_the_picture(Place { x: 37, y: 27, width: 60, height: 40 }), found);
        // What lies outside is brought inside.
        let outside = page.prepared(Place { x: 900, y: 900, width: 10, height: 10 }).unwrap();
        assert_eq!(outside.part, Place { x: 299, y: 399, width: 1, height: 1 });
    }
}
