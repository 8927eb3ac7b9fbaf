//! The media kit: what a reader may see of a creator.

use bson::{Document, doc};
use reqwest::Method;
use serde_json::{Value, json};
use shared::creators::MediaKit;
use shared::error::ErrorCode;

use super::support::{CREATORS, ME, brand, changed, creator, decide, own};
use crate::support::TestApp;

const KIT: &str = "/api/creators/kits/ana.cocina";

/// Part × visibility × reader: the whole table, on real answers.
#[tokio::test]
async fn every_part_shows_to_exactly_whom_it_is_open() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana Núñez").await;
    let (eva, nobody) = (app.user("eva@example.org").await, app.anonymous());
    changed(&ana, json!({ "handle": "Ana.Cocina" })).await;
    ana.put("/api/identity/avatar", json!({ "preset": "lapacho" })).await;
    ana.put(
        "/api/creators/me/rates",
        json!({ "rates": [{ "content": "story", "price": { "amount": 90_000, "currency": "PYG" } }] }),
    )
    .await;
    ana.post("/api/creators/me/portfolio", json!({ "url": "https://example.org/obra" })).await;
    let creators = app.db.collection::<Document>("creators");
    let deliveries = doc! { "$set": { "deliveries": { "on_time": 3, "late": 1 } } };
    creators.update_one(doc! {}, deliveries).await.unwrap();
    let parts = [
        ("avatar", "avatar", "lapacho"),
        ("bio", "bio", "mercado"),
        ("city", "city", "Asunción"),
        ("languages", "languages", "gn"),
        ("networks", "networks", "instagram.com"),
        ("portfolio", "portfolio", "obra"),
        ("rates", "rates", "\"amount\":90000"),
        ("availability", "availability", "available"),
        ("on_time", "on_time", "\"percent\":75"),
    ];
    let mut cells = 0;
    for (part, key, word) in parts {
        for visibility in ["public", "members", "private"] {
            // Everything else is closed, so that nothing shows by another way.
            let closed = parts.iter().map(|(name, ..)| ((*name).to_owned(), json!("private")));
            let mut privacy: Value = closed.collect::<serde_json::Map<_, _>>().into();
            privacy[part] = json!(visibility);
            changed(&ana, json!({ "privacy": privacy })).await;
            for (reader, sees) in
                [(&ana, true), (&eva, visibility != "private"), (&nobody, visibility == "public")]
            {
                let answer = reader.get("/api/creators/kits/ANA.cocina").await;
                assert_eq!(answer.status, 200, "{answer:?}");
                let kit = answer.json();
                assert_eq!(kit.get(key).is_some(), sees, "{part} {visibility}: {kit}");
                let owner = kit["yours"] == json!(true);
                assert!(owner || kit.to_string().contains(word) == sees, "{part} {visibility}: {kit}");
                assert_eq!((&kit["name"], &kit["level"]), (&json!("Ana Núñez"), &json!("trainee")));
                assert!(!kit.to_string().contains("example.org") || owner || part == "portfolio", "{kit}");
                cells += 1;
            }
        }
    }
    println!("privacy: {cells} cells of part × visibility × reader");
    assert_eq!(cells, 9 * 3 * 3);
}

#[tokio::test]
async fn followers_are_hidden_apart_from_their_accounts() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    changed(&ana, json!({ "handle": "ana.cocina", "privacy": { "followers": "members" } })).await;
    let (eva, nobody) = (app.user("eva@example.org").await, app.anonymous());
    for (reader, followers) in [(&ana, Some(1_200)), (&eva, Some(1_200)), (&nobody, None)] {
        let networks = reader.get(KIT).await.to::<MediaKit>().networks.unwrap();
        assert_eq!((networks[0].handle.as_str(), networks[0].followers), ("ana", followers));
    }
}

#[tokio::test]
async fn a_kit_has_a_tag_and_is_gone_with_its_handle_its_creator_or_its_account() {
    let app = TestApp::new().await;
    let (staff, nobody) = (app.admin().await, app.anonymous());
    let ana = creator(&app, "ana@example.org", "Ana").await;
    nobody.get(KIT).await.assert_problem(ErrorCode::NotFound);
    changed(&ana, json!({ "handle": "ana.cocina" })).await;
    let answer = nobody.get(KIT).await;
    let tag = answer.header("etag").unwrap().to_owned();
    let again = nobody.request(Method::GET, KIT).header("if-none-match", &tag).send().await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let mine = ana.request(Method::GET, KIT).header("if-none-match", &tag).send().await;
    assert_eq!(mine.status, 200, "another reader sees another kit");

    let hide = json!({ "status": "hidden", "reason": "Cuenta falsa." });
    assert_eq!(decide(&staff, &ana, hide).await.status, 200);
    nobody.get(KIT).await.assert_problem(ErrorCode::NotFound);
    assert!(ana.get(KIT).await.to::<MediaKit>().yours, "they see what is left");
    assert_eq!(decide(&staff, &ana, json!({ "status": "active" })).await.status, 200);
    assert_eq!(nobody.get(KIT).await.status, 200);

    let users = app.db.collection::<Document>("users");
    let who = doc! { "email": "ana@example.org" };
    users.update_one(who.clone(), doc! { "$set": { "status": "suspended" } }).await.unwrap();
    nobody.get(KIT).await.assert_problem(ErrorCode::NotFound);
    users.update_one(who, doc! { "$set": { "status": "active" } }).await.unwrap();
    changed(&ana, json!({ "handle": "" })).await;
    nobody.get(KIT).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_brand_sees_whom_it_finds_and_nobody_else() {
    let app = TestApp::new().await;
    let (acme, staff) = (brand(&app, "acme@example.org").await, app.admin().await);
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let path = format!("{CREATORS}/{}", own(&ana).await.id);
    for reader in [&acme, &staff] {
        let kit: MediaKit = reader.get(&path).await.to();
        assert_eq!((kit.name.as_str(), kit.handle.as_deref(), kit.yours), ("Ana", None, false));
    }
    let customer = app.user("eva@example.org").await;
    for (client, code) in [(&customer, ErrorCode::Forbidden), (&app.anonymous(), ErrorCode::Unauthenticated)]
    {
        client.get(&path).await.assert_problem(code);
    }
    changed(&ana, json!({ "discoverable": false })).await;
    acme.get(&path).await.assert_problem(ErrorCode::NotFound);
    acme.get(&format!("{CREATORS}/7")).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(ana.get(ME).await.status, 200);
}
