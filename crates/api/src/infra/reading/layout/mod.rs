//! From words with their places to figures with their labels. Pure.
//!
//! Words that stand side by side are one segment. A segment (or two or three, one under the other) that names a kind of
//! figure and nothing else is a label; digits with nothing but icons beside them may be a figure. Which belongs to which
//! is decided by how they lie to each other, on the page as a whole.

mod edges;
mod labels;
mod looks;
mod pairs;
mod segments;
#[cfg(test)]
mod tests;
mod values;
mod vocabulary;

use shared::figures::{DecimalMark, FigureKind, Place, ReadFigure, Unit};

use super::Read;
use edges::Edges;
use labels::Language;
use pairs::{Lies, Named, Pair, Written};
use segments::{Segment, segments, text_of};

/// A word on a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was read.
    pub text: String,
    /// How sure the reader is, of 100.
    pub confidence: u8,
    /// Where, in pixels of the picture.
    pub place: Place,
}

/// How a page writes most of its figures.
#[derive(Debug, Clone, Copy)]
struct Habit {
    way: Lies,
    /// How tall digits are.
    digits: u32,
    /// How far they are from their label, from top to bottom.
    apart: u32,
}

/// What was made of a page.
struct Page {
    named: Vec<Named>,
    written: Vec<Written>,
    pairs: Vec<Pair>,
    segments: Vec<Segment>,
    mark: DecimalMark,
    size: (u32, u32),
}

/// A part of a page that is worth looking at alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub place: Place,
    /// How tall digits are there, as far as is known.
    pub digits: u32,
}

/// The figures of a page of that size.
pub fn read_words(words: &[Word], size: (u32, u32)) -> Read {
    read_closely(words, size, &[])
}

/// The figures of a page of that size, of which each was looked at again: `looks` are the words that were found each
/// time, in the order of [`written`].
pub(super) fn read_closely(words: &[Word], size: (u32, u32), looks: &[Vec<Vec<Word>>]) -> Read {
    let page = Page::new(words, size);
    let text: Vec<String> = page.segments.iter().map(Segment::text).collect();
    let none = Vec::new();
    let looks = looks.iter().chain(std::iter::repeat(&none));
    let mut figures: Vec<(f64, ReadFigure)> = page
        .pairs
        .iter()
        .zip(looks)
        .filter_map(|(pair, looks)| Some((pair.cost, page.figure(pair, looks)?)))
        .collect();
    figures.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let figures = FigureKind::ALL.iter().filter_map(|kind| {
        one_of(figures.iter().map(|(_, figure)| figure).filter(|figure| figure.kind == *kind))
    });
    Read { figures: figures.collect(), network: labels::network(&text.join(" . ")) }
}

/// Where the figures of a page are written.
pub(super) fn written(words: &[Word], size: (u32, u32)) -> Vec<Part> {
    let page = Page::new(words, size);
    let of = |pair: &Pair| {
        let place = page.written.get(pair.written).map(|digits| digits.run.place)?;
        Some(page.around(place))
    };
    page.pairs.iter().filter_map(of).collect()
}

/// Where figures should be and none was read: beside labels, the way in which the page writes its others.
pub(super) fn unread(words: &[Word], size: (u32, u32)) -> Vec<Part> {
    let page = Page::new(words, size);
    let Some(habit) = page.habit() else { return Vec::new() };
    let alone = page.named.iter().enumerate().filter(|(number, name)| {
        page.pairs.iter().all(|pair| pair.named != *number && page.kind_of(pair) != Some(name.label.kind))
    });
    let spots = alone.filter_map(|(_, name)| Some((name, page.beside(name, habit)?)));
    spots
        .filter(|(name, spot)| !page.has_another_figure_in(*spot, name))
        .map(|(_, place)| Part { place, digits: habit.digits })
        .collect()
}

/// Puts what closer looks found in the place of what was read there before: of several, the one that is surest.
pub(super) fn fill(words: &mut Vec<Word>, spot: Place, looks: Vec<Vec<Word>>) {
    let sureness = |words: &Vec<Word>| {
        let digits = words.iter().filter(|word| word.text.chars().any(|c| c.is_ascii_digit()));
        digits.map(|word| word.confidence).min()
    };
    let best = looks.into_iter().filter(|look| sureness(look).is_some()).max_by_key(sureness);
    if let Some(closer) = best {
        replace(words, spot, closer);
    }
}

