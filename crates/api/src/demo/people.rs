//! Who is made up: creators with all that they say of themselves.

use jiff::{SignedDuration, Timestamp};
use shared::creators::{
    AddPortfolioLink, Availability, AvailabilityState, Category, ContentKind, CreatorLevel, CreatorStatus,
    NetworkEntry, NetworkProof, Platform, Rate, ReplaceNetworks, ReplaceRates, UpdateCreator,
    UpdateManagedCreator,
};
use shared::money::{Currency, Money};

use crate::domains::creators::demo::Sayings;
use crate::domains::identity::plain;
use crate::infra::chance::Chance;

const FIRST: &[&str] = &[
    "María",
    "José",
    "Lucía",
    "Carlos",
    "Sofía",
    "Luis",
    "Paola",
    "Diego",
    "Camila",
    "Jorge",
    "Liz",
    "Fernando",
    "Romina",
    "Óscar",
    "Belén",
    "Hugo",
    "Araceli",
    "Matías",
    "Noelia",
    "Rubén",
    "Tamara",
    "Iván",
    "Cinthia",
    "Rodrigo",
    "Mirtha",
    "Gustavo",
    "Ángela",
    "Nelson",
    "Verónica",
    "Derlis",
    "Fátima",
    "Marcelo",
    "Gloria",
    "Édgar",
    "Patricia",
    "Joaquín",
    "Andrea",
    "Blas",
    "Raquel",
    "Víctor",
    "Sandra",
    "Ramón",
    "Natalia",
    "Arturo",
    "Leticia",
    "Pedro",
    "Elena",
    "Julio",
    "Rocío",
];
const LAST: &[&str] = &[
    "Benítez",
    "González",
    "Martínez",
    "López",
    "Giménez",
    "Duarte",
    "Vera",
    "Villalba",
    "Ramírez",
    "Ayala",
    "Cabrera",
    "Ortiz",
    "Franco",
    "Acosta",
    "Rojas",
    "Núñez",
    "Romero",
    "Cáceres",
    "Ovelar",
    "Báez",
    "Sosa",
    "Aquino",
    "Galeano",
    "Escobar",
    "Peralta",
    "Ojeda",
    "Zárate",
    "Fleitas",
    "Insfrán",
    "Caballero",
    "Recalde",
    "Mendoza",
    "Florentín",
    "Cantero",
    "Estigarribia",
    "Melgarejo",
    "Gaona",
    "Riveros",
    "Figueredo",
    "Samudio",
];
const CITIES: &[&str] = &[
    "Asunción",
    "Asunción",
    "Asunción",
    "Asunción",
    "San Lorenzo",
    "San Lorenzo",
    "Luque",
    "Luque",
    "Lambaré",
    "Fernando de la Mora",
    "Ciudad del Este",
    "Ciudad del Este",
    "Encarnación",
    "Capiatá",
    "Mariano Roque Alonso",
    "Ñemby",
    "Villarrica",
    "Coronel Oviedo",
    "Caaguazú",
    "Concepción",
    "Pedro Juan Caballero",
    "Areguá",
    "San Bernardino",
    "Itauguá",
];

/// What they speak about, and what they say of it.
const SUBJECTS: &[(Category, &str)] = &[
    (Category::Food, "Cocino recetas paraguayas con un toque moderno y muestro dónde comer rico y barato."),
    (Category::Beauty, "Pruebo maquillaje y cuidado de la piel para nuestro clima, sin filtros."),
    (Category::Fashion, "Armo looks con ropa de ferias y de marcas locales, para todos los cuerpos."),
    (Category::Travel, "Recorro el interior en bus y en auto: saltos, arroyos y pueblos con historia."),
    (Category::Fitness, "Entreno en casa y en la Costanera. Rutinas cortas que sí se pueden cumplir."),
    (Category::Family, "Mamá de dos. Cuento la vida con chicos, con humor y con tereré en la mano."),
    (Category::Technology, "Reseñas de celulares y aplicaciones, explicadas en fácil y en guaraní."),
    (Category::Gaming, "Transmito juegos y comento lo que sale, con la gente de acá."),
    (Category::Home, "Decoro con poco: plantas, muebles reciclados y orden para departamentos chicos."),
    (Category::Pets, "Mis perros y yo. Consejos de adiestramiento y productos que probamos de verdad."),
    (Category::Music, "Canto polca y pop, y muestro cómo se graba una canción en casa."),
    (Category::Lifestyle, "Mi día a día en la ciudad: trabajo, amigos, ferias y algún viaje cada tanto."),
    (Category::Sports, "Fútbol de barrio, running y todo lo que se juega los fines de semana."),
    (Category::Motoring, "Motos, autos y viajes por la ruta. Mantenimiento explicado paso a paso."),
    (Category::Education, "Explico historia y guaraní en un minuto, para que den ganas de aprender."),
];

