//! Proving again who one is.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;

use crate::support::{Answer, Client, PASSWORD, TestApp};

/// Asks for a restore of a backup that there is not: 404 to who may ask.
async fn ask(client: &Client) -> Answer {
    let body = json!({ "database": "somewhere_new", "confirmation": "somewhere_new" });
    client.post("/api/backups/01890a5d-ac96-774b-bcce-b302099a8057/restore", body).await
}

async fn prove(client: &Client, password: &str) -> Answer {
    client.post("/api/identity/prove", json!({ "password": password })).await
}

#[tokio::test]
async fn a_sign_in_is_fresh_for_ten_minutes_and_renewing_access_does_not_renew_it() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    ask(&admin).await.assert_problem(ErrorCode::NotFound);
    app.clock.advance(SignedDuration::from_mins(10));
    ask(&admin).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(admin.post_empty("/api/identity/refresh").await.status, 200);
    app.clock.advance(SignedDuration::from_secs(1));
    ask(&admin).await.assert_problem(ErrorCode::FreshSignInRequired);
    assert_eq!(admin.get("/api/backups").await.status, 200, "the control: everything else goes on");

    prove(&admin, "Otra-clave-1").await.assert_problem(ErrorCode::InvalidCredentials);
    ask(&admin).await.assert_problem(ErrorCode::FreshSignInRequired);
    assert_eq!(prove(&admin, PASSWORD).await.status, 204);
    ask(&admin).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(admin.post_empty("/api/identity/refresh").await.status, 200);
    ask(&admin).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_proof_is_for_the_session_that_gave_it() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let email = admin.get("/api/identity/me").await.json()["email"].as_str().unwrap().to_owned();
    let elsewhere = app.anonymous();
    let body = json!({ "email": email, "password": PASSWORD });
    assert_eq!(elsewhere.post("/api/identity/sign-in", body).await.status, 200);
    app.clock.advance(SignedDuration::from_mins(11));
    assert_eq!(prove(&admin, PASSWORD).await.status, 204);
    ask(&admin).await.assert_problem(ErrorCode::NotFound);
    ask(&elsewhere).await.assert_problem(ErrorCode::FreshSignInRequired);
}

#[tokio::test]
async fn how_long_is_a_setting() {
    let app = TestApp::with(&[("AVENUE_FRESH_MINUTES", "2")]).await;
    let admin = app.admin().await;
    app.clock.advance(SignedDuration::from_mins(2));
    ask(&admin).await.assert_problem(ErrorCode::NotFound);
    app.clock.advance(SignedDuration::from_secs(1));
    ask(&admin).await.assert_problem(ErrorCode::FreshSignInRequired);
}

#[tokio::test]
async fn guessing_here_is_rationed_too() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for _ in 0..10 {
        prove(&ana, "Adivinada-1").await.assert_problem(ErrorCode::InvalidCredentials);
    }
    prove(&ana, PASSWORD).await.assert_problem(ErrorCode::TooManyRequests);
    app.clock.advance(SignedDuration::from_mins(2));
    assert_eq!(prove(&ana, PASSWORD).await.status, 204);
    let id = app.stored_user("ana@example.org").await.get_str("_id").unwrap().to_owned();
    let trail = app.trail(&id).await;
    let count = |action: &str| trail.iter().filter(|found| *found == action).count();
    assert_eq!((count("identity.prove_refused"), count("identity.prove")), (10, 1), "{trail:?}");
}

#[tokio::test]
async fn nothing_to_prove_with_is_told() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let answer = ana.post("/api/identity/prove", json!({})).await;
    answer.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(answer.json()["fields"][0]["field"], "password");
}
