//! Takes away the icons at the ends of a line: an arrow in a ring behind a figure is easily read as one digit more. Pure.

/// Of a hundred parts of a digit's height, by so many an icon reaches lower at least. No letter of a figure does, but for
/// commas.
const BELOW: usize = 8;
/// Of a hundred parts of a digit's height, so many an icon is high at least.
const HIGH: usize = 122;
/// Of a hundred parts of a digit's height, so wide is the gap before an icon at least.
const APART: usize = 15;
/// The least height of digits, in pixels: smaller ones cannot be measured.
const LEAST: usize = 6;

/// Ink with nothing above or below it, between columns where there is none.
#[derive(Debug, Clone, Copy)]
struct Sign {
    first: usize,
    last: usize,
    top: usize,
    bottom: usize,
}

impl Sign {
    const fn height(self) -> usize {
        self.bottom - self.top + 1
    }

    const fn width(self) -> usize {
        self.last - self.first + 1
    }

    const fn apart_from(self, other: Self) -> usize {
        if other.last < self.first { self.first - other.last } else { other.first.saturating_sub(self.last) }
    }

    /// Whether it stands among letters of a line as no letter does: apart, about as wide as high, higher than the others,
    /// and lower.
    fn is_an_icon_beside(self, others: &[Self]) -> bool {
        let highest = others.iter().map(|sign| sign.height()).max().unwrap_or(0);
        // Commas, points and a plus say nothing of how tall digits are, which are higher than they are wide.
        let is_a_digit =
            |sign: &&Self| sign.height() * 10 >= highest * 6 && sign.height() * 10 >= sign.width() * 11;
        let digits = || others.iter().filter(is_a_digit);
        // Of two the one that is nearer to the middle of the line: the other may be an icon itself.
        let (Some(top), Some(bottom)) = (
            middle(digits().map(|sign| sign.top)),
            middle(digits().map(|sign| std::cmp::Reverse(sign.bottom))),
        ) else {
            return false;
        };
        let bottom = bottom.0;
        let tall = bottom.saturating_sub(top) + 1;
        let (width, height) = (self.width(), self.height());
        let gap = others.iter().map(|other| self.apart_from(*other)).min().unwrap_or(0);
        tall >= LEAST
            && self.top <= top + 1
            && self.bottom.saturating_sub(bottom) * 100 >= tall * BELOW
            && height * 100 >= tall * HIGH
            && gap * 100 >= tall * APART
            && (height * 7..=height * 15).contains(&(width * 10))
    }
}

/// Makes the icons at both ends of a line white. What is darker than `ink` is drawn.
pub(super) fn erase(pixels: &mut [u8], row_length: usize, ink: u8) {
    if row_length == 0 {
        return;
    }
    let mut signs = signs(pixels, row_length, ink);
    while let Some((last, others)) = signs.split_last()
        && last.is_an_icon_beside(others)
    {
        whiten(pixels, row_length, *last);
        signs.pop();
    }
    while let Some((first, others)) = signs.split_first()
        && first.is_an_icon_beside(others)
    {
        whiten(pixels, row_length, *first);
        signs.remove(0);
    }
}

fn signs(pixels: &[u8], row_length: usize, ink: u8) -> Vec<Sign> {
    let mut columns: Vec<Option<(usize, usize)>> = vec![None; row_length];
    for (number, row) in pixels.chunks(row_length).enumerate() {
        if is_ruled(row, ink) {
            continue;
        }
        for (column, _) in columns.iter_mut().zip(row).filter(|(_, value)| **value < ink) {
            *column = Some((column.map_or(number, |(top, _)| top), number));
        }
    }
    let mut signs: Vec<Sign> = Vec::new();
    for (number, column) in columns.into_iter().enumerate() {
        let Some((top, bottom)) = column else { continue };
        match signs.last_mut() {
            Some(sign) if sign.last + 1 == number => {
                sign.last = number;
                sign.top = sign.top.min(top);
                sign.bottom = sign.bottom.max(bottom);
            }
            _ => signs.push(Sign { first: number, last: number, top, bottom }),
        }
    }
    signs
}

