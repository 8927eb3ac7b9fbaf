//! The words by which the networks name their figures, in Spanish and English.

use std::sync::LazyLock;

use shared::creators::Platform;
use shared::figures::{FigureKind, folded};

use super::vocabulary::{SIGNS, TABS, VOCABULARY};

/// How the figure beside a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// As its kind is.
    Plain,
    /// A percentage whose sign stands in the label.
    BarePercent,
    /// Hours, which the label says.
    Hours,
}

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Spanish,
    English,
}

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub kind: FigureKind,
    pub how: How,
    pub language: Language,
    /// How many letters differ from the word that is known.
    pub differs: usize,
    /// How many letters that word has.
    pub letters: usize,
}

/// One way in which a label is written.
struct Entry {
    letters: Vec<char>,
    kind: FigureKind,
    how: How,
    language: Language,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut entries = Vec::new();
    for (kind, how, spanish, english) in VOCABULARY {
        for (words, language) in [(spanish, Language::Spanish), (english, Language::English)] {
            entries.extend(words.iter().map(|word| Entry {
                letters: alike(word),
                kind: *kind,
                how: *how,
                language,
            }));
        }
    }
    entries
});

/// Words of two letters, which are no icons: `No seguidores` are not `seguidores`.
const WORDS_OF_TWO: &[&str] = &[
    "al", "by", "de", "el", "en", "in", "is", "la", "me", "mi", "my", "no", "of", "on", "si", "su", "to",
    "tu", "un", "vs", "yo",
];

/// What a text names, if it is a label and nothing else.
pub(super) fn recognise(text: &str) -> Option<Label> {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    // What was made of icons stands at the ends: single letters nearly always, two now and then.
    [0, 1, 2].into_iter().find_map(|longest| known(&without_icons(&words, longest).join(" ")))
}

/// Whether a text may be the name of a tab.
pub(super) fn is_tab(text: &str) -> bool {
    TABS.contains(&plain(text).as_str())
}

/// Whose page it is, by the words that it shows.
pub(super) fn network(text: &str) -> Option<Platform> {
    let plain = plain(text);
    let votes = SIGNS
        .iter()
        .map(|(network, signs)| (*network, signs.iter().filter(|sign| contains_words(&plain, sign)).count()));
    let mut votes: Vec<(Platform, usize)> = votes.filter(|(_, votes)| *votes > 0).collect();
    votes.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
    match votes.as_slice() {
        [(network, _)] => Some(*network),
        [(network, most), (_, next), ..] if most > next => Some(*network),
        _ => None,
    }
}

/// Folded, and with nothing but letters, digits, `%` and single spaces.
pub(super) fn plain(text: &str) -> String {
    let spaced: String =
        folded(text).chars().map(|c| if c.is_alphanumeric() || c == '%' { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn contains_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

fn without_icons<'a, 'b>(words: &'b [&'a str], longest: usize) -> &'b [&'a str] {
    let is_icon =
        |word: &&str| word.chars().count() <= longest && *word != "%" && !WORDS_OF_TWO.contains(word);
    let start = words.iter().take_while(|word| is_icon(word)).count();
    let rest = words.get(start..).unwrap_or_default();
    let end = rest.len() - rest.iter().rev().take_while(|word| is_icon(word)).count();
    rest.get(..end).unwrap_or_default()
}

fn known(text: &str) -> Option<Label> {
    let letters = alike(text);
    if letters.is_empty() {
        return None;
    }
    let close = ENTRIES.iter().filter_map(|entry| {
        let most = allowed(entry.letters.len());
        let differs = distance(&letters, &entry.letters, most)?;
        let label = Label {
            kind: entry.kind,
            how: entry.how,
            language: entry.language,
            differs,
            letters: entry.letters.len(),
        };
        Some(label)
    });
    close.min_by_key(|label| label.differs)
}

/// How many letters may be misread.
const fn allowed(letters: usize) -> usize {
    match letters {
        0..=5 => 0,
        6..=14 => 1,
        15..=24 => 2,
        _ => 3,
    }
}

/// Letters that look like each other become one of them.
fn alike(text: &str) -> Vec<char> {
    let one = |c: char| match c {
        'i' | '1' | '|' | 'j' => 'l',
        '0' => 'o',
        '5' => 's',
        other => other,
    };
    text.chars().map(one).collect()
}

/// How many letters are to be changed, added or left out, if no more than `most`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut now = Vec::with_capacity(before.len());
        let mut left = row + 1;
        now.push(left);
        for (pair, same) in before.windows(2).zip(other) {
            let [diagonal, above] = pair else { return None };
            left = (left + 1).min(above + 1).min(diagonal + usize::from(letter != same));
            now.push(left);
        }
        before = now;
    }
    before.last().copied().filter(|differs| *differs <= most)
}

