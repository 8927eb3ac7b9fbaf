//! `brand_invitations`: one document per invitation, kept for a month to count by. Shard key: `{ brand_id: 1 }`; the unique
//! index on `digest` would then become a collection of its own.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::brands::{BrandInvitation, BrandRole};
use shared::id::{BrandId, InvitationId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;

/// Open invitations of one brand that are listed: more than it can make in the time that they are good.
const MAX_LISTED: i64 = 500;
/// Invitations to one person that are listed.
const MAX_OF_PERSON: i64 = 500;

/// Where an invitation stands. Past its time an open one is of no use either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    Accepted,
    /// Taken back, or replaced by a newer one.
    Revoked,
}

/// One invitation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InvitationDoc {
    #[serde(rename = "_id")]
    pub id: InvitationId,
    /// Of what its link carries.
    pub digest: String,
    pub brand_id: BrandId,
    /// Lower case.
    pub email: String,
    pub role: BrandRole,
    pub invited_by: UserId,
    pub state: State,
    pub created_at: DateTime,
    pub expires_at: DateTime,
    /// The server removes it then.
    pub forget_at: DateTime,
}

impl InvitationDoc {
    /// The invitation as whoever manages the brand sees it.
    pub fn to_dto(&self) -> BrandInvitation {
        BrandInvitation {
            id: self.id,
            email: self.email.clone(),
            role: self.role,
            created_at: self.created_at.to_jiff(),
            expires_at: self.expires_at.to_jiff(),
        }
    }
}

fn collection(database: &Database) -> Collection<InvitationDoc> {
    database.collection("brand_invitations")
}

fn good(digest: &str, now: Timestamp) -> Document {
    doc! { "digest": digest, "state": "open", "expires_at": { "$gt": DateTime::from_jiff(now) } }
}

/// Adds an invitation in place of the open one for the same address, if there is one.
pub async fn put(
    database: &Database,
    session: &mut ClientSession,
    invitation: &InvitationDoc,
) -> ApiResult<()> {
    let invitations = collection(database);
    let before = doc! {
        "brand_id": invitation.brand_id.to_string(), "email": &invitation.email, "state": "open",
    };
    let revoke = doc! { "$set": { "state": "revoked" } };
    invitations.update_many(before, revoke).session(&mut *session).await?;
    invitations.insert_one(invitation).session(session).await?;
    Ok(())
}

/// The invitation of that link, if it is good still.
pub async fn find(database: &Database, digest: &str, now: Timestamp) -> ApiResult<Option<InvitationDoc>> {
    Ok(collection(database).find_one(good(digest, now)).max_time(MAX_TIME).await?)
}

/// Accepts it, if it is good still. One of many at once does.
pub async fn accept(
    database: &Database,
    session: &mut ClientSession,
    digest: &str,
    now: Timestamp,
) -> ApiResult<Option<InvitationDoc>> {
    let accepted = doc! { "$set": { "state": "accepted" } };
    let invitations = collection(database);
    Ok(invitations.find_one_and_update(good(digest, now), accepted).session(session).await?)
}

/// Takes one back, and gives what it was; `None` when it is none of that brand, or not open any more.
pub async fn revoke(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    id: InvitationId,
) -> ApiResult<Option<InvitationDoc>> {
    let filter = doc! { "_id": id.to_string(), "brand_id": brand.to_string(), "state": "open" };
    let revoked = doc! { "$set": { "state": "revoked" } };
    Ok(collection(database).find_one_and_update(filter, revoked).session(session).await?)
}

/// Takes back every open one of a brand.
pub async fn revoke_all(database: &Database, session: &mut ClientSession, brand: BrandId) -> ApiResult<()> {
    let filter = doc! { "brand_id": brand.to_string(), "state": "open" };
    let revoked = doc! { "$set": { "state": "revoked" } };
    collection(database).update_many(filter, revoked).session(session).await?;
    Ok(())
}

/// The ones of a brand that can be accepted, newest first.
pub async fn open_of(database: &Database, brand: BrandId, now: Timestamp) -> ApiResult<Vec<InvitationDoc>> {
    let filter = doc! {
        "brand_id": brand.to_string(), "state": "open", "expires_at": { "$gt": DateTime::from_jiff(now) },
    };
    let invitations = collection(database);
    let found = invitations.find(filter).sort(doc! { "created_at": -1 }).limit(MAX_LISTED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Whose invitations are counted.
#[derive(Debug, Clone, Copy)]
pub enum Counted<'a> {
    /// Those of a brand.
    Brand(BrandId),
    /// Those of a brand to one address.
    Address(BrandId, &'a str),
    /// Those that one person made, in whichever brand.
    Person(UserId),
}

/// How many were made since then, whatever became of them. Counted inside the transaction.
pub async fn count_since(
    database: &Database,
    session: &mut ClientSession,
    counted: Counted<'_>,
    since: Timestamp,
) -> ApiResult<u64> {
    let mut filter = match counted {
        Counted::Brand(brand) => doc! { "brand_id": brand.to_string() },
        Counted::Address(brand, email) => doc! { "brand_id": brand.to_string(), "email": email },
        Counted::Person(person) => doc! { "invited_by": person.to_string() },
    };
    filter.insert("created_at", doc! { "$gt": DateTime::from_jiff(since) });
    Ok(collection(database).count_documents(filter).session(session).await?)
}

/// Those to these addresses, newest first.
pub async fn to_emails(database: &Database, emails: &[String]) -> ApiResult<Vec<InvitationDoc>> {
    let invitations = collection(database);
    let found = invitations.find(doc! { "email": { "$in": emails } }).sort(doc! { "created_at": -1 });
    Ok(found.limit(MAX_OF_PERSON).max_time(MAX_TIME).await?.try_collect().await?)
}

/// Removes those to these addresses.
pub async fn forget(database: &Database, emails: &[String]) -> ApiResult<()> {
    collection(database).delete_many(doc! { "email": { "$in": emails } }).await?;
    Ok(())
}
