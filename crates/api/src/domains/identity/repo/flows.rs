//! `identity_flows`: sign-ins at a provider that are under way, by the digest of their `state`. Good once, in the
//! browser that began them, for ten minutes. Shard key: `_id`.

use bson::{DateTime, doc};
use jiff::Timestamp;
use mongodb::{Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{SessionId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;

/// What somebody wants who goes to a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Purpose {
    /// Come in.
    SignIn {
        /// Where to go on, in the app.
        return_to: String,
    },
    /// Link the identity to the account that is signed in.
    Link {
        /// The account.
        user_id: UserId,
        /// The session that asked; it must still be there.
        session_id: SessionId,
    },
}

/// One flow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FlowDoc {
    /// Digest of its `state`.
    #[serde(rename = "_id")]
    pub digest: String,
    /// Digest of what the browser's cookie holds.
    pub browser: String,
    /// The provider that it goes to.
    pub issuer: String,
    pub purpose: Purpose,
    pub created_at: DateTime,
    /// The server removes it then.
    pub expires_at: DateTime,
}

fn collection(database: &Database) -> Collection<FlowDoc> {
    database.collection("identity_flows")
}

/// Adds a flow.
pub async fn insert(database: &Database, flow: &FlowDoc) -> ApiResult<()> {
    collection(database).insert_one(flow).await?;
    Ok(())
}

/// Takes the flow out, if it is good still and was begun in that browser. One of many at once gets it; another browser
/// does not use it up.
pub async fn take(
    database: &Database,
    digest: &str,
    browser: &str,
    now: Timestamp,
) -> ApiResult<Option<FlowDoc>> {
    let filter =
        doc! { "_id": digest, "browser": browser, "expires_at": { "$gt": DateTime::from_jiff(now) } };
    Ok(collection(database).find_one_and_delete(filter).max_time(MAX_TIME).await?)
}
