//! What is typed into a campaign, and what the API is sent of it.

use garde::Validate;
use leptos::prelude::*;
use shared::campaigns::{
    Brief, Campaign, Compensation, CreateCampaign, Deliverable, DeliverableKind, NetworkRequirement,
    Requirements, Timing, UpdateCampaign, UsageRights,
};
use shared::creators::{Category, CreatorLevel, Platform};
use shared::error::{FieldError, field_errors};
use shared::id::BrandId;
use shared::money::{Currency, Money};

use crate::components::campaigns::{TypedCompensation, words};
use crate::components::creators::words::{key, of_key};
use crate::i18n::tr;

/// One thing to deliver, as it is typed.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Tells the rows apart while they come and go.
    pub id: u32,
    /// What it is.
    pub kind: RwSignal<String>,
    /// How many.
    pub count: RwSignal<String>,
    /// Where it is published.
    pub platform: RwSignal<String>,
    /// What matters about it.
    pub note: RwSignal<String>,
}

/// A network that may be asked for.
#[derive(Debug, Clone, Copy)]
pub struct Network {
    /// Which.
    pub platform: Platform,
    /// Whether it is.
    pub wanted: RwSignal<bool>,
    /// At least so many followers.
    pub followers: RwSignal<String>,
}

/// Everything that is typed. Copy it freely.
#[derive(Clone, Copy)]
pub struct Typed {
    /// What creators read first.
    pub title: RwSignal<String>,
    /// What it is about.
    pub about: RwSignal<String>,
    /// What each creator delivers.
    pub rows: RwSignal<Vec<Row>>,
    next_row: StoredValue<u32>,
    /// What must be said or seen, one a line.
    pub must: RwSignal<String>,
    /// What must not.
    pub must_not: RwSignal<String>,
    /// Hashtags and mentions.
    pub tags: RwSignal<String>,
    /// Examples.
    pub references: RwSignal<String>,
    /// Rounds of changes.
    pub rounds: RwSignal<String>,
    /// What the brief says of times and rights. It is not typed here, and stays as it is.
    agreed: StoredValue<(Option<Timing>, Option<UsageRights>)>,
    /// Every network.
    pub networks: StoredValue<Vec<Network>>,
    /// The city.
    pub city: RwSignal<String>,
    /// Every category, and whether it is asked for.
    pub categories: StoredValue<Vec<(Category, RwSignal<bool>)>>,
    /// The lowest level.
    pub level: RwSignal<String>,
    /// What each creator gets.
    pub compensation: TypedCompensation,
    /// How many creators.
    pub slots: RwSignal<String>,
    /// The last day.
    pub deadline: RwSignal<String>,
    /// Where that day is meant.
    pub time_zone: RwSignal<String>,
}

fn text(text: impl Into<String>) -> RwSignal<String> {
    RwSignal::new(text.into())
}

impl Typed {
    /// Nothing yet, but one thing to deliver to begin with.
    pub fn new() -> Self {
        let networks = Platform::ALL.iter().map(|platform| Network {
            platform: *platform,
            wanted: RwSignal::new(false),
            followers: text(""),
        });
        let categories = Category::ALL.iter().map(|category| (*category, RwSignal::new(false)));
        let typed = Self {
            title: text(""),
            about: text(""),
            rows: RwSignal::new(Vec::new()),
            next_row: StoredValue::new(0),
            must: text(""),
            must_not: text(""),
            tags: text(""),
            references: text(""),
            rounds: text("1"),
            agreed: StoredValue::new((None, None)),
            networks: StoredValue::new(networks.collect()),
            city: text(""),
            categories: StoredValue::new(categories.collect()),
            level: text(""),
            compensation: TypedCompensation::new(),
            slots: text("1"),
            deadline: text(""),
            time_zone: text("America/Asuncion"),
        };
        typed.set_rows([["reel".to_owned(), "1".to_owned(), "instagram".to_owned(), String::new()]]);
        typed
    }

