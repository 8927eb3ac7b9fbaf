//! Which figure belongs to which label: beside it, under it or over it, whichever the page does.

use shared::figures::{DecimalMark, Place};

use super::edges::Edges;
use super::labels::Label;
use super::values::{Run, value};

/// A label on a page.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub label: Label,
    pub text: String,
    pub place: Place,
    /// How tall one of its lines is.
    pub line: u32,
    /// The segment that it is in.
    pub segment: usize,
}

/// Digits on a page that may be a figure.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub run: Run,
    /// The segment that it is in.
    pub segment: usize,
}

/// How a figure lies to its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lies {
    Inside,
    Right,
    Left,
    Below,
    Above,
}

/// A label with the figure that could be its.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    /// Which label, by its number.
    pub named: usize,
    /// Which digits, by their number.
    pub written: usize,
    pub lies: Lies,
    /// The less, the more likely.
    pub cost: f64,
}

/// No pair that costs more is one.
const MOST: f64 = 2.4;

/// Pairs each label with the figure that is its, each once.
pub(super) fn pairs(named: &[Named], written: &[Written], width: f64, mark: DecimalMark) -> Vec<Pair> {
    let all = candidates(named, written, width, mark);
    // A page writes its figures over the labels or under them. Which it does is seen on the whole, since between two
    // labels one above the other a figure is as close to the one as to the other.
    let above = matched(&all, |lies| lies != Lies::Below);
    let below = matched(&all, |lies| lies != Lies::Above);
    let worth = |pairs: &[Pair]| (pairs.len(), pairs.iter().map(|pair| pair.cost).sum::<f64>());
    let ((most_above, cost_above), (most_below, cost_below)) = (worth(&above), worth(&below));
    let over = most_above > most_below || (most_above == most_below && cost_above < cost_below);
    let unusual = if over { Lies::Below } else { Lies::Above };
    let mut best = if over { above } else { below };
    // A few may do otherwise; they take what is left.
    let free = |pair: &&Pair| {
        pair.lies == unusual
            && best.iter().all(|taken| taken.named != pair.named && taken.written != pair.written)
    };
    let left: Vec<Pair> = all
        .iter()
        .filter(free)
        .map(|pair| Pair { cost: pair.cost + 0.8, ..pair.clone() })
        .filter(|pair| pair.cost <= MOST)
        .collect();
    best.extend(matched(&left, |_| true));
    best
}

/// The cheapest pairs first, until no label or figure is left.
fn matched(pairs: &[Pair], allowed: impl Fn(Lies) -> bool) -> Vec<Pair> {
    let mut sorted: Vec<&Pair> = pairs.iter().filter(|pair| allowed(pair.lies)).collect();
    sorted.sort_by(|one, other| one.cost.total_cmp(&other.cost));
    let mut taken: Vec<Pair> = Vec::new();
    for pair in sorted {
        if taken.iter().all(|other| other.named != pair.named && other.written != pair.written) {
            taken.push(pair.clone());
        }
    }
    taken
}

fn candidates(named: &[Named], written: &[Written], width: f64, mark: DecimalMark) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (number, name) in named.iter().enumerate() {
        for (place, digits) in written.iter().enumerate() {
            if value(&digits.run, &name.label, mark).is_none() {
                continue;
            }
            let Some((lies, cost)) = relation(name, digits, width) else { continue };
            if lies != Lies::Inside && is_between(name, digits, lies, named, written) {
                continue;
            }
            if cost <= MOST {
                pairs.push(Pair { named: number, written: place, lies, cost });
            }
        }
    }
    pairs
}

/// How digits lie to a label, and how likely that makes them its figure.
fn relation(name: &Named, digits: &Written, width: f64) -> Option<(Lies, f64)> {
    let (label, figure) = (Edges::from(name.place), Edges::from(digits.run.place));
    let tall = f64::from(name.line).max(1.0);
    // A speck that was taken for a digit.
    if figure.height() < 0.35 * tall {
        return None;
    }
    // Figures are not written smaller than what they are called; axes of charts are.
    let small = if figure.height() < 0.62 * tall { 0.6 } else { 0.0 };
    if name.segment == digits.segment {
        return Some((Lies::Inside, 0.0));
    }
    if label.in_line_with(&figure) {
        if figure.left >= label.right - 0.3 * tall {
            return Some((
                Lies::Right,
                0.5 + 0.4 * (figure.left - label.right).max(0.0) / width.max(1.0) + small,
            ));
        }
        let gap = label.left - figure.right;
        return (gap <= 3.0 * tall).then_some((Lies::Left, 0.55 + 0.15 * gap.max(0.0) / tall + small));
    }
    if !label.in_column_with(&figure) {
        return None;
    }
    // What lies a little askew costs a little.
    let aside = [figure.left - label.left, figure.right - label.right, figure.centre() - label.centre()];
    let askew = aside.into_iter().map(f64::abs).fold(f64::INFINITY, f64::min) / tall;
    let apart = |gap: f64| {
        let gap = gap.max(0.0) / tall.max(0.6 * figure.height());
        (gap <= 3.2).then_some(0.45 + 0.3 * gap + 0.1 * askew.min(3.0) + small)
    };
    if figure.middle() > label.middle() {
        apart(figure.top - label.bottom).map(|cost| (Lies::Below, cost))
    } else {
        apart(label.top - figure.bottom).map(|cost| (Lies::Above, cost))
    }
}

/// Whether another label, or for what stands over or under it other digits, lies between the two.
fn is_between(name: &Named, digits: &Written, lies: Lies, named: &[Named], written: &[Written]) -> bool {
    let (label, figure) = (Edges::from(name.place), Edges::from(digits.run.place));
    let beside = |other: &Edges| match lies {
        Lies::Inside => false,
        Lies::Right => {
            other.in_line_with(&label) && other.left >= label.right - 1.0 && other.right <= figure.left + 1.0
        }
        Lies::Left => {
            other.in_line_with(&label) && other.left >= figure.right - 1.0 && other.right <= label.left + 1.0
        }
        Lies::Below => {
            other.shared_width(&label) > 0.0 && other.middle() > label.bottom && other.middle() < figure.top
        }
        Lies::Above => {
            other.shared_width(&label) > 0.0 && other.middle() < label.top && other.middle() > figure.bottom
        }
    };
    let others = named.iter().filter(|other| other.place != name.place).map(|other| Edges::from(other.place));
    if others.into_iter().any(|other| beside(&other)) {
        return true;
    }
    // A change (`+5 %`) may stand between; another number of the same unit may not.
    let unit = name.label.kind.unit();
    written
        .iter()
        .filter(|other| other.run.place != digits.run.place && super::values::could_be(&other.run, unit))
        .any(|other| beside(&Edges::from(other.run.place)))
}
