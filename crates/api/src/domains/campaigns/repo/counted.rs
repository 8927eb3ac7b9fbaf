//! `campaign_figures`: of each published post the figures that count, as dashboards add them up. Its id is that of the
//! deliverable. Written only in the transaction that confirms them. Shard key it would have: `brand_id`.
//!
//! What a dashboard needs is read in one pass over a range of an index that holds everything that is added up: no document is
//! fetched. It is bounded by the days of the period and by what one brand has published or one creator has, which packages and
//! people bound.

use bson::{Bson, Document, doc};
use futures::{Stream, TryStreamExt};
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::creators::Platform;
use shared::id::{ApplicationId, BrandId, CampaignId, CreatorId, DeliverableId, MetricsId, UserId};
use shared::money::Currency;

use super::MAX_TIME;
use crate::http::ApiResult;
use crate::infra::db::index::plain;

/// So many posts are added up at most.
pub const MOST_POSTS: i64 = 100_000;
/// So many come from the server at a time.
const AT_ONCE: u32 = 5_000;

/// What is added up, besides whose posts they are; the fields of the index.
const SUMMED: [&str; 12] = [
    "day",
    "campaign_id",
    "creator_id",
    "application_id",
    "platform",
    "views",
    "reach",
    "interactions",
    "pyg",
    "eur",
    "ars",
    "usd",
];

/// The figures of one post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FiguresDoc {
    #[serde(rename = "_id")]
    pub deliverable_id: DeliverableId,
    /// Where they come from.
    pub metrics_id: MetricsId,
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub brand_id: BrandId,
    pub creator_id: CreatorId,
    pub user_id: UserId,
    pub platform: Platform,
    /// When it was published, such as `2026-11-30`: sorted as text it is sorted by time.
    pub day: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub views: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interactions: Option<u64>,
    /// What it cost in minor units, by currency: 0 where nothing was signed in it.
    pub pyg: i64,
    pub eur: i64,
    pub ars: i64,
    pub usd: i64,
}

impl FiguresDoc {
    /// What it cost in a currency, in minor units.
    pub const fn cost(&self, currency: Currency) -> i64 {
        match currency {
            Currency::Pyg => self.pyg,
            Currency::Eur => self.eur,
            Currency::Ars => self.ars,
            Currency::Usd => self.usd,
        }
    }
}

/// The figures of one post, as far as they are added up.
#[derive(Debug, Clone, Deserialize)]
pub struct CountedPost {
    pub day: String,
    pub campaign_id: CampaignId,
    pub creator_id: CreatorId,
    pub application_id: ApplicationId,
    pub platform: Platform,
    #[serde(default)]
    pub views: Option<u64>,
    #[serde(default)]
    pub reach: Option<u64>,
    #[serde(default)]
    pub interactions: Option<u64>,
    pyg: i64,
    eur: i64,
    ars: i64,
    usd: i64,
}

impl CountedPost {
    /// What it cost in a currency, in minor units.
    pub const fn cost(&self, currency: Currency) -> i64 {
        match currency {
            Currency::Pyg => self.pyg,
            Currency::Eur => self.eur,
            Currency::Ars => self.ars,
            Currency::Usd => self.usd,
        }
    }
}

/// Whose posts, and which of them.
#[derive(Debug, Clone)]
pub struct Which {
    /// Whose.
    pub of: Of,
    /// The first and the last day.
    pub days: (String, String),
    /// Only of this campaign.
    pub campaign: Option<CampaignId>,
    /// Only of this creator.
    pub creator: Option<CreatorId>,
}

/// Whose posts.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    /// All that were made for a brand.
    Brand(BrandId),
    /// All that somebody made.
    User(UserId),
}

impl Which {
    fn filter(&self) -> Document {
        let mut filter = match self.of {
            Of::Brand(brand) => doc! { "brand_id": brand.to_string() },
            Of::User(user) => doc! { "user_id": user.to_string() },
        };
        filter.insert("day", doc! { "$gte": &self.days.0, "$lte": &self.days.1 });
        if let Some(campaign) = self.campaign {
            filter.insert("campaign_id", campaign.to_string());
        }
        if let Some(creator) = self.creator {
            filter.insert("creator_id", creator.to_string());
        }
        filter
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<FiguresDoc> {
    database.collection("campaign_figures")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    let of = |whose: &str| {
        let mut keys = doc! { whose: 1 };
        keys.extend(SUMMED.map(|field| (field.to_owned(), Bson::Int32(1))));
        plain(keys)
    };
    collection(database).create_indexes([of("brand_id"), of("user_id")]).await.map(|_| ())
}

/// Has figures count, unless newer ones of the same post do.
pub async fn put(database: &Database, session: &mut ClientSession, figures: &FiguresDoc) -> ApiResult<()> {
    let id = doc! { "_id": figures.deliverable_id.to_string() };
    let counting = collection(database).find_one(id.clone()).session(&mut *session).await?;
    if counting.is_some_and(|counting| counting.metrics_id > figures.metrics_id) {
        return Ok(());
    }
    collection(database).replace_one(id, figures).upsert(true).session(session).await?;
    Ok(())
}

/// Each of the posts with all that is kept of it, earliest first.
pub async fn posts(
    database: &Database,
    which: &Which,
) -> ApiResult<impl Stream<Item = ApiResult<FiguresDoc>> + use<>> {
    let posts = collection(database);
    let found = posts.find(which.filter()).sort(doc! { "day": 1 }).batch_size(1_000);
    Ok(found.max_time(MAX_TIME).await?.map_err(Into::into))
}

/// Gives each of the posts to `take`, one after the other; whether those were all of them.
pub async fn each(database: &Database, which: &Which, mut take: impl FnMut(CountedPost)) -> ApiResult<bool> {
    // The index has no ids, so they are left out.
    let mut projection = doc! { "_id": 0 };
    projection.extend(SUMMED.map(|field| (field.to_owned(), Bson::Int32(1))));
    let posts: Collection<CountedPost> = database.collection("campaign_figures");
    let found = posts.find(which.filter()).projection(projection).batch_size(AT_ONCE);
    let mut found = found.limit(MOST_POSTS + 1).max_time(MAX_TIME).await?;
    let mut many = 0_i64;
    while let Some(post) = found.try_next().await? {
        many += 1;
        if many > MOST_POSTS {
            return Ok(false);
        }
        take(post);
    }
    Ok(true)
}
