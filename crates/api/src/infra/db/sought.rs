//! Finding what is called like something, also where a letter of it is wrong.
//!
//! Two fields of a document hold what it is found by: its plain words (lower case, no accents), of which a search may give
//! the beginning, and for each of its names what [`misspelt`] makes of it: its first letters, whole and with each one left
//! out. Of a word with one letter wrong, missing, too many or exchanged with its neighbour, the same is made that the right
//! word has in common with it. So a misspelt search is a handful of exact looks into an ordinary index: no scan, no second
//! engine, and it can be combined with who may see what in the same index. Why not `$text`: it finds neither beginnings nor
//! misspelt words. Why not trigrams: the commonest of them stand in every tenth name, so that each search reads thousands.

use std::mem::replace;

use bson::{Document, doc};
use futures::TryStreamExt;
use mongodb::Collection;
use mongodb::error::Result;
use mongodb::options::Hint;
use serde::de::DeserializeOwned;

use super::MAX_TIME;

/// The first letters of a word in which one may be wrong.
const LETTERS: usize = 7;
/// The fewest letters of a word in which one may be wrong.
const SHORTEST: usize = 4;
/// The most words of a search that count.
const MAX_WORDS: usize = 6;
/// The most words of a document that may be misspelt.
const MAX_NAMES: usize = 16;
/// How many documents are looked at for the best of them.
const LOOKED_AT: i64 = 60;

/// What is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// The document of this id.
    Id(String),
    /// What is called like these plain words, at least one.
    Words(Vec<String>),
}

impl Sought {
    /// An id, or else words; `None` where there is neither. `words` are those of `text`, plain.
    pub fn of(text: &str, words: impl IntoIterator<Item = String>) -> Option<Self> {
        if let Ok(id) = uuid::Uuid::try_parse(text.trim()) {
            return Some(Self::Id(id.hyphenated().to_string()));
        }
        let mut counted: Vec<String> = Vec::new();
        for word in words {
            if counted.len() < MAX_WORDS && !counted.contains(&word) {
                counted.push(word);
            }
        }
        Some(Self::Words(counted)).filter(|sought| *sought != Self::Words(Vec::new()))
    }

    /// How well something that is called by `words` is what is sought; less is better. `None` when it is something else.
    pub fn rank<'a>(&self, words: impl IntoIterator<Item = &'a str> + Clone) -> Option<Rank> {
        let Self::Words(sought) = self else { return Some(Rank::default()) };
        let mut rank = Rank::default();
        for typed in sought {
            let best = words.clone().into_iter().filter_map(|word| compare(typed, word)).min()?;
            rank = Rank { wrong: rank.wrong + best.wrong, unsaid: rank.unsaid + best.unsaid };
        }
        Some(rank)
    }
}

/// How far something is from what is sought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Letters that are wrong.
    wrong: usize,
    /// Letters that were not typed.
    unsaid: usize,
}

/// How far a word is from what was typed; `None` when it is another word.
fn compare(typed: &str, word: &str) -> Option<Rank> {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let allowed = match typed.len() {
        0..SHORTEST => 0,
        SHORTEST..=8 => 1,
        _ => 2,
    };
    let wrong = distance(&typed, &word);
    (wrong <= allowed).then(|| Rank { wrong, unsaid: word.len().saturating_sub(typed.len()) })
}

/// The fewest letters that are wrong, missing, too many or exchanged between what was typed and a beginning of the word.
fn distance(typed: &[char], word: &[char]) -> usize {
    let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    let mut left = None;
    for (number, letter) in typed.iter().enumerate() {
        let mut row = vec![number + 1];
        let mut above = None;
        for (place, other) in word.iter().enumerate() {
            let replaced = at(&last, place).saturating_add(usize::from(letter != other));
            let too_many = at(&last, place + 1).saturating_add(1);
            let missing = at(&row, place).saturating_add(1);
            let mut best = replaced.min(too_many).min(missing);
            if place > 0 && left == Some(other) && above == Some(letter) {
                best = best.min(at(&before, place - 1).saturating_add(1));
            }
            row.push(best);
            above = Some(other);
        }
        before = replace(&mut last, row);
        left = Some(letter);
    }
    last.into_iter().min().unwrap_or_default()
}

/// What a document is found by whose names are misspelt: in order, each once.
pub fn misspelt<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let names = names.into_iter().filter(|name| name.chars().nth(2).is_some());
    let mut all: Vec<String> = names.take(MAX_NAMES).flat_map(beginnings).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The first letters of a word, whole and, unless they are few, with each one left out.
fn beginnings(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(LETTERS).collect();
    let without =
        |out: usize| letters.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, c)| c).collect();
    let mut all: Vec<String> = vec![letters.iter().collect()];
    if letters.len() >= SHORTEST {
        all.extend((0..letters.len()).map(without));
    }
    all
}

/// Where the documents of a collection say what they are found by, and the indexes that lead there. Each index begins with
/// the fields that `among` compares.
#[derive(Debug, Clone)]
pub struct Places {
    /// The field of plain words.
    pub words: &'static str,
    /// Its index.
    pub words_index: Document,
    /// The field of what [`misspelt`] made of the names.
    pub misspelt: &'static str,
    /// Its index.
    pub misspelt_index: Document,
}

