//! Seeing and ending one's own sessions.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::Session;

use crate::support::{PASSWORD, TestApp};

const SESSIONS: &str = "/api/identity/sessions";

#[tokio::test]
async fn one_s_own_sessions_are_listed_and_another_device_can_be_signed_out() {
    let app = TestApp::new().await;
    let (phone, laptop) = (app.user("ana@example.org").await, app.anonymous());
    app.clock.advance(SignedDuration::from_mins(1));
    let body = json!({ "email": "ana@example.org", "password": PASSWORD });
    let sign_in =
        laptop.request(reqwest::Method::POST, "/api/identity/sign-in").header("user-agent", "Laptop/1");
    assert_eq!(sign_in.json(body).send().await.status, 200);

    let sessions: Vec<Session> = phone.get(SESSIONS).await.to();
    assert_eq!(sessions.len(), 2);
    let (newer, own) = (&sessions[0], &sessions[1]);
    assert!(own.current && !newer.current);
    assert_eq!((newer.user_agent.as_str(), newer.ip.as_str()), ("Laptop/1", laptop.ip()));

    let answer = phone.delete(&format!("{SESSIONS}/{}", newer.id)).await;
    assert_eq!(answer.status, 204, "{answer:?}");
    laptop.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(phone.get(SESSIONS).await.to::<Vec<Session>>().len(), 1);
    assert_eq!(app.trail(&newer.id.to_string()).await, ["identity.revoke_session"]);
    phone.delete(&format!("{SESSIONS}/{}", newer.id)).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn somebody_else_s_session_is_not_found() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    let of_eva: Vec<Session> = eva.get(SESSIONS).await.to();
    ana.delete(&format!("{SESSIONS}/{}", of_eva[0].id)).await.assert_problem(ErrorCode::NotFound);
    ana.delete(&format!("{SESSIONS}/7")).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(eva.get("/api/identity/me").await.status, 200);
    app.anonymous().get(SESSIONS).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn being_seen_is_written_down_every_five_minutes() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let seen = async || ana.get(SESSIONS).await.to::<Vec<Session>>()[0].last_seen_at;
    let first = seen().await;
    app.clock.advance(SignedDuration::from_mins(4));
    assert_eq!(seen().await, first);
    app.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(seen().await, first + SignedDuration::from_mins(5));
}
