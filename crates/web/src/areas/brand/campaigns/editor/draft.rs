//! What is typed, kept on this device: closing the window or losing the network loses nothing.

use leptos::prelude::*;
use serde::Serialize;
use shared::creators::{Category, Platform};
use shared::id::{BrandId, CampaignId};
use shared::json::FromJson;

use super::typed::Typed;
use crate::api::read_value;
use crate::browser;
use crate::components::creators::words::{key, of_key};

/// Everything that is typed, as texts.
#[derive(Debug, PartialEq, Serialize, FromJson)]
pub struct Draft {
    /// The revision that it was begun from; none of a new campaign.
    pub revision: Option<u32>,
    texts: Vec<String>,
    rows: Vec<[String; 4]>,
    networks: Vec<(String, String)>,
    categories: Vec<String>,
    compensation: [String; 6],
}

/// The fields that are one text each. The order is what is kept.
fn fields(typed: Typed) -> [RwSignal<String>; 12] {
    [
        typed.title,
        typed.about,
        typed.must,
        typed.must_not,
        typed.tags,
        typed.references,
        typed.rounds,
        typed.city,
        typed.level,
        typed.slots,
        typed.deadline,
        typed.time_zone,
    ]
}

impl Draft {
    /// Where the draft of a campaign is kept, or of a new one of a brand.
    pub fn place(brand: BrandId, id: Option<CampaignId>) -> String {
        match id {
            Some(id) => format!("avenue.campaign.{id}"),
            None => format!("avenue.campaign.new.{brand}"),
        }
    }

    /// What is typed now; tracked.
    pub fn of(typed: Typed, revision: Option<u32>) -> Self {
        let row =
            |row: super::typed::Row| [row.kind.get(), row.count.get(), row.platform.get(), row.note.get()];
        let network = |(platform, followers): (Platform, String)| (platform.as_str().to_owned(), followers);
        Self {
            revision,
            texts: fields(typed).map(|field| field.get()).to_vec(),
            rows: typed.rows.get().into_iter().map(row).collect(),
            networks: typed.wanted_networks().into_iter().map(network).collect(),
            categories: typed.wanted_categories().iter().map(key).collect(),
            compensation: typed.compensation.texts(),
        }
    }

    /// Puts it where one types.
    pub fn put(self, typed: Typed) {
        for (field, text) in fields(typed).into_iter().zip(self.texts) {
            field.set(text);
        }
        typed.set_rows(self.rows);
        let platform = |(word, followers): (String, String)| Some((of_key(Platform::ALL, &word)?, followers));
        typed.set_networks(self.networks.into_iter().filter_map(platform));
        let categories: Vec<Category> =
            self.categories.iter().filter_map(|word| of_key(Category::ALL, word)).collect();
        typed.set_categories(&categories);
        typed.compensation.set_texts(self.compensation);
    }

    /// What was kept there. What an older page kept otherwise is none.
    pub fn kept(place: &str) -> Option<Self> {
        let text = browser::stored(place)?;
        let value: serde_json::Value = serde_json::from_str(&text).ok()?;
        read_value(value)
    }

    /// Keeps it there.
    pub fn keep(&self, place: &str) {
        if let Ok(text) = serde_json::to_string(self) {
            browser::store(place, &text);
        }
    }

    /// Forgets what was kept there.
    pub fn forget(place: &str) {
        browser::forget(place);
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;
    use shared::creators::{Category, Platform};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Draft, Typed};

    #[wasm_bindgen_test]
    fn what_was_typed_comes_back() {
        let owner = Owner::new();
        owner.set();
        let typed = Typed::new();
        typed.title.set("Tereré \"frío\"".to_owned());
        typed.add_row();
        typed.set_networks([(Platform::TikTok, "1.000".to_owned())]);
        typed.set_categories(&[Category::Food, Category::Pets]);
        let draft = Draft::of(typed, Some(7));
        draft.keep("avenue.campaign.test");
        let kept = Draft::kept("avenue.campaign.test").unwrap();
        assert_eq!(kept, draft);
        let other = Typed::new();
        kept.put(other);
        assert_eq!(Draft::of(other, Some(7)), draft);
        Draft::forget("avenue.campaign.test");
        assert_eq!(Draft::kept("avenue.campaign.test"), None);
    }
}
