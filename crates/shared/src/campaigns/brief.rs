//! What a brand asks for, as a text that creators sign.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Compensation, Timing, UsageRights};
use crate::creators::Platform;
use crate::json::FromJson;
use crate::time::Timestamp;

/// What a brand asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Brief {
    /// What it is about: the product, the idea, the audience.
    #[garde(length(chars, min = 1, max = 5_000))]
    pub about: String,
    /// What each creator delivers, at most 100 pieces altogether.
    #[garde(length(min = 1, max = 20), custom(few_enough), dive)]
    pub deliverables: Vec<Deliverable>,
    /// What must be said or seen.
    #[garde(length(max = 20), inner(length(chars, min = 1, max = 300)))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must: Vec<String>,
    /// What must not.
    #[garde(length(max = 20), inner(length(chars, min = 1, max = 300)))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must_not: Vec<String>,
    /// Hashtags and mentions to use, with their `#` or `@`.
    #[garde(length(max = 30), inner(length(chars, min = 2, max = 100)))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Examples to look at: `https://` addresses.
    #[garde(length(max = 20), inner(custom(valid_link)))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// How often the brand may ask for changes of one deliverable, 0 to 5.
    #[garde(range(max = 5))]
    pub revision_rounds: u8,
    /// How long each stage of the work may last; the usual lengths if absent.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timing: Option<Timing>,
    /// What the brand may do with what is delivered. Absent: nothing was agreed on that would end.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<UsageRights>,
}

/// The most pieces that one creator delivers.
pub const MAX_PIECES: u32 = 100;

/// One thing to deliver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deliverable {
    /// What it is.
    #[garde(skip)]
    pub kind: DeliverableKind,
    /// How many, 1 to 50.
    #[garde(range(min = 1, max = 50))]
    pub count: u8,
    /// Where it is published; absent: it is delivered to the brand and not published by the creator.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// What matters about it.
    #[garde(inner(length(chars, max = 500)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A form of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeliverableKind {
    /// A picture.
    Photo,
    /// A short upright video.
    Reel,
    /// A video of any other form.
    Video,
    /// Something that is gone after a day.
    Story,
    /// A post with pictures or text.
    Post,
}

/// One version of what creators sign. It never changes. `GET /api/campaigns/{id}/briefs` gives all to the brand,
/// `GET /api/campaigns/applications/{id}/brief` gives a creator theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefVersion {
    /// Counts from 1.
    pub version: u32,
    /// SHA-256 in hex over the campaign, the version, the title, the brief and the compensation.
    pub digest: String,
    /// The campaign's title in this version.
    pub title: String,
    /// What is asked for.
    pub brief: Brief,
    /// What is offered to everybody.
    pub compensation: Compensation,
    /// Since when it holds.
    pub created_at: Timestamp,
}

fn few_enough(deliverables: &[Deliverable], _: &()) -> garde::Result {
    let pieces: u32 = deliverables.iter().map(|deliverable| u32::from(deliverable.count)).sum();
    if pieces <= MAX_PIECES {
        Ok(())
    } else {
        Err(garde::Error::new(format!("must be at most {MAX_PIECES} pieces altogether, not {pieces}")))
    }
}

/// Checks an address to look at.
pub(super) fn valid_link(text: &str, _: &()) -> garde::Result {
    let host = text.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if plain && text.len() <= 500 && host.is_some_and(|host| host.contains('.') && !host.contains('@')) {
        Ok(())
    } else {
        Err(garde::Error::new("must be an address such as https://www.instagram.com/p/…"))
    }
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use serde_json::json;

    use super::{Brief, valid_link};

    #[test]
    fn a_brief_of_before_there_were_rights_is_the_same_text() {
        let text = json!({
            "about": "Un café.",
            "deliverables": [{ "kind": "reel", "count": 1, "platform": "instagram" }],
            "revision_rounds": 2,
        });
        let brief: Brief = serde_json::from_value(text.clone()).unwrap();
        assert_eq!(serde_json::to_value(&brief).unwrap(), text, "its digest stays");
    }

    #[test]
    fn nobody_delivers_more_than_a_hundred_pieces() {
        let of = |counts: &[u8]| {
            let lines: Vec<_> =
                counts.iter().map(|count| json!({ "kind": "photo", "count": count })).collect();
            let brief = json!({ "about": "Fotos.", "deliverables": lines, "revision_rounds": 0 });
            serde_json::from_value::<Brief>(brief).unwrap().validate().is_ok()
        };
        assert!(of(&[50, 50]) && of(&[1; 20]));
        assert!(!of(&[50, 50, 1]));
    }

    #[test]
    fn an_example_is_a_secure_address() {
        for good in ["https://www.tiktok.com/@ana/video/7", "https://a.py"] {
            assert!(valid_link(good, &()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "http://a.py",
            "https://",
            "https://a",
            "javascript:alert(1)",
            "https://me@a.py",
            "https://a.py/ x",
        ] {
            assert!(valid_link(bad, &()).is_err(), "{bad}");
        }
    }
}
