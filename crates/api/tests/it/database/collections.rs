//! Declared collections and indexes are made, and what differs is named.

use std::time::Duration;

use api::infra::db::{Capped, CollectionSpec, Db, IndexSpec, ensure};
use bson::{Document, doc};
use futures::TryStreamExt;

use crate::support::mongo::fresh_database;

fn people(indexes: Vec<IndexSpec>) -> CollectionSpec {
    CollectionSpec::new("people", "email", indexes)
}

fn email() -> IndexSpec {
    IndexSpec::new("email_unique", doc! { "email": 1 }).unique()
}

async fn indexes(db: &Db, collection: &str) -> Vec<String> {
    let listed = db.collection::<Document>(collection).list_indexes().await.unwrap();
    let listed: Vec<_> = listed.try_collect().await.unwrap();
    let mut names: Vec<_> = listed.into_iter().filter_map(|index| index.options?.name).collect();
    names.sort();
    names
}

#[tokio::test]
async fn what_is_missing_is_made_once() {
    let db = fresh_database().await;
    let specs = [
        people(vec![
            email(),
            IndexSpec::new("gone", doc! { "at": 1 }).expires_after(Duration::from_secs(60)),
        ]),
        CollectionSpec::new("bare", "_id", vec![]),
        CollectionSpec::new("strict", "_id", vec![IndexSpec::new("a", doc! { "a": 1 })])
            .validated_by(doc! { "a": { "$type": "int" } }),
        CollectionSpec::new("ring", "_id", vec![]).capped_at(Capped { bytes: 4096, documents: Some(2) }),
    ];
    for _ in 0..2 {
        ensure(&db, &specs).await.unwrap();
    }
    let mut names = db.database().list_collection_names().await.unwrap();
    names.sort();
    assert_eq!(names, ["bare", "people", "ring", "strict"]);
    assert_eq!(indexes(&db, "people").await, ["_id_", "email_unique", "gone"]);
    assert_eq!(indexes(&db, "strict").await, ["_id_", "a"]);

    assert!(db.collection("strict").insert_one(doc! { "a": "text" }).await.is_err());
    for n in 0..5 {
        db.collection("ring").insert_one(doc! { "n": n }).await.unwrap();
    }
    assert_eq!(db.collection::<Document>("ring").count_documents(doc! {}).await.unwrap(), 2);
}

#[tokio::test]
async fn several_processes_may_do_it_at_once() {
    let db = fresh_database().await;
    let specs: Vec<_> = ["a", "b", "c", "d"]
        .into_iter()
        .map(|name| CollectionSpec::new(name, "_id", vec![email()]).validated_by(doc! { "x": 1 }))
        .collect();
    let all = futures::future::join_all((0..4).map(|_| ensure(&db, &specs))).await;
    assert!(all.iter().all(Result::is_ok), "{all:?}");
}

#[tokio::test]
async fn a_differing_index_is_named_and_left_alone() {
    let db = fresh_database().await;
    ensure(&db, &[people(vec![email()])]).await.unwrap();
    let plain = IndexSpec::new("email_unique", doc! { "email": 1 });
    let other_keys = IndexSpec::new("email_unique", doc! { "mail": 1 }).unique();
    let other_name = IndexSpec::new("email", doc! { "email": 1 }).unique();
    let unrelated = IndexSpec::new("name", doc! { "name": 1 });
    for differing in [plain, other_keys, other_name] {
        let wanted = format!("the index \"{}\" of the collection \"people\" differs", differing.name);
        let error = ensure(&db, &[people(vec![unrelated.clone(), differing])]).await.unwrap_err().to_string();
        assert!(error.contains(&wanted), "{error}");
        assert!(error.contains("Nothing was dropped or altered"), "{error}");
    }
    assert_eq!(indexes(&db, "people").await, ["_id_", "email_unique", "name"]);

    // The life time of documents is part of an index, too.
    let life = |seconds| IndexSpec::new("gone", doc! { "at": 1 }).expires_after(Duration::from_secs(seconds));
    ensure(&db, &[people(vec![life(60)])]).await.unwrap();
    assert!(ensure(&db, &[people(vec![life(61)])]).await.is_err());
}

#[tokio::test]
async fn duplicates_in_the_way_of_a_unique_index_are_named() {
    let db = fresh_database().await;
    db.collection("people")
        .insert_many([doc! { "email": "a@b.c" }, doc! { "email": "a@b.c" }])
        .await
        .unwrap();
    let error = ensure(&db, &[people(vec![email()])]).await.unwrap_err().to_string();
    for part in ["the unique index \"email_unique\" of the collection \"people\"", "duplicates", "a@b.c"] {
        assert!(error.contains(part), "{error}");
    }
}

#[tokio::test]
async fn a_view_in_the_place_of_a_collection_is_named() {
    let db = fresh_database().await;
    db.database().run_command(doc! { "create": "people", "viewOn": "others", "pipeline": [] }).await.unwrap();
    let error = ensure(&db, &[people(vec![email()])]).await.unwrap_err().to_string();
    assert!(error.contains("the collection \"people\" differs from the declared one in \"type\""), "{error}");
}