/// Puts what a closer look found in the place of what was read there before.
fn replace(words: &mut Vec<Word>, spot: Place, closer: Vec<Word>) {
    let spot = Edges::from(spot);
    words.retain(|word| {
        let edges = Edges::from(word.place);
        let inside = spot.shared_width(&edges).max(0.0) * spot.shared_height(&edges).max(0.0);
        inside < 0.5 * edges.width() * edges.height()
    });
    words.extend(closer);
}

impl Page {
    fn new(words: &[Word], size: (u32, u32)) -> Self {
        // What lies outside was not read on this page.
        let within = |word: &&Word| {
            let Place { x, y, width, height } = word.place;
            x.saturating_add(width) <= size.0 && y.saturating_add(height) <= size.1
        };
        let words: Vec<Word> = words.iter().filter(within).cloned().collect();
        let segments = segments(&words);
        let (mut named, written) = parts(&segments);
        named.retain(|name| !is_tab(name, &segments));
        let mark = mark(&named);
        let pairs = pairs::pairs(&named, &written, f64::from(size.0), mark);
        Self { named, written, pairs, segments, mark, size }
    }

    fn kind_of(&self, pair: &Pair) -> Option<FigureKind> {
        self.named.get(pair.named).map(|name| name.label.kind)
    }

    fn figure(&self, pair: &Pair, looks: &[Vec<Word>]) -> Option<ReadFigure> {
        let (name, first) = (self.named.get(pair.named)?, self.written.get(pair.written)?);
        let settled = looks::settle(&first.run, looks, &name.label, self.mark)?;
        let doubts = [
            (settled.run.mended, 15_u8),
            (name.label.differs > 0, 8),
            (pair.cost > 1.3, 15),
            (settled.run.confidence < 50, 10),
            (settled.disputed, 25),
        ];
        let doubt = doubts.iter().filter(|(holds, _)| *holds).map(|(_, doubt)| *doubt).sum::<u8>();
        Some(ReadFigure {
            kind: settled.kind,
            value: settled.value,
            text: settled.run.text.clone(),
            label: name.text.clone(),
            confidence: settled.run.confidence.saturating_sub(doubt),
            place: Some(settled.run.place),
        })
    }

    /// The part of the page that holds a figure, with what may have been missed at its ends, as far as nothing else is
    /// there.
    fn around(&self, place: Place) -> Part {
        let (tall, edges) = (place.height.max(6), Edges::from(place));
        let others =
            self.segments.iter().flat_map(|segment| &segment.words).map(|word| Edges::from(word.place));
        let others: Vec<Edges> =
            others.filter(|other| other.in_line_with(&edges) && other.shared_width(&edges) <= 0.0).collect();
        let room = |gaps: &mut dyn Iterator<Item = f64>| {
            let gap = gaps.fold(f64::from(tall), f64::min) / 2.0;
            (1..=tall).take_while(|room| f64::from(*room) <= gap).last().unwrap_or(0)
        };
        let before = room(
            &mut others
                .iter()
                .filter(|other| other.right <= edges.left)
                .map(|other| edges.left - other.right),
        );
        let behind = room(
            &mut others
                .iter()
                .filter(|other| other.left >= edges.right)
                .map(|other| other.left - edges.right),
        );
        let (x, y) = (place.x.saturating_sub(before), place.y.saturating_sub(tall / 3));
        let right = (place.x + place.width + behind).min(self.size.0);
        let bottom = (place.y + place.height + tall / 3).min(self.size.1);
        let place =
            Place { x, y, width: right.saturating_sub(x).max(1), height: bottom.saturating_sub(y).max(1) };
        Part { place, digits: tall }
    }

    /// How most figures are written, if there are any.
    fn habit(&self) -> Option<Habit> {
        let middle = |mut lengths: Vec<u32>| {
            lengths.sort_unstable();
            lengths.get(lengths.len() / 2).copied()
        };
        let often = |way: &Lies| self.pairs.iter().filter(|other| other.lies == *way).count();
        let way = self.pairs.iter().map(|pair| pair.lies).max_by_key(often)?;
        let (digits, apart): (Vec<u32>, Vec<u32>) = self
            .pairs
            .iter()
            .filter(|pair| pair.lies == way)
            .filter_map(|pair| {
                let label = self.named.get(pair.named)?.place;
                let figure = self.written.get(pair.written)?.run.place;
                let (upper, lower) = if label.y <= figure.y { (label, figure) } else { (figure, label) };
                Some((figure.height, lower.y.saturating_sub(upper.y.saturating_add(upper.height))))
            })
            .unzip();
        Some(Habit { way, digits: middle(digits)?.max(8), apart: middle(apart)? })
    }

