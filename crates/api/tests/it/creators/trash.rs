//! The trash.

use bson::{Document, doc};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use shared::creators::{Creator, ManagedCreator, StartedPicture};
use shared::error::ErrorCode;
use shared::page::Page;

use super::portfolio::kept;
use super::support::{CREATORS, MANAGED, ME, PUBLIC, brand, changed, creator, found, own, told};
use crate::media::gradient;
use crate::support::{Answer, Client, TestApp, eventually};

const RESTORE: &str = "/api/creators/me/restore";

async fn throw(staff: &Client, client: &Client) -> Answer {
    let creator = own(client).await;
    let body = json!({ "reason": "Cuenta falsa.", "revision": creator.revision });
    staff.post(&format!("{MANAGED}/{}/trash", creator.id), body).await
}

#[tokio::test]
async fn what_is_thrown_away_is_seen_by_nobody_cannot_be_changed_and_comes_back_as_it_was() {
    let app = TestApp::new().await;
    let (acme, nobody) = (brand(&app, "acme@example.org").await, app.anonymous());
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let before = changed(&ana, json!({ "handle": "ana.kit" })).await;
    ana.post_empty(RESTORE).await.assert_problem(ErrorCode::Conflict);
    let thrown: Creator = ana.delete(ME).await.to();
    let trashed = thrown.trashed.clone().unwrap();
    assert_eq!((trashed.by_staff, trashed.reason), (false, None));
    assert_eq!(trashed.until, app.clock.now() + SignedDuration::from_hours(30 * 24));

    assert!(found(&acme, CREATORS, "").await.is_empty() && found(&nobody, PUBLIC, "").await.is_empty());
    for reader in [&ana, &acme, &nobody] {
        reader.get("/api/creators/kits/ana.kit").await.assert_problem(ErrorCode::NotFound);
    }
    assert_eq!(own(&ana).await, thrown, "its owner sees that it is there");
    ana.delete(ME).await.assert_problem(ErrorCode::InTrash);
    ana.post(CREATORS, json!({ "name": "Ana" })).await.assert_problem(ErrorCode::InTrash);
    ana.patch(ME, json!({ "name": "Otra" })).await.assert_problem(ErrorCode::InTrash);
    ana.put("/api/creators/me/networks", json!({ "networks": [] })).await.assert_problem(ErrorCode::InTrash);
    ana.put("/api/creators/me/rates", json!({ "rates": [] })).await.assert_problem(ErrorCode::InTrash);
    let link = json!({ "url": "https://example.org/1" });
    ana.post("/api/creators/me/portfolio", link).await.assert_problem(ErrorCode::InTrash);
    ana.post_empty("/api/creators/me/revisions/1/restore").await.assert_problem(ErrorCode::InTrash);
    let eva = creator(&app, "eva@example.org", "Eva").await;
    eva.patch(ME, json!({ "handle": "ana.kit" })).await.assert_problem(ErrorCode::HandleTaken);

    let back: Creator = ana.post_empty(RESTORE).await.to();
    assert_eq!(back.trashed, None);
    let as_it_was = Creator { updated_at: back.updated_at, revision: back.revision, ..before };
    assert_eq!(back, as_it_was);
    assert_eq!(found(&nobody, PUBLIC, "").await, ["Ana"]);
    let trail = app.trail(&back.id.to_string()).await;
    assert_eq!(trail[trail.len() - 2..], ["creators.trash_creator", "creators.restore_creator"]);
    nobody.delete(ME).await.assert_problem(ErrorCode::Unauthenticated);
    app.user("noa@example.org").await.delete(ME).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn what_the_staff_throws_away_only_the_staff_brings_back() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let id = own(&ana).await.id;
    let thrown: Creator = throw(&staff, &ana).await.to();
    assert_eq!(thrown.trashed.unwrap().reason.as_deref(), Some("Cuenta falsa."));
    ana.post_empty(RESTORE).await.assert_problem(ErrorCode::Forbidden);
    throw(&staff, &ana).await.assert_problem(ErrorCode::InTrash);
    let level = json!({ "level": "pro", "revision": own(&ana).await.revision });
    staff.patch(&format!("{MANAGED}/{id}"), level).await.assert_problem(ErrorCode::InTrash);
    let listed =
        async |query: &str| staff.get(&format!("{MANAGED}?{query}")).await.to::<Page<ManagedCreator>>().items;
    assert!(listed("").await.is_empty());
    let trash = listed("trashed=true&search=an").await;
    assert_eq!((trash.len(), trash[0].trashed.as_ref().map(|one| one.by_staff)), (1, Some(true)));

    let path = format!("{MANAGED}/{id}/restore");
    assert_eq!(staff.post_empty(&path).await.to::<Creator>().trashed, None);
    staff.post_empty(&path).await.assert_problem(ErrorCode::Conflict);
    assert_eq!(told(&ana).await, ["creator_restored", "creator_trashed"]);
    let late = json!({ "reason": "Cuenta falsa.", "revision": 1 });
    staff.post(&format!("{MANAGED}/{id}/trash"), late).await.assert_problem(ErrorCode::Conflict);
    let short = json!({ "reason": "x", "revision": own(&ana).await.revision });
    staff.post(&format!("{MANAGED}/{id}/trash"), short).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn after_thirty_days_it_is_removed_for_good_with_all_that_belongs_to_it() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Anahí Yegros").await;
    changed(&ana, json!({ "bio": "Fotografío los mercados de mi ciudad." })).await;
    let picture = ana.request(Method::POST, "/api/creators/me/portfolio/pictures");
    let picture = picture.header("content-type", "image/png").body(gradient(64, 64)).send().await;
    let picture: StartedPicture = picture.to();
    let _worker = app.work();
    app.ended(picture.job_id).await;
    let id = own(&ana).await.id.to_string();
    // Thrown away, brought back and thrown away again: only the last time counts.
    ana.delete(ME).await;
    app.clock.advance(SignedDuration::from_hours(15 * 24));
    let again = async || {
        let right = json!({ "email": "ana@example.org", "password": crate::support::PASSWORD });
        assert_eq!(ana.post("/api/identity/sign-in", right).await.status, 200);
    };
    again().await;
    assert_eq!(ana.post_empty(RESTORE).await.status, 200);
    assert_eq!(ana.delete(ME).await.status, 200);
    app.clock.advance(SignedDuration::from_hours(16 * 24));
    let jobs = app.db.collection::<Document>("jobs");
    let purged = async |removed: bool| {
        let result = json!({ "removed": removed }).to_string();
        let done = doc! { "kind": "creators.purge", "status": "succeeded", "result": result };
        jobs.count_documents(done).await.unwrap() == 1
    };
    eventually(async || purged(false).await).await;
    again().await;
    assert!(own(&ana).await.trashed.is_some(), "its time is not over yet");
    assert!(kept(&app, picture.media_id) > 0);

    app.clock.advance(SignedDuration::from_hours(15 * 24));
    eventually(async || purged(true).await).await;
    again().await;
    ana.get(ME).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(kept(&app, picture.media_id), 0);
    for (collection, filter) in [
        ("creators", doc! {}),
        ("creator_revisions", doc! {}),
        ("audit_events", doc! { "target.id": &id, "target.label": { "$exists": true } }),
        ("audit_events", doc! { "changes.after": { "$regex": "mercados" } }),
    ] {
        let left = app.db.collection::<Document>(collection).count_documents(filter.clone()).await.unwrap();
        assert_eq!(left, 0, "{collection} {filter}");
    }
    assert!(app.trail(&id).await.contains(&"creators.purge_creator".to_owned()));
    assert_eq!(ana.post(CREATORS, json!({ "name": "Ana otra vez" })).await.status, 201);
}