/// A name; each number has another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Given name.
    pub first: String,
    /// Family name.
    pub last: String,
    /// Both without accents and spaces, as accounts and addresses are called; no two numbers have the same.
    pub handle: String,
}

/// The name of somebody by their number.
pub fn name(number: usize) -> Name {
    let (firsts, lasts) = (FIRST.len(), LAST.len());
    let all = firsts.saturating_mul(lasts);
    // 49 and 40 have no common divisor, so that both turn at once and no pair comes twice.
    let first = FIRST.get(number % firsts).copied().unwrap_or_default();
    let last = LAST.get(number % lasts).copied().unwrap_or_default();
    let round = number / all;
    let bare = |text: &str| plain(text).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let mark = if round == 0 { String::new() } else { format!("{}", round.saturating_add(1)) };
    Name {
        handle: format!("{}.{}{mark}", bare(first), bare(last)),
        first: first.to_owned(),
        last: last.to_owned(),
    }
}

/// What a creator says of themselves. The first one is who signs in to look around: they fit nearly everywhere.
pub fn creator(chance: &mut Chance, number: usize, name: &Name, now: Timestamp) -> Sayings {
    let star = number == 0;
    let (first, bio) = chance.one_of(SUBJECTS).copied().unwrap_or((Category::Lifestyle, ""));
    let mut categories = vec![first];
    let more = if star { 7 } else { usize::try_from(chance.below(3)).unwrap_or(0) };
    let others: Vec<Category> =
        SUBJECTS.iter().map(|(category, _)| *category).filter(|one| *one != first).collect();
    categories.extend(chance.some_of(&others, more));
    let city = if star { "Asunción" } else { chance.text(CITIES) };
    let has_kit = star || chance.percent(70);
    let unfinished = !star && chance.percent(4);
    let state = match chance.below(20) {
        0 if !star => AvailabilityState::Away,
        1..4 if !star => AvailabilityState::Limited,
        _ => AvailabilityState::Available,
    };
    let back = now + SignedDuration::from_hours(chance.between(48, 30 * 24));
    let back_on = back.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let profile = UpdateCreator {
        bio: Some(bio.to_owned()).filter(|_| !unfinished),
        city: Some(city.to_owned()),
        languages: Some(languages(chance)),
        categories: Some(categories),
        availability: Some(Availability {
            back_on: Some(back_on).filter(|_| state != AvailabilityState::Available),
            state,
        }),
        handle: Some(name.handle.clone()).filter(|_| has_kit),
        discoverable: Some(star || !chance.percent(3)),
        ..UpdateCreator::default()
    };
    let networks = networks(chance, star, name);
    let level = match chance.below(100) {
        _ if star => CreatorLevel::Pro,
        0..10 => CreatorLevel::Pro,
        10..40 => CreatorLevel::Verified,
        _ => CreatorLevel::Trainee,
    };
    let proven = networks.iter().take(1).filter(|_| level != CreatorLevel::Trainee);
    let proofs: Vec<NetworkProof> = proven
        .map(|entry| NetworkProof { platform: entry.platform, handle: entry.account.clone(), verified: true })
        .collect();
    let hidden = !star && chance.percent(1);
    let decided = (level != CreatorLevel::Trainee || hidden).then(|| UpdateManagedCreator {
        level: Some(level),
        status: hidden.then_some(CreatorStatus::Hidden),
        networks: proofs,
        reason: hidden.then(|| "La cuenta principal es de otra persona.".to_owned()),
        ..UpdateManagedCreator::default()
    });
    Sayings {
        name: format!("{} {}", name.first, name.last),
        profile,
        rates: ReplaceRates { rates: if star || chance.percent(70) { rates(chance) } else { Vec::new() } },
        portfolio: portfolio(chance, &networks),
        networks: ReplaceNetworks { networks },
        decided,
    }
}

