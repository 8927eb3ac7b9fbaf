//! Another address to sign in with.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::Me;

use crate::support::{Client, PASSWORD, TestApp};

const CHANGE: &str = "/api/identity/email/change";
const CONFIRM: &str = "/api/identity/email/confirm";
const UNDO: &str = "/api/identity/email/undo";
const OLD: &str = "ana@example.org";
const NEW: &str = "ana.nueva@example.org";

async fn sign_in(app: &TestApp, email: &str) -> (Client, u16) {
    let client = app.anonymous();
    let status =
        client.post("/api/identity/sign-in", json!({ "email": email, "password": PASSWORD })).await.status;
    (client, status)
}

async fn changed() -> (TestApp, Client) {
    let app = TestApp::new().await;
    let ana = app.user(OLD).await;
    assert_eq!(ana.post(CHANGE, json!({ "new_email": NEW })).await.status, 202);
    let token = app.mailed_tokens("change_email", NEW).await.remove(0);
    assert_eq!(app.anonymous().post(CONFIRM, json!({ "token": token })).await.status, 204);
    app.anonymous().post(CONFIRM, json!({ "token": token })).await.assert_problem(ErrorCode::LinkExpired);
    (app, ana)
}

#[tokio::test]
async fn nothing_changes_until_the_new_mailbox_says_so() {
    let app = TestApp::new().await;
    let ana = app.user(OLD).await;
    assert_eq!(ana.post(CHANGE, json!({ "new_email": " Ana.Nueva@Example.org".trim() })).await.status, 202);
    assert_eq!(ana.get("/api/identity/me").await.to::<Me>().email, OLD);
    assert_eq!(sign_in(&app, NEW).await.1, 401);
    let token = app.mailed_tokens("change_email", NEW).await.remove(0);
    app.clock.advance(SignedDuration::from_hours(24));
    app.anonymous().post(CONFIRM, json!({ "token": token })).await.assert_problem(ErrorCode::LinkExpired);
    assert_eq!(app.mails("email_changed", OLD).await, 0);
}

#[tokio::test]
async fn the_new_address_counts_and_the_old_mailbox_is_told() {
    let (app, ana) = changed().await;
    let me: Me = ana.get("/api/identity/me").await.to();
    assert_eq!((me.email.as_str(), me.email_verified), (NEW, true));
    assert_eq!(sign_in(&app, OLD).await.1, 401);
    assert_eq!(sign_in(&app, NEW).await.1, 200);
    assert_eq!(app.mails("email_changed", OLD).await, 1);
    assert_eq!(
        app.trail(&me.id.to_string()).await[1..3],
        ["identity.ask_change_email", "identity.change_email"]
    );
    // While it can be had back, nobody else gets the old address.
    let body = json!({ "email": OLD, "password": PASSWORD, "first_name": "X" });
    app.anonymous().post("/api/identity/register", &body).await.assert_problem(ErrorCode::EmailTaken);
    let eva = app.user("eva@example.org").await;
    eva.post(CHANGE, json!({ "new_email": OLD })).await.assert_problem(ErrorCode::EmailTaken);
    app.clock.advance(SignedDuration::from_hours(7 * 24));
    assert_eq!(app.anonymous().post("/api/identity/register", &body).await.status, 201);
}

#[tokio::test]
async fn the_old_mailbox_takes_it_back_for_a_week_even_after_a_second_change() {
    let (app, ana) = changed().await;
    assert_eq!(ana.post(CHANGE, json!({ "new_email": "thief@example.org" })).await.status, 202);
    let second = app.mailed_tokens("change_email", "thief@example.org").await.remove(0);
    assert_eq!(app.anonymous().post(CONFIRM, json!({ "token": second })).await.status, 204);
    let undo = app.mailed_tokens("email_changed", OLD).await.remove(0);
    app.anonymous().post(CONFIRM, json!({ "token": undo })).await.assert_problem(ErrorCode::LinkExpired);
    app.clock.advance(SignedDuration::from_hours(7 * 24 - 1));
    assert_eq!(app.anonymous().post(UNDO, json!({ "token": undo })).await.status, 204);
    app.anonymous().post(UNDO, json!({ "token": undo })).await.assert_problem(ErrorCode::LinkExpired);
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(sign_in(&app, "thief@example.org").await.1, 401);
    assert_eq!(sign_in(&app, OLD).await.1, 200);
}

#[tokio::test]
async fn after_a_week_it_stays() {
    let (app, _) = changed().await;
    let undo = app.mailed_tokens("email_changed", OLD).await.remove(0);
    app.clock.advance(SignedDuration::from_hours(7 * 24));
    app.anonymous().post(UNDO, json!({ "token": undo })).await.assert_problem(ErrorCode::LinkExpired);
}

#[tokio::test]
async fn wrong_wishes_are_refused() {
    let app = TestApp::new().await;
    let ana = app.user(OLD).await;
    app.user("eva@example.org").await;
    app.anonymous()
        .post(CHANGE, json!({ "new_email": NEW }))
        .await
        .assert_problem(ErrorCode::Unauthenticated);
    ana.post(CHANGE, json!({ "new_email": "nonsense" })).await.assert_problem(ErrorCode::ValidationFailed);
    ana.post(CHANGE, json!({ "new_email": OLD })).await.assert_problem(ErrorCode::ValidationFailed);
    ana.post(CHANGE, json!({ "new_email": "eva@example.org" })).await.assert_problem(ErrorCode::EmailTaken);
    for number in 0..2 {
        let body = json!({ "new_email": format!("other{number}@example.org") });
        assert_eq!(ana.post(CHANGE, body).await.status, 202);
    }
    ana.post(CHANGE, json!({ "new_email": NEW })).await.assert_problem(ErrorCode::TooManyRequests);
    let first = app.mailed_tokens("change_email", "other0@example.org").await.remove(0);
    let withdrawn = app.anonymous().post(CONFIRM, json!({ "token": first })).await;
    withdrawn.assert_problem(ErrorCode::LinkExpired);
    app.anonymous().post(UNDO, json!({ "token": "" })).await.assert_problem(ErrorCode::ValidationFailed);
}
