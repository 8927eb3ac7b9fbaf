//! What a dump leaves out, tells, and refuses.

use std::sync::{Arc, Mutex};

use archive::{
    CancellationToken, DumpError, DumpOptions, Event, Phase, Silent, Verdict, dump, dump_to_file, verify,
};
use mongodb::bson::doc;

use crate::support::World;

#[tokio::test(flavor = "multi_thread")]
async fn exclusions_make_it_partial_and_are_counted() {
    let world = World::new().await;
    let db = world.db("source");
    db.collection("kept").insert_one(doc! { "_id": 1 }).await.unwrap();
    db.collection("left").insert_many([doc! { "_id": 1 }, doc! { "_id": 2 }]).await.unwrap();
    for half in ["fs.files", "fs.chunks", "photos.files", "photos.chunks", "not.chunks"] {
        db.collection(half).insert_one(doc! { "_id": 1 }).await.unwrap();
    }
    let options = DumpOptions {
        exclude: vec!["left".into(), "unknown".into()],
        exclude_gridfs: true,
        ..DumpOptions::default()
    };
    let report = world.dump_with("source", "a.tar.zst", &options).await;
    assert_eq!(report.manifest.verdict, Verdict::Partial);
    let excluded: Vec<(&str, &str, u64, u64)> = report
        .manifest
        .excluded
        .iter()
        .map(|one| (one.name.as_str(), one.reason.as_str(), one.documents, one.bytes))
        .collect();
    assert_eq!(
        excluded,
        [
            ("fs.chunks", "gridfs", 1, 14),
            ("fs.files", "gridfs", 1, 14),
            ("left", "named", 2, 28),
            ("photos.chunks", "gridfs", 1, 14),
            ("photos.files", "gridfs", 1, 14),
        ]
    );
    let names: Vec<&str> = report.manifest.collections.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["kept", "not.chunks"]);
    verify(&world.path("a.tar.zst"), Some(&report.archive.sha256), &Silent, &CancellationToken::new())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_not_there_is_no_empty_backup() {
    let world = World::new().await;
    let path = world.path("a.tar.zst");
    let error = dump_to_file(
        &world.source("mistyped"),
        &DumpOptions::default(),
        &path,
        &Silent,
        &CancellationToken::new(),
    )
    .await
    .unwrap_err();
    assert!(matches!(error, DumpError::NothingThere(_)), "{error}");
    assert!(!path.exists() && !world.path("a.tar.zst.partial").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_catalogue_fails_loudly() {
    let world = World::new().await;
    let db = world.db("source");
    for name in ["a", "b", "c"] {
        db.collection(name).insert_one(doc! { "_id": 1 }).await.unwrap();
    }
    let changes: [(&str, bson::Document, &str); 3] = [
        ("created", doc! { "create": "new" }, "\"new\" was created"),
        (
            "index",
            doc! { "createIndexes": "a", "indexes": [{ "key": { "x": 1 }, "name": "x" }] },
            "indexes of \"a\"",
        ),
        ("dropped", doc! { "drop": "a" }, "\"a\" was dropped"),
    ];
    for (what, change, said) in changes {
        // The change happens when the dump has read everything but the last collection.
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        let db = world.db("source");
        let changer = tokio::spawn(async move {
            receiver.recv().await;
            db.run_command(change).await.unwrap();
        });
        let changer = Mutex::new(Some(changer));
        let progress = |event: &Event| {
            if event.phase == Phase::Reading && event.collection.as_deref() == Some("c") {
                let _ = sender.send(());
                if let Some(changer) = changer.lock().unwrap().take() {
                    tokio::task::block_in_place(|| {
                        tokio::runtime::Handle::current().block_on(changer).unwrap();
                    });
                }
            }
        };
        let path = world.path("never.tar.zst");
        let source = world.source("source");
        let error =
            dump_to_file(&source, &DumpOptions::default(), &path, &progress, &CancellationToken::new())
                .await
                .unwrap_err();
        match &error {
            DumpError::CatalogueChanged(changes) => {
                assert!(changes.concat().contains(said), "{what}: {error}")
            }
            other => panic!("{what}: {other}"),
        }
        assert!(!path.exists(), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_and_cancelling_leaves_nothing() {
    let world = World::new().await;
    let db = world.db("source");
    for name in ["a", "b"] {
        db.collection(name)
            .insert_many((0..1_000).map(|n| doc! { "_id": n, "pad": "x".repeat(2_000) }))
            .await
            .unwrap();
    }
    let events = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&events);
    let progress = move |event: &Event| seen.lock().unwrap().push(event.clone());
    let cancel = CancellationToken::new();
    let options = DumpOptions::default();
    let report = dump(&world.source("source"), &options, Vec::new(), &progress, &cancel).await.unwrap();
    let events = events.lock().unwrap().clone();
    assert!(events.iter().any(|event| event.phase == Phase::Listing));
    let last = events.last().unwrap();
    assert_eq!((last.documents.done, last.collections.done), (2_000, 2));
    assert_eq!(last.bytes.done, report.manifest.totals.bytes);
    assert!(events.iter().any(|event| event.bytes.done > 0 && event.bytes.done < last.bytes.done));

    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    let progress = move |event: &Event| {
        if event.phase == Phase::Reading {
            stop.cancel();
        }
    };
    let path = world.path("a.tar.zst");
    let error = dump_to_file(&world.source("source"), &options, &path, &progress, &cancel).await.unwrap_err();
    assert!(matches!(error, DumpError::Cancelled), "{error}");
    assert!(!path.exists() && !world.path("a.tar.zst.partial").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_is_never_overwritten() {
    let world = World::new().await;
    world.db("source").collection("a").insert_one(doc! { "_id": 1 }).await.unwrap();
    world.dump("source", "a.tar.zst").await;
    let before = std::fs::read(world.path("a.tar.zst")).unwrap();
    let path = world.path("a.tar.zst");
    let error = dump_to_file(
        &world.source("source"),
        &DumpOptions::default(),
        &path,
        &Silent,
        &CancellationToken::new(),
    )
    .await
    .unwrap_err();
    assert!(error.to_string().contains("ever overwritten"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inventory_shows_what_is_there_and_what_would_be_left_out() {
    let world = World::new().await;
    let db = world.db("source");
    db.collection("a").insert_many([doc! { "_id": 1 }, doc! { "_id": 2 }]).await.unwrap();
    db.run_command(doc! { "create": "v", "viewOn": "a", "pipeline": [] }).await.unwrap();
    let inventory = archive::inventory(&world.source("source")).await.unwrap();
    let found: Vec<_> =
        inventory.items.iter().map(|item| (item.name.as_str(), item.documents, item.bytes)).collect();
    assert_eq!(found, [("a", Some(2), Some(28)), ("v", None, None)]);
    assert!(!inventory.unfinished_restore);
    let options = DumpOptions { exclude: vec!["v".into()], ..DumpOptions::default() };
    let left_out = archive::list_exclusions(&world.source("source"), &options).await.unwrap();
    assert_eq!(left_out, [("v".to_owned(), "named".to_owned())]);
}

/// Jobs move between threads: each operation must be able to.
#[tokio::test(flavor = "multi_thread")]
async fn every_operation_can_be_spawned() {
    fn spawnable<T: Send>(_: T) {}
    let world = World::new().await;
    let (source, cancel) = (world.source("none"), CancellationToken::new());
    let (archive, path) = (archive::ArchiveSource::at(world.path("none")), world.path("none"));
    spawnable(dump_to_file(&source, &DumpOptions::default(), &path, &Silent, &cancel));
    spawnable(dump(&source, &DumpOptions::default(), Vec::new(), &Silent, &cancel));
    spawnable(verify(&path, None, &Silent, &cancel));
    spawnable(archive::restore(&archive, &source, &archive::RestoreOptions::default(), &Silent, &cancel));
    spawnable(archive::compare(&world.live("a"), &world.live("b"), &Silent, &cancel));
}
