//! The indexes that the queries of this domain stand on.

use std::time::Duration;

use bson::{Document, doc};
use mongodb::options::IndexOptions;
use mongodb::{Database, IndexModel};

use super::visitors::REMEMBERED_BY_SERVER;

/// Makes what is missing.
pub async fn ensure(database: &Database) -> mongodb::error::Result<()> {
    let users = database.collection::<Document>("users");
    users
        .create_indexes([
            unique(doc! { "email": 1 }),
            // Prefixes of normalised words: unlike `$text` it finds what was only begun, and needs no language.
            plain(doc! { "search": 1, "_id": -1 }),
            plain(doc! { "roles": 1, "_id": -1 }),
            plain(doc! { "status": 1, "_id": -1 }),
            unique_where_there(doc! { "profile.handle": 1 }, "profile.handle"),
            where_there(doc! { "former_email.email": 1 }, "former_email.email"),
            // Only hashes of the old platform, to know whether there are any.
            IndexModel::builder()
                .keys(doc! { "password_hash": 1 })
                .options(
                    IndexOptions::builder()
                        .partial_filter_expression(doc! { "password_hash": { "$gte": "$2", "$lt": "$3" } })
                        .build(),
                )
                .build(),
        ])
        .await?;
    let sessions = database.collection::<Document>("sessions");
    sessions
        .create_indexes([
            plain(doc! { "user_id": 1, "last_seen_at": -1 }),
            plain(doc! { "user_id": 1, "network": 1 }),
            removed_at("expires_at"),
        ])
        .await?;
    let links = database.collection::<Document>("identity_links");
    links.create_indexes([plain(doc! { "user_id": 1, "kind": 1 }), removed_at("expires_at")]).await?;
    let exports = database.collection::<Document>("identity_exports");
    exports.create_indexes([plain(doc! { "user_id": 1, "_id": -1 }), removed_at("forget_at")]).await?;
    let keys = database.collection::<Document>("identity_api_keys");
    keys.create_index(plain(doc! { "user_id": 1, "_id": -1 })).await?;
    let challenges = database.collection::<Document>("identity_challenges");
    challenges.create_indexes([plain(doc! { "user_id": 1 }), removed_at("expires_at")]).await?;
    database.collection::<Document>("identity_throttle").create_index(removed_at("full_at")).await?;
    database.collection::<Document>("identity_flows").create_index(removed_at("expires_at")).await?;
    let external = database.collection::<Document>("identity_external");
    external.create_index(unique(doc! { "user_id": 1, "provider": 1 })).await?;
    let visitors = database.collection::<Document>("identity_visitors");
    visitors.create_index(removed_after("last_seen", REMEMBERED_BY_SERVER)).await?;
    let visits = database.collection::<Document>("identity_visits");
    visits.create_index(plain(doc! { "user_id": 1, "_id": -1 })).await?;
    Ok(())
}

fn plain(keys: Document) -> IndexModel {
    IndexModel::builder().keys(keys).build()
}

fn unique(keys: Document) -> IndexModel {
    IndexModel::builder().keys(keys).options(IndexOptions::builder().unique(true).build()).build()
}

/// Only documents that have the field.
fn where_there(keys: Document, field: &str) -> IndexModel {
    let options =
        IndexOptions::builder().partial_filter_expression(doc! { field: { "$exists": true } }).build();
    IndexModel::builder().keys(keys).options(options).build()
}

fn unique_where_there(keys: Document, field: &str) -> IndexModel {
    let there = doc! { field: { "$exists": true } };
    let options = IndexOptions::builder().unique(true).partial_filter_expression(there).build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// Has the server remove documents once this instant has passed.
fn removed_at(field: &str) -> IndexModel {
    removed_after(field, Duration::ZERO)
}

/// Has the server remove documents once this instant lies so far back.
fn removed_after(field: &str, age: Duration) -> IndexModel {
    let options = IndexOptions::builder().expire_after(age).build();
    IndexModel::builder().keys(doc! { field: 1 }).options(options).build()
}
