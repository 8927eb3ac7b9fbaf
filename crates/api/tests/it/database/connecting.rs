//! Connecting to a server that is named.

use api::infra::db::Deployment;
use bson::{Document, doc};

use crate::support::mongo::fresh_database;

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let (one, other) = (fresh_database().await, fresh_database().await);
    one.collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    assert_eq!(one.collection::<Document>("things").count_documents(doc! {}).await.unwrap(), 1);
    assert_eq!(other.collection::<Document>("things").count_documents(doc! {}).await.unwrap(), 0);
    assert_ne!(one.name(), other.name());
}

#[tokio::test]
async fn the_server_says_what_it_is() {
    let db = fresh_database().await;
    assert!(matches!(db.deployment(), Deployment::ReplicaSet { name } if !name.is_empty()), "{db:?}");
    assert!(!db.server_version().is_empty());
}
