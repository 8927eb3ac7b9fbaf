//! `identity_links`: one-time links that were mailed, by the digest of what they carry. Shard key: `_id`.

use bson::{DateTime, doc};
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::UserId;

use super::MAX_TIME;
use crate::http::ApiResult;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    VerifyEmail,
    ResetPassword,
    /// Proves the address that an account is to have.
    ChangeEmail,
    /// Gives an account its former address back.
    UndoEmail,
}

impl LinkKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::ChangeEmail => "change_email",
            Self::UndoEmail => "undo_email",
        }
    }
}

/// One link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LinkDoc {
    /// Digest of what it carries.
    #[serde(rename = "_id")]
    pub digest: String,
    pub kind: LinkKind,
    pub user_id: UserId,
    /// The address that it was mailed to.
    pub email: String,
    pub created_at: DateTime,
    /// The server removes it then.
    pub expires_at: DateTime,
}

fn collection(database: &Database) -> Collection<LinkDoc> {
    database.collection("identity_links")
}

fn good(digest: &str, kind: LinkKind, now: Timestamp) -> bson::Document {
    doc! { "_id": digest, "kind": kind.as_str(), "expires_at": { "$gt": DateTime::from_jiff(now) } }
}

/// Adds a link.
pub async fn insert(database: &Database, session: &mut ClientSession, link: &LinkDoc) -> ApiResult<()> {
    collection(database).insert_one(link).session(session).await?;
    Ok(())
}

/// The link, if it is good still.
pub async fn find(
    database: &Database,
    digest: &str,
    kind: LinkKind,
    now: Timestamp,
) -> ApiResult<Option<LinkDoc>> {
    Ok(collection(database).find_one(good(digest, kind, now)).max_time(MAX_TIME).await?)
}

/// Uses the link up, if it is good still. One of many at once does.
pub async fn use_up(
    database: &Database,
    session: &mut ClientSession,
    digest: &str,
    kind: LinkKind,
    now: Timestamp,
) -> ApiResult<Option<LinkDoc>> {
    Ok(collection(database).find_one_and_delete(good(digest, kind, now)).session(session).await?)
}

/// Withdraws every link of that kind that an account was mailed.
pub async fn withdraw(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    kind: LinkKind,
) -> ApiResult<()> {
    let filter = doc! { "user_id": user.to_string(), "kind": kind.as_str() };
    collection(database).delete_many(filter).session(session).await?;
    Ok(())
}