    /// As a campaign is.
    pub fn of(campaign: &Campaign) -> Self {
        let (summary, brief) = (&campaign.page.summary, &campaign.page.brief);
        let typed = Self::new();
        typed.title.set(summary.title.clone());
        typed.about.set(brief.about.clone());
        typed.set_rows(brief.deliverables.iter().map(|one| {
            [
                word_of(one.kind),
                one.count.to_string(),
                one.platform.map(|platform| platform.as_str().to_owned()).unwrap_or_default(),
                one.note.clone().unwrap_or_default(),
            ]
        }));
        typed.must.set(brief.must.join("\n"));
        typed.must_not.set(brief.must_not.join("\n"));
        typed.tags.set(brief.tags.join("\n"));
        typed.references.set(brief.references.join("\n"));
        typed.rounds.set(brief.revision_rounds.to_string());
        typed.agreed.set_value((brief.timing, brief.rights.clone()));
        let Requirements { networks, city, categories, level } = &summary.requirements;
        let least = |followers: u32| if followers == 0 { String::new() } else { followers.to_string() };
        typed.set_networks(networks.iter().map(|one| (one.platform, least(one.followers))));
        typed.city.set(city.clone().unwrap_or_default());
        typed.set_categories(categories);
        typed.level.set(level.map(|level| level.as_str().to_owned()).unwrap_or_default());
        typed.compensation.set(&summary.compensation);
        typed.slots.set(summary.slots.to_string());
        typed.deadline.set(summary.deadline.clone());
        typed.time_zone.set(summary.time_zone.clone());
        typed
    }

    /// Replaces what is delivered: kind, number, network and note of each.
    pub fn set_rows(self, rows: impl IntoIterator<Item = [String; 4]>) {
        let rows = rows.into_iter().map(|row| self.row(row)).collect();
        self.rows.set(rows);
    }

    /// One thing more to deliver.
    pub fn add_row(self) {
        let row = self.row(["reel".to_owned(), "1".to_owned(), String::new(), String::new()]);
        self.rows.update(|rows| rows.push(row));
    }

    fn row(self, [kind, count, platform, note]: [String; 4]) -> Row {
        let id = self.next_row.get_value();
        self.next_row.set_value(id.wrapping_add(1));
        Row { id, kind: text(kind), count: text(count), platform: text(platform), note: text(note) }
    }

    /// Asks for these networks and no others.
    pub fn set_networks(self, wanted: impl IntoIterator<Item = (Platform, String)>) {
        let wanted: Vec<(Platform, String)> = wanted.into_iter().collect();
        self.networks.with_value(|all| {
            for one in all {
                let found = wanted.iter().find(|(platform, _)| *platform == one.platform);
                one.wanted.set(found.is_some());
                if let Some((_, followers)) = found {
                    one.followers.set(followers.clone());
                }
            }
        });
    }

    /// Asks for these categories and no others.
    pub fn set_categories(self, wanted: &[Category]) {
        self.categories.with_value(|all| {
            for (category, on) in all {
                on.set(wanted.contains(category));
            }
        });
    }

    /// The categories that are asked for; tracked.
    pub fn wanted_categories(self) -> Vec<Category> {
        self.categories
            .with_value(|all| all.iter().filter(|(_, on)| on.get()).map(|(category, _)| *category).collect())
    }

    /// The networks that are asked for, with what is typed as followers; tracked.
    pub fn wanted_networks(self) -> Vec<(Platform, String)> {
        self.networks.with_value(|all| {
            let wanted = all.iter().filter(|one| one.wanted.get());
            wanted.map(|one| (one.platform, one.followers.get())).collect()
        })
    }

