//! Changing a password, and getting a new one.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;

use crate::support::{Client, PASSWORD, TestApp, eventually};

const CHANGE: &str = "/api/identity/password/change";
const FORGOT: &str = "/api/identity/password/forgot";
const RESET: &str = "/api/identity/password/reset";
const NEW: &str = "Lluvia&Tereré-8-ya";

async fn sign_in(client: &Client, password: &str) -> u16 {
    let body = json!({ "email": "ana@example.org", "password": password });
    client.post("/api/identity/sign-in", body).await.status
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session() {
    let app = TestApp::new().await;
    let (ana, other) = (app.user("ana@example.org").await, app.anonymous());
    assert_eq!(sign_in(&other, PASSWORD).await, 200);
    let answer = ana.post(CHANGE, json!({ "current_password": PASSWORD, "new_password": NEW })).await;
    assert_eq!(answer.status, 204, "{answer:?}");
    assert_eq!(ana.get("/api/identity/me").await.status, 200);
    other.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!((sign_in(&other, PASSWORD).await, sign_in(&other, NEW).await), (401, 200));
    assert_eq!(app.mails("password_changed", "ana@example.org").await, 1);
    let events = app.db.database().collection::<bson::Document>("audit_events");
    let event = events.find_one(bson::doc! { "action": "identity.change_password" }).await.unwrap().unwrap();
    assert!(!event.to_string().contains("argon2"), "no hash in the trail: {event}");
}

#[tokio::test]
async fn a_password_is_changed_only_by_who_knows_it_and_not_to_a_weak_one() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let change = async |current: &str, new: &str| {
        ana.post(CHANGE, json!({ "current_password": current, "new_password": new })).await
    };
    change("Otra-clave-1", NEW).await.assert_problem(ErrorCode::InvalidCredentials);
    change(PASSWORD, "P@ssw0rd123").await.assert_problem(ErrorCode::WeakPassword);
    change(PASSWORD, "ana@example.Org1").await.assert_problem(ErrorCode::WeakPassword);
    change(PASSWORD, "short").await.assert_problem(ErrorCode::ValidationFailed);
    change(PASSWORD, PASSWORD).await.assert_problem(ErrorCode::ValidationFailed);
    let body = json!({ "current_password": PASSWORD, "new_password": NEW });
    app.anonymous().post(CHANGE, body).await.assert_problem(ErrorCode::Unauthenticated);
    for _ in 0..9 {
        change("Otra-clave-1", NEW).await.assert_problem(ErrorCode::InvalidCredentials);
    }
    change(PASSWORD, NEW).await.assert_problem(ErrorCode::TooManyRequests);
}

#[tokio::test]
async fn a_mailed_link_sets_a_new_password_once_and_ends_every_session() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let stranger = app.anonymous();
    let answer = stranger.post(FORGOT, json!({ "email": "Ana@example.org" })).await;
    assert_eq!((answer.status, answer.body.len()), (202, 0));
    eventually(async || app.mails("reset_password", "ana@example.org").await == 1).await;
    let token = app.mailed_tokens("reset_password", "ana@example.org").await.remove(0);
    let reset = async |password: &str| {
        stranger.post(RESET, json!({ "token": token, "new_password": password })).await
    };
    reset("P@ssw0rd123").await.assert_problem(ErrorCode::WeakPassword);
    assert_eq!(reset(NEW).await.status, 204, "a refused password does not use the link up");
    reset("Tereré&Lluvia-9-no").await.assert_problem(ErrorCode::LinkExpired);
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!((sign_in(&ana, PASSWORD).await, sign_in(&ana, NEW).await), (401, 200));
    let stored = app.stored_user("ana@example.org").await;
    assert!(stored.get_bool("email_verified").unwrap(), "the link was mailed there");
    let trail = app.trail(stored.get_str("_id").unwrap()).await;
    assert!(trail.contains(&"identity.forgot_password".to_owned()), "{trail:?}");
    assert!(trail.contains(&"identity.reset_password".to_owned()), "{trail:?}");
}

#[tokio::test]
async fn a_reset_link_ends_after_an_hour_and_the_others_when_one_was_used() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    let stranger = app.anonymous();
    let ask = async |count: u64| {
        assert_eq!(stranger.post(FORGOT, json!({ "email": "ana@example.org" })).await.status, 202);
        eventually(async || app.mails("reset_password", "ana@example.org").await == count).await;
    };
    let reset =
        async |token: &str| stranger.post(RESET, json!({ "token": token, "new_password": NEW })).await;
    ask(1).await;
    app.clock.advance(SignedDuration::from_hours(1));
    let late = app.mailed_tokens("reset_password", "ana@example.org").await.remove(0);
    reset(&late).await.assert_problem(ErrorCode::LinkExpired);
    ask(2).await;
    ask(3).await;
    let tokens = app.mailed_tokens("reset_password", "ana@example.org").await;
    assert_eq!(reset(&tokens[1]).await.status, 204);
    reset(&tokens[2]).await.assert_problem(ErrorCode::LinkExpired);
}

#[tokio::test]
async fn asking_for_a_link_tells_nothing_and_floods_nobody() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    for _ in 0..5 {
        let known = app.anonymous().post(FORGOT, json!({ "email": "ana@example.org" })).await;
        let unknown = app.anonymous().post(FORGOT, json!({ "email": "eva@example.org" })).await;
        assert_eq!((known.status, &known.body), (202, &unknown.body));
        assert_eq!(unknown.status, 202);
    }
    eventually(async || app.mails("reset_password", "ana@example.org").await == 3).await;
    assert_eq!(app.mails("reset_password", "eva@example.org").await, 0);
    let eager = app.anonymous();
    for _ in 0..10 {
        assert_eq!(eager.post(FORGOT, json!({ "email": "eva@example.org" })).await.status, 202);
    }
    eager
        .post(FORGOT, json!({ "email": "eva@example.org" }))
        .await
        .assert_problem(ErrorCode::TooManyRequests);
    eager.post(FORGOT, json!({ "email": "eva" })).await.assert_problem(ErrorCode::ValidationFailed);
}
