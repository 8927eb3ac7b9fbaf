//! Finding published campaigns in `campaigns`; see `indexes` for what the queries stand on.

use bson::{Bson, DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::Database;
use serde::{Deserialize, Serialize};
use shared::campaigns::{CampaignQuery, CampaignSort};
use shared::creators::Platform;
use shared::id::CampaignId;

use super::super::rules::fit::{self, Candidate};
use super::super::rules::search::words;
use super::campaign_doc::CampaignDoc;
use super::campaigns::collection;
use super::{MAX_TIME, many};
use crate::http::{ApiError, ApiResult};

/// Words of a search that count.
const MOST_SEARCHED: usize = 10;

/// Where a list goes on. It names its order, so that no other order goes on from there.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Place {
    pub sort: CampaignSort,
    /// Of the field that the list is sorted by: milliseconds or minor units.
    pub value: i64,
    pub id: CampaignId,
}

impl Place {
    /// Where this campaign stands.
    pub fn of(campaign: &CampaignDoc, sort: CampaignSort) -> Self {
        let value = match sort {
            CampaignSort::Newest => campaign.published_at.map_or(0, DateTime::timestamp_millis),
            CampaignSort::Deadline => campaign.content.closes_at.timestamp_millis(),
            CampaignSort::Fee => campaign.content.fee.unwrap_or(0),
        };
        Self { sort, value, id: campaign.id }
    }
}

/// Campaigns that take applications now and have a slot left.
pub async fn list(
    database: &Database,
    query: &CampaignQuery,
    who: Option<&Candidate>,
    after: Option<Place>,
    now: Timestamp,
    count: usize,
) -> ApiResult<Vec<CampaignDoc>> {
    let sort = query.sort.unwrap_or_default();
    let filter = doc! { "$and": conditions(query, who, after, now)? };
    let campaigns = collection(database);
    let found = campaigns.find(filter).sort(order(sort)).limit(many(count)).max_time(MAX_TIME);
    Ok(found.await?.try_collect().await?)
}

fn order(sort: CampaignSort) -> Document {
    match sort {
        CampaignSort::Newest => doc! { "published_at": -1, "_id": -1 },
        CampaignSort::Deadline => doc! { "content.closes_at": 1, "_id": 1 },
        CampaignSort::Fee => doc! { "content.fee": -1, "_id": -1 },
    }
}

fn conditions(
    query: &CampaignQuery,
    who: Option<&Candidate>,
    after: Option<Place>,
    now: Timestamp,
) -> ApiResult<Vec<Document>> {
    // The job that closes may be a moment late; nobody is shown what takes no applications.
    let mut all = vec![
        doc! { "state": "published" },
        doc! { "content.closes_at": { "$gt": DateTime::from_jiff(now) } },
        doc! { "free": { "$gt": 0 } },
    ];
    for word in words(query.search.as_deref().unwrap_or_default()).into_iter().take(MOST_SEARCHED) {
        // Words hold no accents and no capitals, so a plain prefix is a range of the index.
        let after_all = format!("{word}\u{10FFFF}");
        all.push(doc! { "content.search": { "$elemMatch": { "$gte": word, "$lt": after_all } } });
    }
    if let Some(category) = query.category {
        all.push(doc! { "content.requirements.categories": bson(&category)? });
    }
    if let Some(platform) = query.platform {
        all.push(doc! { "content.requirements.networks.platform": platform.as_str() });
    }
    if let Some(city) = &query.city {
        all.push(doc! { "content.city_key": { "$in": [Bson::Null, Bson::String(fit::city_key(city))] } });
    }
    if let Some(kind) = query.compensation {
        all.push(doc! { "content.compensation.kind": kind.as_str() });
    }
    if let Some(brand) = query.brand {
        all.push(doc! { "brand_id": brand.to_string() });
    }
    if let Some(currency) = query.currency {
        all.push(doc! { "content.currency": currency.code() });
    }
    if let Some(least) = query.min_fee {
        all.push(doc! { "content.fee": { "$gte": least } });
    }
    if query.sort == Some(CampaignSort::Fee) {
        // Without this, what pays nothing would stand at the end, where no cursor of a number leads.
        all.push(doc! { "content.fee": { "$gte": 0_i64 } });
    }
    if let Some(who) = who {
        fitting(who, &mut all)?;
    }
    if let Some(place) = after {
        all.push(beyond(place));
    }
    Ok(all)
}

/// The same that `rules::fit` decides, as a query. A test holds the two together.
fn fitting(who: &Candidate, all: &mut Vec<Document>) -> ApiResult<()> {
    let too_many: Vec<Document> = Platform::ALL
        .iter()
        .map(|platform| {
            let beyond = match who.followers(*platform) {
                Some(followers) => doc! { "$gt": i64::try_from(followers).unwrap_or(i64::MAX) },
                None => doc! { "$gte": 0_i64 },
            };
            let asked = doc! { "platform": platform.as_str(), "followers": beyond };
            doc! { "content.requirements.networks": { "$elemMatch": asked } }
        })
        .collect();
    all.push(doc! { "$nor": too_many });
    let city = who.city.as_deref().map(fit::city_key);
    all.push(doc! { "content.city_key": { "$in": [Bson::Null, city.map_or(Bson::Null, Bson::String)] } });
    all.push(doc! { "content.level_rank": { "$lte": fit::rank(who.level) } });
    let categories = who.categories.iter().map(bson).collect::<ApiResult<Vec<_>>>()?;
    all.push(doc! { "$or": [
        // An empty list is not stored.
        { "content.requirements.categories": { "$exists": false } },
        { "content.requirements.categories": { "$in": categories } },
    ] });
    Ok(())
}

fn beyond(place: Place) -> Document {
    let id = place.id.to_string();
    let at = DateTime::from_millis(place.value);
    match place.sort {
        CampaignSort::Newest => doc! { "$or": [
            { "published_at": { "$lt": at } },
            { "published_at": at, "_id": { "$lt": id } },
        ] },
        CampaignSort::Deadline => doc! { "$or": [
            { "content.closes_at": { "$gt": at } },
            { "content.closes_at": at, "_id": { "$gt": id } },
        ] },
        CampaignSort::Fee => doc! { "$or": [
            { "content.fee": { "$lt": place.value } },
            { "content.fee": place.value, "_id": { "$lt": id } },
        ] },
    }
}

fn bson(value: &impl Serialize) -> ApiResult<Bson> {
    bson::serialize_to_bson(value).map_err(ApiError::internal)
}
