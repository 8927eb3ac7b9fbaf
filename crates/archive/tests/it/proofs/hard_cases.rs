//! Everything that is hard to copy, through archive and restore, checked by ourselves and by the independent checker.

use archive::{Compression, DumpOptions, HowRead, Kind, Verdict};
use mongodb::bson::doc;

use crate::support::{World, hard, rounds};

#[tokio::test(flavor = "multi_thread")]
async fn everything_comes_back_byte_for_byte() {
    let world = World::new().await;
    hard::fill(&world.db("hard")).await;
    for (compression, into) in [(Compression::Zstd, "back"), (Compression::Gzip, "more")] {
        let options = DumpOptions { compression, ..DumpOptions::default() };
        let report = world.round_trip("hard", into, &options).await;
        let manifest = &report.manifest;
        assert_eq!(manifest.verdict, Verdict::Complete);
        assert!(manifest.snapshot.is_some());
        assert_eq!(manifest.collection("series").unwrap().kind, Kind::TimeSeries);
        assert_eq!(manifest.collection("view").unwrap().read, HowRead::Definition);
        assert!(matches!(manifest.collection("capped").unwrap().read, HowRead::Transaction { .. }));
        assert_eq!(manifest.collection("every_type").unwrap().documents, 43);
        assert_eq!(manifest.collection("empty").unwrap().documents, 0);
        assert_eq!(manifest.internal.iter().filter(|one| one.name == "system.views").count(), 1);
    }
    // What was restored can be dumped again, and is the same.
    let first = world.dump("hard", "first.tar.zst").await;
    let second = world.dump("back", "second.tar.zst").await;
    for (one, other) in first.manifest.collections.iter().zip(&second.manifest.collections) {
        let digest = |entry: &archive::CollectionEntry| entry.data.as_ref().map(|file| file.sha256.clone());
        assert_eq!((&one.name, digest(one)), (&other.name, digest(other)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checker_sees_a_difference_when_there_is_one() {
    let world = World::new().await;
    let db = world.db("one");
    db.collection("a").insert_many([doc! { "_id": 1, "x": 1 }, doc! { "_id": 2, "x": 1 }]).await.unwrap();
    world.round_trip("one", "two", &DumpOptions::default()).await;
    let two = world.db("two");
    two.collection::<bson::Document>("a")
        .update_one(doc! { "_id": 1 }, doc! { "$set": { "x": 1.0 } })
        .await
        .unwrap();
    let (ok, said) = world.run_checker(None, "one", "two");
    assert!(!ok && said.contains("documents of a"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_collections() {
    let world = World::new().await;
    let db = world.db("many");
    let count = rounds(1_000);
    for n in 0..count {
        let name = format!("c{n:04}");
        if n % 3 == 0 {
            db.run_command(doc! { "create": name }).await.unwrap();
        } else {
            db.collection(&name).insert_one(doc! { "_id": name.clone() }).await.unwrap();
        }
    }
    let report = world.round_trip("many", "many_again", &DumpOptions::default()).await;
    assert_eq!(report.manifest.totals.collections, u64::try_from(count).unwrap());
    assert_eq!(report.manifest.totals.empty, u64::try_from(count.div_ceil(3)).unwrap());
}