#[cfg(test)]
mod tests {
    use FigureKind as K;

    use super::*;

    #[test]
    fn labels_are_known_in_both_languages() {
        for (text, kind) in [
            ("Me gusta", K::Likes),
            ("Reproducciones", K::Views),
            ("Cuentas alcanzadas", K::Reach),
            ("Veces compartido", K::Shares),
            ("Guardados ©", K::Saves),
            ("Q Comments", K::Comments),
            ("Average watch time", K::AverageWatchTime),
            ("Avg. view duration", K::AverageWatchTime),
            ("Duración promedio de las vistas", K::AverageWatchTime),
            ("Watch time (hours)", K::WatchTime),
            ("Impressions click-through rate (%)", K::ClickThroughRate),
            ("Vistas", K::Views),
            ("Visitas", K::ProfileVisits),
            ("Visitas al perfil", K::ProfileVisits),
            ("Views (i)", K::Views),
        ] {
            assert_eq!(recognise(text).map(|label| label.kind), Some(kind), "{text}");
        }
        assert_eq!(recognise("Watch time (hours)").unwrap().how, How::Hours);
        assert_eq!(recognise("Impressions click-through rate (%)").unwrap().how, How::BarePercent);
    }

    #[test]
    fn misread_letters_are_forgiven_and_other_words_are_not() {
        for (text, kind) in [
            ("Comentarlos", K::Comments),
            ("Cuentas alcanzad4s", K::Reach),
            ("Llkes", K::Likes),
            ("V1ews", K::Views),
            ("Average watch tirne", K::AverageWatchTime),
        ] {
            assert_eq!(recognise(text).map(|label| label.kind), Some(kind), "{text}");
        }
        for text in [
            "Non-followers",
            "No seguidores",
            "Seguidos",
            "Your reel got more views than usual",
            "View",
            "Lakes",
            "",
            "©",
            "Ver todo",
            "Viewed",
            "12",
        ] {
            let found = recognise(text).map(|label| label.kind);
            assert!(found.is_none(), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_page_says_whose_it_is() {
        assert_eq!(network("Reel insights 12 Views Accounts reached"), Some(Platform::Instagram));
        assert_eq!(network("Vieron el video completo · Fuentes de tráfico"), Some(Platform::TikTok));
        assert_eq!(network("Watch time (hours) Subscribers"), Some(Platform::YouTube));
        assert_eq!(network("Views Likes"), None);
        assert_eq!(network("TikTok YouTube"), None, "as much of the one as of the other");
    }

    #[test]
    fn distances_are_those_of_letters() {
        let distance = |one: &str, other: &str, most| {
            distance(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>(), most)
        };
        assert_eq!(distance("saves", "shares", 2), Some(2));
        assert_eq!(distance("saves", "shares", 1), None);
        assert_eq!(distance("", "ab", 2), Some(2));
        assert_eq!(distance("abc", "abc", 0), Some(0));
    }

    #[test]
    fn no_label_is_named_twice() {
        let mut seen = std::collections::BTreeMap::new();
        for entry in ENTRIES.iter() {
            let text: String = entry.letters.iter().collect();
            if let Some(kind) = seen.insert(text.clone(), entry.kind) {
                assert_eq!(kind, entry.kind, "{text}");
            }
        }
        for (_, _, spanish, english) in VOCABULARY {
            for words in spanish.iter().chain(*english) {
                assert_eq!(*words, plain(words), "it is compared in this form");
            }
        }
    }
}
