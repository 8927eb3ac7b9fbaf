//! Keys for programs.

use bson::doc;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::identity::Permission;

use crate::support::{Answer, Client, TestApp};

const KEYS: &str = "/api/identity/keys";
const ME: &str = "/api/identity/me";

/// Makes a key; its secret and its id.
pub async fn key(owner: &Client, more: Value) -> (String, String) {
    let mut body = json!({ "name": "A test", "scopes": ["identity:read"] });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = owner.post(KEYS, body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let made = answer.json();
    (made["secret"].as_str().unwrap().to_owned(), made["key"]["id"].as_str().unwrap().to_owned())
}

async fn with(app: &TestApp, key: &str, path: &str) -> Answer {
    app.anonymous().request(Method::GET, path).header("x-api-key", key).send().await
}

#[tokio::test]
async fn a_key_acts_as_its_owner_is_shown_once_and_stored_as_a_digest() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let (secret, id) =
        key(&ana, json!({ "scopes": ["identity:write", "identity:read", "identity:read"] })).await;
    assert_eq!(with(&app, &secret, ME).await.json()["email"], "ana@example.org");
    let program = app.anonymous();
    program.set_token(Some(&secret));
    let answer = program.patch(ME, json!({ "first_name": "Programa" })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let events = app.db.collection::<bson::Document>("audit_events");
    let event = events.find_one(doc! { "action": "identity.update_me" }).await.unwrap().unwrap();
    assert_eq!(
        event.get_document("actor").unwrap().get_str("api_key_id").unwrap(),
        id,
        "the trail names the key"
    );

    let listed = ana.get(KEYS).await;
    let text = String::from_utf8(listed.body.clone()).unwrap();
    let shown = listed.json();
    assert_eq!(
        (shown[0]["id"].as_str().unwrap(), shown[0]["scopes"].clone()),
        (id.as_str(), json!(["identity:read", "identity:write"]))
    );
    assert!(secret.starts_with(shown[0]["prefix"].as_str().unwrap()));
    let unguessable = secret.rsplit('_').next().unwrap();
    assert!(!text.contains(unguessable) && !text.contains("hash"), "{text}");
    let stored =
        app.db.collection::<bson::Document>("identity_api_keys").find_one(doc! {}).await.unwrap().unwrap();
    assert!(!stored.to_string().contains(&unguessable[..64]), "only the digest is stored");
    assert_eq!(app.mails("api_key_created", "ana@example.org").await, 1);
    assert_eq!(app.trail(&id).await, ["identity.create_api_key"]);
}

#[tokio::test]
async fn a_key_is_good_only_as_it_was_given() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let (secret, _) = key(&ana, json!({})).await;
    let (other, _) = key(&ana, json!({})).await;
    assert_eq!(with(&app, &secret, ME).await.status, 200, "the control");
    let mut wrong = vec![
        secret.to_uppercase(),
        secret[..secret.len() - 1].to_owned(),
        format!("{secret}0"),
        "avn_".to_owned(),
    ];
    // The id of one with the secret of the other, its checksum made right.
    let mixed = format!("{}_{}", &secret[..36], &other[37..101]);
    let checksum: String = sha2_hex(&mixed).chars().take(8).collect();
    wrong.push(format!("{mixed}{checksum}"));
    for key in wrong {
        with(&app, &key, ME).await.assert_problem(ErrorCode::Unauthenticated);
    }
    let bearer = ana.token().unwrap();
    with(&app, &bearer, ME).await.assert_problem(ErrorCode::Unauthenticated);
}

fn sha2_hex(text: &str) -> String {
    use sha2::Digest;
    api::infra::hex::hex(&sha2::Sha256::digest(text.as_bytes()))
}

#[tokio::test]
async fn a_key_ends_when_it_was_said() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let (brief, _) = key(&ana, json!({ "expires_in_days": 1 })).await;
    let (lasting, _) = key(&ana, json!({})).await;
    app.clock.advance(SignedDuration::from_secs(86_399));
    assert_eq!(with(&app, &brief, ME).await.status, 200);
    app.clock.advance(SignedDuration::from_secs(1));
    with(&app, &brief, ME).await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(with(&app, &lasting, ME).await.status, 200);
}

