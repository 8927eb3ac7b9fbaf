//! Which of two examples of an operation is better. It depends on nothing but the two, so that whichever test comes first,
//! the same one is kept.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::Value;

use super::Example;

/// What an example may have in bytes as it is written, so that a page of the description can be read: about forty lines.
const MODERATE: usize = 1_800;

/// How good an example is: of moderate size, of words that somebody may have written, with much filled in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    too_long: Reverse<usize>,
    odd: Reverse<usize>,
    filled: usize,
    length: Reverse<usize>,
    text: Reverse<String>,
}

impl Rank {
    /// Of an example.
    pub fn of(example: &Example) -> Self {
        let text = example.to_text();
        let (mut filled, mut odd) = (BTreeSet::new(), 0);
        for (part, body) in [("request", &example.request), ("response", &example.response)] {
            if let Some(body) = body {
                look(body, part, &mut filled, &mut odd);
            }
        }
        Self {
            too_long: Reverse(text.len().saturating_sub(MODERATE)),
            odd: Reverse(odd),
            filled: filled.len(),
            length: Reverse(text.len()),
            text: Reverse(text),
        }
    }
}

/// Finds which places hold something, entries of a list being one place, and how many texts nobody would write.
fn look(value: &Value, place: &str, filled: &mut BTreeSet<String>, odd: &mut usize) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| look(value, &format!("{place}.{name}"), filled, odd));
        }
        Value::Array(items) => items.iter().for_each(|item| look(item, place, filled, odd)),
        Value::String(text) => {
            *odd += usize::from(is_odd(text));
            if !text.is_empty() {
                filled.insert(place.to_owned());
            }
        }
        Value::Bool(_) | Value::Number(_) => {
            filled.insert(place.to_owned());
        }
    }
}

/// Whether a text is one of those with which tests look for trouble: a single letter, markup, one letter many times, spaces
/// around it, what cannot be seen; or an address at a house that is there, as the made-up people of the old database have.
fn is_odd(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let repeats =
        letters.chunk_by(|one, next| one == next).any(|run| run.len() > 5 && run[0].is_alphabetic());
    let hidden = letters.iter().any(|letter| letter.is_control() && *letter != '\n');
    let single = letters.len() == 1 && letters[0].is_alphanumeric();
    let elsewhere = text.contains('@') && [".com", ".es"].iter().any(|end| text.ends_with(end));
    single || repeats || hidden || elsewhere || text.trim() != text || text.contains('<')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answered(response: Value) -> Rank {
        Rank::of(&Example { request: None, response: Some(response) })
    }

    #[test]
    fn the_better_example_is_moderate_then_natural_then_full_then_short() {
        let best_last = [
            json!({ "title": "Mate ".repeat(600), "note": "two" }),
            json!({ "title": "Mate ".repeat(400), "note": "two" }),
            json!({ "title": "<b>Mate</b>", "note": "two" }),
            json!({ "title": "Mate", "note": "" }),
            json!({ "title": "Mate for everybody", "note": "two" }),
            json!({ "title": "Mate", "note": "two" }),
        ];
        let ranks: Vec<Rank> = best_last.into_iter().map(answered).collect();
        assert!(ranks.is_sorted(), "{ranks:#?}");
    }

    #[test]
    fn the_entries_of_a_list_fill_one_place() {
        assert!(answered(json!([{ "a": 1 }])) > answered(json!([{ "a": 1 }, { "a": 2 }])));
        assert!(answered(json!([{ "a": 1 }, { "b": 2 }])) > answered(json!([{ "a": 1 }, { "a": 2 }])));
    }
}
