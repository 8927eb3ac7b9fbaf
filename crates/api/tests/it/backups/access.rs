//! Who may do what: nobody without an account, nobody without the permission, and only well-formed orders.

use reqwest::Method;
use serde_json::json;
use shared::backups::Schedule;
use shared::error::ErrorCode;
use shared::identity::Permission;

use crate::support::{Answer, Client, TestApp};

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// Every operation but the one that a ticket opens.
fn operations() -> Vec<(Method, String)> {
    let of_one = |path: &str| format!("/api/backups/{ID}{path}");
    let get = |path: &str| (Method::GET, path.to_owned());
    let post = |path: &str| (Method::POST, path.to_owned());
    vec![
        get("/api/backups"),
        post("/api/backups"),
        get("/api/backups/status"),
        get("/api/backups/schedule"),
        (Method::PUT, "/api/backups/schedule".to_owned()),
        get("/api/backups/diagnose"),
        get("/api/backups/diagnostics"),
        post("/api/backups/reconcile"),
        get("/api/backups/drills"),
        post("/api/backups/drills"),
        post("/api/backups/direct/download-ticket"),
        get(&of_one("")),
        (Method::DELETE, of_one("")),
        get(&of_one("/download")),
        post(&of_one("/download-ticket")),
        post(&of_one("/verify")),
        post(&of_one("/compare")),
        post(&of_one("/restore")),
        post("/api/admin/backup/run"),
        get("/api/admin/backup/status"),
        get("/api/admin/backup/download-direct-py"),
        get("/api/admin/backup/diagnose"),
        get("/api/admin/backup/diagnostics"),
    ]
}

#[tokio::test]
async fn nobody_and_the_wrong_role_are_refused_everywhere() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    let customer = app.user("ana@example.org").await;
    let reader = app.staff(&[Permission::InspectData]).await;
    for (method, path) in operations() {
        let ask = |client| request(client, method.clone(), &path);
        ask(&nobody).await.assert_problem(ErrorCode::Unauthenticated);
        ask(&customer).await.assert_problem(ErrorCode::Forbidden);
        ask(&reader).await.assert_problem(ErrorCode::Forbidden);
    }
    // The control: whoever may is not refused.
    let keeper = app.staff(&[Permission::ManageBackups]).await;
    assert_eq!(keeper.get("/api/backups/status").await.status, 200);
    assert_eq!(keeper.get("/api/admin/backup/status").await.status, 200);
    // Managing is not restoring.
    let order = json!({ "database": "copia", "confirmation": "copia" });
    let restore = format!("/api/backups/{ID}/restore");
    keeper.post(&restore, &order).await.assert_problem(ErrorCode::Forbidden);
    let restorer = app.staff(&[Permission::RestoreBackups]).await;
    restorer.post(&restore, &order).await.assert_problem(ErrorCode::NotFound);
}

/// A request with a well-formed body, so that nothing but the permission is in its way.
async fn request(client: &Client, method: Method, path: &str) -> Answer {
    let request = client.request(method.clone(), path);
    let body = match path.rsplit('/').next() {
        Some("schedule") => json!(Schedule::default()),
        Some("restore") => json!({ "database": "copia", "confirmation": "copia" }),
        _ => json!({}),
    };
    if method == Method::GET || method == Method::DELETE { request } else { request.json(body) }.send().await
}

#[tokio::test]
async fn orders_that_make_no_sense_are_refused_with_the_field() {
    let app = TestApp::new().await;
    let owner = app.admin().await;
    let restore = format!("/api/backups/{ID}/restore");
    for (path, body, field) in [
        ("/api/backups", json!({ "database": "a.b" }), "database"),
        ("/api/backups", json!({ "database": "admin" }), "database"),
        ("/api/backups", json!({ "database": "there_is_none" }), "database"),
        ("/api/backups/direct/download-ticket", json!({ "database": "there_is_none" }), "database"),
        (restore.as_str(), json!({ "database": "copia", "confirmation": "copy" }), "confirmation"),
        (restore.as_str(), json!({ "database": "", "confirmation": "" }), "database"),
    ] {
        let answer = owner.post(path, &body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{body}: {answer:?}");
    }
    owner.post("/api/backups", json!({ "databse": "x" })).await.assert_problem(ErrorCode::MalformedBody);
    owner.get("/api/backups?limit=0").await.assert_problem(ErrorCode::ValidationFailed);
    owner.get("/api/backups?cursor=x").await.assert_problem(ErrorCode::ValidationFailed);
    owner.get(&format!("/api/backups/{ID}")).await.assert_problem(ErrorCode::NotFound);
    owner.get("/api/backups/nonsense").await.assert_problem(ErrorCode::NotFound);
    owner.post("/api/backups/drills", json!({})).await.assert_problem(ErrorCode::NotFound);
    app.anonymous().get("/api/backups/downloads/nonsense").await.assert_problem(ErrorCode::LinkExpired);
}