#[tokio::test]
async fn a_key_works_from_its_networks() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let (secret, _) = key(&ana, json!({ "networks": ["192.0.2.0/24", "2001:db8::1"] })).await;
    for (ip, good) in
        [("192.0.2.9", true), ("2001:db8::1", true), ("192.0.3.1", false), ("2001:db8::2", false)]
    {
        let answer =
            app.anonymous().at_ip(ip).request(Method::GET, ME).header("x-api-key", &secret).send().await;
        if good {
            assert_eq!(answer.status, 200, "{ip}: {answer:?}");
        } else {
            answer.assert_problem(ErrorCode::Forbidden);
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_new_key_is_told() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for (body, code) in [
        (json!({ "name": "x", "scopes": [] }), ErrorCode::ValidationFailed),
        (json!({ "name": "", "scopes": ["identity:read"] }), ErrorCode::ValidationFailed),
        (json!({ "name": "x", "scopes": ["nonsense:read"] }), ErrorCode::ValidationFailed),
        (json!({ "name": "x", "scopes": ["audit:write"] }), ErrorCode::ValidationFailed),
        (json!({ "name": "x", "scopes": ["identity"] }), ErrorCode::MalformedBody),
        (json!({ "name": "x", "scopes": ["identity:read"], "networks": ["here"] }), ErrorCode::MalformedBody),
        (
            json!({ "name": "x", "scopes": ["identity:read"], "expires_in_days": 366 }),
            ErrorCode::ValidationFailed,
        ),
        (json!({ "name": "x", "scopes": ["identity:read"], "per_minute": 0 }), ErrorCode::ValidationFailed),
    ] {
        ana.post(KEYS, &body).await.assert_problem(code);
    }
    assert_eq!(ana.get(KEYS).await.json(), json!([]));
    let scopes = ana.get("/api/identity/keys/scopes").await.json();
    for scope in ["identity:read", "identity:write", "backups:read", "backups:write", "audit:read"] {
        assert!(scopes.as_array().unwrap().contains(&json!(scope)), "{scopes}");
    }
}

#[tokio::test]
async fn making_one_asks_for_a_fresh_sign_in_and_there_are_fifty_at_most() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for _ in 0..49 {
        key(&ana, json!({})).await;
    }
    let body = json!({ "name": "x", "scopes": ["identity:read"] });
    let at_once = futures::future::join_all((0..4).map(|_| ana.post(KEYS, &body))).await;
    let made = at_once.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 1, "{at_once:?}");
    ana.post(KEYS, &body).await.assert_problem(ErrorCode::LimitReached);
    app.clock.advance(SignedDuration::from_mins(11));
    ana.post(KEYS, &body).await.assert_problem(ErrorCode::FreshSignInRequired);
}

#[tokio::test]
async fn one_revokes_ones_own_and_an_administrator_everybodys() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    let (helper, reader) =
        (app.staff(&[Permission::ManageUsers]).await, app.staff(&[Permission::ReadAudit]).await);
    let (first, first_id) = key(&ana, json!({})).await;
    let (second, second_id) = key(&ana, json!({})).await;
    eva.delete(&format!("{KEYS}/{first_id}")).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(ana.delete(&format!("{KEYS}/{first_id}")).await.status, 204);
    ana.delete(&format!("{KEYS}/{first_id}")).await.assert_problem(ErrorCode::NotFound);
    with(&app, &first, ME).await.assert_problem(ErrorCode::Unauthenticated);
    let id = ana.get(ME).await.json()["id"].as_str().unwrap().to_owned();
    let of_ana = format!("/api/identity/users/{id}/keys");
    reader.get(&of_ana).await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(helper.get(&of_ana).await.json().as_array().unwrap().len(), 1);
    assert_eq!(with(&app, &second, ME).await.status, 200, "the control");
    assert_eq!(helper.delete(&format!("{of_ana}/{second_id}")).await.status, 204);
    with(&app, &second, ME).await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(app.trail(&second_id).await, ["identity.create_api_key", "identity.revoke_api_key"]);
}

#[tokio::test]
async fn the_last_use_is_noted_at_most_every_five_minutes() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let (secret, _) = key(&ana, json!({})).await;
    let last = async || ana.get(KEYS).await.json()[0]["last_used_at"].as_str().map(str::to_owned);
    assert_eq!(last().await, None);
    with(&app, &secret, ME).await;
    let first = last().await;
    assert!(first.is_some());
    app.clock.advance(SignedDuration::from_mins(4));
    with(&app, &secret, ME).await;
    assert_eq!(last().await, first);
    app.clock.advance(SignedDuration::from_mins(1));
    with(&app, &secret, ME).await;
    assert_ne!(last().await, first);
}
