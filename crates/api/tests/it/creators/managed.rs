//! What the staff decides about creators.

use bson::doc;
use serde_json::json;
use shared::creators::{Creator, CreatorLevel, CreatorStatus, ManagedCreator};
use shared::error::ErrorCode;
use shared::identity::Permission;
use shared::page::Page;

use super::support::{MANAGED, NOBODY, beginner, changed, creator, decide, own, told};
use crate::support::TestApp;

#[tokio::test]
async fn levels_and_proofs_are_granted_and_told_once() {
    let app = TestApp::new().await;
    let staff = app.staff(&[Permission::ManageMarketplace]).await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let proof = json!({ "platform": "instagram", "handle": "ana", "verified": true });
    let after: Creator = decide(&staff, &ana, json!({ "level": "pro", "networks": [proof] })).await.to();
    assert_eq!((after.level, after.networks[0].verified), (CreatorLevel::Pro, true));
    assert_eq!(own(&ana).await, after);
    assert_eq!(told(&ana).await, ["creator_pro"]);
    let notices = ana.get("/api/notifications/notices").await.json();
    assert!(notices["items"][0].to_string().contains("Pro"), "{notices}");
    assert_eq!(decide(&staff, &ana, json!({ "level": "trainee" })).await.status, 200);
    assert_eq!(told(&ana).await.len(), 1, "who sinks is not told");
    // The level is the staff's: no change by the owner takes it.
    assert_eq!(decide(&staff, &ana, json!({ "level": "verified" })).await.status, 200);
    let later = changed(&ana, json!({ "bio": "Ahora cocino con lo que hay en mi huerta." })).await;
    assert_eq!((later.level, later.networks[0].verified), (CreatorLevel::Verified, true));
    let trail = app.trail(&after.id.to_string()).await;
    assert_eq!(trail.iter().filter(|action| *action == "creators.update_managed_creator").count(), 3);
}

#[tokio::test]
async fn nobody_is_hidden_without_a_reason_that_stays() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    for (field, body) in [
        ("reason", json!({ "status": "hidden" })),
        ("reason", json!({ "status": "hidden", "reason": "x" })),
        (
            "networks[0].handle",
            json!({ "networks": [{ "platform": "x", "handle": "ana", "verified": true }] }),
        ),
    ] {
        let answer = decide(&staff, &ana, body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{answer:?}");
    }
    let hide = json!({ "status": "hidden", "reason": "Se hace pasar por otra persona." });
    let hidden: Creator = decide(&staff, &ana, hide).await.to();
    assert_eq!(hidden.status, CreatorStatus::Hidden);
    let lines = staff.get(&format!("/api/audit/events?target_id={}", hidden.id)).await.json();
    assert!(lines["items"][0]["details"]["reason"].as_str().unwrap().contains("otra persona"), "{lines}");
    assert_eq!(told(&ana).await, ["creator_hidden"]);
}

#[tokio::test]
async fn nobody_overwrites_what_another_changed() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let read = own(&ana).await;
    let path = format!("{MANAGED}/{}", read.id);
    changed(&ana, json!({ "city": "Luque" })).await;
    let late = json!({ "level": "pro", "revision": read.revision });
    staff.patch(&path, late).await.assert_problem(ErrorCode::Conflict);
    staff.patch(&path, json!({ "level": "pro" })).await.assert_problem(ErrorCode::MalformedBody);
    staff
        .patch(&format!("{MANAGED}/{NOBODY}"), json!({ "revision": 1 }))
        .await
        .assert_problem(ErrorCode::NotFound);
    staff.get(&format!("{MANAGED}/{NOBODY}")).await.assert_problem(ErrorCode::NotFound);
    staff.get(&format!("{MANAGED}/7")).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn the_staff_s_list_shows_everybody_whatever_they_show() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let ana = creator(&app, "ana@example.org", "Ana Núñez").await;
    changed(&ana, json!({ "discoverable": false, "handle": "cocina", "privacy": { "networks": "private" } }))
        .await;
    beginner(&app, "eva@example.org", "Eva Gómez").await;
    decide(&staff, &ana, json!({ "level": "pro" })).await;
    let listed = async |query: &str| -> Vec<String> {
        let page: Page<ManagedCreator> = staff.get(&format!("{MANAGED}?{query}")).await.to();
        page.items.into_iter().map(|creator| creator.name).collect()
    };
    assert_eq!(listed("").await, ["Eva Gómez", "Ana Núñez"]);
    assert_eq!(listed("search=nu").await, ["Ana Núñez"]);
    assert_eq!(listed("search=coci").await, ["Ana Núñez"]);
    assert!(listed("search=mercado").await.is_empty());
    assert_eq!(listed("complete=true").await, ["Ana Núñez"]);
    assert_eq!(listed("complete=false&search=eva").await, ["Eva Gómez"]);
    assert_eq!(listed("level=pro").await, ["Ana Núñez"]);
    assert!(listed("status=hidden").await.is_empty());
    assert!(listed("trashed=true").await.is_empty());
    let page: Page<ManagedCreator> = staff.get(&format!("{MANAGED}?limit=1")).await.to();
    assert_eq!((page.items.len(), page.items[0].networks), (1, 0));
    let next = format!("{MANAGED}?limit=1&cursor={}", page.next_cursor.unwrap());
    let last: Page<ManagedCreator> = staff.get(&next).await.to();
    assert_eq!((last.items[0].networks, last.next_cursor), (1, None));
    staff.get(&format!("{MANAGED}?cursor=nonsense")).await.assert_problem(ErrorCode::ValidationFailed);
    staff.get(&format!("{MANAGED}?color=red")).await.assert_problem(ErrorCode::MalformedQuery);
}

#[tokio::test]
async fn only_who_manages_the_marketplace_manages_creators() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let id = own(&ana).await.id;
    let others: Vec<_> =
        Permission::ALL.iter().copied().filter(|one| *one != Permission::ManageMarketplace).collect();
    let clerk = app.staff(&others).await;
    for (client, code) in [
        (&app.anonymous(), ErrorCode::Unauthenticated),
        (&ana, ErrorCode::Forbidden),
        (&clerk, ErrorCode::Forbidden),
    ] {
        client.get(MANAGED).await.assert_problem(code);
        client.get(&format!("{MANAGED}/{id}")).await.assert_problem(code);
        client
            .patch(&format!("{MANAGED}/{id}"), json!({ "level": "pro", "revision": 1 }))
            .await
            .assert_problem(code);
        client
            .post(&format!("{MANAGED}/{id}/trash"), json!({ "reason": "porque sí", "revision": 1 }))
            .await
            .assert_problem(code);
        client.post_empty(&format!("{MANAGED}/{id}/restore")).await.assert_problem(code);
        client.get(&format!("{MANAGED}/{id}/revisions")).await.assert_problem(code);
        client.get(&format!("{MANAGED}/{id}/revisions/1")).await.assert_problem(code);
        client.post_empty(&format!("{MANAGED}/{id}/revisions/1/restore")).await.assert_problem(code);
    }
    let creators = app.db.collection::<bson::Document>("creators");
    assert_eq!(creators.count_documents(doc! { "level": "trainee" }).await.unwrap(), 1);
}
