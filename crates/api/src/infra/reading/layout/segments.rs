//! Words that stand side by side, as one reads them.

use shared::figures::Place;

use super::Word;
use super::edges::{Edges, around};

/// Words of one line with no more than a space between them.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// From left to right; at least one.
    pub words: Vec<Word>,
    pub place: Place,
}

impl Segment {
    /// Over words from left to right; none of no words.
    pub(super) fn new(words: Vec<Word>) -> Option<Self> {
        let place = around(words.iter().map(|word| word.place))?;
        Some(Self { words, place })
    }

    pub(super) fn edges(&self) -> Edges {
        self.place.into()
    }

    /// The words with spaces between them.
    pub(super) fn text(&self) -> String {
        text_of(&self.words)
    }
}

/// Words with spaces between them.
pub(super) fn text_of(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The segments of a page, from top to bottom.
pub(super) fn segments(words: &[Word]) -> Vec<Segment> {
    let mut sorted: Vec<&Word> = words.iter().filter(|word| is_worth_it(word)).collect();
    sorted.sort_by_key(|word| (word.place.x, word.place.y));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in sorted {
        let edges = Edges::from(word.place);
        let mut best: Option<(f64, usize)> = None;
        for (number, line) in lines.iter().enumerate() {
            if let Some(gap) = line.last().and_then(|last| gap(&Edges::from(last.place), &edges))
                && best.is_none_or(|(smallest, _)| gap < smallest)
            {
                best = Some((gap, number));
            }
        }
        match best.and_then(|(_, number)| lines.get_mut(number)) {
            Some(line) => line.push(word.clone()),
            None => lines.push(vec![word.clone()]),
        }
    }
    let mut segments: Vec<Segment> = lines.into_iter().filter_map(Segment::new).collect();
    segments.sort_by_key(|segment| (segment.place.y, segment.place.x));
    segments
}

/// The gap to the next word of the same line, if it can be that. In letters of that size, a space is less than half as
/// wide as a letter is tall.
fn gap(last: &Edges, next: &Edges) -> Option<f64> {
    let (small, large) = (last.height().min(next.height()), last.height().max(next.height()));
    let gap = next.left - last.right;
    let same_size = large <= 2.6 * small.max(1.0);
    // The box of a word now and then goes on over the next ones, which begin where they do all the same.
    let goes_on = gap >= -0.5 * large || next.left - last.left >= 0.5 * large;
    (same_size && last.in_line_with(next) && gap <= 0.95 * large && goes_on).then_some(gap.max(0.0))
}

/// A word of which the reader is not sure at all is what it made of an icon, unless it holds a digit.
fn is_worth_it(word: &Word) -> bool {
    word.confidence >= 25 || word.text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: u32, y: u32, width: u32, height: u32) -> Word {
        Word { text: text.to_owned(), confidence: 90, place: Place { x, y, width, height } }
    }

    #[test]
    fn what_stands_side_by_side_is_read_together() {
        let words = [
            word("56", 700, 102, 40, 26),
            word("Me", 40, 100, 40, 28),
            word("gusta", 92, 104, 70, 30),
            word("Comentarios", 40, 160, 200, 28),
            word("12,4", 640, 160, 70, 30),
            word("mil", 722, 158, 40, 30),
        ];
        let texts: Vec<String> = segments(&words).iter().map(Segment::text).collect();
        assert_eq!(texts, ["Me gusta", "56", "12,4 mil", "Comentarios"]);
    }

    #[test]
    fn a_box_that_is_too_wide_does_not_part_words() {
        let words =
            [word("6h", 936, 757, 192, 31), word("16", 1002, 754, 45, 36), word("min", 1061, 757, 67, 31)];
        let texts: Vec<String> = segments(&words).iter().map(Segment::text).collect();
        assert_eq!(texts, ["6h 16 min"]);
    }

    #[test]
    fn what_was_made_of_an_icon_is_left_out() {
        let mut doubtful = word("¢", 10, 10, 20, 20);
        doubtful.confidence = 3;
        let mut digit = word("7", 100, 10, 20, 20);
        digit.confidence = 3;
        assert_eq!(segments(&[doubtful, digit]).len(), 1);
    }
}
