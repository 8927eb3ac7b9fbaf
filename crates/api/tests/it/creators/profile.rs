//! One's own creator profile.

use bson::{Document, doc};
use futures::future::join_all;
use reqwest::Method;
use serde_json::json;
use shared::creators::{AvailabilityState, Category, Creator, CreatorLevel, CreatorStatus, MissingPart};
use shared::error::ErrorCode;
use shared::identity::{Me, Role, Visibility};
use shared::money::Currency;

use super::support::{CREATORS, ME, beginner, changed, creator, networks, own};
use crate::support::TestApp;

const RATES: &str = "/api/creators/me/rates";

#[tokio::test]
async fn whoever_has_an_account_becomes_a_creator_once() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    ana.get(ME).await.assert_problem(ErrorCode::NotFound);
    let answer = ana.post(CREATORS, json!({ "name": " Ana Núñez " })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let creator: Creator = answer.to();
    assert_eq!((creator.name.as_str(), creator.level), ("Ana Núñez", CreatorLevel::Trainee));
    assert_eq!((creator.status, creator.revision), (CreatorStatus::Active, 1));
    assert!(!creator.completeness.complete && creator.on_time.is_none() && creator.handle.is_none());
    let roles = ana.get("/api/identity/me").await.to::<Me>().roles;
    assert_eq!(roles, [Role::Customer, Role::Creator]);
    ana.post(CREATORS, json!({ "name": "Ana" })).await.assert_problem(ErrorCode::CreatorExists);
    assert_eq!(own(&ana).await, creator);
    assert_eq!(app.trail(&creator.id.to_string()).await, ["creators.create_creator"]);

    let nobody = app.anonymous();
    nobody.post(CREATORS, json!({ "name": "Ana" })).await.assert_problem(ErrorCode::Unauthenticated);
    nobody.get(ME).await.assert_problem(ErrorCode::Unauthenticated);
    let eva = app.user("eva@example.org").await;
    for (body, code) in [
        (json!({ "name": "A" }), ErrorCode::ValidationFailed),
        (json!({ "name": "x".repeat(81) }), ErrorCode::ValidationFailed),
        (json!({ "name": "Eva\nG." }), ErrorCode::ValidationFailed),
        (json!({}), ErrorCode::MalformedBody),
        (json!({ "name": "Eva", "level": "pro" }), ErrorCode::MalformedBody),
    ] {
        eva.post(CREATORS, body).await.assert_problem(code);
    }
}

#[tokio::test]
async fn of_200_parallel_beginnings_of_one_account_one_is_made() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let answers = join_all((0..200).map(|_| ana.post(CREATORS, json!({ "name": "Ana" })))).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.code() == "creator_exists").count();
    assert_eq!((made, refused), (1, 199), "{:?}", answers.iter().map(|one| one.status).collect::<Vec<_>>());
    let creators = app.db.collection::<Document>("creators");
    assert_eq!(creators.count_documents(doc! {}).await.unwrap(), 1);
    assert_eq!(ana.get("/api/identity/me").await.to::<Me>().roles, [Role::Customer, Role::Creator]);
    assert_eq!(app.trail(&own(&ana).await.id.to_string()).await, ["creators.create_creator"]);
}

#[tokio::test]
async fn a_beginning_sent_again_by_its_key_is_answered_as_the_first_time() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let send = async || {
        let request = ana.request(Method::POST, CREATORS).header("idempotency-key", "a-key-of-a-creator-1");
        request.json(json!({ "name": "Ana" })).send().await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status, again.status), (201, 201), "{again:?}");
    assert_eq!(first.to::<Creator>(), again.to::<Creator>());
}

#[tokio::test]
async fn a_profile_is_changed_part_by_part_until_nothing_is_missing() {
    let app = TestApp::new().await;
    let ana = beginner(&app, "ana@example.org", "Ana").await;
    let missing = own(&ana).await.completeness.missing;
    use MissingPart::{Bio, Categories, City, Languages, Networks};
    assert_eq!(missing, [Bio, City, Languages, Categories, Networks]);
    let body = json!({
        "bio": "  Cocino con lo que hay en el mercado. ", "city": " san LORENZO ",
        "languages": ["gn", "es", "gn"], "categories": ["food", "travel", "food"],
        "availability": { "state": "away", "back_on": "2040-04-01" }, "handle": "Ana.Cocina",
        "privacy": { "city": "private" }, "discoverable": false,
    });
    let after = changed(&ana, body).await;
    assert_eq!(after.bio.as_deref(), Some("Cocino con lo que hay en el mercado."));
    assert_eq!((after.city.as_deref(), after.handle.as_deref()), (Some("San Lorenzo"), Some("ana.cocina")));
    assert_eq!(
        (after.languages.as_slice(), after.discoverable),
        (["gn".to_owned(), "es".to_owned()].as_slice(), false)
    );
    assert_eq!(after.categories, [Category::Food, Category::Travel]);
    assert_eq!(after.availability.state, AvailabilityState::Away);
    assert_eq!((after.privacy.city, after.privacy.bio), (Visibility::Private, Visibility::Public));
    assert_eq!(after.completeness.missing, [Networks]);
    let whole = networks(&ana, json!([{ "platform": "tiktok", "account": "@ana", "followers": 0 }])).await;
    assert!(whole.completeness.complete && whole.completeness.missing.is_empty());
    assert_eq!(own(&ana).await, whole);

    let emptied = changed(&ana, json!({ "bio": " ", "city": "", "handle": "" })).await;
    assert_eq!((emptied.bio, emptied.city, emptied.handle), (None, None, None));
    assert_eq!(emptied.name, "Ana", "what is absent stays");
    let revision = emptied.revision;
    assert_eq!(changed(&ana, json!({ "name": "Ana" })).await.revision, revision, "nothing changed");
    let trail = app.trail(&whole.id.to_string()).await;
    assert_eq!(
        trail[1..],
        ["creators.update_creator", "creators.replace_networks", "creators.update_creator"]
    );
}

