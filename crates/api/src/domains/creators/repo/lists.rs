//! The lists of creators. Newest first, by id, which rises with time.

use bson::{Document, doc};
use futures::TryStreamExt;
use mongodb::Database;
use serde::Serialize;
use shared::creators::{AvailabilityState, CreatorQuery, ManagedCreatorQuery};
use shared::id::CreatorId;

use super::super::rules::found::{Audience, city_key, search_words};
use super::creators::collection;
use super::document::CreatorDoc;
use crate::http::{ApiError, ApiResult};
use crate::infra::db::MAX_TIME;
use crate::infra::db::sought::{self, Places, Sought};

/// The words of a search that count: each costs a look into the index.
const MAX_SEARCH_WORDS: usize = 8;

/// The mark of who stands in a list, and where what its readers search lies.
const fn fields(audience: Audience) -> (&'static str, &'static str) {
    match audience {
        Audience::Brands => ("found.listed", "found.members"),
        Audience::Everyone => ("found.open", "found.everyone"),
    }
}

/// Those that these readers may find and `query` asks for on a day, after `after`; at most `count`.
pub async fn listed(
    database: &Database,
    audience: Audience,
    query: &CreatorQuery,
    today: &str,
    after: Option<CreatorId>,
    count: usize,
) -> ApiResult<Vec<CreatorDoc>> {
    read(database, wanted(audience, query, today)?, after, count).await
}

/// What `query` asks for. Each part is a condition of its own.
fn wanted(audience: Audience, query: &CreatorQuery, today: &str) -> ApiResult<Vec<Document>> {
    let (shown, sought) = fields(audience);
    let field = |name: &str| format!("{sought}.{name}");
    let mut all = vec![doc! { shown: true }];
    all.extend(begun(&field("words"), query.search.as_deref()));
    if let Some(category) = query.category {
        all.push(doc! { "profile.categories": word(&category)? });
    }
    if let Some(city) = query.city.as_deref().map(city_key).filter(|city| !city.is_empty()) {
        all.push(doc! { field("city"): city });
    }
    if let Some(language) = &query.language {
        all.push(doc! { field("languages"): language });
    }
    if let Some(level) = query.level {
        all.push(doc! { "level": word(&level)? });
    }
    match (query.platform, query.min_followers) {
        (None, None) => {}
        (Some(platform), None) => all.push(doc! { field("reach.platform"): platform.as_str() }),
        (None, Some(least)) => all.push(doc! { field("reach.followers"): { "$gte": i64::from(least) } }),
        (Some(platform), Some(least)) => all.push(doc! { field("reach"): { "$elemMatch": {
            "platform": platform.as_str(), "followers": { "$gte": i64::from(least) },
        } } }),
    }
    if let Some(state) = query.availability {
        all.push(in_state(&field("availability"), state, today));
    }
    Ok(all)
}

/// Those that `query` asks for, whatever they show, after `after`; at most `count`.
pub async fn managed(
    database: &Database,
    query: &ManagedCreatorQuery,
    after: Option<CreatorId>,
    count: usize,
) -> ApiResult<Vec<CreatorDoc>> {
    let mut all = vec![doc! { "found.trashed": query.trashed.unwrap_or(false) }];
    all.extend(begun("found.names", query.search.as_deref()));
    if let Some(level) = query.level {
        all.push(doc! { "level": word(&level)? });
    }
    if let Some(status) = query.status {
        all.push(doc! { "status": word(&status)? });
    }
    if let Some(complete) = query.complete {
        all.push(doc! { "found.complete": complete });
    }
    read(database, all, after, count).await
}

