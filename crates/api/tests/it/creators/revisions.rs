//! Earlier states of a profile.

use bson::{Document, doc};
use serde_json::json;
use shared::creators::{Creator, CreatorRevision};
use shared::error::ErrorCode;
use shared::page::Page;

use super::support::{MANAGED, ME, changed, creator, decide, networks, own, told};
use crate::support::{Client, TestApp};

const REVISIONS: &str = "/api/creators/me/revisions";

async fn listed(reader: &Client, path: &str) -> Vec<CreatorRevision> {
    reader.get(path).await.to::<Page<CreatorRevision>>().items
}

#[tokio::test]
async fn every_state_that_was_changed_is_kept_and_can_be_gone_back_to() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let once = own(&ana).await;
    changed(&ana, json!({ "name": "Anahí", "city": "Luque" })).await;
    networks(&ana, json!([{ "platform": "instagram", "account": "ana", "followers": 5 }])).await;
    let proof = json!({ "networks": [{ "platform": "instagram", "handle": "ana", "verified": true }] });
    decide(&staff, &ana, proof).await;
    let today = changed(&ana, json!({ "privacy": { "city": "private" }, "discoverable": false })).await;

    let states = listed(&ana, REVISIONS).await;
    let numbers: Vec<_> = states.iter().map(|state| state.revision).collect();
    assert_eq!(numbers, (1..today.revision).rev().collect::<Vec<_>>());
    let lines: Vec<_> = states.iter().map(|state| (state.action.as_str(), state.by_staff)).collect();
    assert_eq!(
        lines[..4],
        [
            ("creators.update_creator", false),
            ("creators.update_managed_creator", true),
            ("creators.replace_networks", false),
            ("creators.update_creator", false),
        ]
    );
    assert_eq!(states[0].changed, ["discoverable", "privacy.city"]);
    assert_eq!(states[3].changed, ["city", "name"]);
    let shown: Creator = ana.get(&format!("{REVISIONS}/{}", once.revision)).await.to();
    assert_eq!(shown, once);

    let back: Creator = ana.post_empty(&format!("{REVISIONS}/{}/restore", once.revision)).await.to();
    assert_eq!((back.name.as_str(), back.city.as_deref()), ("Ana", Some("Asunción")));
    assert_eq!(
        (back.networks[0].followers, back.networks[0].verified),
        (Some(1_200), true),
        "proofs are today's"
    );
    assert_eq!(
        (back.privacy, back.discoverable),
        (today.privacy, false),
        "nothing opens that was closed since"
    );
    let undone: Creator = ana.post_empty(&format!("{REVISIONS}/{}/restore", today.revision)).await.to();
    assert_eq!((undone.name.as_str(), undone.city.as_deref()), ("Anahí", Some("Luque")));
    let trail = app.trail(&once.id.to_string()).await;
    assert_eq!(trail[trail.len() - 2..], ["creators.restore_revision", "creators.restore_revision"]);
}

#[tokio::test]
async fn revisions_page_and_are_the_owner_s_and_the_staff_s_alone() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let (ana, eva) =
        (creator(&app, "ana@example.org", "Ana").await, creator(&app, "eva@example.org", "Eva").await);
    let id = own(&ana).await.id;
    let first: Page<CreatorRevision> = ana.get(&format!("{REVISIONS}?limit=1")).await.to();
    let next = format!("{REVISIONS}?limit=1&cursor={}", first.next_cursor.unwrap());
    let second: Page<CreatorRevision> = ana.get(&next).await.to();
    assert_eq!((first.items[0].revision, second.items[0].revision, second.next_cursor), (2, 1, None));
    ana.get(&format!("{REVISIONS}?cursor=x")).await.assert_problem(ErrorCode::ValidationFailed);
    ana.get(&format!("{REVISIONS}?limit=0")).await.assert_problem(ErrorCode::ValidationFailed);
    for missing in ["3", "0", "99", "x", "-1"] {
        ana.get(&format!("{REVISIONS}/{missing}")).await.assert_problem(ErrorCode::NotFound);
        ana.post_empty(&format!("{REVISIONS}/{missing}/restore")).await.assert_problem(ErrorCode::NotFound);
    }
    assert_eq!(eva.get(&format!("{REVISIONS}/1")).await.to::<Creator>().name, "Eva", "each has their own");
    app.anonymous().get(REVISIONS).await.assert_problem(ErrorCode::Unauthenticated);
    app.user("noa@example.org").await.get(REVISIONS).await.assert_problem(ErrorCode::NotFound);

    let managed = format!("{MANAGED}/{id}/revisions");
    assert_eq!(listed(&staff, &managed).await, listed(&ana, REVISIONS).await);
    changed(&ana, json!({ "name": "Vandalizada" })).await;
    let restored: Creator = staff.post_empty(&format!("{managed}/3/restore")).await.to();
    assert_eq!(restored.name, "Ana");
    assert_eq!(staff.get(&format!("{managed}/4")).await.to::<Creator>().name, "Vandalizada");
    assert_eq!(told(&ana).await, ["creator_edited"]);
    assert!(listed(&ana, REVISIONS).await[0].by_staff);
}

#[tokio::test]
async fn a_handle_that_another_took_meanwhile_does_not_come_back() {
    let app = TestApp::new().await;
    let (ana, eva) =
        (creator(&app, "ana@example.org", "Ana").await, creator(&app, "eva@example.org", "Eva").await);
    let with_handle = changed(&ana, json!({ "handle": "mercado4" })).await.revision;
    changed(&ana, json!({ "handle": "" })).await;
    changed(&eva, json!({ "handle": "mercado4" })).await;
    let path = format!("{REVISIONS}/{with_handle}/restore");
    ana.post_empty(&path).await.assert_problem(ErrorCode::HandleTaken);
    changed(&eva, json!({ "handle": "" })).await;
    assert_eq!(ana.post_empty(&path).await.to::<Creator>().handle.as_deref(), Some("mercado4"));
}

#[tokio::test]
async fn a_hundred_states_are_kept() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    for number in 0..103 {
        changed(&ana, json!({ "name": format!("Ana {number}") })).await;
    }
    let revisions = app.db.collection::<Document>("creator_revisions");
    assert_eq!(revisions.count_documents(doc! {}).await.unwrap(), 100);
    let last = own(&ana).await.revision;
    assert_eq!(listed(&ana, &format!("{REVISIONS}?limit=100")).await.last().unwrap().revision, last - 100);
    assert_eq!(ana.get(ME).await.status, 200);
}
