use bson::doc;
use serde_json::{Value, json};
use shared::error::ErrorCode;

use super::{Playground, people, query};
use crate::support::TestApp;

#[tokio::test]
async fn filter_projection_and_sort_are_obeyed_and_secrets_masked() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let eyes = app.admin().await;
    let asked =
        [("filter", r#"{"n": {"$gte": 5}}"#), ("sort", r#"{"n": -1}"#), ("projection", r#"{"name": 0}"#)];
    let page = eyes.get(&playground.path("people", &format!("/documents{}", query(&asked)))).await.json();
    assert_eq!(page["matching"], 6);
    let documents = page["documents"].as_array().unwrap();
    let ids: Vec<_> = documents.iter().map(|d| d["_id"]["$numberInt"].as_str().unwrap()).collect();
    assert_eq!(ids, ["6", "13", "20", "5", "12", "19"]);
    assert_eq!(documents[0]["password_hash"], json!({ "$masked": "string", "length": 60 }));
    assert!(documents[0].get("name").is_none());
    assert_eq!(page["masked_fields"], json!(["password_hash"]));
    assert!(page.get("next_cursor").is_none());
    let asked = [("projection", r#"{"_id": 0, "n": 1}"#), ("limit", "1")];
    let page = eyes.get(&playground.path("people", &format!("/documents{}", query(&asked)))).await.json();
    assert_eq!(page["documents"], json!([{ "n": { "$numberInt": "0" } }]));
}

#[tokio::test]
async fn what_is_not_run_is_refused_with_its_place() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    playground
        .collection("people")
        .insert_one(doc! { "_id": 99, "note": "$2b$12$KIXQ8c1mQnV0q3m0yQpGXuJ3d0zjv6c8s8" })
        .await
        .unwrap();
    let eyes = app.admin().await;
    let ask = async |asked: &[(&str, &str)]| {
        eyes.get(&playground.path("people", &format!("/documents{}", query(asked)))).await
    };
    for (name, text, says) in [
        ("filter", r#"{"$where": "sleep(1)"}"#, "$where"),
        ("filter", r#"{"a": {"$expr": 1}}"#, "$expr"),
        ("filter", r#"{"password_hash": {"$gt": "$2b$12$K"}}"#, "guarda secretos"),
        ("filter", r#"{"note": {"$gt": "$"}}"#, "parecen secretos"),
        ("filter", r#"{"note": {"$regex": "^.2b"}}"#, "parecen secretos"),
        ("filter", r#"{"n": {"$type": "no such type"}}"#, "el servidor no lo ejecuta"),
        ("projection", r#"{"x": "$password_hash"}"#, "«x»"),
        ("projection", r#"{"n": 1, "name": 0}"#, "el servidor no lo ejecuta"),
        ("sort", r#"{"password_hash": 1}"#, "guarda secretos"),
    ] {
        let answer = ask(&[(name, text)]).await;
        answer.assert_problem(ErrorCode::QueryRefused);
        assert!(answer.json()["detail"].as_str().unwrap().contains(says), "{answer:?}");
    }
    for (name, text) in
        [("filter", "{"), ("sort", "[]"), ("projection", "7"), ("limit", "101"), ("cursor", "AAAA")]
    {
        let answer = ask(&[(name, text)]).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], name);
    }
    ask(&[("unknown", "1")]).await.assert_problem(ErrorCode::MalformedQuery);
}

#[tokio::test]
async fn a_page_of_huge_documents_is_cut_and_one_huge_document_is_shown() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    let blob = |n: i32, megabytes: usize| doc! { "_id": n, "data": "x".repeat(megabytes * 1024 * 1024) };
    let collection = playground.collection("blobs");
    for (n, megabytes) in [(0, 3), (1, 3), (2, 3), (3, 10), (4, 1)] {
        collection.insert_one(blob(n, megabytes)).await.unwrap();
    }
    let eyes = app.admin().await;
    let mut cursor = String::new();
    let mut pages = Vec::new();
    loop {
        let asked: &[(&str, &str)] = if cursor.is_empty() { &[] } else { &[("cursor", &cursor)] };
        let page = eyes.get(&playground.path("blobs", &format!("/documents{}", query(asked)))).await.json();
        let ids = page["documents"].as_array().unwrap().iter();
        pages.push(ids.map(|d| d["_id"]["$numberInt"].as_str().unwrap().to_owned()).collect::<Vec<_>>());
        match page.get("next_cursor") {
            Some(Value::String(next)) => cursor = next.clone(),
            _ => break,
        }
    }
    assert_eq!(pages, [vec!["0", "1"], vec!["2"], vec!["3"], vec!["4"]]);
}

#[tokio::test]
async fn every_kind_of_collection_is_told_with_its_figures() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let database = &playground.database;
    database.create_collection("empty").await.unwrap();
    database.create_collection("ring").capped(true).size(4096).await.unwrap();
    database
        .create_collection("young")
        .view_on("people".to_owned())
        .pipeline([doc! { "$match": { "n": 1 } }])
        .await
        .unwrap();
    let series = mongodb::options::TimeseriesOptions::builder().time_field("at".to_owned()).build();
    database.create_collection("series").timeseries(series).await.unwrap();
    let at = bson::DateTime::parse_rfc3339_str("2024-05-01T10:00:00Z").unwrap();
    for n in 0..3 {
        database.collection("series").insert_one(doc! { "at": at, "n": n }).await.unwrap();
    }
    database
        .collection("ring")
        .insert_one(doc! { "_id": 1, "updated_at": "2024-05-01T10:00:00" })
        .await
        .unwrap();
    let eyes = app.admin().await;
    let list = eyes.get(&format!("/api/inspection/databases/{}/collections", database.name())).await.json();
    let line =
        |name: &str| list.as_array().unwrap().iter().find(|line| line["name"] == name).unwrap().clone();
    let told: Vec<_> = ["people", "empty", "ring", "young", "series"]
        .map(|name| (line(name)["kind"].clone(), line(name)["documents"].clone()))
        .into();
    assert_eq!(
        told,
        [
            (json!("collection"), json!(25)),
            (json!("collection"), json!(0)),
            (json!("capped"), json!(1)),
            (json!("view"), Value::Null),
            (json!("timeseries"), json!(3)),
        ]
    );
    assert_eq!(
        (line("ring")["last_write"].clone(), line("ring")["last_write_field"].clone()),
        (json!("2024-05-01T10:00:00Z"), json!("updated_at"))
    );
    let identity = eyes.get(&format!("/api/inspection/databases/{}", database.name())).await.json();
    assert_eq!((identity["documents"].clone(), identity["collections"].clone()), (json!(29), json!(5)));
    assert_eq!(identity["is_platform"], false);
    assert_eq!(identity["deployment"], "replica_set");
    for name in ["young", "series"] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let mut asked = vec![("limit", "2"), ("sort", r#"{"n": -1}"#)];
            if !cursor.is_empty() {
                asked.push(("cursor", &cursor));
            }
            let page = eyes.get(&playground.path(name, &format!("/documents{}", query(&asked)))).await.json();
            seen.extend(page["documents"].as_array().unwrap_or_else(|| panic!("{page}")).clone());
            match page.get("next_cursor") {
                Some(Value::String(next)) => cursor = next.clone(),
                _ => break,
            }
        }
        assert_eq!(seen.len(), if name == "young" { 4 } else { 3 }, "{name}");
    }
    database
        .collection::<bson::Document>("people")
        .create_index(mongodb::IndexModel::builder().keys(doc! { "name": 1 }).build())
        .await
        .unwrap();
    let detail = eyes.get(&playground.path("people", "")).await.json();
    let names: Vec<_> = detail["indexes"].as_array().unwrap().iter().map(|i| i["name"].clone()).collect();
    assert_eq!(names, ["_id_", "name_1"]);
    assert_eq!(detail["indexes"][1]["definition"]["key"], json!({ "name": { "$numberInt": "1" } }));
    assert!(detail["indexes"][1]["bytes"].as_u64().unwrap() > 0);
    assert_eq!(detail["masked_fields"], json!(["password_hash"]));
    database.collection(archive::MARKER).insert_one(doc! { "_id": 1 }).await.unwrap();
    let identity = eyes.get(&format!("/api/inspection/databases/{}", database.name())).await.json();
    assert_eq!(
        (identity["unfinished_restore"].clone(), identity["collections"].clone()),
        (json!(true), json!(5))
    );
}
