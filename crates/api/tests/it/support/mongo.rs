//! A database for each test, on a server that all share.

use std::time::{Duration, Instant};

use bson::doc;
use mongodb::Client;

/// A database that nobody else uses.
pub async fn fresh_database() -> mongodb::Database {
    let uri = std::env::var("AVENUE_TEST_MONGODB")
        .unwrap_or_else(|_| "mongodb://127.0.0.1:27117/?directConnection=true".to_owned());
    let client = Client::with_uri_str(&uri).await.unwrap();
    let admin = client.database("admin");
    let initiated = admin.run_command(doc! { "replSetInitiate": {} }).await;
    drop(initiated);
    let deadline = Instant::now() + Duration::from_secs(30);
    while !admin.run_command(doc! { "hello": 1 }).await.unwrap().get_bool("isWritablePrimary").unwrap() {
        assert!(Instant::now() < deadline, "the server did not become writable");
        tokio::task::yield_now().await;
    }
    client.database(&format!("test_{}", api::infra::ids::new_id().simple()))
}
