//! What a text is found by.

use shared::campaigns::Brief;

use crate::domains::identity::plain;

/// Words of one campaign that it is found by. Each is an entry of an index.
const MOST_WORDS: usize = 400;
/// The most letters of a word that count.
const MOST_LETTERS: usize = 40;

/// The words of a text, plain, each once, in the order in which they come.
pub fn words(text: &str) -> Vec<String> {
    let plain = plain(text);
    let mut words: Vec<String> = Vec::new();
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word: String = word.chars().take(MOST_LETTERS).collect();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What a campaign is found by: its title first, so that it is never cut.
pub fn words_of(title: &str, brief: &Brief) -> Vec<String> {
    let lists = [&brief.must, &brief.tags].into_iter().flatten().map(String::as_str);
    let text: Vec<&str> = [title, brief.about.as_str()].into_iter().chain(lists).collect();
    let mut words = words(&text.join(" "));
    words.truncate(MOST_WORDS);
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn accents_capitals_and_marks_do_not_matter() {
        assert_eq!(
            words("¡Reseña de CAFÉ, café y té en Asunción!"),
            ["resena", "de", "cafe", "y", "te", "en", "asuncion"]
        );
        assert_eq!(words("#PielDeVerano @marca"), ["pieldeverano", "marca"]);
        assert_eq!(words(" … "), Vec::<String>::new());
        assert_eq!(words("mbo'ehára"), ["mbo", "ehara"]);
    }
}
