//! `campaign_ratings`: how the sides of applications rated each other, at most one of each side. Shard key it would have:
//! `application_id`, which the unique index begins with.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Hidden, ManagedRating, ManagedRatingQuery, Mark, OfferSide, Rating, RatingReply};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, BrandId, CampaignId, CreatorId, RatingId, UserId};
use shared::stars::StarCounts;

use super::{MAX_TIME, is_duplicate, many};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::index::{plain, unique};

/// Ratings of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;
/// Ratings whose time has come that one reader brings to light.
const MAX_DUE: i64 = 100;

/// One rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingDoc {
    #[serde(rename = "_id")]
    pub id: RatingId,
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub campaign_title: String,
    pub brand_id: BrandId,
    pub creator_id: CreatorId,
    /// The account of the creator.
    pub creator_user: UserId,
    /// Who rated: the other side is rated.
    pub by: OfferSide,
    pub author: UserId,
    pub marks: Vec<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    pub created_at: DateTime,
    /// When it is shown at the latest.
    pub closes_at: DateTime,
    /// Since when it is shown. It is counted from the same write on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyDoc>,
    /// Beside the rest, because lists ask for it by equality.
    pub is_hidden: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<HiddenDoc>,
}

/// What the rated side said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyDoc {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    pub author: UserId,
    pub at: DateTime,
}

/// Taken out of sight by the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenDoc {
    pub reason: String,
    pub by: UserId,
    pub at: DateTime,
}

impl RatingDoc {
    /// What it adds to those of whoever is rated.
    pub fn counts(&self) -> StarCounts {
        StarCounts::of_one(self.marks.iter().map(|mark| mark.stars))
    }

    /// The average of its marks, in hundredths.
    pub fn average(&self) -> u32 {
        self.counts().shown().map_or(0, |stars| stars.average)
    }

    /// Whether everybody sees it.
    pub const fn is_seen(&self) -> bool {
        self.shown_at.is_some() && !self.is_hidden
    }

    /// The reply, as it travels.
    pub fn to_reply(&self) -> Option<RatingReply> {
        let reply = self.reply.as_ref()?;
        Some(RatingReply { words: reply.words.clone(), at: reply.at.to_jiff() })
    }

    /// As its two sides see it.
    pub fn to_rating(&self) -> Rating {
        Rating {
            id: self.id,
            application_id: self.application_id,
            campaign_id: self.campaign_id,
            campaign_title: self.campaign_title.clone(),
            by: self.by,
            average: self.average(),
            marks: self.marks.clone(),
            words: self.words.clone(),
            created_at: self.created_at.to_jiff(),
            shown_at: self.shown_at.map(DateTime::to_jiff),
            reply: self.to_reply(),
            hidden: self
                .hidden
                .as_ref()
                .map(|hidden| Hidden { at: hidden.at.to_jiff(), reason: hidden.reason.clone() }),
        }
    }

    /// As the staff sees it.
    pub fn to_managed(&self) -> ManagedRating {
        ManagedRating {
            rating: self.to_rating(),
            brand_id: self.brand_id,
            creator_id: self.creator_id,
            author: self.author,
        }
    }
}

/// Whose ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Those that brands gave a creator.
    Creator(CreatorId),
    /// Those that creators gave a brand.
    Brand(BrandId),
}

impl About {
    fn filter(self) -> Document {
        match self {
            Self::Creator(id) => doc! { "creator_id": id.to_string(), "by": OfferSide::Brand.as_str() },
            Self::Brand(id) => doc! { "brand_id": id.to_string(), "by": OfferSide::Creator.as_str() },
        }
    }
}

/// Where a list of what is shown goes on.
pub type Place = (i64, RatingId);

/// The collection.
pub fn collection(database: &Database) -> Collection<RatingDoc> {
    database.collection("campaign_ratings")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            // One of each side, for ever.
            unique(doc! { "application_id": 1, "by": 1 }),
            plain(doc! { "creator_id": 1, "by": 1, "is_hidden": 1, "shown_at": -1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "by": 1, "is_hidden": 1, "shown_at": -1, "_id": -1 }),
            plain(doc! { "is_hidden": 1, "_id": -1 }),
            plain(doc! { "creator_id": 1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "_id": -1 }),
            plain(doc! { "author": 1 }),
            plain(doc! { "creator_user": 1 }),
            plain(doc! { "reply.author": 1 }),
        ])
        .await
        .map(|_| ())
}

/// Adds a rating.
///
/// # Errors
/// [`ErrorCode::AlreadyRated`] when this side has rated this work.
pub async fn insert(database: &Database, session: &mut ClientSession, rating: &RatingDoc) -> ApiResult<()> {
    match collection(database).insert_one(rating).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ErrorCode::AlreadyRated.into()),
        other => Ok(other.map(|_| ())?),
    }
}

