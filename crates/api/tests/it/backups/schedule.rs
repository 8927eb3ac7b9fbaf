//! Backups by themselves.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::backups::Schedule;
use shared::error::ErrorCode;

use super::support::{House, PATIENCE};
use crate::support::eventually;

/// Backups that the schedule took and that are there, oldest first.
async fn scheduled(house: &House) -> Vec<Value> {
    // Days pass between two looks, and an access token lasts for minutes.
    assert_eq!(house.owner.post_empty("/api/identity/refresh").await.status, 200);
    let listed = house.owner.get("/api/backups?limit=100&state=finished").await.json();
    let items = listed["items"].as_array().unwrap().iter().rev();
    items.filter(|item| item["trigger"] == "scheduled").cloned().collect()
}

/// So many of them, with nothing left to do: while a backup's job announces it and clears up, no other is asked for.
async fn until(house: &House, count: usize) -> Vec<Value> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let taken = scheduled(house).await;
        if taken.len() >= count {
            for backup in &taken {
                house.wait(serde_json::from_value(backup["job_id"].clone()).unwrap()).await;
            }
            return taken;
        }
        assert!(Instant::now() < deadline, "{} of {count}", taken.len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_backup_is_taken_every_day_at_three_in_asuncion() {
    let house = House::new().await;
    assert_eq!(house.owner.get("/api/backups/schedule").await.to::<Schedule>(), Schedule::default());
    // It is noon in Greenwich. Three in the morning in Asunción is six there.
    let due: Timestamp = "2040-03-08T06:00:00Z".parse().unwrap();
    let status = house.owner.get("/api/backups/status").await.json();
    assert_eq!(status["next_scheduled_at"], json!(due));
    assert_eq!(scheduled(&house).await, Vec::<Value>::new());

    let now = house.app.clock.now();
    house.app.clock.advance(due.duration_since(now));
    let taken = until(&house, 1).await;
    assert_eq!((&taken[0]["verdict"], &taken[0]["created_at"]), (&json!("complete"), &json!(due)));
    let next: Timestamp = "2040-03-09T06:00:00Z".parse().unwrap();
    let status = house.owner.get("/api/backups/status").await.json();
    assert_eq!(status["next_scheduled_at"], json!(next));
}

#[tokio::test]
async fn what_is_beyond_the_days_kept_goes_and_its_record_stays() {
    let house = House::new().await;
    let schedule = Schedule { keep_daily: 1, keep_monthly: 0, weekly_drill: false, ..Schedule::default() };
    assert_eq!(house.owner.put("/api/backups/schedule", &schedule).await.status, 200);
    // What an archive represents is told by the server's clock, which no test holds: all are of today. So of two, the
    // newer one of the day stays.
    house.app.clock.advance(SignedDuration::from_hours(24));
    until(&house, 1).await;
    house.app.clock.advance(SignedDuration::from_hours(24));
    let taken = until(&house, 2).await;
    let deadline = Instant::now() + PATIENCE;
    let trail = loop {
        let trail = house.owner.get("/api/audit/events?action=backups.expire").await.json();
        if !trail["items"].as_array().unwrap().is_empty() {
            break trail;
        }
        assert!(Instant::now() < deadline, "nothing expired");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(trail["items"][0]["target"]["id"], taken[0]["id"]);
    assert_eq!(trail["items"][0]["details"]["sha256"], taken[0]["sha256"]);
    // It can be had back for a week; nothing is taken meanwhile, so that only this archive goes.
    let schedule = Schedule { daily_backup: false, ..schedule };
    assert_eq!(house.owner.put("/api/backups/schedule", &schedule).await.status, 200);
    assert!(house.file(&taken[0]).exists());
    house.app.clock.advance(SignedDuration::from_hours(7 * 24));
    eventually(async || !house.file(&taken[0]).exists()).await;
    eventually(async || {
        assert_eq!(house.owner.post_empty("/api/identity/refresh").await.status, 200);
        let trail = house.owner.get("/api/audit/events?action=backups.removed").await.json();
        !trail["items"].as_array().unwrap().is_empty()
    })
    .await;
    let taken = until(&house, 2).await;
    assert_eq!((&taken[0]["available"], &taken[1]["available"]), (&json!(false), &json!(true)));
    assert!(!house.file(&taken[0]).exists() && house.file(&taken[1]).exists());
}

#[tokio::test]
async fn the_schedule_is_changed_and_checked() {
    let house = House::new().await;
    let schedule = Schedule { daily_backup: false, ..Schedule::default() };
    assert_eq!(house.owner.put("/api/backups/schedule", &schedule).await.to::<Schedule>(), schedule);
    let status = house.owner.get("/api/backups/status").await.json();
    assert!(status.get("next_scheduled_at").is_none(), "{status}");
    let trail = house.owner.get("/api/audit/events?action=backups.schedule").await.json();
    assert_eq!(
        trail["items"][0]["changes"],
        json!([{ "field": "daily_backup", "before": true, "after": false }])
    );
    let nowhere = Schedule { time_zone: "Mars/Olympus".to_owned(), ..Schedule::default() };
    let refused = house.owner.put("/api/backups/schedule", &nowhere).await;
    refused.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(refused.json()["fields"][0]["field"], "time_zone");
    let no_days = json!({ "daily_backup": true, "backup_at": "25:00", "weekly_drill": true, "drill_on": 8,
        "drill_at": "04:00", "time_zone": "UTC", "keep_daily": 0, "keep_monthly": 12 });
    let refused = house.owner.put("/api/backups/schedule", &no_days).await;
    refused.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(refused.json()["fields"].as_array().unwrap().len(), 3, "{refused:?}");
}

#[tokio::test]
async fn a_drill_is_held_every_sunday() {
    let house = House::new().await;
    let database = house.small().await;
    house.back_up(&database).await;
    // 7 March 2040 is a Wednesday; Sunday the 11th at four in Asunción is seven in Greenwich.
    let due: Timestamp = "2040-03-11T07:00:00Z".parse().unwrap();
    let off = Schedule { daily_backup: false, ..Schedule::default() };
    assert_eq!(house.owner.put("/api/backups/schedule", &off).await.status, 200);
    let now = house.app.clock.now();
    house.app.clock.advance(due.duration_since(now));
    let deadline = Instant::now() + PATIENCE;
    // Days have passed, and an access token lasts for minutes.
    assert_eq!(house.owner.post_empty("/api/identity/refresh").await.status, 200);
    let certificate = loop {
        let drills = house.owner.get("/api/backups/drills").await.json();
        if let Some(certificate) = drills["items"].get(0) {
            break certificate.clone();
        }
        assert!(Instant::now() < deadline, "no drill was held");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!((&certificate["verdict"], &certificate["documents"]), (&json!("passed"), &json!(51)));
}
