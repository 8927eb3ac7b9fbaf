//! Renewing access: rotation, and what happens to a token that is shown twice.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;

use crate::support::{Client, PASSWORD, TestApp};

const REFRESH: &str = "/api/identity/refresh";
const COOKIE: &str = "avenue_refresh";

/// Somebody else who has this refresh token.
fn holder(app: &TestApp, token: &str) -> Client {
    let client = app.anonymous();
    client.set_cookie(COOKIE, Some(token));
    client
}

#[tokio::test]
async fn a_token_is_exchanged_for_the_next_one() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let first = ana.cookie(COOKIE).unwrap();
    app.clock.advance(SignedDuration::from_mins(20));
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    let answer = ana.post_empty(REFRESH).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json()["user"]["email"], "ana@example.org");
    assert_ne!(ana.cookie(COOKIE).unwrap(), first);
    assert_eq!(ana.get("/api/identity/me").await.status, 200);
    assert_eq!(ana.post_empty(REFRESH).await.status, 200, "and so on");

    let sessions = app.db.database().collection::<bson::Document>("sessions");
    let stored = sessions.find_one(bson::doc! {}).await.unwrap().unwrap().to_string();
    for part in ana.cookie(COOKIE).unwrap().split('.').skip(1) {
        assert!(!stored.contains(part), "only digests are stored");
    }
}

#[tokio::test]
async fn a_token_that_was_used_ends_the_session_and_its_owner_hears_of_it() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let stolen = ana.cookie(COOKIE).unwrap();
    assert_eq!(ana.post_empty(REFRESH).await.status, 200);
    app.clock.advance(SignedDuration::from_secs(11));
    let thief = holder(&app, &stolen);
    let answer = thief.post_empty(REFRESH).await;
    answer.assert_problem(ErrorCode::InvalidRefreshToken);
    assert_eq!(thief.cookie(COOKIE), None, "a useless cookie is taken away");
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    ana.post_empty(REFRESH).await.assert_problem(ErrorCode::InvalidRefreshToken);
    let session = stolen.split('.').next().unwrap();
    assert_eq!(app.trail(session).await, ["identity.refresh_token_reused"]);
    assert_eq!(app.mails("session_revoked", "ana@example.org").await, 1);
}

#[tokio::test]
async fn a_token_from_long_ago_ends_the_session_at_once() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let stolen = ana.cookie(COOKIE).unwrap();
    assert_eq!(ana.post_empty(REFRESH).await.status, 200);
    assert_eq!(ana.post_empty(REFRESH).await.status, 200);
    holder(&app, &stolen).post_empty(REFRESH).await.assert_problem(ErrorCode::InvalidRefreshToken);
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn of_twenty_with_one_token_at_once_one_wins_and_the_session_lives() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let token = ana.cookie(COOKIE).unwrap();
    let tabs: Vec<_> = (0..20).map(|_| holder(&app, &token)).collect();
    let answers = futures::future::join_all(tabs.iter().map(|tab| tab.post_empty(REFRESH))).await;
    let winners: Vec<_> = (0..20).filter(|tab| answers[*tab].status == 200).collect();
    assert_eq!(winners.len(), 1, "{answers:?}");
    for loser in answers.iter().filter(|answer| answer.status != 200) {
        loser.assert_problem(ErrorCode::Conflict);
    }
    assert_eq!(tabs[winners[0]].post_empty(REFRESH).await.status, 200, "the session lives");
    assert_eq!(app.mails("session_revoked", "ana@example.org").await, 0);
}

#[tokio::test]
async fn a_guess_at_another_s_session_raises_no_alarm() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let session = ana.cookie(COOKIE).unwrap().split('.').next().unwrap().to_owned();
    let guess = format!("{session}.{}.{}", "A".repeat(43), "B".repeat(43));
    for token in [guess.as_str(), "nonsense", "", &session] {
        holder(&app, token).post_empty(REFRESH).await.assert_problem(ErrorCode::InvalidRefreshToken);
    }
    app.anonymous().post_empty(REFRESH).await.assert_problem(ErrorCode::InvalidRefreshToken);
    assert_eq!(ana.post_empty(REFRESH).await.status, 200);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    app.clock.advance(SignedDuration::from_hours(24 * 29));
    assert_eq!(ana.post_empty(REFRESH).await.status, 200, "thirty days from the last use");
    app.clock.advance(SignedDuration::from_hours(24 * 30));
    ana.post_empty(REFRESH).await.assert_problem(ErrorCode::InvalidRefreshToken);
}

#[tokio::test]
async fn other_sites_cannot_use_the_cookie() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for path in [REFRESH, "/api/identity/sign-out"] {
        let foreign = ana.request(reqwest::Method::POST, path).header("origin", "https://evil.example");
        foreign.send().await.assert_problem(ErrorCode::ForeignOrigin);
        let foreign = ana.request(reqwest::Method::POST, path).header("sec-fetch-site", "cross-site");
        foreign.send().await.assert_problem(ErrorCode::ForeignOrigin);
    }
    let own = ana.request(reqwest::Method::POST, REFRESH).header("origin", &app.url);
    assert_eq!(own.send().await.status, 200);
}

#[tokio::test]
async fn who_signs_out_is_out() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let token = ana.cookie(COOKIE).unwrap();
    let answer = ana.post_empty("/api/identity/sign-out").await;
    assert_eq!(answer.status, 204, "{answer:?}");
    assert_eq!(ana.cookie(COOKIE), None);
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    holder(&app, &token).post_empty(REFRESH).await.assert_problem(ErrorCode::InvalidRefreshToken);
    assert_eq!(ana.post_empty("/api/identity/sign-out").await.status, 204, "again is as well");
    assert_eq!(app.trail(token.split('.').next().unwrap()).await, ["identity.sign_out"]);
}

#[tokio::test]
async fn who_signs_out_everywhere_is_out_everywhere_and_nobody_else_is() {
    let app = TestApp::new().await;
    let (phone, laptop) = (app.user("ana@example.org").await, app.anonymous());
    let body = json!({ "email": "ana@example.org", "password": PASSWORD });
    assert_eq!(laptop.post("/api/identity/sign-in", body).await.status, 200);
    let eva = app.user("eva@example.org").await;
    app.anonymous()
        .post_empty("/api/identity/sign-out-everywhere")
        .await
        .assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(phone.post_empty("/api/identity/sign-out-everywhere").await.status, 204);
    for device in [&phone, &laptop] {
        device.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
        device.post_empty(REFRESH).await.assert_problem(ErrorCode::InvalidRefreshToken);
    }
    assert_eq!(eva.get("/api/identity/me").await.status, 200);
}
