//! The logo of a brand.

use reqwest::Method;
use serde_json::{Value, json};
use shared::brands::{BrandMembership, StartedLogo};
use shared::error::ErrorCode;
use shared::id::BrandId;
use shared::system::JobStatus;

use super::{at, brand, join, notices};
use crate::media::gradient;
use crate::support::{Answer, Client, TestApp};

async fn send(who: &Client, brand: BrandId, bytes: Vec<u8>) -> Answer {
    let request = who.request(Method::POST, &at(brand, "/logo")).header("content-type", "image/png");
    request.body(bytes).send().await
}

async fn shown(who: &Client, brand: BrandId) -> Value {
    who.get(&at(brand, "")).await.json()["logo"].clone()
}

#[tokio::test]
async fn a_logo_is_prepared_shown_replaced_and_taken_away() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let other = brand(&owner, "Otra").await.id;
    let _worker = app.work();
    let answer = send(&owner, id, gradient(300, 200)).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let first: StartedLogo = answer.to();
    let job = app.ended(first.job_id).await;
    assert_eq!(job.status, JobStatus::Succeeded, "{job:?}");
    assert_eq!(job.result, Some(json!({ "media_id": first.media_id, "shown": true })));
    assert_eq!(shown(&owner, id).await, json!(first.media_id));
    let mine: Vec<BrandMembership> = owner.get("/api/brands/mine").await.to();
    let logos: Vec<_> = mine.iter().filter(|brand| brand.brand_id == id).map(|brand| brand.logo).collect();
    assert_eq!(logos, [Some(first.media_id)]);
    let picture =
        async |of: &StartedLogo| app.anonymous().get(&format!("/api/media/{}/256", of.media_id)).await;
    assert_eq!(picture(&first).await.status, 200);

    let theirs: StartedLogo = send(&owner, other, gradient(64, 64)).await.to();
    let second: StartedLogo = send(&owner, id, gradient(200, 200)).await.to();
    app.ended(theirs.job_id).await;
    app.ended(second.job_id).await;
    assert_eq!(shown(&owner, id).await, json!(second.media_id));
    picture(&first).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(picture(&theirs).await.status, 200, "another brand's is left alone");
    let without = owner.delete(&at(id, "/logo")).await;
    assert_eq!((without.status, &without.json()["logo"]), (200, &Value::Null));
    picture(&second).await.assert_problem(ErrorCode::NotFound);
    // A logo is no change of what the brand says: whoever edits is not disturbed.
    assert_eq!(owner.get(&at(id, "")).await.json()["revision"], 1);
    let trail = app.trail(&id.to_string()).await;
    for action in ["brands.send_logo", "brands.show_logo", "brands.remove_logo"] {
        assert!(trail.contains(&action.to_owned()), "{action} is not in {trail:?}");
    }
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_one_that_breaks_off_later_is_told() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    send(&owner, id, b"%PDF-1.7 and more".to_vec()).await.assert_problem(ErrorCode::UnsupportedMediaType);
    let member = join(&app, &owner, id, "member@example.org", "member").await;
    send(&member, id, gradient(64, 64)).await.assert_problem(ErrorCode::Forbidden);
    let whole = gradient(200, 200);
    let started: StartedLogo = send(&owner, id, whole[..whole.len() / 2].to_vec()).await.to();
    let _worker = app.work();
    assert_eq!(app.ended(started.job_id).await.status, JobStatus::Failed);
    assert_eq!(shown(&owner, id).await, Value::Null);
    assert_eq!(notices(&owner).await[0], "logo_refused");
}
