//! What a brand said of itself before: listed, and brought back.

use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::page::Page;
use shared::revision::Revision;

use super::{at, brand, id_of, join};
use crate::support::TestApp;

#[tokio::test]
async fn each_change_leaves_a_revision_with_its_difference_and_who_made_it() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let admin = join(&app, &owner, id, "admin@example.org", "admin").await;
    let viewer = join(&app, &owner, id, "viewer@example.org", "viewer").await;
    assert_eq!(
        admin.patch(&at(id, ""), json!({ "description": "Dulces.", "handle": "lurdes" })).await.status,
        200
    );
    assert_eq!(owner.patch(&at(id, ""), json!({ "description": "Dulces y más." })).await.status, 200);
    let answer = viewer.get(&at(id, "/revisions")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let page: Page<Revision> = answer.to();
    let numbers: Vec<_> = page.items.iter().map(|line| (line.revision, line.current)).collect();
    assert_eq!(numbers, [(3, true), (2, false), (1, false)]);
    assert_eq!(page.items[1].by, id_of(&admin).await);
    assert_eq!(page.items[1].by_name.as_deref(), Some("Test Person"));
    let change = |index: usize| serde_json::to_value(&page.items[index].changes).unwrap();
    assert_eq!(change(0), json!([{ "field": "description", "before": "Dulces.", "after": "Dulces y más." }]));
    assert_eq!(
        change(1),
        json!([
            { "field": "description", "before": null, "after": "Dulces." },
            { "field": "handle", "before": null, "after": "lurdes" },
        ])
    );
    assert!(change(2).as_array().unwrap().iter().any(|change| change["after"] == "Lurdes"));

    // Page by page it is the same list.
    let mut pages: Vec<Revision> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<Revision> = viewer.get(&at(id, &format!("/revisions?limit=1{cursor}"))).await.to();
        pages.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(pages, page.items);
    let wrong = viewer.get(&at(id, "/revisions?cursor=nonsense")).await;
    wrong.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn a_brand_goes_back_to_any_revision_the_first_included() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let revert =
        async |revision: u32| owner.post_empty(&at(id, &format!("/revisions/{revision}/revert"))).await;
    let body = json!({ "company": "Lurdes e Hijas", "handle": "lurdes", "contact_phone": "0981 123456" });
    assert_eq!(owner.patch(&at(id, ""), body).await.status, 200);
    let first = revert(1).await.json();
    assert_eq!((&first["company"], &first["handle"]), (&json!("Lurdes"), &Value::Null));
    assert_eq!((&first["contact"]["phone"], &first["revision"]), (&Value::Null, &json!(3)));
    let second = revert(2).await.json();
    assert_eq!((&second["company"], &second["handle"]), (&json!("Lurdes e Hijas"), &json!("lurdes")));
    assert_eq!(second["contact"]["phone"]["e164"], "+595981123456");
    assert_eq!(revert(2).await.json()["revision"], 4, "what it is already, it need not become");
    revert(9).await.assert_problem(ErrorCode::NotFound);
    owner.post_empty(&at(id, "/revisions/x/revert")).await.assert_problem(ErrorCode::NotFound);
    let trail = app.trail(&id.to_string()).await;
    assert_eq!(trail.iter().filter(|action| *action == "brands.revert_brand").count(), 2);

    // The name of the page that it had then may be another's now.
    assert_eq!(revert(1).await.status, 200);
    let eva = app.user("eva@example.org").await;
    let other = brand(&eva, "Otra").await.id;
    assert_eq!(eva.patch(&at(other, ""), json!({ "handle": "lurdes" })).await.status, 200);
    revert(2).await.assert_problem(ErrorCode::HandleTaken);
    assert_eq!(owner.get(&at(id, "")).await.json()["company"], "Lurdes");
}

#[tokio::test]
async fn the_staff_sets_any_brand_back() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@brand.example").await, app.admin().await);
    let made = brand(&owner, "Lurdes").await;
    assert_eq!(owner.patch(&at(made.id, ""), json!({ "company": "Otra" })).await.status, 200);
    let back = at(made.id, "/record/revisions/1/revert");
    assert_eq!(owner.post_empty(&back).await.status, 403);
    let answer = staff.post_empty(&back).await;
    assert_eq!(answer.json()["brand"]["company"], "Lurdes", "{answer:?}");
    assert_eq!(staff.post_empty(&at(made.id, "/record/revisions/9/revert")).await.status, 404);
}
