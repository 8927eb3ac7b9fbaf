//! Leaving for good.

use bson::{Document, doc};
use futures::TryStreamExt;
use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{ClosingAccount, Me};

use crate::support::{Answer, Client, PASSWORD, TestApp, eventually};

const ME: &str = "/api/identity/me";
const EMAIL: &str = "ana@example.org";

async fn close(who: &Client, email: &str) -> Answer {
    let body = json!({ "email": email });
    who.request(reqwest::Method::DELETE, ME).json(body).send().await
}

async fn sign_in(app: &TestApp) -> (Client, Answer) {
    let client = app.anonymous();
    let answer = client.post("/api/identity/sign-in", json!({ "email": EMAIL, "password": PASSWORD })).await;
    (client, answer)
}

/// Every document of every collection that holds one of these words.
async fn holding(app: &TestApp, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in app.db.database().list_collection_names().await.unwrap() {
        let all = app.db.database().collection::<Document>(&name).find(doc! {}).await.unwrap();
        let all: Vec<Document> = all.try_collect().await.unwrap();
        for document in all.iter().map(ToString::to_string) {
            if words.iter().any(|word| document.contains(word)) {
                found.push(format!("{name}: {document}"));
            }
        }
    }
    found
}

#[tokio::test]
async fn closing_ends_every_session_and_signing_in_takes_it_back() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    ana.patch("/api/identity/profile", json!({ "handle": "ana" })).await;
    let answer = close(&ana, "ANA@example.org").await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let erase_at = answer.to::<ClosingAccount>().erase_at;
    assert_eq!(erase_at, app.clock.now() + SignedDuration::from_hours(14 * 24));
    ana.get(ME).await.assert_problem(ErrorCode::Unauthenticated);
    app.anonymous().get("/api/identity/profiles/ana").await.assert_problem(ErrorCode::NotFound);
    assert_eq!(app.mails("account_closing", EMAIL).await, 1);

    app.clock.advance(SignedDuration::from_hours(14 * 24 - 1));
    let (back, answer) = sign_in(&app).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let me: Me = back.get(ME).await.to();
    assert_eq!(app.mails("account_kept", EMAIL).await, 1);
    assert!(app.trail(&me.id.to_string()).await.contains(&"identity.keep_account".to_owned()));
    let _worker = app.work();
    app.clock.advance(SignedDuration::from_hours(2));
    let jobs = app.db.collection::<Document>("jobs");
    let done = async || {
        let done = doc! { "kind": "identity.erase", "status": "succeeded" };
        jobs.count_documents(done).await.unwrap() == 1
    };
    eventually(done).await;
    drop(back);
    assert_eq!(sign_in(&app).await.1.status, 200, "taken back is taken back");
}

