//! Finding campaigns by what they are called, in whatever state, and applications by whose or to what they are.

use bson::{Document, doc};
use futures::TryStreamExt;
use mongodb::Database;
use shared::campaigns::CampaignState;
use shared::id::{BrandId, CampaignId, UserId};

use super::super::rules::search::words;
use super::applications::{self, ApplicationDoc};
use super::campaign_doc::CampaignDoc;
use super::campaigns::collection;
use super::{MAX_TIME, many};
use crate::http::ApiResult;
use crate::infra::db::sought::{self, Places, Sought};

/// The campaigns of these states that are called like that, the best first; at most `count`.
pub async fn in_states(
    database: &Database,
    states: &[CampaignState],
    what: &Sought,
    count: usize,
) -> ApiResult<Vec<CampaignDoc>> {
    let places = Places {
        words: "content.search",
        words_index: doc! { "state": 1, "content.search": 1, "published_at": -1, "_id": -1 },
        misspelt: "content.misspelt",
        misspelt_index: doc! { "state": 1, "content.misspelt": 1, "_id": -1 },
    };
    let states: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    find(database, doc! { "state": { "$in": states } }, &places, what, count).await
}

/// The campaigns of these brands that are called like that, the best first; at most `count`.
pub async fn of_brands(
    database: &Database,
    brands: &[BrandId],
    what: &Sought,
    count: usize,
) -> ApiResult<Vec<CampaignDoc>> {
    let places = Places {
        words: "content.search",
        words_index: doc! { "brand_id": 1, "content.search": 1, "_id": -1 },
        misspelt: "content.misspelt",
        misspelt_index: doc! { "brand_id": 1, "content.misspelt": 1, "_id": -1 },
    };
    let brands: Vec<String> = brands.iter().map(ToString::to_string).collect();
    find(database, doc! { "brand_id": { "$in": brands } }, &places, what, count).await
}

async fn find(
    database: &Database,
    among: Document,
    places: &Places,
    what: &Sought,
    count: usize,
) -> ApiResult<Vec<CampaignDoc>> {
    let title = |campaign: &CampaignDoc| words(&campaign.content.title);
    Ok(sought::find(&collection(database), &among, places, what, count, title).await?)
}

/// The newest applications of these people or to these campaigns; at most `count` of each.
pub async fn applications(
    database: &Database,
    people: &[UserId],
    campaigns: &[CampaignId],
    count: usize,
) -> ApiResult<Vec<ApplicationDoc>> {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let campaigns: Vec<String> = campaigns.iter().map(ToString::to_string).collect();
    let mut found: Vec<ApplicationDoc> = Vec::new();
    for (field, ids) in [("user_id", people), ("campaign_id", campaigns)] {
        if ids.is_empty() {
            continue;
        }
        let stored = applications::collection(database);
        let some = stored.find(doc! { field: { "$in": ids } }).sort(doc! { "_id": -1 }).limit(many(count));
        found.extend(some.max_time(MAX_TIME).await?.try_collect::<Vec<_>>().await?);
    }
    found.sort_by_key(|application| std::cmp::Reverse(application.id));
    found.dedup_by_key(|application| application.id);
    Ok(found)
}