    /// What the API is sent, and everything that is wrong with it. What cannot be read at all is sent as something that
    /// can, so that the rest is checked too; tracked.
    pub fn read(self, brand_id: BrandId) -> (CreateCampaign, Vec<FieldError>) {
        let mut wrong = Vec::new();
        let mut refuse = |field: &str, message: &str| {
            wrong.push(FieldError { field: field.to_owned(), message: message.to_owned() });
        };
        let deliverables = self.rows.get().into_iter().map(|row| Deliverable {
            kind: kind_of(&row.kind.get()),
            // Zero is refused by the validation, as is what cannot be read.
            count: row.count.get().trim().parse().unwrap_or(0),
            platform: of_key(Platform::ALL, &row.platform.get()),
            note: some(&row.note.get()),
        });
        let (timing, rights) = self.agreed.get_value();
        let brief = Brief {
            about: self.about.get().trim().to_owned(),
            deliverables: deliverables.collect(),
            must: lines(&self.must.get()),
            must_not: lines(&self.must_not.get()),
            tags: self.tags.get().split_whitespace().map(str::to_owned).collect(),
            references: lines(&self.references.get()),
            revision_rounds: self.rounds.get().parse().unwrap_or(1),
            timing,
            rights,
        };
        let networks = self.wanted_networks().into_iter().map(|(platform, followers)| {
            let followers = whole(&followers).unwrap_or_else(|| {
                refuse("requirements.networks", tr!(writing.followers_wrong)());
                0
            });
            NetworkRequirement { platform, followers }
        });
        let requirements = Requirements {
            networks: networks.collect(),
            city: some(&self.city.get()),
            categories: self.wanted_categories(),
            level: of_key(CreatorLevel::ALL, &self.level.get()),
        };
        let compensation = self.compensation.read().unwrap_or_else(|(field, why)| {
            refuse(field, why);
            Compensation::Fee { fee: Money::new(1, Currency::Pyg) }
        });
        let body = CreateCampaign {
            brand_id,
            title: self.title.get().trim().to_owned(),
            brief,
            compensation,
            // Zero is refused by the validation.
            slots: whole(&self.slots.get()).unwrap_or(0),
            requirements,
            deadline: self.deadline.get(),
            time_zone: some(&self.time_zone.get()),
        };
        if let Err(report) = body.validate() {
            wrong.extend(field_errors(&report));
        }
        (body, wrong)
    }

    /// The same as a change of what is there.
    pub fn change(body: CreateCampaign, revision: Option<u32>) -> UpdateCampaign {
        UpdateCampaign {
            revision,
            title: Some(body.title),
            brief: Some(body.brief),
            compensation: Some(body.compensation),
            slots: Some(body.slots),
            requirements: Some(body.requirements),
            deadline: Some(body.deadline),
            time_zone: body.time_zone,
        }
    }
}

/// A whole number, whose thousands may stand apart; nothing is none of them.
fn whole(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ',' | ' ' | '\u{a0}')).collect();
    if digits.is_empty() { Some(0) } else { digits.parse().ok() }
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn word_of(kind: DeliverableKind) -> String {
    key(&kind)
}

fn kind_of(word: &str) -> DeliverableKind {
    let found = words::DELIVERABLES.iter().find(|kind| key(*kind) == word);
    found.copied().unwrap_or(DeliverableKind::Reel)
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;
    use shared::campaigns::Compensation;
    use shared::creators::Platform;
    use shared::id::BrandId;
    use shared::money::{Currency, Money};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Typed, whole};

    fn brand() -> BrandId {
        "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap()
    }

    #[wasm_bindgen_test]
    fn what_is_missing_is_named_by_its_field() {
        let owner = Owner::new();
        owner.set();
        let (_, wrong) = Typed::new().read(brand());
        let mut fields: Vec<&str> = wrong.iter().map(|one| one.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["brief.about", "compensation.fee", "deadline", "title"]);
    }

    #[wasm_bindgen_test]
    fn what_is_whole_is_sent_as_it_was_typed() {
        let owner = Owner::new();
        owner.set();
        let typed = Typed::new();
        typed.title.set(" Café de la mañana ".to_owned());
        typed.about.set("Contar un desayuno.".to_owned());
        typed.must.set("La taza\n\n El logo ".to_owned());
        typed.tags.set("#publicidad @cafe\n#py".to_owned());
        typed.set_networks([(Platform::Instagram, "1.500".to_owned())]);
        typed.compensation.set(&Compensation::Fee { fee: Money::new(300_000, Currency::Pyg) });
        typed.slots.set("3".to_owned());
        typed.deadline.set("2026-12-24".to_owned());
        let (body, wrong) = typed.read(brand());
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(body.title, "Café de la mañana");
        assert_eq!(body.brief.must, ["La taza", "El logo"]);
        assert_eq!(body.brief.tags, ["#publicidad", "@cafe", "#py"]);
        assert_eq!(body.requirements.networks[0].followers, 1_500);
        assert_eq!(body.compensation.fee(), Some(Money::new(300_000, Currency::Pyg)));
        assert_eq!(body.slots, 3);
    }

    #[wasm_bindgen_test]
    fn thousands_may_stand_apart() {
        assert_eq!(whole("12.400"), Some(12_400));
        assert_eq!(whole(""), Some(0));
        assert_eq!(whole("12k"), None);
    }
}
