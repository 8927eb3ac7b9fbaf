//! Deleting: said, done a week later, and undone until then.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::error::ErrorCode;

use super::support::House;
use crate::support::eventually;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Lets days pass; an access token lasts for minutes.
async fn pass(house: &House, days: SignedDuration) {
    house.app.clock.advance(days);
    assert_eq!(house.owner.post_empty("/api/identity/refresh").await.status, 200);
}

fn path(backup: &Value) -> String {
    format!("/api/backups/{}", backup["id"].as_str().unwrap())
}

#[tokio::test]
async fn what_is_deleted_goes_a_week_later_and_both_are_in_the_trail() {
    let house = House::new().await;
    let database = house.small().await;
    let (old, _new) = (house.back_up(&database).await, house.back_up(&database).await);
    let marked = house.owner.delete(&path(&old)).await;
    assert_eq!(marked.status, 200, "{marked:?}");
    assert_eq!(marked.json()["deleting_at"], json!("2040-03-14T12:00:00Z"));
    let again = house.owner.delete(&path(&old)).await.json();
    assert_eq!(again["deleting_at"], json!("2040-03-14T12:00:00Z"), "saying it again changes nothing");
    assert_eq!(house.app.trail(old["id"].as_str().unwrap()).await, ["backups.finish", "backups.delete"]);

    // Until then it is as good as any.
    let verified = house.ended(&format!("{}/verify", path(&old)), json!({})).await;
    assert!(verified.result.is_some());
    pass(&house, DAY * 6).await;
    assert!(house.file(&old).exists());
    pass(&house, DAY * 2).await;
    eventually(async || !house.file(&old).exists()).await;
    eventually(async || house.owner.get(&path(&old)).await.status == 404).await;
    let trail = house.app.trail(old["id"].as_str().unwrap()).await;
    assert_eq!(trail.last().unwrap(), "backups.removed");
    house
        .owner
        .post(&format!("{}/undelete", path(&old)), json!({}))
        .await
        .assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn what_is_had_back_stays() {
    let house = House::new().await;
    let database = house.small().await;
    let (old, new) = (house.back_up(&database).await, house.back_up(&database).await);
    let undelete = format!("{}/undelete", path(&old));
    house.owner.post(&undelete, json!({})).await.assert_problem(ErrorCode::Conflict);
    assert_eq!(house.owner.delete(&path(&old)).await.status, 200);
    house.owner.delete(&path(&new)).await.assert_problem(ErrorCode::LastOne);
    pass(&house, DAY * 6).await;
    let back = house.owner.post(&undelete, json!({})).await;
    assert_eq!((back.status, back.json().get("deleting_at")), (200, None), "{back:?}");

    // The job of the deletion comes, finds nothing to do, and says so.
    pass(&house, DAY * 2).await;
    eventually(async || {
        let jobs = house.owner.get("/api/system/jobs?kind=backups.expunge").await.json();
        jobs["items"][0]["result"]["removed"] == json!(false)
    })
    .await;
    assert!(house.file(&old).exists());
    let trail = house.app.trail(old["id"].as_str().unwrap()).await;
    assert_eq!(trail, ["backups.finish", "backups.delete", "backups.undelete"]);
}

/// Between the word and the deed the other good one was lost.
#[tokio::test]
async fn the_last_good_one_is_kept_even_when_its_time_has_come() {
    let house = House::new().await;
    let database = house.small().await;
    let (old, new) = (house.back_up(&database).await, house.back_up(&database).await);
    assert_eq!(house.owner.delete(&path(&old)).await.status, 200);
    super::support::damage(&house.file(&new));
    house.ended(&format!("{}/verify", path(&new)), json!({})).await;
    pass(&house, DAY * 8).await;
    let id = old["id"].as_str().unwrap();
    eventually(async || house.app.trail(id).await.last().unwrap() == "backups.keep").await;
    assert!(house.file(&old).exists());
    assert_eq!(house.owner.get(&path(&old)).await.json()["backup"].get("deleting_at"), None);
}

#[tokio::test]
async fn nobody_else_deletes_or_undoes() {
    let house = House::new().await;
    let database = house.small().await;
    let backup = house.back_up(&database).await;
    let customer = house.app.user("ana@example.org").await;
    for path in [path(&backup), format!("{}/undelete", path(&backup))] {
        let anonymous = house.app.anonymous();
        let (theirs, nobodys) = if path.ends_with("undelete") {
            (customer.post(&path, json!({})).await, anonymous.post(&path, json!({})).await)
        } else {
            (customer.delete(&path).await, anonymous.delete(&path).await)
        };
        theirs.assert_problem(ErrorCode::Forbidden);
        nobodys.assert_problem(ErrorCode::Unauthenticated);
    }
    customer.get("/api/backups/destinations").await.assert_problem(ErrorCode::Forbidden);
}
