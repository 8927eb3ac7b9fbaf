//! The one exception to a trail that is only added to: somebody who was erased is taken out of it, because the law gives
//! them that. Nothing else in the platform does this, and no line goes: who acted (by id), when, what and on what stays.

use std::time::Duration;

use bson::{Document, doc};
use futures::future::BoxFuture;
use futures::{FutureExt, TryStreamExt};
use mongodb::error::Result;
use mongodb::{Collection, Database};
use shared::audit::AuditEvent;

use super::repo::AuditEventDoc;
use crate::app::AppState;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::ApiResult;

/// Lines by a person and lines about them.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "audit", collect, forget };

/// The most lines in a copy of a person's data, newest first.
const MAX: i64 = 50_000;
/// Labels are not indexed: this reads the whole trail, once in the life of an account.
const MAX_TIME: Duration = Duration::from_secs(600);
/// Stands for what was erased.
const ERASED: &str = "erased";

fn lines(database: &Database) -> Collection<Document> {
    database.collection("audit_events")
}

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let id = person.id.to_string();
        let theirs = doc! { "$or": [{ "actor.user_id": &id }, { "target.kind": "user", "target.id": &id }] };
        let found = lines(&state.database).clone_with_type::<AuditEventDoc>();
        let found = found.find(theirs).sort(doc! { "at": -1 }).limit(MAX).max_time(MAX_TIME).await?;
        let mut found: Vec<AuditEvent> = found.map_ok(AuditEvent::from).try_collect().await?;
        for line in &mut found {
            // Who else acted on the account, and from where, is those people's.
            if line.actor.user_id.is_some_and(|actor| actor != person.id) {
                (line.actor.email, line.actor.ip, line.actor.user_agent) = (None, None, None);
            }
        }
        Ok(vec![Piece::json("events.json", &found)?])
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move { Ok(forget_person(&state.database, person).await?) }.boxed()
}

/// Takes a person out of every line. Doing it again changes nothing.
async fn forget_person(database: &Database, person: &Person) -> Result<()> {
    let id = person.id.to_string();
    let lines = lines(database);
    let where_from = doc! { "actor.email": "", "actor.ip": "", "actor.user_agent": "" };
    let by_them = doc! { "$or": [{ "actor.user_id": &id }, { "actor.email": { "$in": &person.emails } }] };
    lines.update_many(by_them, doc! { "$unset": where_from }).await?;
    // Whoever tried to sign in without being it is, as far as we know, them too.
    let anonymous = doc! { "target.kind": "user", "target.id": &id, "actor.kind": "anonymous" };
    lines.update_many(anonymous, doc! { "$unset": { "actor.ip": "", "actor.user_agent": "" } }).await?;
    blank(&lines, "user", &id).await?;
    let labelled = doc! { "target.label": { "$in": &person.emails } };
    lines.update_many(labelled, doc! { "$unset": { "target.label": "" } }).await?;
    Ok(())
}

/// Takes a person out of the lines about a thing that is theirs alone, such as their creator profile: for the domain that
/// the thing belongs to, when it forgets the person. Doing it again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn forget_about(database: &Database, kind: &str, id: &str) -> ApiResult<()> {
    Ok(blank(&lines(database), kind, id).await?)
}

/// Which fields changed stays; what they were does not.
async fn blank(lines: &Collection<Document>, kind: &str, id: &str) -> Result<()> {
    let about = doc! { "target.kind": kind, "target.id": id };
    let blank = doc! { "$map": {
        "input": "$changes",
        "in": { "field": "$$this.field", "before": ERASED, "after": ERASED },
    } };
    let blanked = vec![doc! { "$set": { "changes": blank } }, doc! { "$unset": ["target.label", "details"] }];
    lines.update_many(about, blanked).await.map(|_| ())
}
