//! Eight kinds of token, eight uses, two users: each token is good for its one use, for its one user, and once where it
//! is for once.

use reqwest::Method;
use serde_json::{Value, json};

use super::api_keys::key;
use crate::support::authenticator::Authenticator;
use crate::support::{Answer, Client, PASSWORD, TestApp};

const NEW_PASSWORD: &str = "Lluvia&Tereré-8-ya";
/// The kinds, and by the same place what each is for.
const KINDS: [&str; 8] = [
    "access",
    "refresh",
    "verify email",
    "challenge",
    "backup download",
    "export",
    "API key",
    "reset password",
];
/// Those that are good once.
const ONCE: [bool; 8] = [false, true, true, true, true, true, false, true];

/// Somebody with one token of each kind.
struct Person {
    email: String,
    id: String,
    phone: Authenticator,
    tokens: [String; 8],
}

/// The last part of a ticket's address.
fn ticket(answer: &Answer) -> String {
    let url = answer.json()["url"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned();
    url.rsplit('/').next().unwrap().to_owned()
}

async fn person(app: &TestApp) -> Person {
    let client = app.admin().await;
    let me = client.get("/api/identity/me").await.json();
    let (email, id) = (me["email"].as_str().unwrap().to_owned(), me["id"].as_str().unwrap().to_owned());
    let phone = Authenticator::set_up(app, &client).await;
    let challenged = app.anonymous();
    let body = json!({ "email": email, "password": PASSWORD });
    let challenge = challenged.post("/api/identity/sign-in", body).await.json();
    client.post("/api/identity/password/forgot", json!({ "email": email })).await;
    crate::support::eventually(async || app.mails("reset_password", &email).await == 1).await;
    let download = client.post("/api/backups/direct/download-ticket", json!({})).await;
    let database = app.db.database().name().to_owned();
    let export = format!("/api/inspection/databases/{database}/collections/users/export-ticket");
    let export = client.post(&export, json!({})).await;
    let (secret, _) = key(&client, json!({})).await;
    let tokens = [
        client.token().unwrap(),
        client.cookie("avenue_refresh").unwrap(),
        app.mailed_tokens("verify_email", &email).await.remove(0),
        challenge["second_factor"]["challenge"].as_str().unwrap().to_owned(),
        ticket(&download),
        ticket(&export),
        secret,
        app.mailed_tokens("reset_password", &email).await.remove(0),
    ];
    Person { email, id, phone, tokens }
}

/// Uses a token as the kind `place` is used. `code` is what the authenticator shows where one is asked for.
async fn attempt(client: &Client, place: usize, token: &str, code: &str) -> Answer {
    match KINDS[place] {
        // What takes a session and no key.
        "access" => {
            let request = client.request(Method::GET, "/api/identity/second-factor");
            request.header("authorization", &format!("Bearer {token}")).send().await
        }
        "refresh" => {
            let request = client.request(Method::POST, "/api/identity/refresh");
            request.header("cookie", &format!("avenue_refresh={token}")).send().await
        }
        "verify email" => client.post("/api/identity/email/verify", json!({ "token": token })).await,
        "challenge" => {
            let body = json!({ "challenge": token, "code": code });
            client.post("/api/identity/sign-in/second-factor", body).await
        }
        "backup download" => client.get(&format!("/api/backups/downloads/{token}")).await,
        "export" => client.get(&format!("/api/inspection/exports/{token}")).await,
        "API key" => client.request(Method::GET, "/api/identity/me").header("x-api-key", token).send().await,
        _ => {
            let body = json!({ "token": token, "new_password": NEW_PASSWORD });
            client.post("/api/identity/password/reset", body).await
        }
    }
}

/// What of an account a token could change.
async fn state_of(app: &TestApp, person: &Person) -> (bool, String, u64) {
    let user = app.stored_user(&person.email).await;
    let sessions = app.db.collection::<bson::Document>("sessions");
    let sessions = sessions.count_documents(bson::doc! { "user_id": &person.id }).await.unwrap();
    (user.get_bool("email_verified").unwrap(), user.get_str("password_hash").unwrap().to_owned(), sessions)
}

#[tokio::test]
async fn each_token_is_good_for_its_use_and_its_user_alone() {
    let app = TestApp::new().await;
    let people = [person(&app).await, person(&app).await];
    app.clock.advance(jiff::SignedDuration::from_secs(30));
    let (mut cells, mut right) = (0, 0);
    for (owner, person) in people.iter().enumerate() {
        let other = &people[1 - owner];
        for (kind, token) in person.tokens.iter().enumerate() {
            for place in (0..8).filter(|place| *place != kind) {
                let before = (state_of(&app, person).await, state_of(&app, other).await);
                let answer = attempt(&app.anonymous(), place, token, &person.phone.code(&app)).await;
                cells += 1;
                let what = format!("{} as {}: {answer:?}", KINDS[kind], KINDS[place]);
                assert!((400..500).contains(&answer.status), "{what}");
                assert_eq!((state_of(&app, person).await, state_of(&app, other).await), before, "{what}");
            }
        }
        // The challenge of one is not met with the code of the other.
        let answer = attempt(&app.anonymous(), 3, &person.tokens[3], &other.phone.code(&app)).await;
        assert_eq!(answer.code(), "invalid_second_factor", "{answer:?}");
    }
    for (owner, person) in people.iter().enumerate() {
        let other = &people[1 - owner];
        for (kind, token) in person.tokens.iter().enumerate() {
            let others = state_of(&app, other).await;
            let client = app.anonymous();
            let answer = attempt(&client, kind, token, &person.phone.code(&app)).await;
            cells += 1;
            right += 1;
            assert!(answer.status < 300, "the control, {}: {answer:?}", KINDS[kind]);
            // Whoever came in is the owner.
            if client.token().is_some() {
                assert_eq!(client.get("/api/identity/me").await.json()["email"], json!(person.email));
            }
            if KINDS[kind] == "API key" {
                let me: Value = answer.json();
                assert_eq!(me["email"], json!(person.email));
            }
            assert_eq!(state_of(&app, other).await, others, "{} of one changed the other", KINDS[kind]);
            let again = attempt(&app.anonymous(), kind, token, &person.phone.code_after(&app, 1)).await;
            assert_eq!(again.status < 300, !ONCE[kind], "{} again: {again:?}", KINDS[kind]);
        }
        assert!(state_of(&app, person).await.0, "the address is proven");
    }
    println!("{cells} cells of kinds, uses and owners: {right} right ones, all others refused");
    assert_eq!((cells, right), (128, 16));
}
