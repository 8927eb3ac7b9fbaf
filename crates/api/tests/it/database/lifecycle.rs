//! A server of our own from nothing to its stop, and again.

use std::fs;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use api::infra::db::embedded::{EmbeddedServer, ServerState};
use api::infra::db::{DatabaseSettings, Db, Deployment, open};
use bson::{Document, doc};
use rustix::process::Signal;

use super::processes::{is_alive, parent, running_pid, send};
use crate::support::mongo::embedded_settings;

fn settings(folder: &tempfile::TempDir) -> DatabaseSettings {
    DatabaseSettings { uri: None, database: None, embedded: embedded_settings(folder.path()) }
}

async fn documents(db: &Db) -> u64 {
    db.collection::<Document>("things").count_documents(doc! {}).await.unwrap()
}

#[tokio::test]
async fn data_survives_a_stop() {
    let folder = tempfile::tempdir().unwrap();
    let from_nothing = Instant::now();
    let opened = open(&settings(&folder)).await.unwrap();
    let from_nothing = from_nothing.elapsed();
    let server = opened.server.unwrap();
    assert_eq!(opened.db.deployment(), &Deployment::Embedded);
    assert_eq!(opened.db.name(), "avenue");
    opened.db.collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    let (uri, pid) = (server.uri().to_owned(), running_pid(&server).unwrap());
    let guard = parent(pid);

    let stop = Instant::now();
    server.stop().await.unwrap();
    let stop = stop.elapsed();
    assert!(!is_alive(pid) && !is_alive(guard));
    let lock = fs::read_to_string(folder.path().join("mongod/mongod.lock")).unwrap();
    assert_eq!(lock, "", "mongod empties its lock file when it stops cleanly");

    let warm = Instant::now();
    let opened = open(&settings(&folder)).await.unwrap();
    println!("from nothing {from_nothing:?}, stop {stop:?}, warm start {:?}", warm.elapsed());
    let server = opened.server.unwrap();
    assert_eq!(server.uri(), uri, "the port is kept");
    assert_eq!(documents(&opened.db).await, 1);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn data_survives_a_change_of_port() {
    let folder = tempfile::tempdir().unwrap();
    let opened = open(&settings(&folder)).await.unwrap();
    opened.db.collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    let server = opened.server.unwrap();
    let uri = server.uri().to_owned();
    server.stop().await.unwrap();

    let port: u16 = fs::read_to_string(folder.path().join("mongod/port")).unwrap().parse().unwrap();
    // Somebody else who speaks no MongoDB: every connection is closed.
    let somebody_else = TcpListener::bind(("127.0.0.1", port)).unwrap();
    std::thread::spawn(move || somebody_else.incoming().for_each(drop));
    let opened = open(&settings(&folder)).await.unwrap();
    let server = opened.server.unwrap();
    assert_ne!(server.uri(), uri);
    assert_eq!(documents(&opened.db).await, 1);
    opened.db.collection::<Document>("things").insert_one(doc! { "_id": 2 }).await.unwrap();
    server.stop().await.unwrap();
}

#[tokio::test]
async fn an_unclean_end_is_recovered_from() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings(&folder);
    settings.embedded.stop_within = Duration::from_millis(300);
    let opened = open(&settings).await.unwrap();
    opened.db.collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    let server = opened.server.unwrap();
    let pid = running_pid(&server).unwrap();
    // It hears no SIGTERM now, so the guard kills it.
    send(pid, Signal::STOP);
    server.stop().await.unwrap();
    assert!(!is_alive(pid));
    let lock = fs::read_to_string(folder.path().join("mongod/mongod.lock")).unwrap();
    assert_eq!(lock.trim(), pid.to_string(), "it was killed, not stopped");

    let opened = open(&settings).await.unwrap();
    assert_eq!(documents(&opened.db).await, 1);
    opened.server.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_dropped_server_stops_too() {
    let folder = tempfile::tempdir().unwrap();
    let server = EmbeddedServer::start(&settings(&folder).embedded).await.unwrap();
    let mut state = server.watch();
    let pid = running_pid(&server).unwrap();
    drop(server);
    state.wait_for(|state| *state == ServerState::Stopped).await.unwrap();
    assert!(!is_alive(pid));
}