/// The documents among some that are what is sought, the best first; at most `count`. Those with a letter wrong come after
/// those without, and only where these are fewer than `count`. `called` gives the names that a document is compared by.
///
/// # Errors
/// When the database fails, or has no such index.
pub async fn find<T: DeserializeOwned + Send + Sync>(
    collection: &Collection<T>,
    among: &Document,
    places: &Places,
    sought: &Sought,
    count: usize,
    called: impl Fn(&T) -> Vec<String>,
) -> Result<Vec<T>> {
    let words = match sought {
        Sought::Id(id) => {
            let filter = doc! { "$and": [among.clone(), { "_id": id }] };
            return Ok(collection.find_one(filter).max_time(MAX_TIME).await?.into_iter().collect());
        }
        Sought::Words(words) => words,
    };
    let rank = |found: &T| {
        let names = called(found);
        sought.rank(names.iter().map(String::as_str))
    };
    let begun = words.iter().map(|word| begins(places.words, word));
    let found = read(collection, among, begun.collect(), &places.words_index).await?;
    // What it was found by may be more than its names; then it comes last of those without a wrong letter.
    let last = Rank { wrong: 0, unsaid: usize::MAX };
    let exact = |found: T| (rank(&found).filter(|rank| rank.wrong == 0).unwrap_or(last), found);
    let mut ranked: Vec<(Rank, T)> = found.into_iter().map(exact).collect();
    if let Some(wrong) = with_a_wrong_letter(places, words).filter(|_| ranked.len() < count) {
        let found = read(collection, among, wrong, &places.misspelt_index).await?;
        let near = found.into_iter().filter_map(|found| rank(&found).map(|rank| (rank, found)));
        ranked.extend(near.filter(|(rank, _)| rank.wrong > 0));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    Ok(ranked.into_iter().take(count).map(|(_, found)| found).collect())
}

async fn read<T: DeserializeOwned + Send + Sync>(
    collection: &Collection<T>,
    among: &Document,
    mut all: Vec<Document>,
    index: &Document,
) -> Result<Vec<T>> {
    all.insert(0, among.clone());
    // The index is named, so that no plan that was good for a common name is taken for a rare one.
    let found = collection.find(doc! { "$and": all }).hint(Hint::Keys(index.clone())).limit(LOOKED_AT);
    found.max_time(MAX_TIME).await?.try_collect().await
}

/// Words hold no accents and no capitals, so a plain prefix is a range of the index.
fn begins(field: &str, word: &str) -> Document {
    let after_all = format!("{word}\u{10FFFF}");
    doc! { field: { "$elemMatch": { "$gte": word, "$lt": after_all } } }
}

/// The longest word misspelt, and every other one begun or misspelt; `None` where all are too short for that.
fn with_a_wrong_letter(places: &Places, words: &[String]) -> Option<Vec<Document>> {
    let near = |word: &str| doc! { places.misspelt: { "$in": beginnings(word) } };
    let longest = words.iter().max_by_key(|word| word.chars().count())?;
    longest.chars().nth(SHORTEST - 1)?;
    let others = words.iter().filter(|word| *word != longest);
    let either = |word: &String| doc! { "$or": [begins(places.words, word), near(word)] };
    Some([near(longest)].into_iter().chain(others.map(either)).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Rank, SHORTEST, Sought, beginnings, compare, distance, misspelt};

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_letter_wrong_missing_too_many_or_exchanged_is_one() {
        for typed in ["gonzales", "gonzlez", "gonzzalez", "gozalez", "gonazlez", "onzalez", "ogn"] {
            assert_eq!(distance(&letters(typed), &letters("gonzalez")), 1, "{typed}");
        }
        assert_eq!(distance(&letters("gonz"), &letters("gonzalez")), 0);
        assert_eq!(distance(&letters("gnoazlez"), &letters("gonzalez")), 2);
        assert_eq!(distance(&[], &letters("x")), 0);
    }

    #[test]
    fn a_short_word_is_never_misspelt_and_the_best_comes_first() {
        assert_eq!(compare("ans", "ana"), None);
        let words = Sought::of("", ["maria".to_owned(), "nune".to_owned()]).unwrap();
        let right = words.rank(["maria", "nunez"]).unwrap();
        let longer = words.rank(["mariana", "nunez"]).unwrap();
        let wrong = words.rank(["marta", "nunez"]).unwrap();
        assert!(right < longer && longer < wrong, "{right:?} {longer:?} {wrong:?}");
        assert_eq!(words.rank(["maria", "lopez"]), None);
        assert_eq!(Sought::of(" ", []), None);
        let id = "01890A5D-ac96-774b-bcce-b302099a8057";
        assert_eq!(Sought::of(id, []), Some(Sought::Id(id.to_lowercase())));
        assert_eq!(Sought::Id(id.to_owned()).rank(["x"]), Some(Rank::default()));
    }

    #[test]
    fn what_a_document_holds_for_it_is_bounded() {
        let names: Vec<String> = (0..100).map(|n| format!("palabra{n}larga")).collect();
        assert!(misspelt(names.iter().map(String::as_str)).len() <= 16 * 8);
        assert_eq!(misspelt(["de", "la"]), Vec::<String>::new());
        assert_eq!(misspelt(["ana", "ana"]), ["ana"]);
    }

    proptest! {
        /// Whatever letter is wrong, the two words have something in common.
        #[test]
        fn a_word_with_a_letter_wrong_is_found(
            word in "[a-zñ]{4,12}", place in 0_usize..12, letter in "[a-z]", kind in 0_u8..4,
        ) {
            let mut typed = letters(&word);
            let place = place % typed.len();
            let letter = letter.chars().next().unwrap();
            match kind {
                0 => typed[place] = letter,
                1 => typed.insert(place, letter),
                2 if place + 1 < typed.len() => typed.swap(place, place + 1),
                _ => { typed.remove(place); }
            }
            let typed: String = typed.into_iter().collect();
            prop_assume!(typed.chars().count() >= SHORTEST);
            prop_assert!(compare(&typed, &word).is_some(), "{} {}", typed, word);
            let kept = misspelt([word.as_str()]);
            prop_assert!(beginnings(&typed).iter().any(|key| kept.contains(key)), "{} {:?}", typed, kept);
        }
    }
}
