//! Pages neither lose nor repeat, whatever stands in the fields and whatever happens between two pages.

use bson::{Bson, Document, doc};
use mongodb::options::Collation;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::{Playground, query};
use crate::support::{Client, TestApp};

fn value() -> impl Strategy<Value = Bson> {
    let leaf = prop_oneof![
        Just(Bson::Null),
        Just(Bson::Undefined),
        Just(Bson::MinKey),
        Just(Bson::MaxKey),
        (-2..3_i32).prop_map(Bson::Int32),
        (-2..3_i64).prop_map(Bson::Int64),
        prop_oneof![Just(-0.0), Just(1.5), Just(f64::NAN), Just(f64::INFINITY)].prop_map(Bson::Double),
        prop_oneof![Just("1.5"), Just("NaN"), Just("2.00")]
            .prop_map(|n| Bson::Decimal128(n.parse().unwrap())),
        "[aAb]{0,2}".prop_map(Bson::String),
        "[ab]{0,1}".prop_map(Bson::Symbol),
        any::<bool>().prop_map(Bson::Boolean),
        (0..2_i64).prop_map(|ms| Bson::DateTime(bson::DateTime::from_millis(ms))),
        (0..2_u8).prop_map(|n| Bson::ObjectId(bson::oid::ObjectId::from_bytes([n; 12]))),
        (0..2_u32).prop_map(|n| Bson::Timestamp(bson::Timestamp { time: n, increment: 1 })),
        prop::collection::vec(0..2_u8, 0..2).prop_map(|bytes| {
            Bson::Binary(bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes })
        }),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Bson::from),
            inner.prop_map(|inner| Bson::from(doc! { "b": inner })),
        ]
    })
}

/// A value that an `_id` may have.
fn id() -> impl Strategy<Value = Bson> {
    value()
        .prop_filter("no array, pattern or undefined", |id| !matches!(id, Bson::Array(_) | Bson::Undefined))
}

fn sort() -> impl Strategy<Value = Document> {
    let way = || prop_oneof![Just(1), Just(-1)];
    // Two arrays side by side cannot be sorted by; only `a` and what is in it may hold arrays here.
    prop_oneof![
        Just(doc! {}),
        way().prop_map(|way| doc! { "_id": way }),
        way().prop_map(|way| doc! { "a": way }),
        way().prop_map(|way| doc! { "a.b": way }),
        (way(), way()).prop_map(|(x, y)| doc! { "a": x, "c": y }),
        (way(), way()).prop_map(|(x, y)| doc! { "c": x, "a": y }),
        (way(), way()).prop_map(|(x, y)| doc! { "c": x, "_id": y }),
    ]
}

fn plain() -> impl Strategy<Value = Bson> {
    value().prop_filter("no array", |value| !matches!(value, Bson::Array(_)))
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let document = (id(), prop::option::of(value()), prop::option::of(plain())).prop_map(|(id, a, c)| {
        let mut document = doc! { "_id": id };
        document.extend(a.map(|a| ("a".to_owned(), a)));
        document.extend(c.map(|c| ("c".to_owned(), c)));
        document
    });
    prop::collection::vec(document, 0..40)
}

async fn page(eyes: &Client, path: &str, sort: &str, limit: usize, cursor: Option<&str>) -> Value {
    let limit = limit.to_string();
    let mut asked = vec![("sort", sort), ("limit", limit.as_str())];
    asked.extend(cursor.map(|cursor| ("cursor", cursor)));
    let answer = eyes.get(&format!("{path}{}", query(&asked))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// Inserts what the server takes: the same `_id` twice is refused, and so is an `_id` that it does not allow.
async fn fill(playground: &Playground, name: &str, documents: Vec<Document>) {
    let collection = playground.collection(name);
    for document in documents {
        drop(collection.insert_one(document).await);
    }
}

async fn everything(playground: &Playground, name: &str, sort: &Document) -> Vec<String> {
    use futures::TryStreamExt;
    let mut order = sort.clone();
    if !order.contains_key("_id") {
        order.insert("_id", 1);
    }
    let collation = Collation::builder().locale("simple").build();
    let found = playground.collection(name).find(doc! {}).sort(order).collation(collation).await.unwrap();
    let found: Vec<Document> = found.try_collect().await.unwrap();
    found.into_iter().map(|mut d| d.remove("_id").unwrap().into_canonical_extjson().to_string()).collect()
}

/// The figures of one walk: how many pages had a cursor that another walk could have gone wrong at.
async fn walk(
    eyes: &Client,
    playground: &Playground,
    name: &str,
    sort: &Document,
    limit: usize,
) -> Vec<String> {
    let text = Bson::Document(sort.clone()).into_canonical_extjson().to_string();
    let path = playground.path(name, "/documents");
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = page(eyes, &path, &text, limit, cursor.as_deref()).await;
        seen.extend(page["documents"].as_array().unwrap().iter().map(|d| d["_id"].to_string()));
        match page.get("next_cursor") {
            Some(Value::String(next)) => cursor = Some(next.clone()),
            _ => return seen,
        }
    }
}

#[tokio::test]
async fn pages_laid_together_are_the_whole_list_in_its_order() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    let eyes = app.admin().await;
    let mut runner = TestRunner::deterministic();
    let mut listed = 0;
    for round in 0..30 {
        let name = format!("mixed{round}");
        let documents = documents().new_tree(&mut runner).unwrap().current();
        playground.database.create_collection(&name).await.unwrap();
        if round % 5 == 0 {
            let collation = Collation::builder()
                .locale("en")
                .strength(mongodb::options::CollationStrength::Primary)
                .build();
            playground.collection(&name).drop().await.unwrap();
            playground.database.create_collection(&name).collation(collation).await.unwrap();
        }
        fill(&playground, &name, documents).await;
        for _ in 0..2 {
            let sort = sort().new_tree(&mut runner).unwrap().current();
            let limit = (1..8_usize).new_tree(&mut runner).unwrap().current();
            let expected = everything(&playground, &name, &sort).await;
            let seen = walk(&eyes, &playground, &name, &sort, limit).await;
            assert_eq!(seen, expected, "round {round}, sort {sort}, limit {limit}");
            listed += seen.len();
        }
    }
    assert!(listed > 300, "only {listed} documents were listed");
}

