//! One brand as it is stored, and what is told of it.

use bson::{DateTime, Document};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::brands::{
    Brand, BrandAccount, BrandContact, BrandNetwork, BrandPage, BrandRole, BrandState, BrandSummary,
    DAYS_IN_TRASH, TrashedBrand, whatsapp_link,
};
use shared::id::{BrandId, MediaId, UserId};
use shared::stars::StarCounts;

use crate::domains::identity::{names, phones};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::sought::misspelt;

/// One brand.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BrandDoc {
    #[serde(rename = "_id")]
    pub id: BrandId,
    pub state: BrandState,
    /// What it says of itself.
    pub profile: ProfileDoc,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// The picture that was sent last and is being prepared, unless it was decided otherwise meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo_pending: Option<MediaId>,
    /// What the ratings that are shown add up to; counted by whoever shows them.
    #[serde(default)]
    pub ratings: StarCounts,
    /// Words that a search may begin with.
    pub search: Vec<String>,
    /// What it is found by with a letter wrong; see [`sought`](crate::infra::db::sought).
    #[serde(default)]
    pub misspelt: Vec<String>,
    /// Since when and by whom it is in the trash, if it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed: Option<TrashedDoc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    /// Counts changes of the profile.
    pub revision: u32,
}

/// What a brand says of itself: what revisions keep.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDoc {
    pub company: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<String>,
    /// With its verifying digit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruc: Option<String>,
    /// With its scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default)]
    pub contact: ContactDoc,
    #[serde(default)]
    pub contact_public: bool,
    #[serde(default)]
    pub networks: Vec<AccountDoc>,
    /// In lower case; unique.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
}

/// Whom to write to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactDoc {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// An account on a network; its address follows from the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDoc {
    pub network: BrandNetwork,
    pub handle: String,
}

/// Thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrashedDoc {
    pub at: DateTime,
    pub by: UserId,
    /// Whether the platform's staff did it.
    pub by_staff: bool,
}

impl TrashedDoc {
    /// When the brand is closed for good.
    pub fn closes_at(&self) -> Timestamp {
        self.at.to_jiff() + SignedDuration::from_hours(24 * i64::from(DAYS_IN_TRASH))
    }
}

impl From<BrandAccount> for AccountDoc {
    fn from(account: BrandAccount) -> Self {
        Self { network: account.network, handle: account.handle }
    }
}

impl From<&AccountDoc> for BrandAccount {
    fn from(doc: &AccountDoc) -> Self {
        Self { network: doc.network, handle: doc.handle.clone(), url: doc.network.url(&doc.handle) }
    }
}

impl ContactDoc {
    fn to_dto(&self) -> BrandContact {
        BrandContact {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.as_deref().map(phones::show),
            whatsapp: self.phone.as_deref().map(whatsapp_link),
        }
    }
}

impl ProfileDoc {
    /// As it is stored.
    pub fn to_document(&self) -> ApiResult<Document> {
        bson::serialize_to_document(self).map_err(ApiError::internal)
    }

    /// The words that a search for the brand may begin with.
    pub fn search_words(&self) -> Vec<String> {
        let mut all = names::words(&self.company);
        all.extend(names::plain_words(&self.company));
        for text in [&self.legal_name, &self.ruc, &self.handle].into_iter().flatten() {
            all.extend(names::words(text));
            all.extend(names::plain_words(text));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What the brand is found by with a letter wrong.
    pub fn misspelt_words(&self) -> Vec<String> {
        misspelt(self.search_words().iter().map(String::as_str))
    }

    fn accounts(&self) -> Vec<BrandAccount> {
        self.networks.iter().map(BrandAccount::from).collect()
    }
}

impl BrandDoc {
    /// A brand of that name and nothing else.
    pub fn new(id: BrandId, profile: ProfileDoc, now: Timestamp) -> Self {
        let now = DateTime::from_jiff(now);
        Self {
            id,
            state: BrandState::Open,
            search: profile.search_words(),
            misspelt: profile.misspelt_words(),
            profile,
            logo: None,
            logo_pending: None,
            ratings: StarCounts::default(),
            trashed: None,
            closed_at: None,
            created_at: now,
            updated_at: now,
            revision: 1,
        }
    }

    /// The name that everybody knows.
    pub fn company(&self) -> &str {
        &self.profile.company
    }

    /// The brand as its members, or the staff, see it.
    pub fn to_dto(&self, your_role: Option<BrandRole>) -> Brand {
        let profile = &self.profile;
        Brand {
            id: self.id,
            company: profile.company.clone(),
            legal_name: profile.legal_name.clone(),
            ruc: profile.ruc.clone(),
            website: profile.website.clone(),
            description: profile.description.clone(),
            contact: profile.contact.to_dto(),
            contact_public: profile.contact_public,
            logo: self.logo,
            networks: profile.accounts(),
            handle: profile.handle.clone(),
            your_role,
            created_at: self.created_at.to_jiff(),
            revision: self.revision,
        }
    }

    /// The brand as everybody sees it; `None` when it has no public page.
    pub fn to_page(&self) -> Option<BrandPage> {
        let profile = &self.profile;
        let contact = profile.contact.to_dto();
        Some(BrandPage {
            id: self.id,
            handle: profile.handle.clone()?,
            company: profile.company.clone(),
            description: profile.description.clone(),
            website: profile.website.clone(),
            logo: self.logo,
            networks: profile.accounts(),
            contact: Some(contact)
                .filter(|contact| profile.contact_public && *contact != BrandContact::default()),
            stars: self.ratings.shown(),
            member_since: self.created_at.to_jiff(),
        })
    }

    /// The brand in a list.
    pub fn to_summary(&self) -> BrandSummary {
        BrandSummary {
            id: self.id,
            company: self.profile.company.clone(),
            ruc: self.profile.ruc.clone(),
            handle: self.profile.handle.clone(),
            logo: self.logo,
            state: self.state,
            created_at: self.created_at.to_jiff(),
        }
    }

    /// The brand in the trash; `None` when it is not there.
    pub fn to_trashed(&self) -> Option<TrashedBrand> {
        let trashed = self.trashed.filter(|_| self.state == BrandState::Trashed)?;
        Some(TrashedBrand {
            brand_id: self.id,
            company: self.profile.company.clone(),
            logo: self.logo,
            trashed_at: trashed.at.to_jiff(),
            closes_at: trashed.closes_at(),
            by_staff: trashed.by_staff,
        })
    }
}
