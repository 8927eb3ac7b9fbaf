//! Proving an address.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::Me;

use crate::support::TestApp;

const VERIFY: &str = "/api/identity/email/verify";
const AGAIN: &str = "/api/identity/email/verification";

#[tokio::test]
async fn a_mailed_link_proves_the_address_once() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    assert!(!ana.get("/api/identity/me").await.to::<Me>().email_verified);
    let token = app.mailed_tokens("verify_email", "ana@example.org").await.remove(0);
    let stranger = app.anonymous();
    assert_eq!(stranger.post(VERIFY, json!({ "token": token })).await.status, 204);
    let me: Me = ana.get("/api/identity/me").await.to();
    assert!(me.email_verified);
    stranger.post(VERIFY, json!({ "token": token })).await.assert_problem(ErrorCode::LinkExpired);
    assert_eq!(app.trail(&me.id.to_string()).await, ["identity.register", "identity.verify_email"]);
    assert_eq!(
        app.mailed_tokens("verify_email", "ana@example.org").await.len(),
        0,
        "the secret is forgotten"
    );
}

#[tokio::test]
async fn a_link_is_good_for_two_days_and_only_for_what_it_was_made() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    let token = app.mailed_tokens("verify_email", "ana@example.org").await.remove(0);
    let stranger = app.anonymous();
    let reset = json!({ "token": token, "new_password": "Otra-clave-de-8-letras" });
    stranger.post("/api/identity/password/reset", reset).await.assert_problem(ErrorCode::LinkExpired);
    app.clock.advance(SignedDuration::from_hours(48));
    stranger.post(VERIFY, json!({ "token": token })).await.assert_problem(ErrorCode::LinkExpired);
    stranger.post(VERIFY, json!({ "token": "nonsense" })).await.assert_problem(ErrorCode::LinkExpired);
    stranger.post(VERIFY, json!({ "token": "" })).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn a_new_link_is_mailed_but_not_without_end() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    app.anonymous().post_empty(AGAIN).await.assert_problem(ErrorCode::Unauthenticated);
    for _ in 0..3 {
        assert_eq!(ana.post_empty(AGAIN).await.status, 202);
    }
    let refused = ana.post_empty(AGAIN).await;
    refused.assert_problem(ErrorCode::TooManyRequests);
    let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    app.clock.advance(SignedDuration::from_secs(wait));
    assert_eq!(ana.post_empty(AGAIN).await.status, 202);
    let tokens = app.mailed_tokens("verify_email", "ana@example.org").await;
    assert_eq!(tokens.len(), 5);
    assert_eq!(ana.post(VERIFY, json!({ "token": tokens[4] })).await.status, 204);
    ana.post(VERIFY, json!({ "token": tokens[3] })).await.assert_problem(ErrorCode::LinkExpired);
}
