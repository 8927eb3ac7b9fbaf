//! How what a campaign says is called, where its revisions are told.

use serde_json::Value;
use shared::campaigns::{Deliverable, NetworkRequirement};

use super::words;
use crate::api::read_value;
use crate::components::revisions::{DEEPER, Vocabulary, changed};
use crate::i18n::{say, tr};
use crate::ui::format;
use crate::ui::text::Text;

/// The words of a campaign.
pub const CAMPAIGN: Vocabulary = Vocabulary {
    field: field_name,
    changed: |revision| changed(revision, field_name),
    item: item_words,
    revert_text: tr!(campaigns.revert_text),
};

/// What a field of a campaign is called; of what stands deeper, the part that it belongs to, and where in it.
fn field_name(field: &str) -> Text {
    let (part, rest) = match field {
        "title" => (tr!(revisions.title_field), ""),
        "slots" => (tr!(revisions.slots), ""),
        "deadline" => (tr!(campaigns.deadline), ""),
        "time_zone" => (tr!(revisions.time_zone), ""),
        "brief.about" => (tr!(campaigns.brief_about), ""),
        "brief.deliverables" => (tr!(campaigns.brief_deliverables), ""),
        "brief.must" => (tr!(campaigns.brief_must), ""),
        "brief.must_not" => (tr!(campaigns.brief_must_not), ""),
        "brief.tags" => (tr!(campaigns.brief_tags), ""),
        "brief.references" => (tr!(campaigns.brief_references), ""),
        "brief.revision_rounds" => (tr!(writing.rounds), ""),
        "compensation.kind" => (tr!(campaigns.compensation), ""),
        "compensation.fee.amount" => (tr!(campaigns.fee), ""),
        "compensation.value.amount" => (tr!(campaigns.value), ""),
        "compensation.fee.currency" | "compensation.value.currency" => (tr!(campaigns.currency), ""),
        "compensation.product" => (tr!(campaigns.product), ""),
        "requirements.networks" => (tr!(creators.networks), ""),
        "requirements.level" => (tr!(creators.level), ""),
        "requirements.city" => (tr!(campaigns.city), ""),
        "requirements.categories" => (tr!(campaigns.categories), ""),
        other => match other.split_once('.') {
            Some(("compensation", rest)) => (tr!(campaigns.compensation), rest),
            Some(("requirements", rest)) => (tr!(campaigns.requirements), rest),
            Some(("brief", rest)) => match rest.split_once('.') {
                Some(("rights", rest)) => (tr!(campaigns.rights), rest),
                Some(("timing", rest)) => (tr!(revisions.timing), rest),
                _ => (tr!(campaigns.brief), rest),
            },
            _ => return Text::from(other.to_owned()),
        },
    };
    let (part, rest): (fn() -> &'static str, String) = (part, rest.to_owned());
    Text::live(move || if rest.is_empty() { part().to_owned() } else { format!("{}{DEEPER}{rest}", part()) })
}

/// One of a list: a text, a piece that is to be delivered, or a network that one must be in.
fn item_words(item: &Value) -> String {
    if let Value::String(text) = item {
        return text.clone();
    }
    if let Some(piece) = read_value::<Deliverable>(item.clone()) {
        return words::deliverable(&piece);
    }
    match read_value::<NetworkRequirement>(item.clone()) {
        Some(NetworkRequirement { platform, followers }) => {
            say!(
                campaigns.requires_followers,
                platform = platform.name(),
                count = format::count(u64::from(followers))
            )
        }
        None => item.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{field_name, item_words};
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn a_campaign_is_told_in_words() {
        let owner = Owner::new();
        owner.set();
        choose(Locale::es);
        assert_eq!(field_name("brief.about").get(), "De qué se trata");
        assert_eq!(field_name("compensation.fee.amount").get(), "Pago");
        assert_eq!(field_name("brief.timing.ship_days").get(), "Plazos · ship_days");
        assert_eq!(field_name("later").get(), "later");
        let piece = json!({ "kind": "reel", "count": 2, "platform": "instagram" });
        assert_eq!(item_words(&piece), "2 × Reel en Instagram");
        assert_eq!(item_words(&json!("y más")), "y más");
    }
}
