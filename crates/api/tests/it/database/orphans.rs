//! However `avenue` ends, its `mongod` ends too.

use std::time::Instant;

use api::infra::db::embedded::EmbeddedServer;
use bson::{Document, doc};
use rustix::process::Signal;

use super::child;
use super::processes::{is_alive, parent, send, until_gone};
use crate::support::mongo::embedded_settings;

async fn write(uri: &str) {
    let client = mongodb::Client::with_uri_str(uri).await.unwrap();
    client.database("avenue").collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
}

async fn read(uri: &str) -> u64 {
    let client = mongodb::Client::with_uri_str(uri).await.unwrap();
    client.database("avenue").collection::<Document>("things").count_documents(doc! {}).await.unwrap()
}

#[tokio::test]
async fn a_killed_avenue_leaves_no_mongod() {
    let folder = tempfile::tempdir().unwrap();
    let mut avenue = child::start(folder.path());
    write(&avenue.uri).await;
    let guard = parent(avenue.mongod);
    assert_eq!(parent(guard), avenue.process.id());
    assert!(is_alive(guard) && is_alive(avenue.mongod));

    let killed = Instant::now();
    avenue.process.kill().unwrap();
    avenue.process.wait().unwrap();
    until_gone(avenue.mongod).await;
    until_gone(guard).await;
    println!("no orphan {:?} after kill -9 of avenue", killed.elapsed());
}

#[tokio::test]
async fn a_killed_avenue_can_be_started_again_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut avenue = child::start(folder.path());
    write(&avenue.uri).await;
    avenue.process.kill().unwrap();
    avenue.process.wait().unwrap();
    // Its guard is still stopping its mongod: the new one waits for that.
    let server = EmbeddedServer::start(&embedded_settings(folder.path())).await.unwrap();
    assert!(!is_alive(avenue.mongod));
    assert_eq!(read(server.uri()).await, 1);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn killing_avenue_and_guard_together_leaves_no_mongod() {
    let folder = tempfile::tempdir().unwrap();
    let mut avenue = child::start(folder.path());
    let guard = parent(avenue.mongod);
    assert!(is_alive(avenue.mongod));
    let killed = Instant::now();
    send(guard, Signal::KILL);
    avenue.process.kill().unwrap();
    avenue.process.wait().unwrap();
    until_gone(avenue.mongod).await;
    println!("no orphan {:?} after kill -9 of avenue and guard", killed.elapsed());
}