#[tokio::test]
async fn what_nobody_touches_stands_on_exactly_one_page() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    let eyes = app.admin().await;
    for sort in [doc! {}, doc! { "n": -1 }, doc! { "tag": 1, "n": 1 }] {
        let name = format!("busy{}", sort.len());
        let collection = playground.collection(&name);
        let stays: Vec<Document> = (0..60)
            .map(|n| doc! { "_id": n * 10, "n": n % 9, "tag": if n % 2 == 0 { "x" } else { "y" } })
            .collect();
        let goes: Vec<Document> =
            (0..60).map(|n| doc! { "_id": n * 10 + 5, "n": n % 9, "gone": true }).collect();
        collection.insert_many(&stays).await.unwrap();
        collection.insert_many(&goes).await.unwrap();
        let text = Bson::Document(sort.clone()).into_canonical_extjson().to_string();
        let path = playground.path(&name, "/documents");
        let (mut seen, mut cursor, mut round) = (Vec::new(), None::<String>, 0);
        loop {
            let page = page(&eyes, &path, &text, 7, cursor.as_deref()).await;
            seen.extend(
                page["documents"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|d| d["_id"]["$numberInt"].as_str().unwrap().parse::<i32>().unwrap()),
            );
            let Some(Value::String(next)) = page.get("next_cursor") else { break };
            cursor = Some(next.clone());
            // The last document of the page goes too: the next page hangs on its key, not on it.
            let last = *seen.last().unwrap();
            if last % 10 == 5 {
                collection.delete_one(doc! { "_id": last }).await.unwrap();
            }
            collection.delete_many(doc! { "gone": true, "_id": { "$mod": [3, round % 3] } }).await.unwrap();
            collection
                .insert_one(doc! { "_id": 100_000 + round, "n": round % 9, "new": true })
                .await
                .unwrap();
            collection.insert_one(doc! { "_id": -1 - round, "n": round % 9, "new": true }).await.unwrap();
            round += 1;
        }
        let untouched: Vec<i32> =
            seen.iter().copied().filter(|id| *id >= 0 && *id < 1_000 && id % 10 == 0).collect();
        assert_eq!(untouched.len(), 60, "sort {sort}: lost or repeated");
        let different: std::collections::HashSet<_> = seen.iter().collect();
        assert_eq!(different.len(), seen.len(), "sort {sort}: nothing is repeated");
    }
}

#[tokio::test]
async fn a_walk_by_id_reads_no_more_than_its_page() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    let documents: Vec<Document> = (0..2_000).map(|n| doc! { "_id": n }).collect();
    playground.collection("many").insert_many(documents).await.unwrap();
    let pipeline = vec![
        doc! { "$match": {} },
        doc! { "$match": { "$expr": { "$gt": ["$_id", { "$literal": 1_500 }] } } },
        doc! { "$sort": { "_id": 1 } },
        doc! { "$limit": 21 },
        doc! { "$project": { "_id": 1, "k": ["$_id"] } },
    ];
    let explain = doc! { "explain": { "aggregate": "many", "pipeline": pipeline, "cursor": {} }, "verbosity": "executionStats" };
    let told = playground.database.run_command(explain).await.unwrap().to_string();
    let examined = told.split("\"totalKeysExamined\": ").nth(1).unwrap();
    let examined: u32 =
        examined.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
    assert!(examined <= 25, "{examined} keys of the index were read for a page of 20");
}