fn languages(chance: &mut Chance) -> Vec<String> {
    let mut languages = vec!["es".to_owned()];
    for (language, share) in [("gn", 60), ("pt", 20), ("en", 30)] {
        if chance.percent(share) {
            languages.push(language.to_owned());
        }
    }
    languages
}

fn networks(chance: &mut Chance, star: bool, name: &Name) -> Vec<NetworkEntry> {
    const OTHERS: &[Platform] = &[Platform::TikTok, Platform::YouTube, Platform::Facebook];
    let mut platforms = if star || chance.percent(92) { vec![Platform::Instagram] } else { Vec::new() };
    let count = if star {
        3
    } else {
        usize::try_from(chance.between(i64::from(platforms.is_empty()), 2)).unwrap_or(1)
    };
    platforms.extend(chance.some_of(OTHERS, count));
    let entry = |platform| {
        // Each step up is as likely as the one before: few have very many.
        let tenfold = if star { 5 } else { chance.between(3, 5) };
        let least = 10_i64.saturating_pow(u32::try_from(tenfold).unwrap_or(3));
        let followers = chance.between(least, least.saturating_mul(4));
        NetworkEntry { platform, account: name.handle.clone(), followers: u32::try_from(followers).ok() }
    };
    platforms.into_iter().map(entry).collect()
}

fn rates(chance: &mut Chance) -> Vec<Rate> {
    const KINDS: &[ContentKind] = &[
        ContentKind::Post,
        ContentKind::Story,
        ContentKind::ShortVideo,
        ContentKind::UgcVideo,
        ContentKind::UgcPhotos,
    ];
    let kinds = chance.some_of(KINDS, 3);
    let rate = |content| {
        let price = Money::new(chance.between(2, 40).saturating_mul(50_000), Currency::Pyg);
        Rate { content, price, note: None }
    };
    kinds.into_iter().map(rate).collect()
}

fn portfolio(chance: &mut Chance, networks: &[NetworkEntry]) -> Vec<AddPortfolioLink> {
    const TITLES: &[&str] =
        &["Reel para una marca de yerba", "Reseña de verano", "Un día conmigo", "Receta de sopa paraguaya"];
    let on_instagram = networks.iter().any(|entry| entry.platform == Platform::Instagram);
    let count = if on_instagram { chance.between(0, 2) } else { 0 };
    (0..count)
        .map(|_| AddPortfolioLink {
            url: format!("https://www.instagram.com/reel/{}/", chance.code(11)),
            title: Some(chance.text(TITLES).to_owned()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use garde::Validate;
    use shared::identity::valid_handle;

    use super::{Chance, creator, name};

    #[test]
    fn no_two_are_called_the_same_and_every_handle_is_one() {
        let all: HashSet<String> = (0..30_000).map(|number| name(number).handle).collect();
        assert_eq!(all.len(), 30_000);
        for handle in &all {
            assert!(valid_handle(handle, &()).is_ok(), "{handle}");
        }
    }

    #[test]
    fn what_creators_say_is_what_the_api_would_take() {
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        for number in 0..400 {
            let says = creator(
                &mut Chance::of(1, "creator", u64::try_from(number).unwrap()),
                number,
                &name(number),
                now,
            );
            says.profile.validate().unwrap();
            says.networks.validate().unwrap();
            says.rates.validate().unwrap();
            for link in &says.portfolio {
                link.validate().unwrap();
            }
            if let Some(decided) = &says.decided {
                decided.validate().unwrap();
            }
        }
    }
}
