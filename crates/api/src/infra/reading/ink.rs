//! Tells what is drawn on a page from what it is drawn on: cards, themes and shades are grounds, and what differs from
//! its ground is ink, whether it is darker or lighter. Pure.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::GrayImage;

/// So many tiles stand side by side, in each of which the ground is looked for.
const TILES: u32 = 20;
/// The least side of a tile.
const SMALLEST: u32 = 16;
/// What differs from its ground by no more is noise.
const NOISE: u8 = 10;
/// Ink differs by this much at least; where nothing does, nothing is drawn, and noise is not made to look like it.
const FAINTEST: u8 = 70;

/// What differs by so much is black on a page of words: grey ones differ by no more.
const ENOUGH: u8 = 140;

/// A value for each tile, row by row.
struct Tiles {
    wide: u32,
    tall: u32,
    values: Vec<u8>,
}

/// A picture with its ink dark on white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawn {
    /// With every shade: the darkest ink around is black.
    pub soft: Vec<u8>,
    /// With words in grey as black as the others, which make a page of both easier to read and single signs harder.
    pub strong: Vec<u8>,
}

/// Tells what is drawn on a picture.
pub(super) fn drawn(image: &GrayImage) -> Drawn {
    let side = (image.width() / TILES).max(SMALLEST);
    let as_it_is = || Drawn { soft: image.as_raw().clone(), strong: image.as_raw().clone() };
    // Letters cover less than half of where they stand, so the middle shade is the ground's.
    let Some(grounds) = Tiles::of(image, side, 1, 50).spread(image) else { return as_it_is() };
    let differences: Vec<u8> =
        image.as_raw().iter().zip(&grounds).map(|(value, ground)| value.abs_diff(*ground)).collect();
    let Some(differences) = GrayImage::from_raw(image.width(), image.height(), differences) else {
        return as_it_is();
    };
    let Some(strongest) = Tiles::of(&differences, side, 2, 99).spread(&differences) else {
        return as_it_is();
    };
    let toned = |enough: u8| {
        let both = differences.as_raw().iter().zip(&strongest);
        both.map(|(value, most)| 255 - shade(*value, (*most).min(enough))).collect()
    };
    Drawn { soft: toned(u8::MAX), strong: toned(ENOUGH) }
}

/// How black a difference is where the largest is `most`.
fn shade(difference: u8, most: u8) -> u8 {
    let range = u32::from(most.max(FAINTEST) - NOISE);
    let above = u32::from(difference.saturating_sub(NOISE));
    u8::try_from((above * 255 / range).min(255)).unwrap_or(u8::MAX)
}

impl Tiles {
    /// The shade that so many of a hundred pixels are not lighter than, in each tile and those around it as far as
    /// `around`.
    fn of(image: &GrayImage, side: u32, around: usize, percent: u32) -> Self {
        let (wide, tall) = (image.width().div_ceil(side), image.height().div_ceil(side));
        let counts = counts(image, side, wide);
        let columns = usize::try_from(wide).unwrap_or(usize::MAX).max(1);
        let mut values = Vec::with_capacity(counts.len());
        for at in 0..counts.len() {
            let (row, column) = (at / columns, at % columns);
            let mut together = vec![0_u32; 256];
            for near in row.saturating_sub(around)..=row + around {
                for beside in column.saturating_sub(around)..=(column + around).min(columns - 1) {
                    for (sum, count) in
                        together.iter_mut().zip(counts.get(near * columns + beside).into_iter().flatten())
                    {
                        *sum += count;
                    }
                }
            }
            values.push(percentile(&together, percent));
        }
        Self { wide, tall, values }
    }

    /// A value for each pixel, between those of the tiles around it.
    fn spread(&self, image: &GrayImage) -> Option<Vec<u8>> {
        let source = ImageRef::new(self.wide, self.tall, &self.values, PixelType::U8).ok()?;
        let mut target = Image::new(image.width(), image.height(), PixelType::U8);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        Resizer::new().resize(&source, &mut target, &options).ok()?;
        Some(target.into_vec())
    }
}

