//! What is made up of brands: what they are called, what they say of themselves, and what they ask for.

use shared::brands::{BrandNetwork, CreateBrand, SetBrandAccount, UpdateBrand, read_ruc};
use shared::campaigns::{
    Brief, Compensation, CreateCampaign, Deliverable, DeliverableKind, EditingRight, Exclusivity,
    NetworkRequirement, PaidAds, Requirements, RightsChannel, RightsTerm, Territory, Timing, UsageRights,
};
use shared::creators::{Category, CreatorLevel, Platform};
use shared::id::BrandId;
use shared::money::{Currency, Money};

use super::people::name;
use crate::domains::identity::plain;
use crate::infra::chance::Chance;

/// A line of business.
struct Trade {
    kind: &'static str,
    category: Category,
    products: &'static [&'static str],
    about: &'static str,
    tag: &'static str,
}

const TRADES: &[Trade] = &[
    Trade {
        kind: "Café",
        category: Category::Food,
        products: &["Café de origen", "Cold brew de verano", "Caja de medialunas"],
        about: "tostamos café paraguayo en pequeños lotes y lo servimos como en casa",
        tag: "#CaféDeAcá",
    },
    Trade {
        kind: "Cosmética",
        category: Category::Beauty,
        products: &["Sérum de mburucuyá", "Protector solar FPS 50", "Labial mate de larga duración"],
        about: "hacemos cosmética con ingredientes de nuestra tierra, sin crueldad animal",
        tag: "#PielDeVerano",
    },
    Trade {
        kind: "Moda",
        category: Category::Fashion,
        products: &["Camisa de ao po'i", "Zapatillas urbanas", "Bolso de cuero"],
        about: "diseñamos ropa con tejidos tradicionales para usar todos los días",
        tag: "#AoPoiDeHoy",
    },
    Trade {
        kind: "Yerba",
        category: Category::Lifestyle,
        products: &["Yerba mate compuesta", "Kit de tereré", "Termo forrado"],
        about: "elaboramos yerba con menta'i y burrito de productores de Itapúa",
        tag: "#TereréConAmigos",
    },
    Trade {
        kind: "Gimnasio",
        category: Category::Fitness,
        products: &["Pase trimestral", "Proteína de vainilla", "Bandas elásticas"],
        about: "acompañamos a la gente a moverse, sin importar por dónde empieza",
        tag: "#MoveteHoy",
    },
    Trade {
        kind: "Hotel",
        category: Category::Travel,
        products: &["Fin de semana para dos", "Día de piscina", "Escapada a la cordillera"],
        about: "recibimos a quienes quieren descansar cerca del lago y de la ciudad",
        tag: "#EscapadaPy",
    },
    Trade {
        kind: "Tecno",
        category: Category::Technology,
        products: &["Auriculares inalámbricos", "Celular de gama media", "Cargador solar"],
        about: "vendemos tecnología con garantía y servicio técnico de verdad",
        tag: "#TecnoFácil",
    },
    Trade {
        kind: "Casa",
        category: Category::Home,
        products: &["Juego de sábanas", "Lámpara de ñandutí", "Set de ollas"],
        about: "hacemos que cada casa se sienta propia, con diseño y artesanía local",
        tag: "#MiRincón",
    },
    Trade {
        kind: "Kids",
        category: Category::Family,
        products: &["Pañales ecológicos", "Mochila escolar", "Juego de mesa en guaraní"],
        about: "pensamos productos para familias que no tienen tiempo que perder",
        tag: "#FamiliaReal",
    },
    Trade {
        kind: "Mascotas",
        category: Category::Pets,
        products: &["Alimento para perros", "Cama ortopédica", "Juguete resistente"],
        about: "cuidamos a los animales como de la familia, con veterinarios propios",
        tag: "#PerrosDeBarrio",
    },
    Trade {
        kind: "Deportes",
        category: Category::Sports,
        products: &["Camiseta de fútbol", "Zapatillas para correr", "Botella térmica"],
        about: "equipamos a quienes juegan por gusto, en la cancha o en la calle",
        tag: "#JugáIgual",
    },
    Trade {
        kind: "Motos",
        category: Category::Motoring,
        products: &["Casco certificado", "Servicio completo", "Moto eléctrica"],
        about: "ponemos en dos ruedas a medio país, con seguridad y repuestos originales",
        tag: "#RutaSegura",
    },
];

/// What brands are called after.
const NAMES: &[&str] = &[
    "Ñandutí",
    "Mburucuyá",
    "Tajy",
    "Ykuá",
    "Jasy",
    "Kuarahy",
    "Panambi",
    "Arasá",
    "Ka'aguy",
    "Yvoty",
    "Mainumby",
    "Aravera",
    "Porã",
    "Guavirá",
    "Kurupay",
    "Ypoá",
    "Ñemity",
    "Samu'ũ",
    "Pombero",
    "Aguara",
    "Jaguarete",
    "Lapacho",
    "Ybaga",
    "Ko'ẽju",
    "Amambay",
    "Aquidabán",
    "Cerro Corá",
    "Ybytyruzú",
    "Pykasu",
    "Takuare'ẽ",
    "Jopara",
    "Mitã",
    "Ára",
    "Yrupé",
    "Arandu",
    "Karumbe",
    "Guyra",
    "Ypacaraí",
    "Tekove",
    "Kamba",
];

