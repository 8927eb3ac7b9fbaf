//! The indexes that the queries of this domain stand on.

use bson::{Document, doc};
use mongodb::Database;

use crate::infra::db::index::{plain, plain_where, removed_at, there, unique, unique_where};

/// Makes what is missing.
///
/// # Errors
/// When the database fails.
pub async fn ensure(database: &Database) -> mongodb::error::Result<()> {
    let brands = database.collection::<Document>("brands");
    brands
        .create_indexes([
            unique_where(doc! { "profile.handle": 1 }, there("profile.handle")),
            plain(doc! { "state": 1, "_id": -1 }),
            // Prefixes of normalised words: unlike `$text` it finds what was only begun, and needs no language.
            plain(doc! { "state": 1, "search": 1, "_id": -1 }),
            plain(doc! { "state": 1, "misspelt": 1, "_id": -1 }),
            // For who is forgotten.
            plain_where(doc! { "profile.contact.email": 1 }, there("profile.contact.email")),
        ])
        .await?;
    let members = database.collection::<Document>("brand_members");
    members
        .create_indexes([
            plain(doc! { "brand_id": 1, "since": 1 }),
            plain(doc! { "user_id": 1, "since": -1 }),
            // One owner in each brand.
            unique_where(doc! { "brand_id": 1, "role": 1 }, doc! { "role": "owner" }),
        ])
        .await?;
    let invitations = database.collection::<Document>("brand_invitations");
    invitations
        .create_indexes([
            unique(doc! { "digest": 1 }),
            plain(doc! { "brand_id": 1, "created_at": -1 }),
            plain(doc! { "email": 1, "created_at": -1 }),
            plain(doc! { "invited_by": 1, "created_at": -1 }),
            // One open invitation for each address and brand.
            unique_where(doc! { "brand_id": 1, "email": 1 }, doc! { "state": "open" }),
            removed_at("forget_at"),
        ])
        .await?;
    let packages = database.collection::<Document>("brand_packages");
    packages
        .create_indexes([
            plain(doc! { "brand_id": 1, "starts_at": -1 }),
            // One open package for each brand.
            unique_where(doc! { "brand_id": 1, "open": 1 }, doc! { "open": true }),
        ])
        .await?;
    let revisions = database.collection::<Document>("brand_revisions");
    revisions
        .create_indexes([
            plain(doc! { "brand_id": 1, "revision": -1 }),
            plain_where(doc! { "profile.contact.email": 1 }, there("profile.contact.email")),
        ])
        .await?;
    Ok(())
}