/// How often each shade is there, tile by tile. Every other row tells enough.
fn counts(image: &GrayImage, side: u32, wide: u32) -> Vec<Vec<u32>> {
    let (Ok(side), Ok(wide), Ok(row_length)) =
        (usize::try_from(side), usize::try_from(wide), usize::try_from(image.width()))
    else {
        return Vec::new();
    };
    let mut tiles = Vec::new();
    for rows in image.as_raw().chunks(row_length.saturating_mul(side)) {
        let first = tiles.len();
        tiles.extend(std::iter::repeat_with(|| vec![0_u32; 256]).take(wide));
        for row in rows.chunks(row_length).step_by(2) {
            for (pixels, counts) in row.chunks(side).zip(tiles.iter_mut().skip(first)) {
                for value in pixels {
                    if let Some(count) = counts.get_mut(usize::from(*value)) {
                        *count += 1;
                    }
                }
            }
        }
    }
    tiles
}

fn percentile(counts: &[u32], percent: u32) -> u8 {
    let wanted = u64::from(counts.iter().sum::<u32>()) * u64::from(percent) / 100;
    let mut seen = 0_u64;
    for (value, count) in (0..=u8::MAX).zip(counts) {
        seen += u64::from(*count);
        if seen > wanted {
            return value;
        }
    }
    u8::MAX
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    /// Bars on a card on a page.
    fn page(ground: u8, card: u8, ink: u8) -> GrayImage {
        GrayImage::from_fn(600, 800, |x, y| {
            let on_card = (60..540).contains(&x) && (100..700).contains(&y);
            let inked = (120..480).contains(&x) && (200..600).contains(&y) && y % 40 < 16 && x % 9 < 3;
            Luma([if inked {
                ink
            } else if on_card {
                card
            } else {
                ground
            }])
        })
    }

    #[test]
    fn ink_is_dark_on_white_whatever_it_is_drawn_on() {
        for (ground, card, ink) in [(255, 249, 0), (248, 255, 120), (18, 31, 240), (15, 31, 143), (0, 0, 200)]
        {
            let image = page(ground, card, ink);
            let drawn = drawn(&image);
            for pixels in [drawn.soft, drawn.strong] {
                let drawn = GrayImage::from_raw(600, 800, pixels).unwrap();
                for (x, y, place) in
                    [(5, 5, "the page"), (70, 650, "the card"), (300, 560 + 25, "between bars")]
                {
                    assert!(drawn.get_pixel(x, y)[0] > 235, "{place} of {ground}, {card}, {ink}");
                }
                for (x, y) in [(126, 205), (300 / 9 * 9, 400), (477 / 9 * 9, 560)] {
                    assert!(drawn.get_pixel(x, y)[0] < 60, "the ink {ink} on {card} at {x}, {y}");
                }
            }
        }
    }

    #[test]
    fn grey_words_beside_black_ones_are_black_on_the_strong_page() {
        // Black bars, and grey ones under them.
        let image = GrayImage::from_fn(600, 600, |x, y| {
            let inked = (120..480).contains(&x) && (200..400).contains(&y) && y % 40 < 16 && x % 9 < 3;
            Luma([if !inked {
                255
            } else if y % 80 < 40 {
                10
            } else {
                118
            }])
        });
        let both = drawn(&image);
        let at = |pixels: &[u8], y: usize| pixels[y * 600 + 297];
        assert!(at(&both.soft, 245) < 20 && at(&both.strong, 245) < 20, "black");
        assert!((80..160).contains(&at(&both.soft, 285)), "{}", at(&both.soft, 285));
        assert!(at(&both.strong, 285) < 20, "{}", at(&both.strong, 285));
    }

    #[test]
    fn noise_is_no_ink() {
        let noisy =
            GrayImage::from_fn(400, 400, |x, y| Luma([200 + u8::try_from((x * 7 + y * 13) % 11).unwrap()]));
        assert!(drawn(&noisy).strong.iter().all(|value| *value > 225));
        assert!(drawn(&GrayImage::from_pixel(3, 3, Luma([9]))).soft.iter().all(|value| *value == 255));
    }
}
