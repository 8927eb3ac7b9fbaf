use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::Permission;

use super::{Playground, people};
use crate::support::TestApp;

#[tokio::test]
async fn only_who_may_inspect_data_sees_any() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let (nobody, customer) = (app.anonymous(), app.user("ana@example.org").await);
    let other = app.staff(&[Permission::ManageUsers]).await;
    let reads = [
        "/api/inspection/databases".to_owned(),
        format!("/api/inspection/databases/{}", playground.database.name()),
        format!("/api/inspection/databases/{}/collections", playground.database.name()),
        playground.path("people", ""),
        playground.path("people", "/documents"),
        playground.path("people", "/export"),
    ];
    for path in &reads {
        nobody.get(path).await.assert_problem(ErrorCode::Unauthenticated);
        customer.get(path).await.assert_problem(ErrorCode::Forbidden);
        other.get(path).await.assert_problem(ErrorCode::Forbidden);
    }
    let check = json!({ "field": "n", "target_collection": "people", "target_field": "_id" });
    let writes = [("/census", None), ("/export-ticket", Some(json!({}))), ("/references", Some(check))];
    for (rest, body) in writes {
        let path = playground.path("people", rest);
        for (client, code) in [(&nobody, ErrorCode::Unauthenticated), (&customer, ErrorCode::Forbidden)] {
            let answer = match &body {
                Some(body) => client.post(&path, body).await,
                None => client.post_empty(&path).await,
            };
            answer.assert_problem(code);
        }
    }
    let eyes = app.staff(&[Permission::InspectData]).await;
    for path in &reads {
        let answer = eyes.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
    }
}

#[tokio::test]
async fn what_is_not_there_or_is_the_servers_own_is_not_found() {
    let app = TestApp::new().await;
    let eyes = app.staff(&[Permission::InspectData]).await;
    let name = app.db.name();
    for path in [
        "/api/inspection/databases/no_such_database".to_owned(),
        "/api/inspection/databases/admin".to_owned(),
        "/api/inspection/databases/local/collections".to_owned(),
        "/api/inspection/databases/local/collections/oplog.rs/documents".to_owned(),
        "/api/inspection/databases/config/collections/transactions".to_owned(),
        format!("/api/inspection/databases/{name}/collections/no_such_collection/documents"),
        format!("/api/inspection/databases/{name}/collections/system.views/documents"),
    ] {
        eyes.get(&path).await.assert_problem(ErrorCode::NotFound);
    }
    let databases = eyes.get("/api/inspection/databases").await.json();
    let names: Vec<_> = databases.as_array().unwrap().iter().map(|d| d["name"].as_str().unwrap()).collect();
    assert!(names.contains(&name));
    assert!(!names.iter().any(|name| ["admin", "config", "local"].contains(name)));
}

#[tokio::test]
async fn every_look_is_a_line_of_the_trail() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let owner = app.admin().await;
    let filter = r#"{"n":3}"#;
    let read = playground.path("people", &format!("/documents{}", super::query(&[("filter", filter)])));
    assert_eq!(owner.get(&read).await.status, 200);
    assert_eq!(owner.get(&playground.path("people", "")).await.status, 200);
    let trail = owner.get("/api/audit/events?action=inspection").await.json();
    let lines = trail["items"].as_array().unwrap();
    assert_eq!(lines[0]["action"], "inspection.read_collection");
    assert_eq!(lines[1]["action"], "inspection.read_documents");
    assert_eq!(lines[1]["target"]["id"], format!("{}.people", playground.database.name()));
    assert_eq!(lines[1]["details"]["filter"], filter);
    assert!(lines[1]["actor"]["email"].as_str().unwrap().starts_with("staff-"));
}

#[tokio::test]
async fn who_reads_the_list_again_and_again_is_a_line_of_the_trail_once() {
    let app = TestApp::new().await;
    let (one, other) =
        (app.staff(&[Permission::InspectData]).await, app.staff(&[Permission::InspectData]).await);
    for eyes in [&one, &one, &other, &one] {
        assert_eq!(eyes.get("/api/inspection/databases").await.status, 200);
    }
    let trail = app.admin().await.get("/api/audit/events?action=inspection.list_databases").await.json();
    assert_eq!(trail["items"].as_array().unwrap().len(), 2, "{trail}");
}
