//! Attacks on signing in with Google. Each begins like the honest flow, which is the control before and after them; none
//! may leave a session, an account or a linked identity behind.

use bson::doc;
use jiff::SignedDuration;
use reqwest::Url;
use serde_json::{Value, json};
use shared::error::ErrorCode;

use crate::support::google::{CALLBACK, CLIENT_ID, CLIENT_SECRET, Google, arrive, sent_to};
use crate::support::{Client, TestApp};

/// What an attack must not change.
async fn standing(app: &TestApp) -> (u64, u64, u64) {
    let count =
        async |name: &str| app.db.collection::<bson::Document>(name).count_documents(doc! {}).await.unwrap();
    (count("sessions").await, count("users").await, count("identity_external").await)
}

/// The address with some parameters replaced, or taken away.
fn with(back: &Url, changes: &[(&str, Option<&str>)]) -> Url {
    let kept: Vec<(String, String)> = back
        .query_pairs()
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| name == changed))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let mut url = back.clone();
    url.query_pairs_mut().clear().extend_pairs(kept);
    for (name, value) in changes {
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
    }
    url
}

/// What a lying provider says: each is one attack.
fn lies(now: i64, issuer: &str) -> Vec<(&'static str, Value)> {
    let claims = |claims: Value| json!({ "claims": claims });
    vec![
        ("another nonce", claims(json!({ "nonce": "A".repeat(43) }))),
        ("no nonce", claims(json!({ "nonce": null }))),
        ("an empty nonce", claims(json!({ "nonce": "" }))),
        ("no signature", json!({ "sign": "none" })),
        ("HS256 by the client's secret", json!({ "sign": format!("hmac:{CLIENT_SECRET}") })),
        ("HS256 by the public key", json!({ "sign": "hmac_public" })),
        ("a stranger's key by the published name", json!({ "sign": "stranger" })),
        ("a stranger's key by its own name", json!({ "sign": "stranger_key" })),
        ("a cut signature", json!({ "cut": 4 })),
        ("claims exchanged after signing", json!({ "payload": { "sub": "1" } })),
        ("a critical header", json!({ "header": { "crit": ["exp"] } })),
        ("another type of token", json!({ "header": { "typ": "at+jwt" } })),
        ("for another client", claims(json!({ "aud": "another.apps.example" }))),
        ("for us and another client", claims(json!({ "aud": [CLIENT_ID, "another.apps.example"] }))),
        ("for nobody", claims(json!({ "aud": [] }))),
        ("given to another client", claims(json!({ "azp": "another.apps.example" }))),
        ("over", claims(json!({ "exp": now - 1 }))),
        ("without an end", claims(json!({ "exp": null }))),
        ("of the future", claims(json!({ "iat": now + 600 }))),
        ("of long ago", claims(json!({ "iat": now - 3600 }))),
        ("without a beginning", claims(json!({ "iat": null }))),
        ("of another issuer", claims(json!({ "iss": "https://accounts.google.com" }))),
        ("of the issuer with a slash", claims(json!({ "iss": format!("{issuer}/") }))),
        ("of no issuer", claims(json!({ "iss": null }))),
        ("of nobody", claims(json!({ "sub": null }))),
        ("of an empty name", claims(json!({ "sub": "" }))),
        ("with an unverified address", claims(json!({ "email_verified": false }))),
        ("with an address verified in words", claims(json!({ "email_verified": "true" }))),
        ("with an address of which nothing is said", claims(json!({ "email_verified": null }))),
        ("without an address", claims(json!({ "email": null }))),
        ("with an address that is none", claims(json!({ "email": "ana" }))),
        ("with another access token's hash", claims(json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" }))),
        ("without an ID token", json!({ "answer": { "body": null } })),
        ("a refusal", json!({ "answer": { "status": 400, "body": { "error": "invalid_grant" } } })),
        ("a refusal that looks like success", json!({ "answer": { "body": { "error": "invalid_grant" } } })),
        ("a page", json!({ "answer": { "body": "<html>" } })),
        ("a failure", json!({ "answer": { "status": 503, "body": {} } })),
        ("another issuer in the browser's answer", json!({ "redirect": { "iss": "https://evil.example" } })),
        ("an error beside a code", json!({ "redirect": { "error": "access_denied" } })),
        ("no code", json!({ "redirect": { "code": null } })),
        ("a code of its own", json!({ "redirect": { "code": "00000000-0000-4000-8000-000000000000" } })),
    ]
}

#[tokio::test]
async fn no_lie_of_a_provider_opens_a_session() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let honest = app.anonymous();
    assert_eq!(sent_to(&google.sign_in(&honest).await), "/welcome?to=%2Faccount", "the control");
    let before = standing(&app).await;
    let now = app.clock.now().as_second();
    let lies = lies(now, &google.issuer);
    for (what, twist) in &lies {
        google.twist(twist.clone()).await;
        let client = app.anonymous();
        let answer = google.sign_in(&client).await;
        let there = sent_to(&answer);
        assert!(there.starts_with("/sign-in?error="), "{what}: {there}");
        assert_ne!(there, "/sign-in?error=internal", "{what} is foreseen");
        assert_eq!(client.cookie("avenue_refresh"), None, "{what}");
        assert_eq!(standing(&app).await, before, "{what}");
    }
    google.twist(json!({})).await;
    assert_eq!(sent_to(&google.sign_in(&app.anonymous()).await), "/welcome?to=%2Faccount", "the control");
    println!("{} lies of a provider: 0 sessions; honest flows: 2 of 2", lies.len());
}

#[tokio::test]
async fn no_answer_that_is_tampered_with_opens_a_session() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let honest = app.anonymous();
    let used = google.outward(&honest).await;
    assert_eq!(sent_to(&arrive(&honest, &used).await), "/welcome?to=%2Faccount", "the control");
    let before = standing(&app).await;
    let attacks = std::cell::Cell::new(0);
    let check = async |what: &str, client: &Client, path: &str| {
        let refresh = client.cookie("avenue_refresh");
        let answer = client.get(path).await;
        let refused = match answer.status {
            303 => answer.header("location").unwrap().contains("/sign-in?error="),
            status => status == 404,
        };
        assert!(refused, "{what}: {answer:?} {:?}", answer.header("location"));
        assert_eq!(client.cookie("avenue_refresh"), refresh, "{what}");
        assert_eq!(standing(&app).await, before, "{what}");
        attacks.set(attacks.get() + 1);
    };
    let at = |url: &Url| format!("{}?{}", url.path(), url.query().unwrap_or_default());

    // What was used is used up, for the same browser and any other.
    check("replayed", &honest, &at(&used)).await;
    check("replayed by somebody else", &app.anonymous(), &at(&used)).await;
    let code = used.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();

    let stranger = app.anonymous();
    let strangers = google.outward(&stranger).await;
    let strangers_state = strangers.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let strangers_code = strangers.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let nobodys = "A".repeat(43);
    let long = code.repeat(80);
    let changes: Vec<(&str, Vec<(&str, Option<&str>)>)> = vec![
        ("no state", vec![("state", None)]),
        ("an empty state", vec![("state", Some(""))]),
        ("nobody's state", vec![("state", Some(&nobodys))]),
        ("a state with a wildcard", vec![("state", Some("{\"$ne\":null}"))]),
        ("the state of another browser", vec![("state", Some(&strangers_state))]),
        ("no code", vec![("code", None)]),
        ("an empty code", vec![("code", Some(""))]),
        ("a code that was used", vec![("code", Some(&code))]),
        ("the code of another browser's flow", vec![("code", Some(&strangers_code))]),
        ("a code that is too long", vec![("code", Some(&long))]),
        ("another provider's answer", vec![("iss", Some("https://evil.example"))]),
        ("an issuer with a slash", vec![("iss", Some("http://localhost/"))]),
        ("two states", vec![("state", Some(&nobodys)), ("state", Some(&strangers_state))]),
        ("two codes", vec![("code", Some(&code)), ("code", Some(&strangers_code))]),
        ("denied", vec![("error", Some("access_denied"))]),
        ("an error that is a page", vec![("error", Some("<script>alert(1)</script>"))]),
    ];
    for (what, changes) in changes {
        let client = app.anonymous();
        let back = google.outward(&client).await;
        check(what, &client, &at(&with(&back, &changes))).await;
    }

    // An answer that is right, in the wrong browser: an attacker's link, or somebody who listened.
    let client = app.anonymous();
    let back = google.outward(&client).await;
    check("in a browser that began nothing", &app.anonymous(), &at(&back)).await;
    let other = app.anonymous();
    google.outward(&other).await;
    check("in a browser that began another flow", &other, &at(&back)).await;
    let guessed = app.anonymous();
    for value in ["", "x", &nobodys, &format!("{nobodys}{nobodys}")] {
        guessed.set_cookie("avenue_flow", Some(value));
        check("with a guessed cookie", &guessed, &at(&back)).await;
    }
    // None of these used it up: its own browser still gets in. (The control is undone at once.)
    for (what, path) in [
        ("a slash at the end", format!("{CALLBACK}/")),
        ("capitals", CALLBACK.to_uppercase()),
        ("two slashes", CALLBACK.replacen('/', "//", 1)),
        ("an encoded slash", CALLBACK.replace("google/", "google%2F")),
        ("a parameter of the path", format!("{CALLBACK};x=1")),
        ("something more", format!("{CALLBACK}/x")),
        ("an encoded letter", CALLBACK.replace("google", "%67oogle%00")),
        ("an encoded end", format!("{CALLBACK}%20")),
        ("a null", format!("{CALLBACK}%00")),
        ("another provider's", CALLBACK.replace("google", "firebase")),
    ] {
        check(what, &client, &format!("{path}?{}", back.query().unwrap())).await;
    }
    app.clock.advance(SignedDuration::from_mins(10));
    check("ten minutes later", &client, &at(&back)).await;
    println!("{} tampered answers: 0 sessions", attacks.get());

    let fresh = app.anonymous();
    let back = google.outward(&fresh).await;
    check("in a browser that began nothing", &app.anonymous(), &at(&back)).await;
    assert_eq!(sent_to(&arrive(&fresh, &back).await), "/welcome?to=%2Faccount", "the control");
}

