//! Signing in with Google, against a real OpenID Connect server in its place.

use bson::doc;
use jiff::SignedDuration;
use reqwest::Url;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{Doors, LinkedAccount, Me, SignedIn};

use crate::support::google::{CALLBACK, CLIENT_ID, Google, arrive, renew, sent_to};
use crate::support::{PASSWORD, TestApp};

const LINKS: &str = "/api/identity/links";

#[tokio::test]
async fn somebody_new_signs_in_gives_a_phone_number_and_is_in() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let ana = app.anonymous();
    let doors: Doors = ana.get("/api/identity/doors").await.to();
    assert_eq!(doors, Doors { google: true, firebase: false });

    let answer = ana.get("/api/identity/google/start?return_to=%2Fshop%3Fa%3D1").await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let back = google.visit(answer.header("location").unwrap()).await;
    assert_eq!(back.path(), CALLBACK);
    let answer = arrive(&ana, &back).await;
    assert_eq!(sent_to(&answer), "/welcome?to=%2Fshop%3Fa%3D1");
    assert_eq!(ana.cookie("avenue_flow"), None, "the flow's cookie is gone");
    assert!(!ana.cookie("avenue_refresh").unwrap().is_empty());

    let signed_in: SignedIn = renew(&ana).await.to();
    let me = signed_in.user;
    assert_eq!(
        (me.email.as_str(), me.first_name.as_str(), me.last_name.as_str()),
        ("ana@gmail.example", "Ana", "Benítez")
    );
    assert!(me.email_verified && me.phone_required && !me.has_password && me.phone.is_none());
    let refused = ana.patch("/api/identity/me", json!({ "first_name": "Anita" })).await;
    refused.assert_problem(ErrorCode::PhoneRequired);
    ana.get(LINKS).await.assert_problem(ErrorCode::PhoneRequired);
    assert_eq!(ana.get("/api/identity/sessions").await.status, 200, "sessions are for who arrives");

    let me: Me = ana.put("/api/identity/phone", json!({ "phone": "0981 123456" })).await.to();
    assert!(!me.phone_required);
    assert_eq!(me.phone.unwrap().e164, "+595981123456");
    let links: Vec<LinkedAccount> = ana.get(LINKS).await.to();
    assert_eq!((links.len(), links[0].email.as_str()), (1, "ana@gmail.example"));
    assert_eq!(app.trail(&me.id.to_string()).await, ["identity.register", "identity.set_phone"]);

    // The second time: the same account, and no question.
    let again = app.anonymous();
    sent_to(&google.sign_in(&again).await);
    let second: SignedIn = renew(&again).await.to();
    assert_eq!((second.user.id, second.user.phone_required), (me.id, false));
    let users = app.db.collection::<bson::Document>("users");
    assert_eq!(users.count_documents(doc! {}).await.unwrap(), 1);
}

