//! The indexes that the queries of this domain stand on.
//!
//! Text is searched by `search`, one normalised word an entry, and not by `$text`: a word that is only begun is found too,
//! the words are ranges of an index that also begins with the state, and accents need no language of the server (whose
//! Spanish stemming would join what people tell apart). What it gives up is ranking, which no list here is sorted by.

use bson::{Document, doc};
use mongodb::Database;

use super::{blocks, counted, messages, metrics, pictures, ratings, reads, reports, threads};
use crate::infra::db::index::{plain, unique};

/// Makes what is missing.
pub async fn ensure(database: &Database) -> mongodb::error::Result<()> {
    let campaigns = database.collection::<Document>("campaigns");
    campaigns
        .create_indexes([
            plain(doc! { "state": 1, "published_at": -1, "_id": -1 }),
            plain(doc! { "state": 1, "content.closes_at": 1, "_id": 1 }),
            plain(doc! { "state": 1, "content.currency": 1, "content.fee": -1, "_id": -1 }),
            plain(doc! { "state": 1, "content.search": 1, "published_at": -1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "state": 1, "published_at": -1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "archived": 1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "archived": 1, "state": 1, "_id": -1 }),
            plain(doc! { "created_by": 1, "_id": -1 }),
            plain(doc! { "state": 1, "_id": -1 }),
            plain(doc! { "archived": 1, "_id": -1 }),
            plain(doc! { "state": 1, "content.misspelt": 1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "content.search": 1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "content.misspelt": 1, "_id": -1 }),
        ])
        .await?;
    let briefs = database.collection::<Document>("campaign_briefs");
    briefs.create_index(unique(doc! { "campaign_id": 1, "version": 1 })).await?;
    let applications = database.collection::<Document>("campaign_applications");
    applications
        .create_indexes([
            // One of each creator to each campaign, for ever.
            unique(doc! { "campaign_id": 1, "creator_id": 1 }),
            plain(doc! { "campaign_id": 1, "_id": 1 }),
            plain(doc! { "campaign_id": 1, "state": 1, "_id": 1 }),
            plain(doc! { "user_id": 1, "_id": -1 }),
            plain(doc! { "user_id": 1, "state": 1, "_id": -1 }),
            // Figures: how many stand where, and since when.
            plain(doc! { "state": 1, "created_at": 1 }),
        ])
        .await?;
    let revisions = database.collection::<Document>("campaign_revisions");
    revisions.create_index(unique(doc! { "campaign_id": 1, "revision": -1 })).await?;
    let signatures = database.collection::<Document>("campaign_signatures");
    signatures.create_index(plain(doc! { "user_id": 1 })).await?;
    let saves = database.collection::<Document>("campaign_saves");
    saves
        .create_indexes([
            unique(doc! { "user_id": 1, "campaign_id": 1 }),
            plain(doc! { "user_id": 1, "saved_at": -1, "campaign_id": -1 }),
        ])
        .await?;
    ratings::ensure_indexes(database).await?;
    threads::ensure_indexes(database).await?;
    messages::ensure_indexes(database).await?;
    reads::ensure_indexes(database).await?;
    reports::ensure_indexes(database).await?;
    blocks::ensure_indexes(database).await?;
    metrics::ensure_indexes(database).await?;
    pictures::ensure_indexes(database).await?;
    counted::ensure_indexes(database).await?;
    of_the_work(database).await
}

/// Of what is carried out once it is signed.
async fn of_the_work(database: &Database) -> mongodb::error::Result<()> {
    let shipments = database.collection::<Document>("campaign_shipments");
    shipments
        .create_indexes([
            plain(doc! { "campaign_id": 1, "_id": 1 }),
            plain(doc! { "campaign_id": 1, "state": 1, "_id": 1 }),
            plain(doc! { "user_id": 1 }),
        ])
        .await?;
    let deliverables = database.collection::<Document>("campaign_deliverables");
    deliverables
        .create_indexes([
            // Each piece of a signature is owed once.
            unique(doc! { "application_id": 1, "number": 1 }),
            plain(doc! { "campaign_id": 1, "_id": 1 }),
            plain(doc! { "campaign_id": 1, "state": 1, "_id": 1 }),
            plain(doc! { "user_id": 1, "_id": -1 }),
            plain(doc! { "user_id": 1, "state": 1, "_id": -1 }),
        ])
        .await?;
    let comments = database.collection::<Document>("campaign_draft_comments");
    comments
        .create_indexes([
            plain(doc! { "deliverable_id": 1, "_id": 1 }),
            plain(doc! { "deliverable_id": 1, "draft": 1, "_id": 1 }),
            plain(doc! { "user_id": 1 }),
        ])
        .await?;
    let rights = database.collection::<Document>("campaign_rights");
    rights
        .create_indexes([
            plain(doc! { "brand_id": 1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "state": 1, "_id": -1 }),
            plain(doc! { "user_id": 1, "_id": -1 }),
            plain(doc! { "user_id": 1, "state": 1, "_id": -1 }),
        ])
        .await?;
    Ok(())
}
