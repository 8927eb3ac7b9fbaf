//! Whether a creator says enough of themselves to apply.

use shared::creators::{Completeness, MissingPart};

use super::profile::Profile;

/// The fewest characters of a text that says something.
const MIN_BIO: usize = 30;

/// What is missing. The portfolio and the rate card help, but nobody needs them to begin.
pub fn completeness(profile: &Profile) -> Completeness {
    let long_enough = |text: &str| text.trim().chars().count() >= MIN_BIO;
    let counted = |account: &super::profile::Account| account.followers.is_some();
    let parts = [
        (MissingPart::Name, !profile.name.trim().is_empty()),
        (MissingPart::Bio, profile.bio.as_deref().is_some_and(long_enough)),
        (MissingPart::City, profile.city.is_some()),
        (MissingPart::Languages, !profile.languages.is_empty()),
        (MissingPart::Categories, !profile.categories.is_empty()),
        (MissingPart::Networks, profile.networks.iter().any(counted)),
    ];
    let missing: Vec<_> = parts.into_iter().filter(|(_, there)| !there).map(|(part, _)| part).collect();
    Completeness { complete: missing.is_empty(), missing }
}

#[cfg(test)]
mod tests {
    use shared::creators::{Category, MissingPart, Platform};

    use super::super::profile::{Account, Profile};
    use super::completeness;

    #[test]
    fn each_part_is_missed_alone() {
        let account =
            Account { platform: Platform::X, handle: "ana".to_owned(), followers: Some(0), verified: false };
        let whole = Profile {
            bio: Some("Cocino con lo que hay en el mercado.".to_owned()),
            city: Some("Luque".to_owned()),
            languages: vec!["es".to_owned()],
            categories: vec![Category::Food],
            networks: vec![account.clone()],
            ..Profile::begun("Ana")
        };
        assert!(completeness(&whole).complete);
        let uncounted = Account { followers: None, ..account };
        for (profile, part) in [
            (Profile { name: " ".to_owned(), ..whole.clone() }, MissingPart::Name),
            (Profile { bio: Some("Hola.".to_owned()), ..whole.clone() }, MissingPart::Bio),
            (Profile { city: None, ..whole.clone() }, MissingPart::City),
            (Profile { languages: vec![], ..whole.clone() }, MissingPart::Languages),
            (Profile { categories: vec![], ..whole.clone() }, MissingPart::Categories),
            (Profile { networks: vec![], ..whole.clone() }, MissingPart::Networks),
            (Profile { networks: vec![uncounted], ..whole.clone() }, MissingPart::Networks),
        ] {
            let found = completeness(&profile);
            assert_eq!((found.complete, found.missing), (false, vec![part]));
        }
        assert_eq!(completeness(&Profile::begun("Ana")).missing.len(), 5);
    }
}
