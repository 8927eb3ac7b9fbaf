//! One campaign as it is stored in `campaigns`.

use bson::DateTime;
use serde::{Deserialize, Serialize};
use shared::campaigns::{
    ApplicationCounts, BrandCampaign, Brief, Campaign, CampaignPage, CampaignState, CampaignSummary,
    Compensation, Requirements,
};
use shared::id::{BrandId, CampaignId, UserId};
use shared::money::Currency;

use super::super::rules::{fit, search};
use crate::infra::db::sought::misspelt;

/// One campaign. Shard key it would have: `_id`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CampaignDoc {
    #[serde(rename = "_id")]
    pub id: CampaignId,
    pub brand_id: BrandId,
    pub state: CampaignState,
    pub content: Content,
    /// How many slots are left. Taken by conditional writes, so that it never falls below zero.
    pub free: i64,
    /// How many applications stand where; kept with every move of one.
    pub counts: ApplicationCounts,
    /// 0 until it is published.
    pub brief_version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief_digest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<DateTime>,
    /// When everything was done; from then on the two sides rate each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<String>,
    /// Beside the time, because a list asks for one or the other by equality.
    pub archived: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<CampaignId>,
    /// Who began it.
    pub created_by: UserId,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub revision: u32,
}

/// What a brand writes, and what is read from it for lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    pub title: String,
    pub brief: Brief,
    pub compensation: Compensation,
    pub requirements: Requirements,
    pub slots: u32,
    pub deadline: String,
    pub time_zone: String,
    pub closes_at: DateTime,
    /// Words that a search may begin with.
    pub search: Vec<String>,
    /// What its title is found by with a letter wrong; see [`sought`](crate::infra::db::sought).
    #[serde(default)]
    pub misspelt: Vec<String>,
    /// The city that is asked for, as it is compared; null where none is.
    pub city_key: Option<String>,
    /// The level that is asked for, as a number.
    pub level_rank: i32,
    /// The money, in minor units; null where there is none.
    pub fee: Option<i64>,
    /// The currency of the money, else of the product's value.
    pub currency: Option<Currency>,
}

impl Content {
    /// With what is read from it made anew.
    #[must_use]
    pub fn indexed(self) -> Self {
        let fee = self.compensation.fee();
        Self {
            search: search::words_of(&self.title, &self.brief),
            misspelt: misspelt(search::words(&self.title).iter().map(String::as_str)),
            city_key: self.requirements.city.as_deref().map(fit::city_key),
            level_rank: self.requirements.level.map_or(0, fit::rank),
            fee: fee.map(|fee| fee.amount),
            currency: fee.or(self.compensation.value()).map(|money| money.currency),
            ..self
        }
    }

    /// Whether creators would sign something else.
    pub fn differs_in_terms(&self, other: &Self) -> bool {
        (&self.title, &self.brief, &self.compensation) != (&other.title, &other.brief, &other.compensation)
    }
}

impl CampaignDoc {
    /// Its line in lists, without what its brand is called.
    pub fn to_summary(&self) -> CampaignSummary {
        let content = &self.content;
        CampaignSummary {
            id: self.id,
            brand_id: self.brand_id,
            brand: None,
            title: content.title.clone(),
            state: self.state,
            compensation: content.compensation.clone(),
            requirements: content.requirements.clone(),
            slots: content.slots,
            free_slots: u32::try_from(self.free).unwrap_or(0),
            deadline: content.deadline.clone(),
            time_zone: content.time_zone.clone(),
            closes_at: content.closes_at.to_jiff(),
            published_at: self.published_at.map(DateTime::to_jiff),
        }
    }

    /// As everybody sees it, without what depends on the reader and what its brand is called.
    pub fn to_page(&self) -> CampaignPage {
        CampaignPage {
            summary: self.to_summary(),
            brief: self.content.brief.clone(),
            brief_version: self.brief_version,
            brief_digest: self.brief_digest.clone(),
            cancel_reason: self.cancel_reason.clone(),
            saved: None,
            my_application: None,
            my_state: None,
            misfits: None,
        }
    }

    /// Its line in the list of its brand.
    pub fn to_brand_campaign(&self) -> BrandCampaign {
        BrandCampaign {
            summary: self.to_summary(),
            applications: self.counts,
            archived_at: self.archived_at.map(DateTime::to_jiff),
            created_at: self.created_at.to_jiff(),
        }
    }

    /// As its brand sees it.
    pub fn to_campaign(&self) -> Campaign {
        Campaign {
            page: self.to_page(),
            revision: self.revision,
            applications: self.counts,
            archived_at: self.archived_at.map(DateTime::to_jiff),
            created_at: self.created_at.to_jiff(),
            copied_from: self.copied_from,
        }
    }
}
