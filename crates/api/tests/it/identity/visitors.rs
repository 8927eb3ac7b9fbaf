//! People without an account, and what becomes of what they did.

use api::domains::identity::{rotate_signing_key, visitors};
use bson::doc;
use futures::TryStreamExt;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::id::VisitorId;
use shared::identity::{Visit, Visitor};

use crate::support::{Client, PASSWORD, TestApp};

const VISITOR: &str = "/api/identity/visitor";

/// A new visitor with one thing done.
async fn visitor(app: &TestApp) -> (Client, VisitorId) {
    let client = app.anonymous();
    let answer = client.post_empty(VISITOR).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let id = answer.to::<Visitor>().token.split('.').next().unwrap().parse().unwrap();
    assert!(visitors::note(&app.state, id, "conversion", "file-1").await.unwrap());
    (client, id)
}

fn account(email: &str) -> Value {
    json!({ "email": email, "password": PASSWORD, "first_name": "Ana" })
}

#[tokio::test]
async fn what_a_visitor_did_becomes_the_accounts() {
    let app = TestApp::new().await;
    let (client, id) = visitor(&app).await;
    let cookie = client.cookie("avenue_visitor").unwrap();
    let known: Visitor = client.post_empty(VISITOR).await.to();
    assert_eq!((known.token.as_str(), known.history.len()), (cookie.as_str(), 1), "who comes back is known");
    assert_eq!(client.post("/api/identity/register", account("ana@example.org")).await.status, 201);
    assert_eq!(client.cookie("avenue_visitor"), None);
    let visits: Vec<Visit> = client.get("/api/identity/visits").await.to();
    assert_eq!(
        (visits.len(), visits[0].kind.as_str(), visits[0].reference.as_str()),
        (1, "conversion", "file-1")
    );

    // From then on the visitor is that account, and nobody else's.
    let user = app.stored_user("ana@example.org").await;
    let owner = visitors::account_of(&app.state, id).await.unwrap().unwrap();
    assert_eq!(owner.to_string(), user.get_str("_id").unwrap());
    assert!(!visitors::note(&app.state, id, "conversion", "file-2").await.unwrap());
    let thief = app.anonymous();
    thief.set_cookie("avenue_visitor", Some(&cookie));
    assert_eq!(thief.post("/api/identity/register", account("eva@example.org")).await.status, 201);
    assert_eq!(thief.get("/api/identity/visits").await.json(), json!([]));
    assert_eq!(
        app.trail(user.get_str("_id").unwrap()).await,
        ["identity.register", "identity.carry_visitor"]
    );
}

