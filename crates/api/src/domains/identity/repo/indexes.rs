//! The indexes that the queries of this domain stand on.

use bson::{Document, doc};
use mongodb::Database;

use super::visitors::REMEMBERED_BY_SERVER;
use crate::infra::db::index::{plain, plain_where, removed_after, removed_at, there, unique, unique_where};

/// Makes what is missing.
pub async fn ensure(database: &Database) -> mongodb::error::Result<()> {
    let users = database.collection::<Document>("users");
    users
        .create_indexes([
            unique(doc! { "email": 1 }),
            // Prefixes of normalised words: unlike `$text` it finds what was only begun, and needs no language.
            plain(doc! { "search": 1, "_id": -1 }),
            plain(doc! { "misspelt": 1, "_id": -1 }),
            plain(doc! { "created_at": 1 }),
            plain(doc! { "roles": 1, "_id": -1 }),
            plain(doc! { "status": 1, "_id": -1 }),
            unique_where(doc! { "profile.handle": 1 }, there("profile.handle")),
            plain_where(doc! { "former_email.email": 1 }, there("former_email.email")),
            // Only hashes of the old platform, to know whether there are any.
            plain_where(doc! { "password_hash": 1 }, doc! { "password_hash": { "$gte": "$2", "$lt": "$3" } }),
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
    let keys = database.collection::<Document>("identity_api_keys");
    keys.create_index(plain(doc! { "user_id": 1, "_id": -1 })).await?;
    let challenges = database.collection::<Document>("identity_challenges");
    challenges.create_indexes([plain(doc! { "user_id": 1 }), removed_at("expires_at")]).await?;
    let exports = database.collection::<Document>("identity_exports");
    exports.create_indexes([plain(doc! { "user_id": 1, "_id": -1 }), removed_at("forget_at")]).await?;
    database.collection::<Document>("identity_throttle").create_index(removed_at("full_at")).await?;
    database.collection::<Document>("identity_flows").create_index(removed_at("expires_at")).await?;
    let external = database.collection::<Document>("identity_external");
    external.create_index(unique(doc! { "user_id": 1, "provider": 1 })).await?;
    let visitors = database.collection::<Document>("identity_visitors");
    visitors.create_index(removed_after("last_seen", REMEMBERED_BY_SERVER)).await?;
    database.collection::<Document>("identity_views").create_index(removed_at("forget_at")).await?;
    let visits = database.collection::<Document>("identity_visits");
    visits.create_index(plain(doc! { "user_id": 1, "_id": -1 })).await?;
    Ok(())
}
