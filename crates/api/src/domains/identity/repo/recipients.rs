//! What others must know of an account to tell its person something, and which changes say that somebody is out.

use bson::{Document, doc};
use futures::TryStreamExt;
use mongodb::change_stream::event::ChangeStreamEvent;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::Deserialize;
use shared::id::{SessionId, UserId};
use shared::identity::{Locale, UserStatus};

use super::profile::{Closing, ProfileDoc};

/// Changes of an account after which whoever is signed in must be asked again.
const DECISIVE: &[&str] =
    &["status", "closing", "erased_at", "roles", "permissions", "must_change_password", "phone_required"];

/// An account as far as telling needs it.
#[derive(Debug, Deserialize)]
pub struct RecipientDoc {
    #[serde(rename = "_id")]
    pub id: UserId,
    pub email: String,
    pub email_verified: bool,
    pub first_name: String,
    pub locale: Locale,
    pub status: UserStatus,
    #[serde(default)]
    pub profile: ProfileDoc,
    #[serde(default)]
    pub closing: Option<Closing>,
    #[serde(default)]
    pub erased_at: Option<bson::DateTime>,
}

/// The accounts of these ids, read inside the transaction; those that are gone are left out.
pub async fn of(
    database: &Database,
    session: &mut ClientSession,
    ids: &[UserId],
) -> Result<Vec<RecipientDoc>> {
    let ids: Vec<String> = ids.iter().map(UserId::to_string).collect();
    let users: Collection<RecipientDoc> = database.collection("users");
    let mut found = users.find(doc! { "_id": { "$in": ids } }).session(&mut *session).await?;
    found.stream(session).try_collect().await
}

/// Which changes of this domain's collections [`out`] understands: for the `$match` of a change stream over the database.
pub fn watched() -> Vec<Document> {
    let there = |field: &&str| {
        let mut branch = Document::new();
        branch.insert(format!("updateDescription.updatedFields.{field}"), doc! { "$exists": true });
        branch
    };
    let decisive: Vec<Document> = DECISIVE.iter().map(there).collect();
    vec![
        doc! { "ns.coll": "sessions", "operationType": "delete" },
        doc! { "ns.coll": "users", "operationType": { "$in": ["replace", "delete"] } },
        doc! { "ns.coll": "users", "operationType": "update", "$or": decisive },
    ]
}

/// Whom such a change puts out: a session, or every session of an account.
pub fn out(change: &ChangeStreamEvent<Document>) -> Option<(Option<SessionId>, Option<UserId>)> {
    let collection = change.ns.as_ref()?.coll.as_deref()?;
    let id = change.document_key.as_ref()?.get_str("_id").ok()?;
    match collection {
        "sessions" => Some((Some(id.parse().ok()?), None)),
        "users" => Some((None, Some(id.parse().ok()?))),
        _ => None,
    }
}
