//! `identity_external`: identities at providers and the accounts that they open. `_id` is the provider's own name and
//! its name for the person, so that an identity opens one account; a unique index lets an account have one identity of
//! each provider. Shard key: `_id`; the other unique index would then become a collection of reserved pairs.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{LinkedAccount, Provider};

use super::{MAX_TIME, is_duplicate};
use crate::http::ApiResult;

/// One identity.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExternalDoc {
    /// The provider's own name, a space, and its name for the person.
    #[serde(rename = "_id")]
    pub key: String,
    pub provider: Provider,
    pub user_id: UserId,
    /// The address that the provider last knew.
    pub email: String,
    pub linked_at: DateTime,
    pub last_used_at: Option<DateTime>,
}

impl ExternalDoc {
    /// The identity as its owner sees it.
    pub fn to_dto(&self) -> LinkedAccount {
        LinkedAccount {
            provider: self.provider,
            email: self.email.clone(),
            linked_at: self.linked_at.to_jiff(),
            last_used_at: self.last_used_at.map(|at| at.to_jiff()),
        }
    }
}

fn collection(database: &Database) -> Collection<ExternalDoc> {
    database.collection("identity_external")
}

/// The identity of that key, if it opens an account.
pub async fn find(database: &Database, key: &str) -> ApiResult<Option<ExternalDoc>> {
    Ok(collection(database).find_one(doc! { "_id": key }).max_time(MAX_TIME).await?)
}

/// The identities of an account.
pub async fn of_user(database: &Database, user: UserId) -> ApiResult<Vec<ExternalDoc>> {
    let identities = collection(database);
    let found = identities.find(doc! { "user_id": user.to_string() }).sort(doc! { "provider": 1 }).limit(20);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Adds an identity.
///
/// # Errors
/// [`ErrorCode::AlreadyLinked`] when it opens an account already, or the account has another one of that provider.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    identity: &ExternalDoc,
) -> ApiResult<()> {
    match collection(database).insert_one(identity).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ErrorCode::AlreadyLinked.into()),
        other => Ok(other.map(|_| ())?),
    }
}

/// Notes that somebody came in with an identity, and with which address.
pub async fn note_use(
    database: &Database,
    session: &mut ClientSession,
    key: &str,
    email: &str,
    at: Timestamp,
) -> ApiResult<()> {
    let set = doc! { "$set": { "last_used_at": DateTime::from_jiff(at), "email": email } };
    collection(database).update_one(doc! { "_id": key }, set).session(session).await?;
    Ok(())
}

/// Takes an account's identity of a provider away; gives what was there.
pub async fn remove(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    provider: Provider,
) -> ApiResult<Option<ExternalDoc>> {
    let filter = doc! { "user_id": user.to_string(), "provider": provider.as_str() };
    Ok(collection(database).find_one_and_delete(filter).session(session).await?)
}
