//! What a figure says when it was looked at several times: a vote. Pure.

use shared::figures::{DecimalMark, FigureKind, FigureValue, folded};

use super::Word;
use super::labels::Label;
use super::values::{Run, runs, value};

/// What was settled on.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub run: Run,
    pub kind: FigureKind,
    pub value: FigureValue,
    /// Whether much spoke for something else.
    pub disputed: bool,
}

/// One way to read a figure, and how much speaks for it.
struct Candidate {
    plain: String,
    settled: Settled,
    votes: u32,
}

/// What a figure says beside a label: `first` is how it was read among the words of the page, each look what was found
/// when it was read alone. Nothing if none of that is a figure of the label's kind.
pub(super) fn settle(first: &Run, looks: &[Vec<Word>], label: &Label, mark: DecimalMark) -> Option<Settled> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let alone = looks.iter().filter_map(|words| one(words));
    for run in std::iter::once(first.clone()).chain(alone) {
        let Some((kind, value)) = value(&run, label, mark) else { continue };
        // A doubtful reading has a voice too, but a small one.
        let voice = u32::from(run.confidence.max(10)) / if run.mended { 2 } else { 1 };
        let plain: String = folded(&run.text).chars().filter(|c| !c.is_whitespace()).collect();
        match candidates.iter_mut().find(|other| other.plain == plain && other.settled.kind == kind) {
            Some(other) => {
                other.votes += voice;
                let confidence = run.confidence.max(other.settled.run.confidence);
                // A box is too wide now and then, and never too narrow.
                if run.place.width < other.settled.run.place.width {
                    other.settled.run = run;
                }
                other.settled.run.confidence = confidence;
            }
            None => {
                let settled = Settled { run, kind, value, disputed: false };
                candidates.push(Candidate { plain, settled, votes: voice });
            }
        }
    }
    let all: u32 = candidates.iter().map(|candidate| candidate.votes).sum();
    // Commas and points are overlooked, and hardly ever made up.
    let marks: Vec<u32> = candidates
        .iter()
        .map(|candidate| {
            let overlooked = candidates.iter().filter(|other| lacks_marks_of(&other.plain, &candidate.plain));
            overlooked.map(|other| other.votes).sum()
        })
        .collect();
    for (candidate, more) in candidates.iter_mut().zip(marks) {
        candidate.votes += more;
    }
    // Of two that have as many votes the one that was read first; the last would be taken otherwise.
    let best = candidates.into_iter().rev().max_by_key(|candidate| candidate.votes)?;
    Some(Settled { disputed: best.votes * 2 < all, ..best.settled })
}

/// The figure among the words of one line.
fn one(words: &[Word]) -> Option<Run> {
    let mut sorted = words.to_vec();
    sorted.sort_by_key(|word| word.place.x);
    runs(&sorted).into_iter().max_by_key(|run| run.text.len())
}

/// Whether two texts are the same but for commas and points that the first lacks.
fn lacks_marks_of(lacking: &str, having: &str) -> bool {
    let is_mark = |c: char| matches!(c, '.' | ',' | ':');
    lacking.len() < having.len()
        && lacking.chars().filter(|c| !is_mark(*c)).eq(having.chars().filter(|c| !is_mark(*c)))
}