#[tokio::test]
async fn of_many_copies_of_an_answer_one_is_taken() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let client = app.anonymous();
    let back = google.outward(&client).await;
    let answers = futures::future::join_all((0..10).map(|_| arrive(&client, &back))).await;
    let good = answers.iter().filter(|answer| sent_to(answer).starts_with("/welcome")).count();
    assert_eq!((good, standing(&app).await.0), (1, 1));
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let evil = [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/%2Fevil.example",
        "/%5Cevil.example",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        "///evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "evil.example",
        "@evil.example",
        "/api/identity/me",
    ];
    for address in evil {
        let client = app.anonymous();
        let encoded: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
        let answer = client.get(&format!("/api/identity/google/start?return_to={encoded}")).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], "return_to");
        assert_eq!((answer.header("location"), client.cookie("avenue_flow")), (None, None));
    }
    println!("{} addresses of other sites: 0 redirects", evil.len());
}

#[tokio::test]
async fn an_identity_is_linked_by_the_owner_of_the_session_or_not_at_all() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let links =
        async |client: &Client| client.get("/api/identity/links").await.json().as_array().unwrap().len();
    let depart = async |client: &Client| {
        let answer = client.post_empty("/api/identity/links/google").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        google.visit(answer.json()["address"].as_str().unwrap()).await
    };
    let (ana, mallory) = (app.user("ana@example.org").await, app.user("mallory@example.org").await);

    // Mallory has Ana's browser finish a flow of Mallory's, or finishes Ana's.
    let back = depart(&mallory).await;
    assert_eq!(sent_to(&arrive(&ana, &back).await), "/sign-in?error=link_expired");
    let back = depart(&ana).await;
    assert_eq!(sent_to(&arrive(&mallory, &back).await), "/sign-in?error=link_expired");
    assert_eq!((links(&ana).await, links(&mallory).await), (0, 0));

    // An address that the provider has not verified links nothing.
    google.twist(json!({ "claims": { "email_verified": false } })).await;
    let back = depart(&ana).await;
    assert_eq!(sent_to(&arrive(&ana, &back).await), "/account?error=email_unverified");
    google.twist(json!({})).await;

    // Nobody may ask for it without a session; a session that ended meanwhile is none.
    app.anonymous().post_empty("/api/identity/links/google").await.assert_problem(ErrorCode::Unauthenticated);
    let back = depart(&ana).await;
    assert_eq!(ana.post_empty("/api/identity/sign-out").await.status, 204);
    assert_eq!(sent_to(&arrive(&ana, &back).await), "/account?error=link_expired");

    // Nor is one of a suspended account.
    let back = depart(&mallory).await;
    let users = app.db.collection::<bson::Document>("users");
    let suspend = doc! { "$set": { "status": "suspended" } };
    users.update_one(doc! { "email": "mallory@example.org" }, suspend).await.unwrap();
    assert_eq!(sent_to(&arrive(&mallory, &back).await), "/account?error=account_suspended");
    assert_eq!(standing(&app).await.2, 0, "nothing was linked");

    // The control.
    let eva = app.user("eva@example.org").await;
    let back = depart(&eva).await;
    assert_eq!(sent_to(&arrive(&eva, &back).await), "/account?linked=google");
    assert_eq!(links(&eva).await, 1);
}