const CITIES: &[&str] =
    &["Asunción", "Asunción", "Asunción", "Ciudad del Este", "Encarnación", "San Lorenzo", "Luque"];

fn trade(brand: usize) -> Option<&'static Trade> {
    TRADES.get(brand % TRADES.len())
}

/// A brand by its number: what it begins with and what it says of itself. Its owner is called so.
pub fn brand(chance: &mut Chance, number: usize) -> (CreateBrand, UpdateBrand) {
    let Some(trade) = trade(number) else { return (CreateBrand::default(), UpdateBrand::default()) };
    // 13 and 40 have no common divisor: no trade meets a name twice before all were met.
    let round = number / TRADES.len();
    let word = NAMES
        .get(round.saturating_mul(13).saturating_add(number % TRADES.len()) % NAMES.len())
        .copied()
        .unwrap_or_default();
    let again = round / NAMES.len();
    let mark = if again == 0 { String::new() } else { format!(" {}", again.saturating_add(1)) };
    let company = format!("{} {word}{mark}", trade.kind);
    let handle = handle_of(&company);
    let owner = name(number.saturating_mul(31).saturating_add(7));
    let networks = [BrandNetwork::Instagram, BrandNetwork::Facebook];
    let says = UpdateBrand {
        legal_name: Some(format!("{company} S.A.")),
        ruc: ruc(chance),
        website: Some(format!("https://{handle}.example")),
        description: Some(format!("Somos {company}: {}.", trade.about)),
        contact_name: Some(format!("{} {}", owner.first, owner.last)),
        contact_email: Some(format!("hola@{handle}.example")),
        contact_phone: Some(format!("+59598{}{}", chance.between(1, 6), chance.digits(6))),
        contact_public: Some(chance.percent(50)),
        networks: Some(
            networks
                .iter()
                .map(|network| SetBrandAccount { network: *network, handle: handle.clone() })
                .collect(),
        ),
        handle: Some(handle),
        ..UpdateBrand::default()
    };
    (CreateBrand { company, website: None }, says)
}

/// A name as pages are called: letters, digits and dashes.
fn handle_of(company: &str) -> String {
    let bare = plain(company);
    let words =
        bare.split_whitespace().map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect());
    words.collect::<Vec<String>>().join("-")
}

/// A number of a taxpayer with the digit that is right for it.
fn ruc(chance: &mut Chance) -> Option<String> {
    let number = format!("80{}", chance.digits(6));
    (0..10).find_map(|digit| read_ruc(&format!("{number}-{digit}")).ok())
}

/// What a brand asks for in one of its campaigns.
pub fn campaign(
    chance: &mut Chance,
    brand: usize,
    brand_id: BrandId,
    deadline: String,
) -> Option<CreateCampaign> {
    const TITLES: &[&str] = &[
        "{}: mostrala en tu día",
        "Lanzamiento: {}",
        "{} en verano",
        "Probá y contá: {}",
        "{} para compartir",
        "Nueva temporada de {}",
    ];
    let trade = trade(brand)?;
    let product = chance.text(trade.products);
    let title = chance.text(TITLES).replace("{}", product);
    let deliverables = deliverables(chance);
    let platform = deliverables.iter().find_map(|line| line.platform);
    Some(CreateCampaign {
        brand_id,
        brief: brief(chance, trade, product, deliverables),
        compensation: compensation(chance, product),
        slots: u32::try_from(chance.between(2, 8)).unwrap_or(3),
        requirements: requirements(chance, trade, platform),
        title,
        deadline,
        time_zone: None,
    })
}