#[tokio::test]
async fn a_program_sends_its_id_in_a_header_and_signing_in_counts_too() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    let (client, _) = visitor(&app).await;
    let token = client.cookie("avenue_visitor").unwrap();
    let program = app.anonymous();
    let body = json!({ "email": "ana@example.org", "password": PASSWORD });
    let request = program.request(reqwest::Method::POST, "/api/identity/sign-in");
    let answer = request.header("x-avenue-visitor", &token).json(body).send().await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(program.get("/api/identity/visits").await.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn of_twenty_at_once_one_account_gets_it() {
    let app = TestApp::new().await;
    let rounds = crate::support::proof::cases(10);
    for round in 0..rounds {
        let (first, id) = visitor(&app).await;
        let token = first.cookie("avenue_visitor").unwrap();
        let clients: Vec<_> = (0..20).map(|_| app.anonymous()).collect();
        let tries = clients.iter().enumerate().map(|(number, client)| {
            client.set_cookie("avenue_visitor", Some(&token));
            client.post("/api/identity/register", account(&format!("p{round}-{number}@example.org")))
        });
        for answer in futures::future::join_all(tries).await {
            assert_eq!(answer.status, 201, "{answer:?}");
        }
        let mut got = 0;
        for client in &clients {
            got += client.get("/api/identity/visits").await.json().as_array().unwrap().len();
        }
        assert_eq!(got, 1, "one of twenty got it");
        let carried = app.db.collection::<bson::Document>("identity_visits");
        assert_eq!(carried.count_documents(doc! { "_id": id.to_string() }).await.unwrap(), 1);
        let left = app.db.collection::<bson::Document>("identity_visitors");
        assert_eq!(left.count_documents(doc! {}).await.unwrap(), 0);
    }
    println!("{rounds} visitors × 20 accounts at once: each was carried over once");
}

#[tokio::test]
async fn forged_ids_are_nobody() {
    let app = TestApp::new().await;
    let (client, id) = visitor(&app).await;
    let good = client.cookie("avenue_visitor").unwrap();
    let parts: Vec<&str> = good.split('.').collect();
    let other = "01890a5d-ac96-774b-bcce-b302099a8057";
    let jwt = app.user("ana@example.org").await.token().unwrap();
    let signature = jwt.rsplit('.').next().unwrap();
    for forged in [
        id.to_string(),
        format!("{id}.{}", parts[1]),
        format!("{id}.{}.", parts[1]),
        format!("{id}.k9.{}", parts[2]),
        format!("{other}.{}.{}", parts[1], parts[2]),
        format!("{id}.{}.{signature}", parts[1]),
        format!("{id}.{}.{}", parts[1], &parts[2][..parts[2].len() - 1]),
        format!("{good}.x"),
        format!("{}.{}.{}", id.to_string().to_uppercase(), parts[1], "AAAA"),
        jwt.clone(),
        String::new(),
    ] {
        let forger = app.anonymous();
        forger.set_cookie("avenue_visitor", Some(&forged));
        forger.get(VISITOR).await.assert_problem(ErrorCode::NotFound);
        let answer = forger.post("/api/identity/register", account("forger@example.org")).await;
        assert!(matches!(answer.status, 201 | 409), "a forged id is in nobody's way: {answer:?}");
    }
    // A signed id is no access token either.
    let forger = app.anonymous();
    forger.set_token(Some(&good));
    forger.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(client.get(VISITOR).await.status, 200, "the control");
}

#[tokio::test]
async fn a_visitor_outlives_the_key_and_is_forgotten_after_thirty_days() {
    let app = TestApp::new().await;
    let (client, id) = visitor(&app).await;
    rotate_signing_key(&app.state).await.unwrap();
    app.clock.advance(SignedDuration::from_hours(24 * 20));
    let again: Visitor = client.post_empty(VISITOR).await.to();
    assert_eq!(again.history.len(), 1, "known, though a new key signs");
    app.clock.advance(SignedDuration::from_hours(24 * 30) - SignedDuration::from_secs(1));
    assert_eq!(client.get(VISITOR).await.status, 200);
    app.clock.advance(SignedDuration::from_hours(24 * 30));
    client.get(VISITOR).await.assert_problem(ErrorCode::NotFound);
    assert!(!visitors::note(&app.state, id, "conversion", "late").await.unwrap());
    assert_eq!(client.post("/api/identity/register", account("ana@example.org")).await.status, 201);
    assert_eq!(client.get("/api/identity/visits").await.json(), json!([]));

    // The server removes what nobody asks for any more, by its own clock.
    let all = app.db.collection::<bson::Document>("identity_visitors");
    let indexes: Vec<_> = all.list_indexes().await.unwrap().try_collect().await.unwrap();
    let ages: Vec<_> = indexes
        .iter()
        .filter(|index| index.keys.contains_key("last_seen"))
        .filter_map(|index| index.options.as_ref()?.expire_after)
        .collect();
    assert_eq!(ages, [std::time::Duration::from_secs(30 * 24 * 3600)]);
}

#[tokio::test]
async fn a_hundred_things_are_kept_and_no_page_of_another_site_makes_visitors() {
    let app = TestApp::new().await;
    let (client, id) = visitor(&app).await;
    for number in 0..105 {
        visitors::note(&app.state, id, "page", &number.to_string()).await.unwrap();
    }
    let known: Visitor = client.get(VISITOR).await.to();
    assert_eq!((known.history.len(), known.history[99].reference.as_str()), (100, "104"));
    assert!(visitors::note(&app.state, id, "", "x").await.is_err());
    assert!(visitors::note(&app.state, id, "x", &"x".repeat(201)).await.is_err());
    let foreign = app.anonymous();
    let answer =
        foreign.request(reqwest::Method::POST, VISITOR).header("origin", "https://evil.example").send().await;
    answer.assert_problem(ErrorCode::ForeignOrigin);
}
