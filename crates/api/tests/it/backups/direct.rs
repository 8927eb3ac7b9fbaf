//! Backups straight into the browser.

use std::time::Instant;

use archive::{CancellationToken, Silent};
use bson::{Document, doc};
use serde_json::{Value, json};

use super::support::{House, PATIENCE, sha256};

/// Fills a database with some megabytes that do not compress.
async fn large(house: &House) -> String {
    let name = house.name("large");
    let blobs = house.app.db.client().database(&name).collection::<Document>("blobs");
    for part in 0..30 {
        let some: Vec<Document> = (0..10).map(|n| doc! { "_id": part * 10 + n, "blob": noise(100_000) }).collect();
        blobs.insert_many(some).await.unwrap();
    }
    name
}

fn noise(bytes: usize) -> bson::Binary {
    let noise = (0..bytes / 32).flat_map(|_| api::infra::ids::random_bytes().unwrap());
    bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes: noise.collect() }
}

/// The record of the last direct backup, once it has ended.
async fn record(house: &House) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let listed = house.owner.get("/api/backups").await.json();
        let last = listed["items"][0].clone();
        if !["running", "queued"].contains(&last["state"].as_str().unwrap_or("running")) {
            return last;
        }
        assert!(Instant::now() < deadline, "{last}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn open(house: &House, database: &str) -> reqwest::Response {
    let order = json!({ "database": database });
    let ticket = house.owner.post("/api/backups/direct/download-ticket", order).await.json();
    let url = format!("{}{}", house.app.url, ticket["url"].as_str().unwrap());
    reqwest::get(url).await.unwrap()
}

#[tokio::test]
async fn it_is_sent_while_it_is_being_read_and_is_sound() {
    let house = House::new().await;
    let database = large(&house).await;
    let mut response = open(&house, &database).await;
    assert_eq!((response.status().as_u16(), response.content_length()), (200, None));
    assert_eq!(response.headers()["content-type"], "application/gzip");
    assert_eq!(response.headers()["content-encoding"], "identity");
    let mut bytes = response.chunk().await.unwrap().unwrap().to_vec();
    // Thirty megabytes do not fit into the buffers between here and there, so the dump is not finished yet.
    let running = house.owner.get("/api/backups/status").await.json();
    assert_eq!(running["running"]["trigger"], "direct", "the first bytes come before the dump is finished");
    while let Some(chunk) = response.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    let file = house.app.data.path().join("direct.tar.gz");
    std::fs::write(&file, &bytes).unwrap();
    let sound = archive::verify(&file, None, &Silent, &CancellationToken::new()).await.unwrap();
    assert_eq!(sound.manifest.totals.documents, 300);

    let record = record(&house).await;
    assert_eq!((&record["state"], &record["sha256"]), (&json!("finished"), &json!(sha256(&bytes))));
    assert_eq!((&record["destination"], &record["available"]), (&json!("none"), &json!(false)));
    let attempts = house.owner.get("/api/admin/backup/diagnostics").await.json();
    assert_eq!((&attempts["items"][0]["kind"], &attempts["items"][0]["succeeded"]), (&json!("backup"), &json!(true)));
}

#[tokio::test]
async fn a_download_that_is_broken_off_is_recorded_as_such() {
    let house = House::new().await;
    let database = large(&house).await;
    let mut response = open(&house, &database).await;
    response.chunk().await.unwrap().unwrap();
    drop(response);
    let record = record(&house).await;
    assert_eq!(record["state"], "cancelled", "{record}");
    assert!(record["error"].as_str().unwrap().contains("broken off"), "{record}");
}

#[tokio::test]
async fn a_dump_that_fails_breaks_the_connection_off() {
    let house = House::new().await;
    let database = large(&house).await;
    let mut response = open(&house, &database).await;
    response.chunk().await.unwrap().unwrap();
    // A new collection while it is dumped: the backup would not hold what the server lists.
    house.app.db.client().database(&database).create_collection("late").await.unwrap();
    let outcome = loop {
        match response.chunk().await {
            Ok(Some(_)) => {}
            end => break end,
        }
    };
    assert!(outcome.is_err(), "a browser must see that the download failed");
    let record = record(&house).await;
    assert_eq!(record["state"], "failed", "{record}");
    assert!(record["error"].as_str().unwrap().contains("late"), "{record}");
}

#[tokio::test]
async fn the_old_address_streams_the_platforms_own_database() {
    let house = House::new().await;
    let answer = house.owner.get("/api/admin/backup/download-direct-py").await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-disposition").unwrap().contains(".tar.gz"));
    let file = house.app.data.path().join("own.tar.gz");
    std::fs::write(&file, &answer.body).unwrap();
    let sound = archive::verify(&file, None, &Silent, &CancellationToken::new()).await.unwrap();
    assert_eq!(sound.manifest.database.name, house.app.db.name());
}
