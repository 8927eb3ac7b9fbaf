//! Differences are found and named.

use archive::{Presence, Side};
use mongodb::bson::doc;

use crate::support::World;

#[tokio::test(flavor = "multi_thread")]
async fn missing_extra_and_changed_documents_are_named() {
    let world = World::new().await;
    let (left, right) = (world.db("left"), world.db("right"));
    for db in [&left, &right] {
        db.collection("a").insert_many((0..100).map(|n| doc! { "_id": n, "x": 1 })).await.unwrap();
        db.collection("same").insert_one(doc! { "_id": "s" }).await.unwrap();
    }
    world.dump("left", "left.tar.zst").await;
    let a = right.collection::<bson::Document>("a");
    a.delete_many(doc! { "_id": { "$lt": 30 } }).await.unwrap();
    a.insert_one(doc! { "_id": bson::oid::ObjectId::from_bytes([1; 12]) }).await.unwrap();
    a.update_one(doc! { "_id": 50 }, doc! { "$set": { "x": 1_i64 } }).await.unwrap();
    right.collection("only_right").insert_one(doc! { "_id": 1 }).await.unwrap();
    right
        .run_command(doc! { "createIndexes": "same", "indexes": [{ "key": { "x": 1 }, "name": "x" }] })
        .await
        .unwrap();

    for side in [world.live("left"), world.stored("left.tar.zst")] {
        let comparison = world.compare(side, world.live("right")).await;
        assert!(!comparison.is_equal());
        let [a, only_right, same] = &comparison.collections[..] else { panic!("{comparison:#?}") };
        assert_eq!((a.missing.count, a.extra.count, a.changed.count), (30, 1, 1));
        assert_eq!(a.missing.examples.len(), archive::SHOWN_IDS);
        assert_eq!(a.extra.examples, [r#"{"$oid":"010101010101010101010101"}"#]);
        assert_eq!(a.changed.examples, [r#"{"$numberInt":"50"}"#]);
        assert_eq!((a.left_documents, a.right_documents), (100, 71));
        assert_eq!(only_right.presence, Presence::OnlyRight);
        assert_eq!(same.definition, ["index x is missing on the left"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_capped_collections_counts_and_no_other() {
    let world = World::new().await;
    for (name, order) in [("left", [1, 2]), ("right", [2, 1])] {
        let db = world.db(name);
        db.run_command(doc! { "create": "capped", "capped": true, "size": 4096 }).await.unwrap();
        for collection in ["capped", "plain"] {
            for id in order {
                db.collection(collection).insert_one(doc! { "_id": id }).await.unwrap();
            }
        }
    }
    let comparison = world.compare(world.live("left"), world.live("right")).await;
    let differing: Vec<_> = comparison.differences().collect();
    assert_eq!(differing.len(), 1);
    assert!(differing[0].name == "capped" && differing[0].order_differs);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_and_kinds_are_compared() {
    let world = World::new().await;
    let (left, right) = (world.db("left"), world.db("right"));
    left.run_command(doc! { "create": "v", "validator": { "x": 1 } }).await.unwrap();
    right.run_command(doc! { "create": "v", "validator": { "x": 2 } }).await.unwrap();
    left.run_command(doc! { "create": "kind" }).await.unwrap();
    right.run_command(doc! { "create": "kind", "viewOn": "v", "pipeline": [] }).await.unwrap();
    left.run_command(doc! { "create": "view", "viewOn": "v", "pipeline": [] }).await.unwrap();
    right.run_command(doc! { "create": "view", "viewOn": "w", "pipeline": [] }).await.unwrap();
    let comparison = world.compare(world.live("left"), world.live("right")).await;
    let said: Vec<String> = comparison.differences().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].contains("view on the right"), "{said:?}");
    assert!(said[1].contains("option validator"), "{said:?}");
    assert!(said[2].contains("viewOn"), "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_side_is_an_error_and_not_a_difference() {
    let world = World::new().await;
    world.db("left").collection("a").insert_one(doc! { "_id": 1 }).await.unwrap();
    std::fs::write(world.path("bad.tar.zst"), b"nothing").unwrap();
    let side = Side::Stored(archive::ArchiveSource::at(world.path("bad.tar.zst")));
    let error =
        archive::compare(&world.live("left"), &side, &archive::Silent, &archive::CancellationToken::new())
            .await;
    assert!(error.unwrap_err().to_string().contains("no archive of ours"));
}