#[tokio::test]
async fn what_leaves_is_what_the_protocol_wants_whatever_the_request_says() {
    let google = Google::start().await;
    let settings = [google.settings(), vec![("AVENUE_PUBLIC_URL", "https://avenue.example")]].concat();
    let app = TestApp::today(&settings).await;
    let start = "/api/identity/google/start";
    let mut states = std::collections::HashSet::new();
    for (name, value) in [
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("forwarded", "host=evil.example;proto=http"),
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/api/identity/google/start"),
    ] {
        let client = app.anonymous();
        let answer = client.request(reqwest::Method::GET, start).header(name, value).send().await;
        let address = Url::parse(answer.header("location").unwrap()).unwrap();
        let of = |name: &str| {
            let found: Vec<_> = address.query_pairs().filter(|(key, _)| key == name).collect();
            assert_eq!(found.len(), 1, "{name} in {address}");
            found[0].1.to_string()
        };
        assert_eq!(of("redirect_uri"), format!("https://avenue.example{CALLBACK}"));
        assert_eq!((of("response_type").as_str(), of("client_id").as_str()), ("code", CLIENT_ID));
        assert_eq!(
            (of("code_challenge_method").as_str(), of("scope").as_str()),
            ("S256", "openid email profile")
        );
        assert_eq!((of("state").len(), of("nonce").len(), of("code_challenge").len()), (43, 43, 43));
        for part in ["state", "nonce", "code_challenge"] {
            assert!(states.insert(of(part)), "{part} stands twice");
        }
        let cookie = answer.header("set-cookie").unwrap();
        for part in ["__Host-avenue_flow=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=600"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        // What is stored tells nobody how to finish the flow.
        let flows = app.db.collection::<bson::Document>("identity_flows");
        let stored =
            flows.find_one(doc! {}).sort(doc! { "created_at": -1 }).await.unwrap().unwrap().to_string();
        for secret in [of("state"), of("nonce"), client.cookie("__Host-avenue_flow").unwrap()] {
            assert!(!stored.contains(&secret));
        }
    }
}

#[tokio::test]
async fn an_account_with_the_address_is_not_opened_by_it_but_linked_by_its_owner() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let owner = app.user("ana@gmail.example").await;
    let browser = app.anonymous();
    assert_eq!(sent_to(&google.sign_in(&browser).await), "/sign-in?error=link_first");
    assert_eq!(browser.cookie("avenue_refresh"), None);

    // The owner links it; the identity may have another address than the account.
    google.person("7", "ana.private@gmail.example").await;
    let answer = owner.post_empty("/api/identity/links/google").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let back = google.visit(answer.json()["address"].as_str().unwrap()).await;
    assert_eq!(sent_to(&arrive(&owner, &back).await), "/account?linked=google");
    let links: Vec<LinkedAccount> = owner.get(LINKS).await.to();
    assert_eq!(links[0].email, "ana.private@gmail.example");
    owner.post_empty("/api/identity/links/google").await.assert_problem(ErrorCode::AlreadyLinked);

    // From then on it opens the account; a phone number is asked for.
    let browser = app.anonymous();
    assert_eq!(sent_to(&google.sign_in(&browser).await), "/welcome?to=%2Faccount");
    let signed_in: SignedIn = renew(&browser).await.to();
    assert_eq!(signed_in.user.email, "ana@gmail.example");
    assert!(signed_in.user.phone_required && signed_in.user.has_password);
    assert_eq!(browser.put("/api/identity/phone", json!({ "phone": "0981 123456" })).await.status, 200);

    // Somebody else cannot link it, and nobody has two.
    let other = app.user("eva@example.org").await;
    let answer = other.post_empty("/api/identity/links/google").await;
    let back = google.visit(answer.json()["address"].as_str().unwrap()).await;
    assert_eq!(sent_to(&arrive(&other, &back).await), "/account?error=already_linked");

    // Taken away, it opens nothing.
    assert_eq!(owner.delete("/api/identity/links/google").await.status, 204);
    owner.delete("/api/identity/links/google").await.assert_problem(ErrorCode::NotFound);
    let browser = app.anonymous();
    sent_to(&google.sign_in(&browser).await);
    let signed_in: SignedIn = renew(&browser).await.to();
    assert_eq!(signed_in.user.email, "ana.private@gmail.example", "a new account");
    let id = app.stored_user("ana@gmail.example").await.get_str("_id").unwrap().to_owned();
    assert_eq!(
        app.trail(&id).await,
        [
            "identity.register",
            "identity.sign_in_refused",
            "identity.link",
            "identity.sign_in",
            "identity.set_phone",
            "identity.unlink"
        ]
    );
}

#[tokio::test]
async fn an_account_without_a_password_keeps_its_door_until_it_has_one() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let ana = app.anonymous();
    google.sign_in(&ana).await;
    renew(&ana).await;
    ana.put("/api/identity/phone", json!({ "phone": "+595981123456" })).await;
    ana.delete("/api/identity/links/google").await.assert_problem(ErrorCode::PasswordNotSet);
    let change = json!({ "current_password": "x", "new_password": PASSWORD });
    ana.post("/api/identity/password/change", change).await.assert_problem(ErrorCode::PasswordNotSet);
    for guess in ["", " ", PASSWORD] {
        let body = json!({ "email": "ana@gmail.example", "password": guess });
        let answer = app.anonymous().post("/api/identity/sign-in", body).await;
        assert!(matches!(answer.code().as_str(), "invalid_credentials" | "validation_failed"), "{answer:?}");
    }

    let forgot = json!({ "email": "ana@gmail.example" });
    assert_eq!(ana.post("/api/identity/password/forgot", forgot).await.status, 202);
    crate::support::eventually(async || app.mails("reset_password", "ana@gmail.example").await == 1).await;
    let token = app.mailed_tokens("reset_password", "ana@gmail.example").await.remove(0);
    let reset = json!({ "token": token, "new_password": PASSWORD });
    assert_eq!(ana.post("/api/identity/password/reset", reset).await.status, 204);
    let body = json!({ "email": "ana@gmail.example", "password": PASSWORD });
    assert_eq!(ana.post("/api/identity/sign-in", body).await.status, 200);
    assert_eq!(ana.delete("/api/identity/links/google").await.status, 204);
}