/// Whether a row is a line from one end to the other, as it is drawn between the rows of a list.
pub(super) fn is_ruled(row: &[u8], ink: u8) -> bool {
    row.iter().filter(|value| **value < ink).count() * 3 > row.len() * 2
}

fn whiten(pixels: &mut [u8], row_length: usize, sign: Sign) {
    // With the shadow at its edges.
    let start = sign.first.saturating_sub(2);
    for row in pixels.chunks_mut(row_length) {
        for value in row.iter_mut().take(sign.last + 3).skip(start) {
            *value = u8::MAX;
        }
    }
}

/// The one in the middle, of two the greater.
fn middle<T: Ord + Copy>(numbers: impl Iterator<Item = T>) -> Option<T> {
    let mut numbers: Vec<T> = numbers.collect();
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: usize = 120;

    /// A line with boxes in the place of signs: where each begins and ends, and from where to where it reaches.
    fn line(signs: &[(usize, usize, usize, usize)]) -> Vec<u8> {
        let mut pixels = vec![255_u8; WIDE * 40];
        for (first, last, top, bottom) in signs {
            for row in *top..=*bottom {
                for column in *first..=*last {
                    pixels[row * WIDE + column] = 0;
                }
            }
        }
        pixels
    }

    /// Which columns are inked.
    fn inked(pixels: &[u8]) -> Vec<usize> {
        (0..WIDE)
            .filter(|column| pixels.iter().skip(*column).step_by(WIDE).any(|value| *value < 140))
            .collect()
    }

    fn erased(signs: &[(usize, usize, usize, usize)]) -> bool {
        let mut pixels = line(signs);
        let before = inked(&pixels).len();
        erase(&mut pixels, WIDE, 140);
        inked(&pixels).len() < before
    }

    const FOUR: (usize, usize, usize, usize) = (10, 20, 10, 27);
    const FOUR_MORE: (usize, usize, usize, usize) = (20, 30, 10, 27);
    const COMMA: (usize, usize, usize, usize) = (22, 24, 25, 31);
    const FIVE: (usize, usize, usize, usize) = (27, 37, 10, 28);

    #[test]
    fn rings_at_the_ends_are_taken_away_and_figures_are_not() {
        assert!(erased(&[FOUR, COMMA, FIVE, (50, 73, 7, 30)]), "behind");
        assert!(erased(&[(2, 8, 8, 30), FOUR, (40, 63, 7, 31)]), "behind, with a thin one before");
        assert!(!erased(&[FOUR, COMMA, FIVE]));
        assert!(!erased(&[FOUR, FIVE, (50, 70, 10, 28)]), "a letter as tall as digits");
        assert!(!erased(&[FOUR, FIVE, (50, 70, 5, 27)]), "a letter that reaches up");
        assert!(!erased(&[FOUR, FIVE, (50, 53, 5, 33)]), "a stroke");
        assert!(!erased(&[(50, 73, 7, 30)]), "nothing to compare it with");
        let mut gained = line(&[(0, 11, 13, 24), FOUR_MORE, (50, 73, 7, 30)]);
        erase(&mut gained, WIDE, 140);
        assert_eq!(inked(&gained), (0..=11).chain(20..=30).collect::<Vec<_>>(), "a plus measures no digits");
        let mut both = line(&[(0, 23, 5, 32), (30, 40, 10, 27), (50, 73, 5, 32)]);
        erase(&mut both, WIDE, 140);
        assert_eq!(inked(&both), (30..=40).collect::<Vec<_>>());
    }

    #[test]
    fn lines_between_rows_are_nothing() {
        let mut pixels = line(&[FOUR, FIVE, (50, 73, 7, 30), (0, WIDE - 1, 38, 38)]);
        erase(&mut pixels, WIDE, 140);
        assert!(pixels[20 * WIDE + 60] == 255 && pixels[20 * WIDE + 15] == 0);
        erase(&mut [], 0, 140);
    }
}
