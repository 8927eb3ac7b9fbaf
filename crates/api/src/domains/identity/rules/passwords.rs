//! Which passwords are too easy to guess: the common ones with their usual disguises, and those made of what everybody
//! knows about the account.
//!
//! The list is the one of Django (BSD licence, see `common-passwords.LICENSE`): the 20,000 most used, in lower case.

use std::sync::OnceLock;

use super::names::plain;

/// One password a line, sorted.
const COMMON: &str = include_str!("common-passwords.txt");

/// Characters around a common password that make it no harder to guess.
const DISGUISE: usize = 5;
/// What must be left of a password after everything known about the account is taken out.
const LEFT: usize = 5;

/// Why a password is refused, in English; the app has its own words.
pub const COMMON_REASON: &str =
    "is one of the most common passwords, or nearly; choose something longer and your own";
/// Why a password is refused, in English.
pub const KNOWN_REASON: &str =
    "is made of your name or address; choose something that nobody knows about you";

/// Why this password is too easy for the account that these words are known about; `None` when it is fine.
pub fn too_easy(password: &str, known: &[&str]) -> Option<&'static str> {
    if is_known(password, known) {
        Some(KNOWN_REASON)
    } else if is_common(password) {
        Some(COMMON_REASON)
    } else {
        None
    }
}

fn is_common(password: &str) -> bool {
    let all = plain(password);
    let core = all.trim_matches(|c: char| !c.is_alphabetic());
    let disguise = all.chars().count() - core.chars().count();
    let few_characters = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        characters.len() <= 2
    };
    let mut forms = vec![all.clone(), without_leet(&all)];
    if disguise <= DISGUISE {
        if few_characters(core) {
            return true;
        }
        forms.push(core.to_owned());
    }
    // `P@ssw0rd123` ends in digits that are no letters in disguise.
    let body = all.trim_end_matches(|c: char| !c.is_alphabetic());
    if all.chars().count() - body.chars().count() <= DISGUISE {
        forms.push(without_leet(body));
        forms.push(letters(&without_leet(body)));
    }
    forms.push(letters(&all));
    forms.iter().any(|form| listed(form))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters that stand behind look-alikes.
fn without_leet(text: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        other => other,
    };
    text.chars().map(letter).collect()
}

fn listed(form: &str) -> bool {
    static LINES: OnceLock<Vec<&'static str>> = OnceLock::new();
    LINES.get_or_init(|| COMMON.lines().collect()).binary_search(&form).is_ok()
}

fn is_known(password: &str, known: &[&str]) -> bool {
    let mut words: Vec<String> = known
        .iter()
        .flat_map(|text| {
            let text = plain(text);
            let parts: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            parts.into_iter().chain([text])
        })
        .filter(|word| word.chars().count() >= 3)
        .collect();
    words.push("avenue".to_owned());
    // The longest first, so that a name inside a longer word does not tear it apart.
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    let before = plain(password);
    let rest = words.iter().fold(before.clone(), |rest, word| rest.replace(word.as_str(), ""));
    rest != before && letters(&rest).chars().count() < LEFT
}

#[cfg(test)]
mod tests {
    use super::{COMMON, COMMON_REASON, KNOWN_REASON, too_easy};

    #[test]
    fn the_list_is_sorted_and_whole() {
        let lines: Vec<_> = COMMON.lines().collect();
        assert!(lines.len() > 19_000, "{}", lines.len());
        assert!(lines.is_sorted());
    }

    #[test]
    fn common_passwords_are_refused_in_their_usual_disguises() {
        for password in [
            "Password1!",
            "P@ssw0rd",
            "P@ssw0rd123",
            "Passw0rd!",
            "Qwerty123!",
            "Welcome1!",
            "Iloveyou2!",
            "Aaaaaaa1!",
            "Contraseña1!",
            "Dragon2024!",
            "!Monkey1",
            "Football#1",
            "Abc123!!",
            "Superman_1",
            "Sunshine-99",
        ] {
            assert_eq!(too_easy(password, &[]), Some(COMMON_REASON), "{password}");
        }
    }

    #[test]
    fn what_is_known_about_the_account_does_not_make_a_password() {
        let known = ["ana.lopez@example.org", "Ana María", "López"];
        for password in
            ["Ana.lopez1!", "AnaMaria2024!", "Lopez-1988", "Example.org1", "Avenue2026!", "López,Ana7"]
        {
            assert_eq!(too_easy(password, &known), Some(KNOWN_REASON), "{password}");
        }
    }

    #[test]
    fn passwords_of_one_s_own_are_taken() {
        let known = ["ana.lopez@example.org", "Ana", "López"];
        for password in [
            "Yerba-Mate-con-7-hielos",
            "tR4nvía·azul",
            "Xk2#vbQ9",
            "Ana tiene 3 gatos grises",
            "Lluvia&Tereré8-ya",
        ] {
            assert_eq!(too_easy(password, &known), None, "{password}");
        }
    }
}
