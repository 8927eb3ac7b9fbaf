//! How addresses and names are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::infra::db::sought;

/// An address as it is stored and looked for.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Lower case without accents: `Peña` and `pena` are the same to a search.
pub fn plain(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of a text, each plain.
pub fn words(text: &str) -> Vec<String> {
    let plain = plain(text);
    let words = plain.split_whitespace().filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The words that a search for this account may begin with: of its names, the address and the address's parts.
pub fn search_words(email: &str, first_name: &str, last_name: &str) -> Vec<String> {
    let mut all = vec![plain(email)];
    all.extend(
        plain(email).split(['@', '.', '-', '_', '+']).filter(|part| !part.is_empty()).map(str::to_owned),
    );
    all.extend(words(first_name));
    all.extend(words(last_name));
    all.sort_unstable();
    all.dedup();
    all
}

/// What this account is found by with a letter wrong.
pub fn misspelt_words(email: &str, first_name: &str, last_name: &str) -> Vec<String> {
    sought::misspelt(search_words(email, first_name, last_name).iter().map(String::as_str))
}

/// The words of a text as a search compares them: plain, letters and digits only.
pub fn plain_words(text: &str) -> Vec<String> {
    let plain = plain(text);
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{email_key, search_words, words};

    #[test]
    fn a_search_finds_names_without_accents_and_parts_of_the_address() {
        let words = search_words("ana.lopez@example.org", "Ana María", "Núñez");
        for word in ["ana", "maria", "nunez", "lopez", "example", "ana.lopez@example.org"] {
            assert!(words.iter().any(|found| found == word), "{word} is not in {words:?}");
        }
    }

    #[test]
    fn the_case_of_an_address_does_not_matter() {
        assert_eq!(email_key(" Ana@Example.ORG "), "ana@example.org");
        assert_eq!(words("  Ñandú  x "), ["nandu", "x"]);
    }
}