/// Those who are called like that, the best first; at most `count`. For the staff whatever they show, for others who has a
/// media kit that everybody finds.
pub async fn called(
    database: &Database,
    for_staff: bool,
    what: &Sought,
    count: usize,
) -> ApiResult<Vec<CreatorDoc>> {
    let shown = if for_staff { "found.trashed" } else { "found.open" };
    let words = if for_staff { "found.names" } else { "found.everyone.words" };
    let places = Places {
        words,
        words_index: doc! { shown: 1, words: 1, "_id": -1 },
        misspelt: "found.misspelt",
        misspelt_index: doc! { shown: 1, "found.misspelt": 1, "_id": -1 },
    };
    let among = doc! { shown: !for_staff };
    let names = |creator: &CreatorDoc| creator.found.names.clone();
    Ok(sought::find(&collection(database), &among, &places, what, count, names).await?)
}

/// Each word must begin one of the field's.
fn begun(field: &str, search: Option<&str>) -> Vec<Document> {
    let words = search_words(search.unwrap_or_default()).into_iter().take(MAX_SEARCH_WORDS);
    let condition = |word: String| {
        // Words hold no accents and no capitals, so a plain prefix is a range of the index.
        let after_all = format!("{word}\u{10FFFF}");
        doc! { field: { "$elemMatch": { "$gte": word, "$lt": after_all } } }
    };
    words.map(condition).collect()
}

/// Who is in a state on a day; see `rules/availability`. Who does not show it is in none.
fn in_state(field: &str, state: AvailabilityState, today: &str) -> Document {
    let back = doc! { format!("{field}.back_on"): { "$lte": today } };
    let stored = doc! { format!("{field}.state"): state.as_str() };
    match state {
        AvailabilityState::Available => doc! { "$or": [stored, back] },
        AvailabilityState::Limited | AvailabilityState::Away => doc! { "$and": [stored], "$nor": [back] },
    }
}

fn word(value: &impl Serialize) -> ApiResult<bson::Bson> {
    bson::serialize_to_bson(value).map_err(ApiError::internal)
}

async fn read(
    database: &Database,
    mut all: Vec<Document>,
    after: Option<CreatorId>,
    count: usize,
) -> ApiResult<Vec<CreatorDoc>> {
    if let Some(after) = after {
        all.push(doc! { "_id": { "$lt": after.to_string() } });
    }
    let creators = collection(database);
    let found = creators.find(doc! { "$and": all }).sort(doc! { "_id": -1 });
    let found = found.limit(i64::try_from(count).unwrap_or(i64::MAX)).max_time(MAX_TIME);
    Ok(found.await?.try_collect().await?)
}

#[cfg(test)]
mod tests {
    use bson::doc;
    use shared::creators::{AvailabilityState, CreatorQuery};

    use super::{Audience, wanted};

    #[test]
    fn each_kind_of_reader_searches_only_what_it_may_see() {
        let query = CreatorQuery {
            search: Some("Ñandú, uno dos tres cuatro cinco seis siete ocho".to_owned()),
            city: Some("ASUNCIÓN".to_owned()),
            language: Some("gn".to_owned()),
            min_followers: Some(10),
            availability: Some(AvailabilityState::Away),
            ..CreatorQuery::default()
        };
        for (audience, own, other) in [
            (Audience::Brands, "found.members", "found.everyone"),
            (Audience::Everyone, "found.everyone", "found.members"),
        ] {
            let all = wanted(audience, &query, "2026-11-21").unwrap();
            let text = doc! { "all": all.clone() }.to_string();
            assert!(text.contains(own) && !text.contains(other), "{text}");
            assert!(text.contains("nandu") && text.contains("asuncion"), "{text}");
            assert_eq!(all.len(), 1 + super::MAX_SEARCH_WORDS + 4, "{text}");
        }
    }

    #[test]
    fn a_search_of_nothing_asks_for_everybody() {
        let query = CreatorQuery {
            search: Some(" ¡! ".to_owned()),
            city: Some("--".to_owned()),
            ..CreatorQuery::default()
        };
        assert_eq!(wanted(Audience::Brands, &query, "2026-11-21").unwrap(), [doc! { "found.listed": true }]);
    }
}