fn brief(chance: &mut Chance, trade: &Trade, product: &str, deliverables: Vec<Deliverable>) -> Brief {
    const WISHES: &[&str] = &[
        "Buscamos contenido natural, grabado con el celular, que muestre el producto en uso y en su ambiente.",
        "Queremos ver tu forma de usarlo: nada de guion rígido, sí buena luz y audio claro.",
        "La idea es contar un antes y después en pocos segundos, con subtítulos.",
        "Que se note que es de acá: calor, tereré, familia, la calle.",
    ];
    const MUST: &[&str] = &[
        "Mostrar el producto en los primeros tres segundos",
        "Mencionar dónde se compra",
        "Grabar en vertical",
        "Agregar subtítulos",
        "Decir que es publicidad",
    ];
    const MUST_NOT: &[&str] =
        &["Mostrar otras marcas", "Usar filtros que cambien los colores", "Música con derechos"];
    let (musts, must_nots) = (2, 1);
    Brief {
        about: format!("{product}: {}. {}", trade.about, chance.text(WISHES)),
        deliverables,
        must: owned(chance.some_of(MUST, musts)),
        must_not: owned(chance.some_of(MUST_NOT, must_nots)),
        tags: vec![trade.tag.to_owned(), "#publicidad".to_owned()],
        references: Vec::new(),
        revision_rounds: u8::try_from(chance.between(1, 3)).unwrap_or(1),
        timing: chance.percent(50).then_some(Timing {
            review_hours: 72,
            publish_days: 5,
            ..Timing::default()
        }),
        rights: chance.percent(75).then(|| rights(chance)),
    }
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

fn deliverables(chance: &mut Chance) -> Vec<Deliverable> {
    let line = |kind, count, platform| Deliverable { kind, count, platform, note: None };
    let (instagram, tiktok) = (Some(Platform::Instagram), Some(Platform::TikTok));
    match chance.below(6) {
        0 => vec![line(DeliverableKind::Reel, 1, instagram), line(DeliverableKind::Story, 2, instagram)],
        1 => vec![line(DeliverableKind::Video, 1, tiktok)],
        2 => vec![line(DeliverableKind::Photo, 3, None), line(DeliverableKind::Reel, 1, instagram)],
        3 => vec![line(DeliverableKind::Video, 2, None)],
        4 => vec![line(DeliverableKind::Video, 1, Some(Platform::YouTube))],
        _ => vec![line(DeliverableKind::Post, 1, instagram)],
    }
}

fn rights(chance: &mut Chance) -> UsageRights {
    let term = match chance.below(4) {
        0 => RightsTerm::Days { days: 90 },
        1 => RightsTerm::Months { months: 6 },
        2 => RightsTerm::Months { months: 12 },
        _ => RightsTerm::Perpetual {},
    };
    UsageRights {
        channels: vec![RightsChannel::Social, RightsChannel::Website],
        term,
        territory: Territory::Countries { countries: vec!["PY".to_owned(), "AR".to_owned()] },
        exclusivity: chance
            .percent(20)
            .then(|| Exclusivity { against: "Marcas del mismo rubro".to_owned(), days: 30 }),
        editing: if chance.percent(60) { EditingRight::Adapt } else { EditingRight::None },
        paid_ads: chance.percent(35).then(|| PaidAds { days: 30, from_creators_account: chance.percent(50) }),
    }
}

fn compensation(chance: &mut Chance, product: &str) -> Compensation {
    let currency = match chance.below(20) {
        0 => Currency::Usd,
        1 => Currency::Ars,
        2 => Currency::Eur,
        _ => Currency::Pyg,
    };
    let mut money = |low, high| match currency {
        Currency::Pyg => Money::new(chance.between(low, high).saturating_mul(50_000), currency),
        Currency::Ars => Money::new(chance.between(low, high).saturating_mul(1_000_000), currency),
        Currency::Usd | Currency::Eur => Money::new(chance.between(low, high).saturating_mul(800), currency),
    };
    let (value, fee, product) = (money(1, 12), money(3, 50), product.to_owned());
    match chance.below(20) {
        0..7 => Compensation::Exchange { product, value },
        7..13 => Compensation::Fee { fee },
        _ => Compensation::Both { product, value, fee },
    }
}

fn requirements(chance: &mut Chance, trade: &Trade, platform: Option<Platform>) -> Requirements {
    let least = u32::try_from(chance.between(0, 5).saturating_mul(1_000)).unwrap_or(0);
    let networks = platform.filter(|_| chance.percent(60));
    let mut categories = Vec::new();
    if chance.percent(35) {
        categories.push(trade.category);
        categories.extend(
            chance.some_of(&[Category::Lifestyle, Category::Family, Category::Food, Category::Travel], 3),
        );
        categories.sort_unstable();
        categories.dedup();
    }
    Requirements {
        networks: networks
            .map(|platform| NetworkRequirement { platform, followers: least })
            .into_iter()
            .collect(),
        city: chance.percent(12).then(|| chance.text(CITIES).to_owned()),
        categories,
        level: chance.percent(6).then_some(CreatorLevel::Verified),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use garde::Validate;
    use shared::id::BrandId;

    use super::{Chance, brand, campaign};

    #[test]
    fn what_brands_say_is_what_the_api_would_take() {
        let mut handles = HashSet::new();
        for number in 0..4_000 {
            let (made, says) = brand(&mut Chance::of(1, "brand", u64::try_from(number).unwrap()), number);
            made.validate().unwrap();
            says.validate().unwrap();
            assert!(says.ruc.is_some());
            assert!(handles.insert(says.handle.unwrap()), "{}", made.company);
        }
    }

    #[test]
    fn what_they_ask_for_is_what_the_api_would_take() {
        let id: BrandId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        for number in 0..600 {
            let mut chance = Chance::of(1, "campaign", u64::try_from(number).unwrap());
            campaign(&mut chance, number, id, "2026-12-01".to_owned()).unwrap().validate().unwrap();
        }
    }
}
