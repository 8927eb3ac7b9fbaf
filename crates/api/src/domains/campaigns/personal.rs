//! What this domain holds of a person.
//!
//! What a creator signed stays as it was signed, with the name and the network address: it is the contract of two, the
//! brand relies on it, and a changed one would prove nothing (its digest covers every word). See `docs/privacy.md`.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use shared::campaigns::{DraftComment, Rating, Signature};
use shared::id::UserId;

use super::applications::service::platform;
use super::deliverables::service::forget as work;
use super::messages::service::files;
use super::metrics::service::forget as figures;
use super::repo::messages::MessageDoc;
use super::repo::metrics::Viewer;
use super::repo::ratings::RatingDoc;
use super::repo::reports::ReportDoc;
use super::repo::signatures::SignatureDoc;
use super::repo::{
    applications, blocks, campaigns, comments, deliverables, messages, metrics, ratings, reads, reports,
    rights, saves, shipments, signatures,
};
use super::reports::service as printed;
use crate::app::AppState;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::ApiResult;

/// What they applied to, signed, were sent, delivered, saved and began, wrote to and of others, and how they were rated.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "campaigns", collect, forget };

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let database = &state.database;
        let applied = applications::all_of_user(database, person.id).await?;
        let applied: Vec<_> = applied.iter().map(|application| application.to_application(None)).collect();
        let signed = signatures::of_user(database, person.id).await?;
        let signed: Vec<_> = signed.into_iter().map(named).collect();
        let saved = saves::all_of_user(database, person.id).await?;
        let saved = saved
            .iter()
            .map(|save| json!({ "campaign_id": save.campaign_id, "saved_at": save.saved_at.to_jiff() }));
        let begun = campaigns::begun_by(database, person.id).await?;
        let begun: Vec<_> = begun.iter().map(|campaign| campaign.to_campaign()).collect();
        let printed = reports::all_of_user(database, person.id).await?;
        let printed: Vec<_> = printed.iter().map(ReportDoc::to_report).collect();
        let mut pieces = vec![
            Piece::json("applications.json", &applied)?,
            Piece::json("reports.json", &printed)?,
            Piece::json("signatures.json", &signed)?,
            Piece::json("saved.json", &saved.collect::<Vec<_>>())?,
            Piece::json("campaigns.json", &begun)?,
        ];
        pieces.extend(carried_out(state, person).await?);
        pieces.extend(written(state, person).await?);
        Ok(pieces)
    }
    .boxed()
}

/// What they wrote to and of others, and how they were rated.
async fn written(state: &AppState, person: &Person) -> ApiResult<Vec<Piece>> {
    let database = &state.database;
    let written = messages::all_of_user(database, person.id).await?;
    let written: Vec<_> = written.iter().map(said).collect();
    let reads = reads::all_of_user(database, person.id).await?;
    let reads = reads.iter().map(|mark| json!({ "application_id": mark.application_id, "read": mark.read }));
    let blocked = blocks::all_of_user(database, person.id).await?;
    let blocked = blocked
        .iter()
        .map(|block| json!({ "brand_id": block.brand_id, "by": block.by, "at": block.at.to_jiff() }));
    let rated = ratings::all_of_user(database, person.id).await?;
    let rated: Vec<_> = rated.iter().filter_map(|rating| theirs(rating, person.id)).collect();
    Ok(vec![
        Piece::json("messages.json", &written)?,
        Piece::json("read.json", &reads.collect::<Vec<_>>())?,
        Piece::json("blocked.json", &blocked.collect::<Vec<_>>())?,
        Piece::json("ratings.json", &rated)?,
    ])
}

/// What they were sent, delivered and said, what may be done with it, and what figures it had. Files of drafts are named, not copied: they can be
/// as large as a film, and have addresses of their own.
async fn carried_out(state: &AppState, person: &Person) -> ApiResult<Vec<Piece>> {
    let database = &state.database;
    let sent = shipments::all_of_user(database, person.id).await?;
    let sent: Vec<_> = sent.iter().map(|shipment| shipment.to_shipment(true)).collect();
    let delivered = deliverables::all_of_user(database, person.id).await?;
    let delivered: Vec<_> = delivered.iter().map(|piece| piece.to_work(true)).collect();
    let said = comments::all_of_user(database, person.id).await?;
    let said: Vec<_> = said
        .into_iter()
        .map(|comment| json!({ "deliverable_id": comment.deliverable_id, "comment": DraftComment::from(comment) }))
        .collect();
    let given = rights::all_of_user(database, person.id).await?;
    let now = state.clock.now();
    let given: Vec<_> = given.iter().map(|rights| rights.to_rights(now)).collect();
    let counted = metrics::all_of_user(database, person.id).await?;
    let counted: Vec<_> = counted.iter().map(|metrics| metrics.to_metrics(Viewer::Creator)).collect();
    Ok(vec![
        Piece::json("shipments.json", &sent)?,
        Piece::json("deliverables.json", &delivered)?,
        Piece::json("comments.json", &said)?,
        Piece::json("rights.json", &given)?,
        Piece::json("metrics.json", &counted)?,
    ])
}

fn named(signed: SignatureDoc) -> Value {
    let (application, campaign) = (signed.application_id, signed.campaign_id);
    let signature = Signature::from(signed);
    json!({ "application_id": application, "campaign_id": campaign, "signature": signature })
}

/// What a message says, to who wrote it. The files themselves are had where it stands.
fn said(message: &MessageDoc) -> Value {
    json!({
        "application_id": message.application_id,
        "number": message.number,
        "text": message.text,
        "attachments": message.attachments,
        "at": message.at.to_jiff(),
        "hidden": message.hidden.as_ref().map(|hidden| &hidden.reason),
    })
}

/// A rating that somebody wrote, replied to, or got: one of them only if they may see it.
fn theirs(rating: &RatingDoc, person: UserId) -> Option<Rating> {
    let wrote = rating.author == person;
    (wrote || rating.is_seen()).then(|| rating.to_rating())
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move {
        platform::withdraw_all(state, person.id).await?;
        applications::forget(&state.database, person.id).await?;
        files::remove_of(state, person.id).await?;
        messages::forget(&state.database, person.id).await?;
        reads::forget(&state.database, person.id).await?;
        blocks::forget(&state.database, person.id).await?;
        ratings::forget(&state.database, person.id).await?;
        shipments::forget(&state.database, person.id).await?;
        work::person(state, person.id).await?;
        figures::person(state, person.id).await?;
        rights::forget(&state.database, person.id).await?;
        printed::forget_person(state, person.id).await?;
        saves::forget(&state.database, person.id).await
    }
    .boxed()
}