#[tokio::test]
async fn who_is_erased_is_found_nowhere_and_what_refers_to_them_still_does() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let eva = app.user("eva@example.org").await;
    let me: Me = ana.get(ME).await.to();
    let profile = json!({
        "first_name": "Anahí", "last_name": "Yegros", "handle": "anahi", "bio": "Fotografío mercados.",
        "display_name": "Anahí Y.",
    });
    assert_eq!(ana.patch("/api/identity/profile", profile).await.status, 200);
    let sent = ana.request(reqwest::Method::POST, "/api/identity/avatar").header("content-type", "image/png");
    let sent: shared::identity::StartedAvatar = sent.body(crate::media::gradient(64, 64)).send().await.to();
    let worker = app.work();
    app.ended(sent.job_id).await;
    let export: shared::identity::DataExport = ana.post_empty("/api/identity/data-export").await.to();
    app.ended(export.job_id).await;
    // Another address meanwhile, a wrong password, a look by an administrator.
    ana.post("/api/identity/email/change", json!({ "new_email": "anahi@example.net" })).await;
    let token = app.mailed_tokens("change_email", "anahi@example.net").await.remove(0);
    assert_eq!(
        app.anonymous().post("/api/identity/email/confirm", json!({ "token": token })).await.status,
        204
    );
    let wrong = json!({ "email": "anahi@example.net", "password": "Otra-clave-7" });
    app.anonymous().post("/api/identity/sign-in", wrong).await.assert_problem(ErrorCode::InvalidCredentials);
    assert_eq!(close(&ana, "anahi@example.net").await.status, 202);

    let ip = ana.ip().to_owned();
    let words = [EMAIL, "anahi@example.net", "Anahí", "Yegros", "mercados", "anahi", &format!("\"{ip}\"")];
    assert!(holding(&app, &words).await.len() > 8, "the control: before, much holds them");
    let files = || walk(app.data.path().join("files").as_path());
    assert!(!files().is_empty(), "the control: before, there are files");

    app.clock.advance(SignedDuration::from_hours(14 * 24));
    let users = app.db.collection::<Document>("users");
    let id = me.id.to_string();
    let erased = async || {
        let erased = doc! { "_id": &id, "erased_at": { "$exists": true } };
        users.find_one(erased).await.unwrap().is_some()
    };
    eventually(erased).await;
    drop(worker);
    let left = holding(&app, &words).await;
    assert_eq!(left, Vec::<String>::new());
    assert_eq!(files(), Vec::<std::path::PathBuf>::new());

    let stored = users.find_one(doc! { "_id": &id }).await.unwrap().unwrap();
    assert_eq!(stored.get_str("email").unwrap(), format!("erased-{id}@erased.invalid"));
    assert_eq!(stored.get_str("status").unwrap(), "suspended");
    let trail = app.trail(&id).await;
    for kept in
        ["identity.register", "identity.update_profile", "identity.change_email", "identity.erase_person"]
    {
        assert!(trail.contains(&kept.to_owned()), "{kept} is not in {trail:?}");
    }
    let owner = app.admin().await;
    let events = owner.get(&format!("/api/audit/events?actor={id}")).await.json();
    assert!(events["items"].as_array().unwrap().len() >= 4, "their lines are still theirs, by id");
    let again = json!({ "email": "eva@example.org", "password": PASSWORD });
    assert_eq!(eva.post("/api/identity/sign-in", again).await.status, 200, "others are left alone");
    let mails = app.db.collection::<Document>("email_logs");
    assert!(mails.count_documents(doc! { "to": "erased", "text": "" }).await.unwrap() >= 3);
    // The address is free again.
    app.user("anahi@example.net").await;
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let of = |path: std::path::PathBuf| if path.is_dir() { walk(&path) } else { vec![path] };
    entries.flatten().flat_map(|entry| of(entry.path())).collect()
}

#[tokio::test]
async fn only_the_owner_who_means_it_and_never_the_last_administrator() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    close(&app.anonymous(), EMAIL).await.assert_problem(ErrorCode::Unauthenticated);
    let other = close(&ana, "eva@example.org").await;
    other.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(other.json()["fields"][0]["field"], "email");
    assert_eq!(ana.get(ME).await.status, 200);

    // Proving who one is counts for ten minutes.
    app.clock.advance(SignedDuration::from_mins(11));
    close(&ana, EMAIL).await.assert_problem(ErrorCode::FreshSignInRequired);
    let export = ana.post_empty("/api/identity/data-export").await;
    export.assert_problem(ErrorCode::FreshSignInRequired);
    let change = ana.post("/api/identity/email/change", json!({ "new_email": "x@example.org" })).await;
    change.assert_problem(ErrorCode::FreshSignInRequired);
    let owner = app.admin().await;
    let email = owner.get(ME).await.to::<Me>().email;
    close(&owner, &email).await.assert_problem(ErrorCode::LastOne);
    let second = app.admin().await;
    assert_eq!(close(&owner, &email).await.status, 202);
    let email = second.get(ME).await.to::<Me>().email;
    let last = close(&second, &email).await;
    last.assert_problem(ErrorCode::LastOne);
}