#[tokio::test]
async fn a_suspended_account_gets_no_session() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    google.sign_in(&app.anonymous()).await;
    let users = app.db.collection::<bson::Document>("users");
    users.update_one(doc! {}, doc! { "$set": { "status": "suspended" } }).await.unwrap();
    let browser = app.anonymous();
    assert_eq!(sent_to(&google.sign_in(&browser).await), "/sign-in?error=account_suspended");
    assert_eq!(browser.cookie("avenue_refresh"), None);
}

#[tokio::test]
async fn parallel_first_sign_ins_open_one_account() {
    let google = Google::start().await;
    let app = TestApp::today(&google.settings()).await;
    let browsers: Vec<_> = (0..8).map(|_| app.anonymous()).collect();
    let mut backs = Vec::new();
    for browser in &browsers {
        backs.push(google.outward(browser).await);
    }
    let answers =
        futures::future::join_all(browsers.iter().zip(&backs).map(|(browser, back)| arrive(browser, back)))
            .await;
    for answer in &answers {
        assert_eq!(sent_to(answer), "/welcome?to=%2Faccount");
    }
    let users = app.db.collection::<bson::Document>("users");
    assert_eq!(users.count_documents(doc! {}).await.unwrap(), 1);
}

#[tokio::test]
async fn without_its_settings_and_without_an_answer_google_is_said_to_be_away() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    let doors: Doors = client.get("/api/identity/doors").await.to();
    assert_eq!(doors, Doors { google: false, firebase: false });
    client.get("/api/identity/google/start").await.assert_problem(ErrorCode::NotConfigured);
    assert_eq!(sent_to(&client.get(CALLBACK).await), "/sign-in?error=not_configured");

    // A port that nobody listens on.
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let issuer = format!("http://{free}");
    let settings =
        [("GOOGLE_CLIENT_ID", "x"), ("GOOGLE_CLIENT_SECRET", "y"), ("GOOGLE_ISSUER", issuer.as_str())];
    let app = TestApp::with(&settings).await;
    let client = app.anonymous();
    let answer = client.get("/api/identity/google/start").await;
    answer.assert_problem(ErrorCode::ProviderUnavailable);
    assert_eq!(answer.header("retry-after"), Some("5"));
    let request = client.request(reqwest::Method::GET, "/api/identity/google/start");
    let page = request.header("accept", "text/html,*/*").send().await;
    assert_eq!(sent_to(&page), "/sign-in?error=provider_unavailable");
    assert_eq!(client.cookie("avenue_flow"), None);
}

#[tokio::test]
async fn a_silent_provider_is_not_waited_for_long() {
    let silent = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let issuer = format!("http://{}", silent.local_addr().unwrap());
    let settings =
        [("GOOGLE_CLIENT_ID", "x"), ("GOOGLE_CLIENT_SECRET", "y"), ("GOOGLE_ISSUER", issuer.as_str())];
    let app = TestApp::with(&settings).await;
    let clients: Vec<_> = (0..4).map(|_| app.anonymous()).collect();
    let started = std::time::Instant::now();
    let answers =
        futures::future::join_all(clients.iter().map(|client| client.get("/api/identity/google/start")))
            .await;
    for answer in answers {
        answer.assert_problem(ErrorCode::ProviderUnavailable);
    }
    let waited = started.elapsed();
    assert!((4..9).contains(&waited.as_secs()), "four waited {waited:?} for one silence");
    app.clock.advance(SignedDuration::from_secs(3));
    drop(silent);
    clients[0].get("/api/identity/google/start").await.assert_problem(ErrorCode::ProviderUnavailable);
}