    /// Whether a figure that is another label's, or one that is read well and is of another unit, stands in a part of the
    /// page.
    fn has_another_figure_in(&self, spot: Place, name: &Named) -> bool {
        let spot = Edges::from(spot);
        let own = name.label.kind.unit();
        let units = [Unit::Count, Unit::Percent, Unit::Duration];
        self.written.iter().enumerate().any(|(number, digits)| {
            let edges = Edges::from(digits.run.place);
            let is_inside = (spot.left..spot.right).contains(&edges.centre())
                && (spot.top..spot.bottom).contains(&edges.middle());
            let is_paired = || self.pairs.iter().any(|pair| pair.written == number);
            let could_be = |unit: Unit| values::could_be(&digits.run, unit);
            let is_another =
                || digits.run.confidence >= 60 && !could_be(own) && units.into_iter().any(could_be);
            is_inside && (is_paired() || is_another())
        })
    }

    /// The part of the page beside a label, as far as nothing else is there.
    fn beside(&self, name: &Named, Habit { way, digits, apart }: Habit) -> Option<Place> {
        let (width, height) = self.size;
        let label = name.place;
        let edges = Edges::from(label);
        let part = |x: u32, y: u32, right: u32, bottom: u32| {
            let (right, bottom) = (right.min(width), bottom.min(height));
            let part = Place { x, y, width: right.checked_sub(x)?, height: bottom.checked_sub(y)? };
            (part.width >= 8 && part.height >= 8).then_some(part)
        };
        let (left, right) = (label.x, label.x.saturating_add(label.width));
        let bottom = label.y.saturating_add(label.height);
        let middle = label.y.saturating_add(label.height / 2);
        match way {
            Lies::Inside | Lies::Right => {
                let places = self.named.iter().map(|name| name.place);
                let next = places.filter(|place| {
                    let other = Edges::from(*place);
                    *place != label && other.in_line_with(&edges) && other.left >= edges.right
                });
                let end = next.map(|place| place.x).min().unwrap_or(width);
                part(right.saturating_add(digits / 4), middle.saturating_sub(digits), end, middle + digits)
            }
            Lies::Left => {
                let end = left.saturating_sub(digits / 4);
                part(left.saturating_sub(digits * 6), middle.saturating_sub(digits), end, middle + digits)
            }
            Lies::Below | Lies::Above => {
                let top = if way == Lies::Below {
                    bottom.saturating_add(apart).saturating_sub(digits / 2)
                } else {
                    label.y.saturating_sub(apart.saturating_add(digits + digits / 2))
                };
                let lowest = top.saturating_add(2 * digits);
                // As far as the next column, which begins where its label does.
                let columns = self.named.iter().map(|other| other.place.x);
                let end = columns
                    .filter(|start| *start >= right)
                    .min()
                    .map_or(width, |start| start.saturating_sub(digits / 4));
                part(left.saturating_sub(digits), top, end.min(left + 14 * digits), lowest)
            }
        }
    }
}

/// What names a kind of figure, and what may be one.
fn parts(segments: &[Segment]) -> (Vec<Named>, Vec<Written>) {
    let (mut named, mut written) = (Vec::new(), Vec::new());
    let mut words_only = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        let mut runs = values::runs(&segment.words);
        // A ring behind a figure is read as a nought or the like.
        let first = runs.first().map(|run| run.first);
        runs.retain(|run| Some(run.first) == first || run.text.len() > 1 || run.signed);
        let is_in_a_run =
            |place: usize| runs.iter().any(|run| (run.first..run.first + run.many).contains(&place));
        let rest = segment.words.iter().enumerate().filter(|(place, _)| !is_in_a_run(*place));
        let rest: Vec<Word> = rest.map(|(_, word)| word.clone()).collect();
        let Some(around) = Segment::new(rest) else {
            written.extend(runs.into_iter().map(|run| Written { run, segment: number }));
            continue;
        };
        let text = around.text();
        match labels::recognise(&text) {
            Some(label) => {
                if runs.is_empty() {
                    words_only.push((number, segment));
                } else {
                    let (place, line) = (around.place, around.place.height);
                    named.push(Named { label, text, place, line, segment: number });
                }
                written.extend(runs.into_iter().map(|run| Written { run, segment: number }));
            }
            None if runs.is_empty() => words_only.push((number, segment)),
            None if around.words.iter().all(|word| is_icon(&word.text)) => {
                written.extend(runs.into_iter().map(|run| Written { run, segment: number }));
            }
            // A sentence with digits in it: a date, a heading.
            None => {}
        }
    }
    named.extend(named_by_lines(&words_only));
    (named, written)
}

