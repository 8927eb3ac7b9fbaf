//! What becomes of a brand when somebody of it is erased.

use api::domains::brands::PERSONAL_DATA;
use api::domains::identity::Person;
use bson::{Document, doc};
use futures::TryStreamExt;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use shared::identity::DataExport;

use super::{at, brand, id_of, invite, join, notices};
use crate::support::{Client, PASSWORD, TestApp, eventually};

/// Closes accounts, and has the worker erase them.
async fn erase(app: &TestApp, people: &[(&Client, &str)]) {
    let mut ids = Vec::new();
    for (who, email) in people {
        ids.push(id_of(who).await.to_string());
        let closed =
            who.request(Method::DELETE, "/api/identity/me").json(json!({ "email": email })).send().await;
        assert_eq!(closed.status, 202, "{closed:?}");
    }
    let _worker = app.work();
    app.clock.advance(SignedDuration::from_hours(14 * 24));
    let users = app.db.collection::<Document>("users");
    let erased = async || {
        let erased = doc! { "_id": { "$in": &ids }, "erased_at": { "$exists": true } };
        users.count_documents(erased).await.unwrap() == u64::try_from(ids.len()).unwrap()
    };
    eventually(erased).await;
}

/// The same client, signed in again after two weeks.
async fn again(who: &Client, email: &str) {
    let body = json!({ "email": email, "password": PASSWORD });
    assert_eq!(who.post("/api/identity/sign-in", body).await.status, 200);
}

async fn stored(app: &TestApp, collection: &str) -> Vec<Document> {
    let found = app.db.collection::<Document>(collection).find(doc! {}).await.unwrap();
    found.try_collect().await.unwrap()
}

#[tokio::test]
async fn a_brand_goes_to_whoever_may_most_and_the_erased_is_no_contact_any_more() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    join(&app, &owner, id, "viewer@example.org", "viewer").await;
    let admin = join(&app, &owner, id, "admin@example.org", "admin").await;
    let contact = json!({
        "contact_name": "Anahí", "contact_email": "owner@example.org", "contact_phone": "0981 123456",
        "handle": "lurdes", "contact_public": true,
    });
    assert_eq!(owner.patch(&at(id, ""), contact).await.status, 200);
    let holds = async |word: &str| {
        let mut all = stored(&app, "brands").await;
        all.extend(stored(&app, "brand_revisions").await);
        all.iter().any(|document| document.to_string().contains(word))
    };
    for word in ["Anahí", "owner@example.org", "+595981123456"] {
        assert!(holds(word).await, "the control: before, {word} is there");
    }
    erase(&app, &[(&owner, "owner@example.org")]).await;
    for word in ["Anahí", "owner@example.org", "+595981123456"] {
        assert!(!holds(word).await, "{word} is left");
    }
    again(&admin, "admin@example.org").await;
    assert_eq!(admin.get(&at(id, "")).await.json()["your_role"], "owner");
    assert!(notices(&admin).await.contains(&"brand_role_changed".to_owned()));
    let members = admin.get(&at(id, "/members")).await.json();
    assert_eq!(members.as_array().unwrap().len(), 2);
    let page = app.anonymous().get("/api/brands/pages/lurdes").await.json();
    assert_eq!(page["contact"], Value::Null);
    // Who made the first revision is known by id alone.
    let revisions = admin.get(&at(id, "/revisions")).await.json();
    let first = revisions["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(first["by_name"], Value::Null);
    assert!(first["by"].is_string());
}

#[tokio::test]
async fn where_nobody_can_own_it_the_brand_is_closed() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let (id, trashed) = (brand(&owner, "Lurdes").await.id, brand(&owner, "Otra").await.id);
    let viewer = join(&app, &owner, id, "viewer@example.org", "viewer").await;
    invite(&app, &owner, id, "eva@example.org", "viewer").await;
    assert_eq!(owner.delete(&at(trashed, "")).await.status, 200);
    erase(&app, &[(&owner, "owner@example.org")]).await;
    again(&viewer, "viewer@example.org").await;
    assert_eq!(viewer.get("/api/brands/mine").await.json(), json!([]));
    for brand in stored(&app, "brands").await {
        assert_eq!(brand.get_str("state").unwrap(), "closed", "{brand}");
    }
    assert!(stored(&app, "brand_members").await.is_empty());
    let trail = app.trail(&id.to_string()).await;
    assert!(trail.contains(&"brands.forget_member".to_owned()), "{trail:?}");
}

#[tokio::test]
async fn owner_and_heir_erased_together_leave_a_brand_with_one_owner() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let admin = join(&app, &owner, id, "admin@example.org", "admin").await;
    let member = join(&app, &owner, id, "member@example.org", "member").await;
    erase(&app, &[(&owner, "owner@example.org"), (&admin, "admin@example.org")]).await;
    again(&member, "member@example.org").await;
    assert_eq!(member.get(&at(id, "")).await.json()["your_role"], "owner");
    let members = stored(&app, "brand_members").await;
    assert_eq!(members.len(), 1, "{members:?}");
}

#[tokio::test]
async fn a_copy_of_one_s_data_says_in_which_brands_one_works() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let eva = app.user("eva@example.org").await;
    let (id, trashed) = (brand(&owner, "Lurdes").await.id, brand(&eva, "Papelera").await.id);
    assert_eq!(eva.delete(&at(trashed, "")).await.status, 200);
    invite(&app, &owner, id, "eva@example.org", "viewer").await;
    brand(&eva, "Otra").await;
    let person = Person { id: id_of(&eva).await, emails: vec!["eva@example.org".to_owned()] };
    let pieces = (PERSONAL_DATA.collect)(&app.state, &person).await.unwrap();
    let text = |name: &str| {
        let piece = pieces.iter().find(|piece| piece.name == name).unwrap();
        String::from_utf8(piece.bytes.clone()).unwrap()
    };
    assert!(text("memberships.json").contains("Otra") && !text("memberships.json").contains("Lurdes"));
    assert!(text("brands_in_the_trash.json").contains("Papelera"));
    assert!(
        text("invitations.json").contains(&id.to_string()) && !text("invitations.json").contains("digest")
    );
    // And it is part of what is asked for.
    let export = eva.post_empty("/api/identity/data-export").await;
    let _worker = app.work();
    assert_eq!(
        app.ended(export.to::<DataExport>().job_id).await.status,
        shared::system::JobStatus::Succeeded
    );
}
