//! The indexes that the queries of this domain stand on.
//!
//! Text is searched by prefixes of plain words in one field (`found.members.words`, `found.everyone.words`), and not by
//! `$text`: a search finds what was only begun, needs no language (Spanish, Guaraní and English stand in one text), looks
//! only into what its readers may see, and can be combined with the list's own filter in one index.

use bson::{Document, doc};
use mongodb::{Database, IndexModel};

use crate::infra::db::index::{plain, there, unique, unique_where};

/// Makes what is missing.
///
/// # Errors
/// When the database fails.
pub async fn ensure(database: &Database) -> mongodb::error::Result<()> {
    let creators = database.collection::<Document>("creators");
    let mut all = vec![
        unique(doc! { "user_id": 1 }),
        unique_where(doc! { "profile.handle": 1 }, there("profile.handle")),
        unique_where(doc! { "verified": 1 }, there("verified")),
        // The staff's list.
        plain(doc! { "found.trashed": 1, "_id": -1 }),
        plain(doc! { "found.trashed": 1, "found.names": 1, "_id": -1 }),
        plain(doc! { "found.trashed": 1, "found.misspelt": 1, "_id": -1 }),
        plain(doc! { "found.open": 1, "found.misspelt": 1, "_id": -1 }),
        plain(doc! { "found.trashed": 1, "found.complete": 1, "_id": -1 }),
        plain(doc! { "found.trashed": 1, "level": 1, "_id": -1 }),
        plain(doc! { "found.trashed": 1, "status": 1, "_id": -1 }),
    ];
    all.extend(of_list("found.listed", "found.members"));
    all.extend(of_list("found.open", "found.everyone"));
    creators.create_indexes(all).await?;
    let revisions = database.collection::<Document>("creator_revisions");
    revisions.create_index(unique(doc! { "creator_id": 1, "revision": -1 })).await?;
    Ok(())
}

/// The lists for brands and for everybody: each filter in the order of the list.
fn of_list(shown: &str, sought: &str) -> Vec<IndexModel> {
    let sought = |field: &str| format!("{sought}.{field}");
    vec![
        plain(doc! { shown: 1, "_id": -1 }),
        plain(doc! { shown: 1, sought("words"): 1, "_id": -1 }),
        plain(doc! { shown: 1, sought("city"): 1, "_id": -1 }),
        plain(doc! { shown: 1, sought("languages"): 1, "_id": -1 }),
        plain(doc! { shown: 1, sought("reach.platform"): 1, sought("reach.followers"): -1 }),
        plain(doc! { shown: 1, sought("reach.followers"): -1 }),
        plain(doc! { shown: 1, "profile.categories": 1, "_id": -1 }),
        plain(doc! { shown: 1, "level": 1, "_id": -1 }),
    ]
}
