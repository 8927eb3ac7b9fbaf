//! By what a creator is found. Made with every change, for each kind of reader apart, and only of what these readers may
//! see: a search that found somebody by a hidden city would tell the city.

use serde::{Deserialize, Serialize};
use shared::creators::{Availability, CreatorStatus, Platform};

use super::completeness::completeness;
use super::profile::Profile;
use crate::domains::identity::{Reader, plain};
use crate::infra::db::sought::misspelt;

/// The most words that somebody is found by.
const MAX_WORDS: usize = 200;
/// The most letters of a word that count.
const MAX_WORD: usize = 40;

/// Who reads a list of creators: it shows them, and finds by, only what these readers may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Brands, who are signed in.
    Brands,
    /// Everybody.
    Everyone,
}

impl Audience {
    /// What its readers are to a creator.
    pub const fn reader(self) -> Reader {
        match self {
            Self::Brands => Reader::Member,
            Self::Everyone => Reader::Stranger,
        }
    }
}

/// By what a creator is found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Whether brands find them at all.
    pub listed: bool,
    /// Whether the public list shows them: who is listed and has a media kit.
    pub open: bool,
    /// Whether they can apply.
    pub complete: bool,
    /// Whether they lie in the trash.
    pub trashed: bool,
    /// Plain words of the name and the handle, for the staff, in order.
    pub names: Vec<String>,
    /// What these are found by with a letter wrong; see [`sought`](crate::infra::db::sought).
    #[serde(default)]
    pub misspelt: Vec<String>,
    /// What those who are signed in search.
    pub members: Sought,
    /// What everybody searches.
    pub everyone: Sought,
}

/// What the readers of one list look into: only what they may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sought {
    /// Plain words, in order.
    pub words: Vec<String>,
    /// The plain city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    pub languages: Vec<String>,
    /// Where they publish, and for how many.
    pub reach: Vec<Reach>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
}

/// One network and how many follow there; zero where it is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    pub platform: Platform,
    pub followers: u32,
}

/// By what this creator is found.
pub fn found(status: CreatorStatus, trashed: bool, profile: &Profile) -> Found {
    let complete = completeness(profile).complete;
    let listed = complete && profile.discoverable && status == CreatorStatus::Active && !trashed;
    let names = in_order(names(profile).flat_map(search_words));
    Found {
        listed,
        open: listed && profile.handle.is_some(),
        complete,
        trashed,
        misspelt: misspelt(names.iter().map(String::as_str)),
        names,
        members: sought(Audience::Brands.reader(), profile),
        everyone: sought(Audience::Everyone.reader(), profile),
    }
}

fn sought(reader: Reader, profile: &Profile) -> Sought {
    let privacy = profile.privacy;
    let city = profile.city.as_deref().filter(|_| reader.sees(privacy.city));
    let networks = if reader.sees(privacy.networks) { profile.networks.as_slice() } else { &[] };
    let bio = profile.bio.as_deref().filter(|_| reader.sees(privacy.bio));
    let accounts = networks.iter().map(|account| account.handle.as_str());
    // The text last: of a long one the end is left out.
    let texts = names(profile).chain(city).chain(accounts).chain(bio);
    let reach = networks.iter().map(|account| Reach {
        platform: account.platform,
        followers: account.followers.filter(|_| reader.sees(privacy.followers)).unwrap_or_default(),
    });
    Sought {
        words: in_order(texts.flat_map(search_words).take(MAX_WORDS)),
        city: city.map(city_key),
        languages: if reader.sees(privacy.languages) { profile.languages.clone() } else { Vec::new() },
        reach: reach.collect(),
        availability: Some(profile.availability.clone()).filter(|_| reader.sees(privacy.availability)),
    }
}

fn names(profile: &Profile) -> impl Iterator<Item = &str> {
    [Some(profile.name.as_str()), profile.handle.as_deref()].into_iter().flatten()
}

/// The words of a text as they are compared: lower case without accents, letters and digits only.
pub fn search_words(text: &str) -> Vec<String> {
    plain(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(MAX_WORD).collect())
        .collect()
}

