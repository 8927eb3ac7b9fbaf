//! A copy of one's own data.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::identity::{DataExport, DataExportState};

use crate::support::{Client, TestApp};

const EXPORT: &str = "/api/identity/data-export";
const TICKET: &str = "/api/identity/data-export/download-ticket";

fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().to_owned(), bytes);
    }
    files
}

async fn gathered(app: &TestApp, who: &Client) -> DataExport {
    let answer = who.post_empty(EXPORT).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    app.ended(answer.to::<DataExport>().job_id).await;
    who.get(EXPORT).await.to::<Vec<DataExport>>().remove(0)
}

#[tokio::test]
async fn a_copy_holds_what_every_domain_has_of_the_person_and_of_nobody_else() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    ana.patch("/api/identity/profile", json!({ "bio": "Fotografío mercados." })).await;
    let sent = ana.request(reqwest::Method::POST, "/api/identity/avatar").header("content-type", "image/png");
    let sent = sent.body(crate::media::gradient(64, 64)).send().await;
    let _worker = app.work();
    app.ended(sent.to::<shared::identity::StartedAvatar>().job_id).await;
    let export = gathered(&app, &ana).await;
    assert_eq!(export.state, DataExportState::Ready, "{export:?}");
    assert_eq!(export.expires_at, Some(app.clock.now() + SignedDuration::from_hours(7 * 24)));

    let url = ana.post_empty(TICKET).await.json()["url"].as_str().unwrap().to_owned();
    let nobody = app.anonymous();
    let file = nobody.get(&url).await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("application/zip")));
    assert_eq!(export.bytes, Some(file.body.len().try_into().unwrap()));
    nobody.get(&url).await.assert_problem(ErrorCode::LinkExpired);

    let files = unpacked(&file.body);
    let json = |name: &str| -> Value { serde_json::from_slice(&files[name]).unwrap() };
    assert_eq!(json("identity/account.json")["profile"]["bio"], "Fotografío mercados.");
    assert_eq!(json("identity/sessions.json").as_array().unwrap().len(), 1);
    assert_eq!(json("media/pictures.json").as_array().unwrap().len(), 1);
    assert!(files.keys().any(|name| name.starts_with("media/pictures/") && name.ends_with(".webp")));
    assert!(json("audit/events.json").as_array().unwrap().len() >= 3);
    assert_eq!(json("notifications/emails.json")[0]["to"], "ana@example.org");
    assert_eq!(json("about.json")["files"].as_array().unwrap().len(), files.len() - 1);
    let secrets = app.mailed_tokens("verify_email", "ana@example.org").await;
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("eva@example.org") && !text.contains("argon2"), "{name}");
        assert!(secrets.iter().all(|secret| !text.contains(secret)), "{name} holds a link that still works");
    }
    assert_eq!(secrets.len(), 1, "the control: there is such a link");
    assert_eq!(eva.get(EXPORT).await.to::<Vec<DataExport>>(), []);
    eva.post_empty(TICKET).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(app.mails("export_ready", "ana@example.org").await, 1);
    let notices = ana.get("/api/notifications/notices").await.json();
    assert_eq!(notices["items"][0]["kind"], "export_ready");
    assert_eq!(eva.get("/api/notifications/notices").await.json()["items"], json!([]));
    assert_eq!(ana.post_empty("/api/notifications/notices/read-all").await.status, 204);
    assert!(ana.get("/api/notifications/notices").await.json()["items"][0]["read_at"].is_string());
}

#[tokio::test]
async fn a_copy_is_gone_after_a_week() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let _worker = app.work();
    let export = gathered(&app, &ana).await;
    let file = app.data.path().join(format!("files/exports/{}.zip", export.job_id));
    assert!(file.exists());
    let ticket = ana.post_empty(TICKET).await.json();
    app.clock.advance(SignedDuration::from_hours(7 * 24));
    crate::support::eventually(async || !file.exists()).await;
    app.anonymous().get(ticket["url"].as_str().unwrap()).await.assert_problem(ErrorCode::LinkExpired);
}

#[tokio::test]
async fn one_copy_at_a_time_and_not_without_end() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    app.anonymous().post_empty(EXPORT).await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(ana.get(EXPORT).await.to::<Vec<DataExport>>(), []);
    assert_eq!(ana.post_empty(EXPORT).await.status, 202);
    ana.post_empty(TICKET).await.assert_problem(ErrorCode::NotFound);
    ana.post_empty(EXPORT).await.assert_problem(ErrorCode::AlreadyRunning);
    ana.post_empty(EXPORT).await.assert_problem(ErrorCode::AlreadyRunning);
    ana.post_empty(EXPORT).await.assert_problem(ErrorCode::TooManyRequests);
}