/// The rating of that id.
pub async fn find(database: &Database, id: RatingId) -> ApiResult<Option<RatingDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The ratings of an application: none, one or two.
pub async fn of_application(database: &Database, id: ApplicationId) -> ApiResult<Vec<RatingDoc>> {
    let ratings = collection(database);
    let found = ratings.find(doc! { "application_id": id.to_string() }).limit(2);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The same, as the transaction sees them.
pub async fn of_application_within(
    database: &Database,
    session: &mut ClientSession,
    id: ApplicationId,
) -> ApiResult<Vec<RatingDoc>> {
    let ratings = collection(database);
    let found = ratings.find(doc! { "application_id": id.to_string() }).limit(2);
    let mut found = found.session(&mut *session).await?;
    Ok(found.stream(session).try_collect().await?)
}

/// Shows a rating from then on; `None` when it is shown already.
pub async fn show(
    database: &Database,
    session: &mut ClientSession,
    id: RatingId,
    at: DateTime,
) -> ApiResult<Option<RatingDoc>> {
    let unseen = doc! { "_id": id.to_string(), "shown_at": { "$exists": false } };
    let ratings = collection(database);
    let shown = ratings.find_one_and_update(unseen, doc! { "$set": { "shown_at": at } });
    Ok(shown.return_document(ReturnDocument::After).session(session).await?)
}

/// What of somebody's ratings is not shown although its time has come, by application.
pub async fn due(database: &Database, about: About, now: Timestamp) -> ApiResult<Vec<ApplicationId>> {
    let mut filter = about.filter();
    filter.insert("is_hidden", false);
    // Null is what an index holds of a field that is not there.
    filter.insert("shown_at", bson::Bson::Null);
    filter.insert("closes_at", doc! { "$lte": DateTime::from_jiff(now) });
    let found = collection(database).find(filter).limit(MAX_DUE).max_time(MAX_TIME).await?;
    let found: Vec<RatingDoc> = found.try_collect().await?;
    Ok(found.into_iter().map(|rating| rating.application_id).collect())
}

/// What everybody sees of somebody's ratings, the newest first.
pub async fn shown(
    database: &Database,
    about: About,
    after: Option<Place>,
    count: usize,
) -> ApiResult<Vec<RatingDoc>> {
    let mut filter = about.filter();
    filter.insert("is_hidden", false);
    filter.insert("shown_at", doc! { "$gt": DateTime::MIN });
    if let Some((at, id)) = after {
        let at = DateTime::from_millis(at);
        let earlier = doc! { "shown_at": { "$gt": DateTime::MIN, "$lt": at } };
        let same = doc! { "shown_at": at, "_id": { "$lt": id.to_string() } };
        filter.remove("shown_at");
        filter.insert("$or", vec![earlier, same]);
    }
    let ratings = collection(database);
    let found = ratings.find(filter).sort(doc! { "shown_at": -1, "_id": -1 });
    Ok(found.limit(many(count)).max_time(MAX_TIME).await?.try_collect().await?)
}

/// Ratings for the staff, the newest first.
pub async fn managed(
    database: &Database,
    query: &ManagedRatingQuery,
    after: Option<RatingId>,
    count: usize,
) -> ApiResult<Vec<RatingDoc>> {
    let mut filter = Document::new();
    if let Some(brand) = query.brand {
        filter.insert("brand_id", brand.to_string());
    }
    if let Some(creator) = query.creator {
        filter.insert("creator_id", creator.to_string());
    }
    if let Some(hidden) = query.hidden {
        filter.insert("is_hidden", hidden);
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let ratings = collection(database);
    let found = ratings.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Adds the one reply to a rating that everybody sees; `None` where it has one, or is not seen.
pub async fn reply(
    database: &Database,
    session: &mut ClientSession,
    id: RatingId,
    reply: &ReplyDoc,
) -> ApiResult<Option<RatingDoc>> {
    let filter = doc! {
        "_id": id.to_string(),
        "is_hidden": false,
        "shown_at": { "$exists": true },
        "reply": { "$exists": false },
    };
    let reply = bson::serialize_to_bson(reply).map_err(ApiError::internal)?;
    let ratings = collection(database);
    let replied = ratings.find_one_and_update(filter, doc! { "$set": { "reply": reply } });
    Ok(replied.return_document(ReturnDocument::After).session(session).await?)
}

/// Takes a rating out of sight; `None` when it is already.
pub async fn hide(
    database: &Database,
    session: &mut ClientSession,
    id: RatingId,
    hidden: &HiddenDoc,
) -> ApiResult<Option<RatingDoc>> {
    let hidden = bson::serialize_to_bson(hidden).map_err(ApiError::internal)?;
    let filter = doc! { "_id": id.to_string(), "is_hidden": false };
    let change = doc! { "$set": { "is_hidden": true, "hidden": hidden } };
    let ratings = collection(database);
    let hidden = ratings.find_one_and_update(filter, change);
    Ok(hidden.return_document(ReturnDocument::After).session(session).await?)
}

/// Brings a rating into sight again; `None` when it is not hidden.
pub async fn unhide(
    database: &Database,
    session: &mut ClientSession,
    id: RatingId,
) -> ApiResult<Option<RatingDoc>> {
    let filter = doc! { "_id": id.to_string(), "is_hidden": true };
    let change = doc! { "$set": { "is_hidden": false }, "$unset": { "hidden": "" } };
    let ratings = collection(database);
    let unhidden = ratings.find_one_and_update(filter, change);
    Ok(unhidden.return_document(ReturnDocument::After).session(session).await?)
}

/// What a person wrote, and what was written of them as a creator, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<RatingDoc>> {
    let user = user.to_string();
    let theirs = doc! { "$or": [{ "author": &user }, { "creator_user": &user }, { "reply.author": &user }] };
    let ratings = collection(database);
    let found = ratings.find(theirs).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Takes the words of a person, and those of brands about them as a creator, out of ratings. The stars stay: the averages of
/// others rest on them.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let user = user.to_string();
    let ratings = collection(database);
    let words = doc! { "$unset": { "words": "", "marks.$[].words": "" } };
    let written = doc! { "$or": [{ "author": &user }, { "creator_user": &user, "by": "brand" }] };
    ratings.update_many(written, words).await?;
    let replied = doc! { "$or": [
        { "reply.author": &user },
        { "creator_user": &user, "reply": { "$exists": true } },
    ] };
    ratings.update_many(replied, doc! { "$unset": { "reply.words": "" } }).await?;
    Ok(())
}
