//! What a restore may touch, and what it leaves behind.

use std::collections::BTreeMap;

use archive::{
    ArchiveSource, CancellationToken, DumpError, Existing, MARKER, RestoreError, RestoreOptions,
    RestoreReport, Silent,
};
use mongodb::bson::doc;

use crate::support::{World, server};

async fn world() -> World {
    let world = World::new().await;
    let db = world.db("source");
    db.collection("a").insert_many([doc! { "_id": 1 }, doc! { "_id": 2 }]).await.unwrap();
    db.collection("b").insert_one(doc! { "_id": 1 }).await.unwrap();
    db.run_command(doc! { "create": "view", "viewOn": "a", "pipeline": [] }).await.unwrap();
    world.dump("source", "a.tar.zst").await;
    world
}

async fn restore(world: &World, into: &str, options: &RestoreOptions) -> Result<RestoreReport, RestoreError> {
    let source = ArchiveSource::at(world.path("a.tar.zst"));
    archive::restore(&source, &world.source(into), options, &Silent, &CancellationToken::new()).await
}

async fn names(world: &World, database: &str) -> Vec<String> {
    let mut names = world.db(database).list_collection_names().await.unwrap();
    names.retain(|name| name != "system.views");
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn never_over_what_is_there() {
    let world = world().await;
    world.db("full").run_command(doc! { "create": "empty but there" }).await.unwrap();
    let error = restore(&world, "full", &RestoreOptions::default()).await.unwrap_err();
    assert!(matches!(error, RestoreError::TargetNotEmpty { collections: 1, .. }), "{error}");
    let replace = RestoreOptions { existing: Existing::ReplaceUnfinished, ..RestoreOptions::default() };
    let error = restore(&world, "full", &replace).await.unwrap_err();
    assert!(matches!(error, RestoreError::TargetNotEmpty { .. }), "{error}");
    assert_eq!(names(&world, "full").await, ["empty but there"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_collections_under_other_names_into_a_database_in_use() {
    let world = world().await;
    world.db("used").collection("a").insert_one(doc! { "_id": "mine" }).await.unwrap();
    let options = RestoreOptions {
        collections: Some(vec!["a".into(), "view".into()]),
        rename: BTreeMap::from([("a".to_owned(), "a_from_backup".to_owned())]),
        existing: Existing::Add,
        ..RestoreOptions::default()
    };
    let report = restore(&world, "used", &options).await.unwrap();
    assert_eq!(report.documents, 2);
    assert!(report.comparison.is_equal());
    assert_eq!(names(&world, "used").await, ["a", "a_from_backup", "view"]);
    let error = restore(&world, "used", &options).await.unwrap_err();
    assert!(matches!(error, RestoreError::TargetNotEmpty { .. }), "{error}");

    let unknown = RestoreOptions { collections: Some(vec!["z".into()]), ..RestoreOptions::default() };
    assert!(matches!(restore(&world, "new", &unknown).await, Err(RestoreError::NoSuchCollection(_))));
    let same =
        RestoreOptions { rename: BTreeMap::from([("a".into(), "b".into())]), ..RestoreOptions::default() };
    assert!(matches!(restore(&world, "new", &same).await, Err(RestoreError::SameName(_))));
    assert!(names(&world, "new").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unfinished_target_is_known_and_only_its_own_is_replaced() {
    let world = world().await;
    let db = world.db("left");
    // What a restore that was killed leaves: its mark and some of its collections.
    db.collection(MARKER)
        .insert_one(doc! { "_id": "restore", "collections": ["a", "b", "view"] })
        .await
        .unwrap();
    db.collection("a").insert_one(doc! { "_id": 1 }).await.unwrap();
    assert!(archive::list(&world.source("left")).await.unwrap().unfinished_restore);
    let error = restore(&world, "left", &RestoreOptions::default()).await.unwrap_err();
    assert!(matches!(error, RestoreError::TargetUnfinished(_)), "{error}");
    let source = world.source("left");
    let cancel = CancellationToken::new();
    let dumped = archive::dump(&source, &archive::DumpOptions::default(), Vec::new(), &Silent, &cancel).await;
    assert!(matches!(dumped, Err(DumpError::UnfinishedRestore(_))));

    let replace = RestoreOptions { existing: Existing::ReplaceUnfinished, ..RestoreOptions::default() };
    restore(&world, "left", &replace).await.unwrap();
    assert_eq!(names(&world, "left").await, ["a", "b", "view"]);
    assert!(!archive::list(&source).await.unwrap().unfinished_restore);

    db.collection(MARKER).insert_one(doc! { "_id": "restore", "collections": ["b"] }).await.unwrap();
    let error = restore(&world, "left", &replace).await.unwrap_err();
    assert!(matches!(error, RestoreError::TargetNotEmpty { .. }), "{error}");
    assert_eq!(names(&world, "left").await, ["a", "view"], "only what the mark names may go");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_own_databases_and_impossible_names_are_refused() {
    let world = world().await;
    for name in ["admin", "local", "config", "", "a.b", "a b", &"x".repeat(64)] {
        let target = archive::Source::new(world.client.clone(), name, "test");
        let source = ArchiveSource::at(world.path("a.tar.zst"));
        let cancel = CancellationToken::new();
        let error = archive::restore(&source, &target, &RestoreOptions::default(), &Silent, &cancel).await;
        assert!(matches!(error, Err(RestoreError::BadTarget(..))), "{name:?}");
    }
}

/// A server that deletes what expired every second.
async fn expiring_server() -> mongodb::Client {
    mongodb::Client::with_uri_str(server::start(&["ttlMonitorSleepSecs=1"])).await.unwrap()
}

/// An archive of so many documents that all expired long ago: by an index in `sessions`, by itself in `clustered`.
async fn world_of_expired(sessions: i64, clustered: i64) -> World {
    let world = World::new().await;
    let db = world.db("source");
    let old = bson::DateTime::from_millis(1_000);
    let padding = "x".repeat(500);
    let documents = (0..sessions).map(|n| doc! { "_id": n, "at": old, "padding": &padding });
    db.collection("sessions").insert_many(documents).await.unwrap();
    let expiring = doc! { "key": { "at": 1 }, "name": "at", "expireAfterSeconds": 0 };
    db.run_command(doc! { "createIndexes": "sessions", "indexes": [expiring] }).await.unwrap();
    let by_id = doc! { "key": { "_id": 1 }, "unique": true };
    db.run_command(doc! { "create": "clustered", "clusteredIndex": by_id, "expireAfterSeconds": 1_i64 })
        .await
        .unwrap();
    let documents = (0..clustered).map(|n| doc! { "_id": bson::DateTime::from_millis(n) });
    db.collection("clustered").insert_many(documents).await.unwrap();
    world.dump("source", "a.tar.zst").await;
    world
}

/// Restores it where everything expires.
async fn restore_onto(world: &World, client: &mongodb::Client, options: &RestoreOptions) -> RestoreReport {
    let target = archive::Source::new(client.clone(), "copy", "expiring server");
    let source = ArchiveSource::at(world.path("a.tar.zst"));
    let report = archive::restore(&source, &target, options, &Silent, &CancellationToken::new()).await;
    report.unwrap_or_else(|error| panic!("{error}"))
}

/// Until something is so.
async fn eventually(so: impl AsyncFn() -> bool) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !so().await {
        assert!(std::time::Instant::now() < deadline, "nothing expires on this server: this proves nothing");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_expired_long_ago_is_restored_before_it_may_expire_again() {
    let client = expiring_server().await;
    let world = world_of_expired(20_000, 5_000).await;
    let report = restore_onto(&world, &client, &RestoreOptions::default()).await;
    assert_eq!(report.documents, 25_000);
    assert!(report.comparison.is_equal());
    // The control: now they do expire.
    let sessions = client.database("copy").collection::<bson::Document>("sessions");
    eventually(async || sessions.count_documents(doc! {}).await.unwrap() == 0).await;
}

/// The test above is the control.
#[tokio::test]
async fn nothing_vanishes_from_a_copy_to_look_into() {
    let client = expiring_server().await;
    let world = world_of_expired(500, 500).await;
    let options = RestoreOptions { expiry: archive::Expiry::Suspended, ..RestoreOptions::default() };
    let report = restore_onto(&world, &client, &options).await;
    assert_eq!(
        report.expiry_suspended,
        ["clustered: expireAfterSeconds of the collection", "sessions: index at"]
    );
    let copy = |name: &str| client.database("copy").collection::<bson::Document>(name);
    assert_eq!(copy("sessions").list_index_names().await.unwrap(), ["_id_", "at"]);
    let passes = async || {
        let status = client.database("admin").run_command(doc! { "serverStatus": 1 }).await.unwrap();
        status.get_document("metrics").unwrap().get_document("ttl").unwrap().get_i64("passes").unwrap()
    };
    let before = passes().await;
    eventually(async || passes().await >= before + 3).await;
    for name in ["sessions", "clustered"] {
        assert_eq!(copy(name).count_documents(doc! {}).await.unwrap(), 500, "{name}");
    }
}
