//! `identity_guards`: documents that transactions touch so that two of them cannot both decide on what they read.

use bson::{Document, doc};
use mongodb::{ClientSession, Collection, Database};

use crate::http::ApiResult;

/// Holds the set of administrators still until the transaction ends: of two that change it, one waits for the other
/// and then reads again.
pub async fn hold_administrators(database: &Database, session: &mut ClientSession) -> ApiResult<()> {
    hold(database, session, "administrators").await
}

/// Holds whatever `what` stands for still until the transaction ends.
pub async fn hold(database: &Database, session: &mut ClientSession, what: &str) -> ApiResult<()> {
    let guards: Collection<Document> = database.collection("identity_guards");
    let touch = guards.update_one(doc! { "_id": what }, doc! { "$inc": { "revision": 1_i64 } });
    touch.upsert(true).session(session).await?;
    Ok(())
}
