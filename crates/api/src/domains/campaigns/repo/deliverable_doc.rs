//! One deliverable as it is stored in `campaign_deliverables`.

use bson::DateTime;
use serde::{Deserialize, Serialize};
use shared::campaigns::{
    DeliverableKind, DeliverableState, DeliverableWork, Draft, DraftAnswer, DraftContent, OwedDeliverable,
    Timing, UsageRights, Verdict,
};
use shared::creators::Platform;
use shared::id::{ApplicationId, BrandId, CampaignId, CreatorId, DeliverableId, UserId};

/// One deliverable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeliverableDoc {
    #[serde(rename = "_id")]
    pub id: DeliverableId,
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub campaign_title: String,
    pub brand_id: BrandId,
    pub creator_id: CreatorId,
    pub user_id: UserId,
    /// From 1, in the order of the brief.
    pub number: u32,
    pub kind: DeliverableKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// As it was signed.
    pub timing: Timing,
    /// As it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<UsageRights>,
    /// Where the days of its rights end.
    pub time_zone: String,
    pub state: DeliverableState,
    /// Null until the product has come, and where nothing is to come.
    pub due_at: Option<DateTime>,
    pub rounds: u8,
    pub rounds_used: u8,
    /// Oldest first.
    pub drafts: Vec<DraftDoc>,
    /// How many comments there are.
    pub comments: u32,
    /// Whether the creator missed a date at least once.
    pub late: bool,
    /// Whether the on-time score has counted it.
    pub counted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reject_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ad_code: Option<String>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub revision: u32,
}

/// One draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftDoc {
    pub number: u32,
    /// Gone when its creator was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<DraftContent>,
    pub caption: String,
    pub paid_partnership: bool,
    pub disclosed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerDoc>,
}

/// What came of a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerDoc {
    pub verdict: Verdict,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub automatic: bool,
    pub at: DateTime,
}

impl DraftDoc {
    fn to_draft(&self, with_content: bool) -> Draft {
        Draft {
            number: self.number,
            content: self.content.clone().filter(|_| with_content),
            caption: self.caption.clone(),
            paid_partnership: self.paid_partnership,
            disclosed: self.disclosed,
            note: self.note.clone(),
            at: self.at.to_jiff(),
            answer: self.answer.as_ref().map(|answer| DraftAnswer {
                verdict: answer.verdict,
                note: answer.note.clone(),
                automatic: answer.automatic,
                at: answer.at.to_jiff(),
            }),
        }
    }
}

impl DeliverableDoc {
    /// The draft of that number.
    pub fn draft(&self, number: u32) -> Option<&DraftDoc> {
        self.drafts.iter().find(|draft| draft.number == number)
    }

    /// Its line in lists.
    pub fn to_summary(&self) -> OwedDeliverable {
        OwedDeliverable {
            id: self.id,
            application_id: self.application_id,
            campaign_id: self.campaign_id,
            campaign_title: self.campaign_title.clone(),
            brand_id: self.brand_id,
            creator_id: self.creator_id,
            number: self.number,
            kind: self.kind,
            platform: self.platform,
            note: self.note.clone(),
            state: self.state,
            due_at: self.due_at.map(DateTime::to_jiff),
            late: self.late,
            rounds: self.rounds,
            rounds_used: self.rounds_used,
            drafts_sent: u32::try_from(self.drafts.len()).unwrap_or(u32::MAX),
            approved_at: self.approved_at.map(DateTime::to_jiff),
            reject_reason: self.reject_reason.clone(),
            post_url: self.post_url.clone(),
            published_at: self.published_at.map(DateTime::to_jiff),
            updated_at: self.updated_at.to_jiff(),
        }
    }

    /// Whole, with or without the work itself.
    pub fn to_work(&self, with_content: bool) -> DeliverableWork {
        DeliverableWork {
            summary: self.to_summary(),
            drafts: self.drafts.iter().map(|draft| draft.to_draft(with_content)).collect(),
        }
    }
}
