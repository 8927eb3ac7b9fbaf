//! Looking into databases.

mod access;
mod documents;
mod exports;
mod legacy;
mod long_work;
mod pages;

use bson::{Document, doc};
use mongodb::Collection;

use crate::support::TestApp;

/// A collection of a database that has nothing of the platform in it.
pub struct Playground {
    pub database: mongodb::Database,
}

impl Playground {
    pub fn of(app: &TestApp) -> Self {
        let name = format!("look_{}", api::infra::ids::new_id().simple());
        Self { database: app.db.client().database(&name) }
    }

    pub fn collection(&self, name: &str) -> Collection<Document> {
        self.database.collection(name)
    }

    /// The address of something below the collection.
    pub fn path(&self, collection: &str, rest: &str) -> String {
        let name = percent_encoding::utf8_percent_encode(collection, percent_encoding::NON_ALPHANUMERIC);
        format!("/api/inspection/databases/{}/collections/{name}{rest}", self.database.name())
    }
}

/// A query string.
pub fn query(parts: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new("?".to_owned());
    for (name, value) in parts {
        query.append_pair(name, value);
    }
    query.finish().replacen("?&", "?", 1)
}

/// Some people, one with a password hash.
pub async fn people(playground: &Playground) {
    let hash = "$2b$12$KIXQ8c1mQnV0q3m0yQpGXuJ3d0zjv6c8s8m1k2w3e4r5t6y7u8i9O";
    let people: Vec<Document> = (0..25)
        .map(|n| doc! { "_id": n, "name": format!("person {:02}", n % 5), "n": n % 7, "password_hash": hash })
        .collect();
    playground.collection("people").insert_many(people).await.unwrap();
}
