//! Firebase's ID tokens: what is accepted, what is refused, and how its keys are kept.

use bson::doc;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::identity::{Doors, LinkedAccount, SignedIn};

use crate::support::google::Google;
use crate::support::{Answer, Client, TestApp};

const PROJECT: &str = "avenue-test";
const ISSUER: &str = "https://securetoken.google.com/avenue-test";
const SIGN_IN: &str = "/api/identity/firebase/sign-in";

async fn app(google: &Google) -> TestApp {
    TestApp::today(&[("FIREBASE_PROJECT_ID", PROJECT), ("FIREBASE_KEYS_URL", &google.keys)]).await
}

/// What Firebase says of somebody.
fn claims(app: &TestApp, changes: Value) -> Value {
    let now = app.clock.now().as_second();
    let mut claims = json!({
        "iss": ISSUER,
        "aud": PROJECT,
        "sub": "firebase-user-1",
        "user_id": "firebase-user-1",
        "iat": now,
        "exp": now + 3600,
        "auth_time": now - 10,
        "name": "Ana Benítez",
        "email": "ana@gmail.example",
        "email_verified": true,
        "firebase": { "identities": {}, "sign_in_provider": "google.com" },
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

async fn sign_in(client: &Client, token: &str) -> Answer {
    client.post(SIGN_IN, json!({ "id_token": token })).await
}

#[tokio::test]
async fn a_token_lets_its_owner_in_and_a_phone_number_is_asked_for() {
    let google = Google::start().await;
    let app = app(&google).await;
    let ana = app.anonymous();
    let doors: Doors = ana.get("/api/identity/doors").await.to();
    assert_eq!(doors, Doors { google: false, firebase: true });
    let token = google.token(claims(&app, json!({})), json!({})).await;
    let answer = sign_in(&ana, &token).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let me = answer.to::<SignedIn>().user;
    assert_eq!((me.email.as_str(), me.first_name.as_str()), ("ana@gmail.example", "Ana Benítez"));
    assert!(me.phone_required && me.email_verified && !me.has_password);
    ana.get("/api/identity/links").await.assert_problem(ErrorCode::PhoneRequired);
    ana.put("/api/identity/phone", json!({ "phone": "0981 123456" })).await;
    let links: Vec<LinkedAccount> = ana.get("/api/identity/links").await.to();
    assert_eq!(links.len(), 1);
    let again = sign_in(&app.anonymous(), &token).await.to::<SignedIn>();
    assert_eq!(again.user.id, me.id);
}

#[tokio::test]
async fn an_account_with_the_address_is_linked_by_its_owner_alone() {
    let google = Google::start().await;
    let app = app(&google).await;
    let owner = app.user("ana@gmail.example").await;
    let token = google.token(claims(&app, json!({})), json!({})).await;
    sign_in(&app.anonymous(), &token).await.assert_problem(ErrorCode::LinkFirst);
    let body = json!({ "id_token": token });
    app.anonymous()
        .post("/api/identity/links/firebase", &body)
        .await
        .assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(owner.post("/api/identity/links/firebase", &body).await.status, 204);
    owner.post("/api/identity/links/firebase", &body).await.assert_problem(ErrorCode::AlreadyLinked);
    let other = app.user("eva@example.org").await;
    other.post("/api/identity/links/firebase", &body).await.assert_problem(ErrorCode::AlreadyLinked);
    assert_eq!(sign_in(&app.anonymous(), &token).await.status, 200);
    owner.delete("/api/identity/links/firebase").await.assert_problem(ErrorCode::PhoneRequired);
    assert_eq!(owner.put("/api/identity/phone", json!({ "phone": "0981 123456" })).await.status, 200);
    assert_eq!(owner.delete("/api/identity/links/firebase").await.status, 204);
    sign_in(&app.anonymous(), &token).await.assert_problem(ErrorCode::LinkFirst);
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let google = Google::start().await;
    let app = app(&google).await;
    let now = app.clock.now().as_second();
    let good = google.token(claims(&app, json!({})), json!({})).await;
    let mut forged: Vec<(String, String)> = Vec::new();
    for changes in [
        json!({ "iss": "https://securetoken.google.com/another-project" }),
        json!({ "iss": "https://securetoken.google.com/avenue-test/" }),
        json!({ "iss": null }),
        json!({ "aud": "another-project" }),
        json!({ "aud": [PROJECT, "another-project"] }),
        json!({ "aud": [PROJECT] }),
        json!({ "aud": null }),
        json!({ "sub": "" }),
        json!({ "sub": null }),
        json!({ "sub": "x".repeat(129) }),
        json!({ "sub": 1 }),
        json!({ "exp": now }),
        json!({ "exp": now - 1, "iat": now - 3600 }),
        json!({ "exp": null }),
        json!({ "exp": now + 7200 }),
        json!({ "iat": now + 60, "exp": now + 3600 }),
        json!({ "iat": null }),
        json!({ "nbf": now + 60 }),
        json!({ "auth_time": now + 60 }),
        json!({ "auth_time": null }),
        json!({ "auth_time": 0 }),
        json!({ "email_verified": "true" }),
    ] {
        forged.push((changes.to_string(), google.token(claims(&app, changes), json!({})).await));
    }
    for how in [
        json!({ "sign": "none" }),
        json!({ "sign": "hmac_public" }),
        json!({ "sign": "hmac:avenue-test" }),
        json!({ "sign": "stranger" }),
        json!({ "sign": "stranger_key" }),
        json!({ "cut": 4 }),
        json!({ "payload": { "sub": "somebody-else" } }),
        json!({ "header": { "kid": null } }),
        json!({ "header": { "kid": "unknown" } }),
        json!({ "header": { "typ": "at+jwt" } }),
    ] {
        forged.push((how.to_string(), google.token(claims(&app, json!({})), how).await));
    }
    forged.push(("cut".to_owned(), good[..good.len() - 3].to_owned()));
    forged.push(("one part".to_owned(), "nonsense".to_owned()));
    forged.push(("an access token of ours".to_owned(), app.user("eva@example.org").await.token().unwrap()));
    for (what, token) in &forged {
        let client = app.anonymous();
        let answer = sign_in(&client, token).await;
        assert!(
            matches!(answer.code().as_str(), "invalid_id_token" | "malformed_body"),
            "{what}: {answer:?}"
        );
        assert_eq!(client.cookie("avenue_refresh"), None);
    }
    for changes in
        [json!({ "email_verified": false }), json!({ "email_verified": null }), json!({ "email": null })]
    {
        let token = google.token(claims(&app, changes.clone()), json!({})).await;
        let answer = sign_in(&app.anonymous(), &token).await;
        let refused = matches!(answer.code().as_str(), "email_unverified" | "invalid_id_token");
        assert!(refused, "{changes}: {answer:?}");
    }
    let external = app.db.collection::<bson::Document>("identity_external");
    assert_eq!(external.count_documents(doc! {}).await.unwrap(), 0);
    assert_eq!(sign_in(&app.anonymous(), &good).await.status, 200, "the control");
    println!("{} forged ID tokens of Firebase: 0 accepted", forged.len() + 3);
}

#[tokio::test]
async fn keys_are_kept_as_their_headers_say_and_asked_for_once_a_minute_at_most() {
    let google = Google::start().await;
    let app = app(&google).await;
    google.keys_are_fresh("public, max-age=600").await;
    let good = google.token(claims(&app, json!({})), json!({})).await;
    for _ in 0..3 {
        assert_eq!(sign_in(&app.anonymous(), &good).await.status, 200);
    }
    assert_eq!(google.keys_asked().await, 1);
    let unknown = google.token(claims(&app, json!({})), json!({ "header": { "kid": "unknown" } })).await;
    for _ in 0..5 {
        sign_in(&app.anonymous(), &unknown).await.assert_problem(ErrorCode::InvalidIdToken);
    }
    assert_eq!(google.keys_asked().await, 1, "they were read less than a minute ago");
    app.clock.advance(SignedDuration::from_secs(61));
    for _ in 0..5 {
        sign_in(&app.anonymous(), &unknown).await.assert_problem(ErrorCode::InvalidIdToken);
    }
    assert_eq!(google.keys_asked().await, 2, "an unknown name asks once");
    app.clock.advance(SignedDuration::from_secs(599));
    assert_eq!(sign_in(&app.anonymous(), &good).await.status, 200);
    assert_eq!(google.keys_asked().await, 2);
    app.clock.advance(SignedDuration::from_secs(2));
    assert_eq!(sign_in(&app.anonymous(), &good).await.status, 200);
    assert_eq!(google.keys_asked().await, 3, "after their time they are read again");
}

#[tokio::test]
async fn without_its_setting_and_without_its_keys_firebase_is_said_to_be_away() {
    let app = TestApp::new().await;
    sign_in(&app.anonymous(), "x").await.assert_problem(ErrorCode::NotConfigured);
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let url = format!("http://{free}/keys");
    let app = TestApp::with(&[("FIREBASE_PROJECT_ID", PROJECT), ("FIREBASE_KEYS_URL", &url)]).await;
    // A header of the right form, so that the keys are asked for.
    let token = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEiLCJ0eXAiOiJKV1QifQ.e30.AAAA";
    sign_in(&app.anonymous(), token).await.assert_problem(ErrorCode::ProviderUnavailable);
}