/// Labels of one line, and those that go on in a second and a third.
fn named_by_lines(lines: &[(usize, &Segment)]) -> Vec<Named> {
    let mut found: Vec<(Named, Vec<usize>)> = Vec::new();
    for (number, segment) in lines {
        let mut together: Vec<(usize, Segment)> = vec![(*number, (*segment).clone())];
        for _ in 0..3 {
            let text = together.iter().map(|(_, line)| text_of(&line.words)).collect::<Vec<_>>().join(" ");
            let Some(place) = edges::around(together.iter().map(|(_, line)| line.place)) else { break };
            if let Some(label) = labels::recognise(&text) {
                let numbers: Vec<usize> = together.iter().map(|(number, _)| *number).collect();
                let line = segment.place.height;
                found.push((Named { label, text, place, line, segment: *number }, numbers));
            }
            let Some((_, last)) = together.last() else { break };
            let Some((next, line)) = line_below(last, lines) else { break };
            together.push((next, line.clone()));
        }
    }
    // The one that says more is meant: `Watch time` `(hours)` is one label.
    found.sort_by_key(|(name, lines)| std::cmp::Reverse((name.label.letters, lines.len())));
    let mut taken: Vec<usize> = Vec::new();
    let mut named = Vec::new();
    for (name, lines) in found {
        if lines.iter().all(|line| !taken.contains(line)) {
            taken.extend(lines);
            named.push(name);
        }
    }
    named
}

/// The line with which a text goes on: close below, of the same size, beginning or centred alike.
fn line_below<'a>(last: &Segment, lines: &[(usize, &'a Segment)]) -> Option<(usize, &'a Segment)> {
    let upper = last.edges();
    let below = lines.iter().filter(|(_, segment)| {
        let lower = segment.edges();
        let gap = lower.top - upper.bottom;
        let alike = (0.6..=1.7).contains(&(lower.height() / upper.height().max(1.0)));
        // A line whose letters reach neither up nor down seems lower than it is.
        let tall = upper.height().max(lower.height()).max(1.0);
        let aligned = (lower.left - upper.left).abs() <= 0.8 * tall
            || (lower.centre() - upper.centre()).abs() <= 0.8 * tall;
        alike && aligned && (-0.3 * tall..=0.9 * tall).contains(&gap)
    });
    below.min_by(|(_, one), (_, other)| one.edges().top.total_cmp(&other.edges().top)).copied()
}

/// Whether a label is one of a row of tabs: `Overview` `Viewers` `Engagement`. Others of them stand beside it, and no
/// figure does.
fn is_tab(name: &Named, segments: &[Segment]) -> bool {
    let edges = Edges::from(name.place);
    let beside: Vec<&Segment> = segments
        .iter()
        .filter(|segment| segment.place != name.place && segment.edges().in_line_with(&edges))
        .collect();
    labels::is_tab(&name.text)
        && beside.iter().any(|segment| labels::is_tab(&segment.text()))
        && beside.iter().all(|segment| values::runs(&segment.words).is_empty())
}

/// What an icon or an arrow may have been taken for.
fn is_icon(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let is_word = ["de", "of", "vs", "al", "to", "el", "en", "in", "on", "by", "am", "pm", "hs"]
        .contains(&shared::figures::folded(text).as_str());
    letters <= 2 && !is_word
}

/// What divides decimals on a page in the language of its labels.
fn mark(named: &[Named]) -> DecimalMark {
    let of = |language| named.iter().filter(|name| name.label.language == language).count();
    match of(Language::Spanish).cmp(&of(Language::English)) {
        std::cmp::Ordering::Greater => DecimalMark::Comma,
        std::cmp::Ordering::Less => DecimalMark::Point,
        std::cmp::Ordering::Equal => DecimalMark::Unknown,
    }
}

/// One figure of those that were read of one kind, the likeliest first: pages tell some twice.
fn one_of<'a>(mut figures: impl Iterator<Item = &'a ReadFigure>) -> Option<ReadFigure> {
    let mut best = figures.next()?.clone();
    for other in figures {
        if best.value.agrees_with(&other.value) {
            // The same twice is surer, and the one that is not rounded says more.
            let confidence = best.confidence.max(other.confidence).saturating_add(3).min(99);
            if other.value.rounded_to() < best.value.rounded_to() {
                best = other.clone();
            }
            best.confidence = confidence;
        } else {
            best.confidence = best.confidence.saturating_sub(10);
        }
    }
    Some(best)
}