/// A city as it is compared.
pub fn city_key(city: &str) -> String {
    search_words(city).join(" ")
}

fn in_order(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<_> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use shared::creators::{Category, CreatorPrivacy, CreatorStatus, Platform};
    use shared::identity::Visibility;

    use super::super::profile::{Account, Profile};
    use super::{Found, city_key, found, search_words};

    fn ana() -> Profile {
        Profile {
            bio: Some("Cocino con lo que hay en el mercado, ¡y más!".to_owned()),
            city: Some("San Lorenzo".to_owned()),
            languages: vec!["es".to_owned()],
            categories: vec![Category::Food],
            networks: vec![Account {
                platform: Platform::Instagram,
                handle: "ana.cocina".to_owned(),
                followers: Some(900),
                verified: false,
            }],
            handle: Some("ana.n".to_owned()),
            ..Profile::begun("Ana Núñez")
        }
    }

    #[test]
    fn words_have_no_accents_and_no_marks() {
        assert_eq!(search_words("  Ñandú, ¡el RÍO! "), ["nandu", "el", "rio"]);
        assert_eq!(city_key("  Asunción "), city_key("ASUNCION"));
        assert!(search_words(".*$").is_empty());
    }

    fn closed(visibility: Visibility) -> CreatorPrivacy {
        CreatorPrivacy {
            avatar: visibility,
            bio: visibility,
            city: visibility,
            languages: visibility,
            networks: visibility,
            followers: visibility,
            portfolio: visibility,
            rates: visibility,
            availability: visibility,
            on_time: visibility,
        }
    }

    fn shown(privacy: CreatorPrivacy) -> Found {
        found(CreatorStatus::Active, false, &Profile { privacy, ..ana() })
    }

    #[test]
    fn readers_find_somebody_by_what_they_may_see_alone() {
        let open = shown(CreatorPrivacy::default());
        for word in ["ana", "nunez", "lorenzo", "cocina", "mercado"] {
            for sought in [&open.members, &open.everyone] {
                assert!(sought.words.iter().any(|found| found == word), "{word}: {sought:?}");
            }
        }
        assert!(open.listed && open.open && open.complete && !open.trashed);
        assert_eq!(open.names, ["ana", "n", "nunez"]);
        assert_eq!(open.everyone.city.as_deref(), Some("san lorenzo"));
        assert_eq!(open.everyone.reach[0].followers, 900);
        assert_eq!(open.everyone.availability, None, "whether work is taken is for members");
        assert!(open.members.availability.is_some());

        let hidden = shown(closed(Visibility::Private));
        for sought in [&hidden.members, &hidden.everyone] {
            assert_eq!(sought.words, ["ana", "n", "nunez"]);
            assert_eq!((&sought.city, sought.languages.len(), sought.reach.len()), (&None, 0, 0));
            assert_eq!(sought.availability, None);
        }
        let among_members = shown(closed(Visibility::Members));
        assert_eq!(among_members.members.words, open.members.words);
        assert_eq!(among_members.everyone, hidden.everyone);
        let uncounted = CreatorPrivacy { followers: Visibility::Private, ..CreatorPrivacy::default() };
        assert_eq!(shown(uncounted).members.reach[0].followers, 0);
    }

    #[test]
    fn who_is_hidden_unfinished_thrown_away_or_does_not_wish_it_is_not_listed() {
        assert!(!found(CreatorStatus::Hidden, false, &ana()).listed);
        assert!(!found(CreatorStatus::Active, true, &ana()).listed);
        assert!(!found(CreatorStatus::Active, false, &Profile { discoverable: false, ..ana() }).listed);
        assert!(!found(CreatorStatus::Active, false, &Profile { city: None, ..ana() }).listed);
        let without_kit = found(CreatorStatus::Active, false, &Profile { handle: None, ..ana() });
        assert_eq!((without_kit.listed, without_kit.open), (true, false));
    }
}
