use bson::doc;
use serde_json::{Value, json};
use shared::error::ErrorCode;

use super::{Playground, people, query};
use crate::support::TestApp;

#[tokio::test]
async fn an_export_is_exactly_what_the_filter_shows_on_all_pages() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let eyes = app.admin().await;
    let asked = |format| {
        let parts = [("format", format), ("filter", r#"{"n": {"$ne": 3}}"#), ("sort", r#"{"n": 1}"#)];
        playground.path("people", &format!("/export{}", query(&parts)))
    };
    let ndjson = eyes.get(&asked("ndjson")).await;
    assert_eq!(ndjson.header("content-type"), Some("application/x-ndjson"));
    assert!(ndjson.header("content-disposition").unwrap().ends_with(".people.20400307-120000.ndjson\""));
    let lines: Vec<Value> = std::str::from_utf8(&ndjson.body)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<i64> = lines.iter().map(|line| line["_id"].as_i64().unwrap()).collect();
    let mut expected: Vec<i64> = (0..25).filter(|n| n % 7 != 3).collect();
    expected.sort_by_key(|n| (n % 7, *n));
    assert_eq!(ids, expected);
    assert_eq!(lines[0]["password_hash"], json!({ "$masked": "string", "length": 60 }));

    let ejson = eyes.get(&asked("ejson")).await.json();
    assert_eq!(ejson.as_array().unwrap().len(), expected.len());
    assert_eq!(ejson[0]["_id"], json!({ "$numberInt": expected[0].to_string() }));

    let csv = eyes.get(&asked("csv")).await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = String::from_utf8(csv.body).unwrap();
    let mut rows = text.lines();
    assert_eq!(rows.next(), Some("\u{feff}_id,name,n,password_hash,(other fields)"));
    assert_eq!(rows.next(), Some("0,person 00,0,•••• (hidden),"));
    assert_eq!(rows.count(), expected.len() - 1);
}

#[tokio::test]
async fn nothing_is_lost_in_a_table_and_nothing_becomes_a_formula() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    let collection = playground.collection("odd");
    let mut wide = doc! { "_id": 0 };
    wide.extend((0..1_005).map(|n| (format!("c{n:04}"), bson::Bson::Int32(n))));
    collection.insert_many([wide, doc! { "_id": 1, "late": "=cmd()", "c0000": "@x" }]).await.unwrap();
    let eyes = app.admin().await;
    let text = String::from_utf8(eyes.get(&playground.path("odd", "/export?format=csv")).await.body).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0].split(',').count(), 1_001);
    assert!(lines[1].contains("\"\"c1004\"\":\"\"1004\"\""), "what fits no column stands in the last one");
    assert!(lines[2].contains("\"\"late\"\":\"\"'=cmd()\"\"") && lines[2].contains("'@x"), "{}", lines[2]);
    let empty = eyes
        .get(
            &playground.path(
                "odd",
                &format!("/export{}", query(&[("format", "ejson"), ("filter", r#"{"_id":7}"#)])),
            ),
        )
        .await;
    assert_eq!(empty.json(), json!([]));
}

#[tokio::test]
async fn a_ticket_opens_the_export_once_and_for_a_minute() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let eyes = app.admin().await;
    let order = json!({ "format": "ndjson", "filter": r#"{"_id": 3}"# });
    let path = playground.path("people", "/export-ticket");
    let ticket = eyes.post(&path, &order).await;
    assert_eq!(ticket.status, 201, "{ticket:?}");
    let url = ticket.json()["url"].as_str().unwrap().to_owned();
    let browser = app.anonymous();
    let file = browser.get(&url).await;
    assert_eq!(file.status, 200, "{file:?}");
    assert_eq!(std::str::from_utf8(&file.body).unwrap().lines().count(), 1);
    browser.get(&url).await.assert_problem(ErrorCode::LinkExpired);
    browser.get("/api/inspection/exports/never-given").await.assert_problem(ErrorCode::LinkExpired);
    let late = eyes.post(&path, &order).await.json()["url"].as_str().unwrap().to_owned();
    app.clock.advance(jiff::SignedDuration::from_secs(61));
    browser.get(&late).await.assert_problem(ErrorCode::LinkExpired);
    let refused = eyes.post(&path, json!({ "filter": r#"{"$where": "1"}"# })).await;
    refused.assert_problem(ErrorCode::QueryRefused);
    let stored = app.db.collection::<bson::Document>("tickets").find_one(doc! {}).await.unwrap().unwrap();
    assert!(!stored.to_string().contains(late.rsplit('/').next().unwrap()), "only the digest is stored");
}

#[tokio::test]
async fn of_many_who_redeem_a_ticket_at_once_one_gets_the_file() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let eyes = app.admin().await;
    let ticket = eyes.post(&playground.path("people", "/export-ticket"), json!({})).await.json();
    let url = ticket["url"].as_str().unwrap();
    let browser = app.anonymous();
    let answers = futures::future::join_all((0..8).map(|_| browser.get(url))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
}
