//! Brands, for the staff: found, listed, looked at.

use bson::{Document, doc};
use serde_json::json;
use shared::brands::{BrandRecord, BrandRole, BrandState, BrandSummary};
use shared::error::ErrorCode;
use shared::page::Page;

use super::{BRANDS, NOWHERE, at, brand, join};
use crate::support::{Client, TestApp};

async fn found(staff: &Client, query: &str) -> Vec<String> {
    let answer = staff.get(&format!("{BRANDS}?limit=100&{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<BrandSummary>>().items.into_iter().map(|brand| brand.company).collect()
}

#[tokio::test]
async fn brands_are_found_by_the_beginnings_of_their_words() {
    let app = TestApp::new().await;
    let (owner, staff) = (
        app.user("owner@example.org").await,
        app.staff(&[shared::identity::Permission::ManageMarketplace]).await,
    );
    let lurdes = brand(&owner, "Confitería Lurdes").await.id;
    brand(&owner, "Ñandutí Textil").await;
    let gone = brand(&owner, "Confitería Vieja").await.id;
    let body = json!({ "legal_name": "Dulces del Sur S.A.", "ruc": "80009735-1", "handle": "lurdes" });
    assert_eq!(owner.patch(&at(lurdes, ""), body).await.status, 200);
    assert_eq!(owner.delete(&at(gone, "")).await.status, 200);
    assert_eq!(found(&staff, "").await, ["Ñandutí Textil", "Confitería Lurdes"], "newest first");
    for (search, companies) in [
        ("confiteria", vec!["Confitería Lurdes"]),
        ("LUR%20conf", vec!["Confitería Lurdes"]),
        ("nandut", vec!["Ñandutí Textil"]),
        ("80009735", vec!["Confitería Lurdes"]),
        ("sur", vec!["Confitería Lurdes"]),
        ("fiteria", vec![]),
        ("zapatos", vec![]),
    ] {
        assert_eq!(found(&staff, &format!("search={search}")).await, companies, "{search}");
    }
    assert_eq!(found(&staff, "state=trashed").await, ["Confitería Vieja"]);
    assert_eq!(found(&staff, "state=closed").await, Vec::<String>::new());

    let first: Page<BrandSummary> = staff.get(&format!("{BRANDS}?limit=1")).await.to();
    let next = first.next_cursor.unwrap();
    let second: Page<BrandSummary> = staff.get(&format!("{BRANDS}?limit=1&cursor={next}")).await.to();
    assert_eq!((second.items[0].id, second.next_cursor), (lurdes, None));
    for (wrong, code) in [
        ("limit=0", ErrorCode::ValidationFailed),
        ("cursor=x", ErrorCode::ValidationFailed),
        ("state=gone", ErrorCode::MalformedQuery),
        ("colour=red", ErrorCode::MalformedQuery),
    ] {
        staff.get(&format!("{BRANDS}?{wrong}")).await.assert_problem(code);
    }
}

#[tokio::test]
async fn a_record_shows_everything_of_a_brand() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = brand(&owner, "Lurdes").await.id;
    join(&app, &owner, id, "viewer@example.org", "viewer").await;
    join(&app, &owner, id, "admin@example.org", "admin").await;
    assert_eq!(staff.post(&at(id, "/package"), json!({ "plan": "starter", "months": 1 })).await.status, 201);
    let record: BrandRecord = staff.get(&at(id, "/record")).await.to();
    assert_eq!((record.state, record.brand.your_role), (BrandState::Open, None));
    let roles: Vec<_> = record.members.iter().map(|member| member.role).collect();
    assert_eq!(roles, [BrandRole::Owner, BrandRole::Admin, BrandRole::Viewer]);
    assert!(record.packages.current.is_some() && record.trashed.is_none());
    let revisions = staff.get(&at(id, "/record/revisions")).await.json();
    assert_eq!(revisions["items"].as_array().unwrap().len(), 1);
    staff.get(&format!("{BRANDS}/{NOWHERE}/record")).await.assert_problem(ErrorCode::NotFound);
    staff.get(&format!("{BRANDS}/x/record")).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn no_query_of_the_domain_reads_a_whole_collection() {
    let app = TestApp::new().await;
    let prefix = || doc! { "$elemMatch": { "$gte": "lu", "$lt": "lu\u{10FFFF}" } };
    for (collection, filter, sort) in [
        ("brands", doc! { "profile.handle": "lurdes", "state": "open" }, doc! {}),
        ("brands", doc! { "profile.contact.email": { "$in": ["a@b.c"] } }, doc! {}),
        ("brands", doc! { "$and": [{ "state": "open" }] }, doc! { "_id": -1 }),
        ("brands", doc! { "$and": [{ "state": "open" }, { "_id": { "$lt": "x" } }] }, doc! { "_id": -1 }),
        ("brands", doc! { "$and": [{ "state": "open" }, { "search": prefix() }] }, doc! { "_id": -1 }),
        ("brand_members", doc! { "brand_id": "x" }, doc! { "since": 1 }),
        ("brand_members", doc! { "user_id": "x" }, doc! { "since": -1 }),
        ("brand_invitations", doc! { "digest": "x", "state": "open" }, doc! {}),
        ("brand_invitations", doc! { "brand_id": "x", "state": "open" }, doc! { "created_at": -1 }),
        ("brand_invitations", doc! { "brand_id": "x", "email": "e", "state": "open" }, doc! {}),
        (
            "brand_invitations",
            doc! { "invited_by": "x", "created_at": { "$gt": bson::DateTime::MIN } },
            doc! {},
        ),
        ("brand_invitations", doc! { "email": { "$in": ["e"] } }, doc! { "created_at": -1 }),
        ("brand_packages", doc! { "brand_id": "x" }, doc! { "starts_at": -1 }),
        ("brand_packages", doc! { "brand_id": "x", "open": true }, doc! {}),
        ("brand_revisions", doc! { "brand_id": "x", "revision": { "$lt": 7 } }, doc! { "revision": -1 }),
        ("brand_revisions", doc! { "profile.contact.email": { "$in": ["a@b.c"] } }, doc! {}),
    ] {
        let find = doc! { "find": collection, "filter": filter.clone(), "sort": sort };
        let plan: Document = app.db.database().run_command(doc! { "explain": find }).await.unwrap();
        let plan = plan.to_string();
        assert!(plan.contains("IXSCAN") && !plan.contains("COLLSCAN"), "{collection} {filter}: {plan}");
    }
}
