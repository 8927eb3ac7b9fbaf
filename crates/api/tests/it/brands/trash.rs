//! Brands that are thrown away, brought back, and closed for good when their time is over.

use bson::doc;
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::brands::{BrandRecord, BrandState, StartedLogo, TrashedBrand};
use shared::error::ErrorCode;

use super::{at, brand, invite, join, notices};
use crate::media::gradient;
use crate::support::{PASSWORD, TestApp, eventually};

const TRASH: &str = "/api/brands/trash";

#[tokio::test]
async fn a_brand_in_the_trash_is_nowhere_and_comes_back_as_it_was() {
    let app = TestApp::new().await;
    let (owner, nobody) = (app.user("owner@example.org").await, app.anonymous());
    let id = brand(&owner, "Lurdes").await.id;
    let admin = join(&app, &owner, id, "admin@example.org", "admin").await;
    assert_eq!(owner.patch(&at(id, ""), json!({ "handle": "lurdes" })).await.status, 200);
    let token = invite(&app, &owner, id, "eva@example.org", "viewer").await;
    let before = owner.get(&at(id, "")).await.json();
    admin.delete(&at(id, "")).await.assert_problem(ErrorCode::Forbidden);

    let answer = owner.delete(&at(id, "")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let trashed: TrashedBrand = answer.to();
    assert_eq!(trashed.closes_at, app.clock.now() + SignedDuration::from_hours(30 * 24));
    assert_eq!(owner.get(TRASH).await.to::<Vec<TrashedBrand>>(), [trashed]);
    assert_eq!(admin.get(TRASH).await.json(), json!([]));
    for who in [&owner, &admin] {
        who.get(&at(id, "")).await.assert_problem(ErrorCode::NotFound);
        who.get(&at(id, "/members")).await.assert_problem(ErrorCode::NotFound);
        assert_eq!(who.get("/api/brands/mine").await.json(), json!([]));
    }
    nobody.get("/api/brands/pages/lurdes").await.assert_problem(ErrorCode::NotFound);
    let shown = nobody.post("/api/brands/invitations/show", json!({ "token": token })).await;
    shown.assert_problem(ErrorCode::LinkExpired);
    assert_eq!(notices(&admin).await, ["brand_trashed"]);
    // Its name stays its own.
    let ida = app.user("ida@example.org").await;
    let other = brand(&ida, "Otra").await.id;
    let taken = ida.patch(&at(other, ""), json!({ "handle": "lurdes" })).await;
    taken.assert_problem(ErrorCode::HandleTaken);

    admin.post_empty(&at(id, "/restore")).await.assert_problem(ErrorCode::NotFound);
    ida.post_empty(&at(id, "/restore")).await.assert_problem(ErrorCode::NotFound);
    let back = owner.post_empty(&at(id, "/restore")).await;
    assert_eq!((back.status, back.json()), (200, before));
    assert_eq!(admin.get(&at(id, "")).await.json()["your_role"], "admin");
    assert_eq!(nobody.get("/api/brands/pages/lurdes").await.status, 200);
    let shown = nobody.post("/api/brands/invitations/show", json!({ "token": token })).await;
    assert_eq!(shown.status, 200, "the link is good still");
    assert_eq!(notices(&admin).await, ["brand_restored", "brand_trashed"]);
    owner.post_empty(&at(id, "/restore")).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(owner.get(TRASH).await.json(), json!([]));
}

#[tokio::test]
async fn what_the_staff_threw_away_only_the_staff_brings_back() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = brand(&owner, "Lurdes").await.id;
    let path = at(id, "/record/trash");
    staff.post(&path, json!({ "reason": " " })).await.assert_problem(ErrorCode::ValidationFailed);
    staff.post(&path, json!({})).await.assert_problem(ErrorCode::MalformedBody);
    let answer = staff.post(&path, json!({ "reason": "Vende lo que no tiene." })).await;
    assert_eq!((answer.status, answer.to::<TrashedBrand>().by_staff), (200, true));
    staff.post(&path, json!({ "reason": "Otra vez." })).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(notices(&owner).await, ["brand_trashed"]);
    assert!(owner.get(TRASH).await.to::<Vec<TrashedBrand>>()[0].by_staff);
    owner.post_empty(&at(id, "/restore")).await.assert_problem(ErrorCode::Forbidden);
    owner.get(&at(id, "")).await.assert_problem(ErrorCode::NotFound);
    let events = app.db.collection::<bson::Document>("audit_events");
    let event = events.find_one(doc! { "action": "brands.trash_brand" }).await.unwrap().unwrap();
    assert!(event.to_string().contains("Vende lo que no tiene."), "{event}");
    let record: BrandRecord = staff.get(&at(id, "/record")).await.to();
    assert_eq!((record.state, record.members.len()), (BrandState::Trashed, 1));
    assert!(record.trashed.is_some());
    let answer = staff.post_empty(&at(id, "/record/restore")).await;
    assert_eq!((answer.status, answer.to::<BrandRecord>().state), (200, BrandState::Open));
    assert_eq!(owner.get(&at(id, "")).await.status, 200);
    staff.post_empty(&at(id, "/record/restore")).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn after_thirty_days_it_is_closed_for_good_unless_it_was_brought_back() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let (id, kept) = (brand(&owner, "Lurdes").await.id, brand(&owner, "Otra").await.id);
    let worker = app.work();
    let sent = owner.request(reqwest::Method::POST, &at(id, "/logo")).header("content-type", "image/png");
    let logo: StartedLogo = sent.body(gradient(64, 64)).send().await.to();
    app.ended(logo.job_id).await;
    let body = json!({ "handle": "lurdes", "contact_email": "ventas@lurdes.com.py" });
    assert_eq!(owner.patch(&at(id, ""), body).await.status, 200);
    let staff = app.admin().await;
    assert_eq!(staff.post(&at(id, "/package"), json!({ "plan": "pro", "months": 6 })).await.status, 201);
    for brand in [id, kept] {
        assert_eq!(owner.delete(&at(brand, "")).await.status, 200);
    }
    assert_eq!(owner.post_empty(&at(kept, "/restore")).await.status, 200);
    let brands = app.db.collection::<bson::Document>("brands");
    let closed = async || {
        let closed = doc! { "_id": id.to_string(), "state": "closed" };
        brands.find_one(closed).await.unwrap().is_some()
    };
    let jobs = app.db.collection::<bson::Document>("jobs");
    let done = async || {
        let done = doc! { "kind": "brands.close", "status": "succeeded" };
        jobs.count_documents(done).await.unwrap() == 2
    };
    app.clock.advance(SignedDuration::from_hours(30 * 24) - SignedDuration::from_secs(1));
    assert!(!closed().await);
    app.clock.advance(SignedDuration::from_secs(1));
    eventually(done).await;
    drop(worker);
    assert!(closed().await);

    let again = json!({ "email": "owner@example.org", "password": PASSWORD });
    assert_eq!(owner.post("/api/identity/sign-in", again).await.status, 200);
    assert_eq!(owner.get(&at(kept, "")).await.status, 200, "the other was brought back");
    owner.post_empty(&at(id, "/restore")).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(owner.get(TRASH).await.json(), json!([]));
    app.anonymous()
        .get(&format!("/api/media/{}/96", logo.media_id))
        .await
        .assert_problem(ErrorCode::NotFound);
    let staff = app.admin().await;
    let record = staff.get(&at(id, "/record")).await.json();
    assert_eq!((&record["state"], &record["brand"]["company"]), (&json!("closed"), &json!("Lurdes")));
    assert_eq!((&record["members"], &record["packages"]["current"]), (&json!([]), &Value::Null));
    assert_eq!(record["brand"]["contact"], json!({}));
    let revisions = staff.get(&at(id, "/record/revisions")).await.json();
    assert_eq!(revisions["items"], json!([]));
    // The name of its page is free.
    assert_eq!(owner.patch(&at(kept, ""), json!({ "handle": "lurdes" })).await.status, 200);
}

#[tokio::test]
async fn thrown_away_many_times_at_once_it_is_thrown_away_once() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let path = at(id, "");
    let answers = join_all((0..20).map(|_| owner.delete(&path))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 404)), "{answers:?}");
    let trail = app.trail(&id.to_string()).await;
    assert_eq!(trail.iter().filter(|action| *action == "brands.trash_brand").count(), 1);
    let back = at(id, "/restore");
    let answers = join_all((0..20).map(|_| owner.post_empty(&back))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    assert_eq!(owner.get(&path).await.status, 200);
}
