//! Whether a creator meets what a campaign asks for.

use shared::campaigns::Requirements;
use shared::creators::{Category, CreatorLevel, Platform};
use shared::identity::Locale;

use crate::domains::identity::plain;

/// What is asked about of a creator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where they publish, and how many follow them there.
    pub networks: Vec<(Platform, u64)>,
    /// Where they live.
    pub city: Option<String>,
    /// What they speak about.
    pub categories: Vec<Category>,
    /// How far they have come.
    pub level: CreatorLevel,
}

impl Candidate {
    /// Followers on a network; none where they are not on it.
    pub fn followers(&self, platform: Platform) -> Option<u64> {
        self.networks.iter().filter(|(found, _)| *found == platform).map(|(_, followers)| *followers).max()
    }
}

/// The order of the levels.
pub const fn rank(level: CreatorLevel) -> i32 {
    match level {
        CreatorLevel::Trainee => 0,
        CreatorLevel::Verified => 1,
        CreatorLevel::Pro => 2,
    }
}

/// A city as it is compared.
pub fn city_key(city: &str) -> String {
    plain(city).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is missing, in sentences; empty for who fits.
pub fn misfits(wanted: &Requirements, who: &Candidate, locale: Locale) -> Vec<String> {
    let say = |es: String, en: String| match locale {
        Locale::Es => es,
        Locale::En => en,
    };
    let mut missing = Vec::new();
    for network in &wanted.networks {
        let (name, least) = (network.platform.name(), network.followers);
        match who.followers(network.platform) {
            None => missing.push(say(
                format!("Pide una cuenta en {name}."),
                format!("It asks for an account on {name}."),
            )),
            Some(followers) if followers < u64::from(least) => missing.push(say(
                format!("Pide al menos {least} seguidores en {name}."),
                format!("It asks for at least {least} followers on {name}."),
            )),
            Some(_) => {}
        }
    }
    if let Some(city) = &wanted.city
        && who.city.as_deref().map(city_key) != Some(city_key(city))
    {
        missing.push(say(
            format!("Pide vivir en {city}."),
            format!("It asks for somebody who lives in {city}."),
        ));
    }
    if !wanted.categories.is_empty() && !wanted.categories.iter().any(|one| who.categories.contains(one)) {
        missing.push(say(
            "Pide contenido de otras categorías que las de tu perfil.".to_owned(),
            "It asks for other categories than those of your profile.".to_owned(),
        ));
    }
    if wanted.level.is_some_and(|level| rank(who.level) < rank(level)) {
        missing.push(say("Pide un nivel más alto.".to_owned(), "It asks for a higher level.".to_owned()));
    }
    missing
}

#[cfg(test)]
mod tests {
    use shared::campaigns::{NetworkRequirement, Requirements};
    use shared::creators::{Category, CreatorLevel, Platform};
    use shared::identity::Locale;

    use super::{Candidate, misfits};

    fn ana() -> Candidate {
        Candidate {
            networks: vec![(Platform::Instagram, 5_000)],
            city: Some("Asunción ".to_owned()),
            categories: vec![Category::Beauty],
            level: CreatorLevel::Verified,
        }
    }

    #[test]
    fn nothing_is_asked_of_anybody_by_default() {
        let nobody =
            Candidate { networks: vec![], city: None, categories: vec![], level: CreatorLevel::Trainee };
        assert!(misfits(&Requirements::default(), &nobody, Locale::Es).is_empty());
    }

    #[test]
    fn everything_that_is_missing_is_said() {
        let network = |platform, followers| NetworkRequirement { platform, followers };
        let fitting = Requirements {
            networks: vec![network(Platform::Instagram, 5_000)],
            city: Some("asuncion".to_owned()),
            categories: vec![Category::Food, Category::Beauty],
            level: Some(CreatorLevel::Trainee),
        };
        assert_eq!(misfits(&fitting, &ana(), Locale::En), Vec::<String>::new());
        let too_much = Requirements {
            networks: vec![network(Platform::Instagram, 5_001), network(Platform::TikTok, 0)],
            city: Some("Luque".to_owned()),
            categories: vec![Category::Food],
            level: Some(CreatorLevel::Pro),
        };
        assert_eq!(misfits(&too_much, &ana(), Locale::En).len(), 5);
        assert!(misfits(&too_much, &ana(), Locale::Es)[0].contains("5001 seguidores en Instagram"));
    }
}