#[tokio::test]
async fn wrong_values_are_named_with_what_would_be_right() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    for (field, body) in [
        ("name", json!({ "name": "" })),
        ("bio", json!({ "bio": "x".repeat(1_001) })),
        ("city", json!({ "city": "x".repeat(81) })),
        ("languages[1]", json!({ "languages": ["es", "spanish"] })),
        ("handle", json!({ "handle": "an" })),
        ("handle", json!({ "handle": "admin" })),
        ("availability.back_on", json!({ "availability": { "state": "away", "back_on": "mañana" } })),
        ("availability.back_on", json!({ "availability": { "state": "away", "back_on": "2040-03-07" } })),
    ] {
        let answer = ana.patch(ME, body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{answer:?}");
    }
    for body in [
        json!({ "level": "pro" }),
        json!({ "on_time": { "percent": 100, "deliveries": 9 } }),
        json!({ "status": "active" }),
        json!({ "categories": ["money"] }),
        json!({ "privacy": { "name": "private" } }),
        json!({ "user_id": "01890a5d-ac96-774b-bcce-b302099a8057" }),
    ] {
        ana.patch(ME, body).await.assert_problem(ErrorCode::MalformedBody);
    }
    app.anonymous().patch(ME, json!({})).await.assert_problem(ErrorCode::Unauthenticated);
    app.user("eva@example.org").await.patch(ME, json!({})).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_rate_card_has_its_order_and_one_price_for_the_same() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let rate = |content: &str, amount: i64, currency: &str| json!({ "content": content, "price": { "amount": amount, "currency": currency } });
    let rates = json!({ "rates": [rate("short_video", 450_000, "PYG"), rate("story", 90_000, "PYG"), rate("short_video", 6_000, "USD")] });
    let answer = ana.put(RATES, rates).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let after: Creator = answer.to();
    let kept: Vec<_> = after.rates.iter().map(|rate| (rate.price.amount, rate.price.currency)).collect();
    assert_eq!(kept, [(450_000, Currency::Pyg), (90_000, Currency::Pyg), (6_000, Currency::Usd)]);
    for (field, body) in [
        ("rates[1].content", json!({ "rates": [rate("story", 1, "PYG"), rate("story", 2, "PYG")] })),
        ("rates[0].price", json!({ "rates": [rate("story", 0, "PYG")] })),
        ("rates", json!({ "rates": vec![rate("story", 1, "PYG"); 31] })),
    ] {
        let answer = ana.put(RATES, body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{answer:?}");
    }
    ana.put(RATES, json!({ "rates": [rate("story", 1, "GBP")] }))
        .await
        .assert_problem(ErrorCode::MalformedBody);
    assert_eq!(own(&ana).await.rates, after.rates);
    assert!(ana.put(RATES, json!({ "rates": [] })).await.to::<Creator>().rates.is_empty());
    app.anonymous().put(RATES, json!({ "rates": [] })).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn a_handle_has_one_owner_whichever_the_case() {
    let app = TestApp::new().await;
    let (ana, eva) =
        (creator(&app, "ana@example.org", "Ana").await, creator(&app, "eva@example.org", "Eva").await);
    changed(&ana, json!({ "handle": "Mercado4" })).await;
    let taken = eva.patch(ME, json!({ "handle": "mercado4" })).await;
    taken.assert_problem(ErrorCode::HandleTaken);
    assert_eq!(taken.json()["fields"][0]["field"], "handle");
    changed(&ana, json!({ "handle": "MERCADO4", "bio": "Es mío y lo sigue siendo, claro que sí." })).await;
    let (a, b) = futures::join!(
        ana.patch(ME, json!({ "handle": "carrera" })),
        eva.patch(ME, json!({ "handle": "carrera" }))
    );
    let mut codes = [a.status, b.status];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409], "{a:?} {b:?}");
    let lost = if a.status == 409 { &a } else { &b };
    lost.assert_problem(ErrorCode::HandleTaken);
}

#[tokio::test]
async fn of_parallel_changes_of_one_profile_none_is_lost_unseen() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let before = own(&ana).await.revision;
    let bodies = (0..20).map(|number| json!({ "city": format!("Ciudad {number}") }));
    let answers = join_all(bodies.map(|body| ana.patch(ME, body))).await;
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    assert!(
        done >= 1 && answers.iter().all(|one| one.status == 200 || one.code() == "conflict"),
        "{answers:?}"
    );
    let after = own(&ana).await;
    assert_eq!(
        usize::try_from(after.revision - before).unwrap(),
        done,
        "one revision for each that was told as done"
    );
}
