//! What a creator who signed owes a brand: its drafts, what is said of them, and where it was published.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::DeliverableKind;
use super::brief::valid_link;
use crate::creators::Platform;
use crate::id::{ApplicationId, BrandId, CampaignId, CreatorId, DeliverableId, MediaId};
use crate::json::FromJson;
use crate::media::MediaFile;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Where a deliverable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeliverableState {
    /// The creator is to send a first draft.
    Owed,
    /// The brand is to look at a draft.
    InReview,
    /// The creator is to send another draft.
    ChangesRequested,
    /// The brand is content. What is published by the creator is to be published now; else this is the end.
    Approved,
    /// The creator published it.
    Published,
    /// The brand does not take it.
    Rejected,
}

impl DeliverableState {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Owed,
        Self::InReview,
        Self::ChangesRequested,
        Self::Approved,
        Self::Published,
        Self::Rejected,
    ];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::InReview => "in_review",
            Self::ChangesRequested => "changes_requested",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Rejected => "rejected",
        }
    }
}

/// `POST /api/campaigns/deliverables/{id}/drafts`: the creator hands in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitDraft {
    /// The work itself.
    #[garde(dive)]
    pub content: SubmittedContent,
    /// The words that are to be published with it. What is published must say that it is advertising: by a hashtag such as
    /// `#publicidad` or `#ad`, by words such as `paid partnership`, or by the network's own label.
    #[garde(length(chars, max = 5_000))]
    #[serde(default)]
    pub caption: String,
    /// Whether it will carry the network's own label of a paid partnership.
    #[garde(skip)]
    #[serde(default)]
    pub paid_partnership: bool,
    /// A few words to the brand.
    #[garde(inner(length(chars, max = 2_000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Where a draft is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SubmittedContent {
    /// Elsewhere.
    Url {
        /// An `https` address that the brand can open.
        #[garde(custom(valid_link))]
        url: String,
    },
    /// Here: a file that was sent for this deliverable.
    File {
        /// From `POST /api/campaigns/deliverables/{id}/files`; a file is good for one draft.
        #[garde(skip)]
        file_id: MediaId,
    },
}

/// Where a draft is found, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DraftContent {
    /// Elsewhere.
    Url {
        /// The address.
        url: String,
    },
    /// Here: `POST /api/campaigns/deliverables/{id}/drafts/{number}/link` gives an address of it.
    File {
        /// What is known of it.
        file: MediaFile,
    },
}

/// One draft. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// Counts the drafts of this deliverable from 1.
    pub number: u32,
    /// The work itself; absent for the brand once it may not use it: the rights have ended, or it was rejected; and once the
    /// file is gone with its creator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<DraftContent>,
    /// The words that are to be published with it.
    pub caption: String,
    /// Whether it will carry the network's own label of a paid partnership.
    pub paid_partnership: bool,
    /// Whether it says that it is advertising, by its words or by that label.
    pub disclosed: bool,
    /// The creator's words to the brand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it came.
    pub at: Timestamp,
    /// What came of it; absent until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<DraftAnswer>,
}

/// What came of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftAnswer {
    /// In one word.
    pub verdict: Verdict,
    /// What is to be changed, or why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether nobody answered in time, and the platform did.
    pub automatic: bool,
    /// When.
    pub at: Timestamp,
}

/// What came of a draft, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DraftVerdict))]
pub enum Verdict {
    /// The brand is content.
    Approved,
    /// Changes were asked for.
    Changes,
    /// It does not say that it is advertising; another one that does is to come. Uses no round.
    Undisclosed,
    /// The brand does not take it.
    Rejected,
}

/// `POST /api/campaigns/deliverables/{id}/changes`: uses one of the rounds that were agreed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskChanges {
    /// What is to be changed; comments on the draft can say where.
    #[garde(length(chars, min = 3, max = 5_000))]
    pub note: String,
}

/// `POST /api/campaigns/deliverables/{id}/reject`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RejectDeliverable {
    /// Why; the creator reads it.
    #[garde(length(chars, min = 3, max = 1_000))]
    pub reason: String,
}

/// `POST /api/campaigns/deliverables/{id}/publish`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishDeliverable {
    /// The `https` address of the post, on the network that was agreed on.
    #[garde(length(min = 1, max = 600))]
    pub post_url: String,
    /// The code by which the network lets the brand advertise from one's own account, where that was agreed on.
    #[garde(inner(length(chars, min = 4, max = 300)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ad_code: Option<String>,
}

/// One thing that a creator who signed owes a brand, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwedDeliverable {
    /// The deliverable.
    pub id: DeliverableId,
    /// Where it was signed.
    pub application_id: ApplicationId,
    /// For which campaign.
    pub campaign_id: CampaignId,
    /// What that is called.
    pub campaign_title: String,
    /// For whom.
    pub brand_id: BrandId,
    /// By whom.
    pub creator_id: CreatorId,
    /// Counts what is owed by one signature from 1, in the order of the brief.
    pub number: u32,
    /// What it is.
    pub kind: DeliverableKind,
    /// Where the creator publishes it; absent: it is delivered and not published by the creator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// What matters about it, in the brief's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it stands.
    pub state: DeliverableState,
    /// Until when the next step is to be taken; absent where none is to come, and until the product has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Whether the creator missed that at least once.
    pub late: bool,
    /// How often the brand may ask for changes.
    pub rounds: u8,
    /// How often it did.
    pub rounds_used: u8,
    /// How many drafts came.
    pub drafts_sent: u32,
    /// Since when it is approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<Timestamp>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reject_reason: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_url: Option<String>,
    /// When that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// `GET /api/campaigns/deliverables/{id}`: one deliverable, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliverableWork {
    /// Its line in lists.
    #[serde(flatten)]
    pub summary: OwedDeliverable,
    /// Every draft, oldest first.
    pub drafts: Vec<Draft>,
}

/// Which deliverables: of a campaign (`GET /api/campaigns/{id}/deliverables`, oldest first) or one's own
/// (`GET /api/campaigns/deliverables/mine`, newest first).
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct DeliverableQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<DeliverableState>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use serde_json::json;

    use super::{DeliverableState, SubmitDraft};

    #[test]
    fn a_word_is_what_travels() {
        for state in DeliverableState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }

    #[test]
    fn a_draft_is_an_address_or_a_file() {
        let url = json!({ "content": { "kind": "url", "url": "https://drive.example.com/f/1" } });
        assert!(serde_json::from_value::<SubmitDraft>(url).unwrap().validate().is_ok());
        let insecure = json!({ "content": { "kind": "url", "url": "http://drive.example.com/f/1" } });
        assert!(serde_json::from_value::<SubmitDraft>(insecure).unwrap().validate().is_err());
        for wrong in [json!({}), json!({ "content": { "kind": "file", "url": "https://a.py" } })] {
            assert!(serde_json::from_value::<SubmitDraft>(wrong).is_err());
        }
    }
}
