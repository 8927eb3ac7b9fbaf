//! Keeping archives: what is refused, what is told, what comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bson::{Document, doc};
use serde_json::json;
use shared::error::ErrorCode;
use shared::system::JobStatus;

use super::support::House;

#[tokio::test]
async fn the_last_complete_backup_stays_and_others_go() {
    let house = House::new().await;
    let database = house.small().await;
    let partial =
        house.done("/api/backups", json!({ "database": database, "exclude_collections": ["things"] })).await;
    assert_eq!(partial["verdict"], "partial");
    assert_eq!(partial["exclusions"], json!([{ "collection": "things", "documents": 1, "bytes": 27 }]));
    let complete = house.back_up(&database).await;
    let path = |backup: &serde_json::Value| format!("/api/backups/{}", backup["id"].as_str().unwrap());

    house.owner.delete(&path(&complete)).await.assert_problem(ErrorCode::LastOne);
    assert!(house.file(&complete).exists());
    assert_eq!(house.owner.delete(&path(&partial)).await.status, 200);

    let another = house.back_up(&database).await;
    assert_eq!(house.owner.delete(&path(&complete)).await.status, 200);
    house.owner.delete(&path(&another)).await.assert_problem(ErrorCode::LastOne);

    let trail = house.owner.get("/api/audit/events?action=backups.delete").await.json();
    assert_eq!(trail["items"].as_array().unwrap().len(), 2);
}

/// The trail is made to refuse every line, as a full disk or a fail-over would.
#[tokio::test]
async fn what_cannot_be_recorded_does_not_happen() {
    let house = House::new().await;
    let database = house.small().await;
    let backup = house.back_up(&database).await;
    let of_backup = |what: &str| format!("/api/backups/{}/{what}", backup["id"].as_str().unwrap());
    let count =
        async |name: &str| house.app.db.collection::<Document>(name).count_documents(doc! {}).await.unwrap();
    let before = (count("jobs").await, count("backups").await, count("audit_events").await);
    let schedule = house.owner.get("/api/backups/schedule").await.json();

    let refuse = async |validator: Document| {
        let order = doc! { "collMod": "audit_events", "validator": validator };
        house.app.db.database().run_command(order).await.unwrap();
    };
    refuse(doc! { "never": { "$exists": true } }).await;
    let target = house.name("copy");
    let mut other = schedule.clone();
    other["daily_backup"] = json!(!schedule["daily_backup"].as_bool().unwrap());
    let answers = [
        house.owner.post("/api/backups", json!({ "database": database })).await,
        house.owner.post_empty("/api/admin/backup/run").await,
        house.owner.post_empty(&of_backup("verify")).await,
        house.owner.post(&of_backup("compare"), json!({})).await,
        house.owner.post(&of_backup("restore"), json!({ "database": target, "confirmation": target })).await,
        house.owner.post("/api/backups/drills", json!({})).await,
        house.owner.post_empty("/api/backups/reconcile").await,
        house.owner.put("/api/backups/schedule", other.clone()).await,
    ];
    for answer in &answers {
        answer.assert_problem(ErrorCode::Internal);
    }
    assert_eq!((count("jobs").await, count("backups").await, count("audit_events").await), before);
    assert_eq!(house.owner.get("/api/backups/schedule").await.json(), schedule);

    // The control: with the trail in order the same is done.
    refuse(doc! {}).await;
    assert_eq!(house.owner.post_empty(&of_backup("verify")).await.status, 202);
    assert_eq!(house.owner.put("/api/backups/schedule", other).await.status, 200);
    assert_eq!((count("jobs").await, count("audit_events").await), (before.0 + 1, before.2 + 2));
}

#[tokio::test]
async fn nothing_is_restored_over_anything() {
    let house = House::new().await;
    let database = house.small().await;
    let backup = house.back_up(&database).await;
    let restore = format!("/api/backups/{}/restore", backup["id"].as_str().unwrap());
    let order = |name: &str| json!({ "database": name, "confirmation": name });
    for (name, code) in [
        (database.as_str(), ErrorCode::DatabaseNotEmpty),
        (house.app.db.name(), ErrorCode::DatabaseNotEmpty),
        ("admin", ErrorCode::ValidationFailed),
        ("avenue_drill_x", ErrorCode::ValidationFailed),
    ] {
        house.owner.post(&restore, order(name)).await.assert_problem(code);
    }
    let unknown = json!({ "database": "copia", "confirmation": "copia", "collections": ["nothing"] });
    house.owner.post(&restore, unknown).await.assert_problem(ErrorCode::ValidationFailed);

    // One collection alone.
    let part = house.name("part");
    let one = json!({ "database": part, "confirmation": part, "collections": ["things"] });
    let done = house.done(&restore, one).await;
    assert_eq!((&done["documents"], &done["comparison"]["equal"]), (&json!(1), &json!(true)));
    let there = house.app.db.client().database(&part).list_collection_names().await.unwrap();
    assert_eq!(there, ["things"]);
}

#[tokio::test]
async fn success_and_failure_are_told_by_mail_and_in_the_console() {
    let house = House::new().await;
    let database = house.small().await;
    house.back_up(&database).await;
    let told = house.owner.get("/api/notifications/announcements").await.json();
    assert_eq!(told["items"][0]["kind"], "backup_succeeded", "{told}");
    let mails = house.owner.get("/api/notifications/emails").await.json();
    let templates: Vec<_> =
        mails["items"].as_array().unwrap().iter().map(|mail| mail["template"].clone()).collect();
    assert!(templates.contains(&json!("backup_succeeded")), "{templates:?}");

    // A file where the folder of archives should be: nothing can be written.
    let folder = house.app.data.path().join("backups");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, b"").unwrap();
    let job = house.ended("/api/backups", json!({ "database": database })).await;
    assert_eq!(job.status, JobStatus::Failed, "{job:?}");
    let told = house.owner.get("/api/notifications/announcements").await.json();
    assert_eq!(
        (&told["items"][0]["kind"], &told["items"][0]["level"]),
        (&json!("backup_failed"), &json!("bad"))
    );
    let failed = house.owner.get("/api/backups?state=failed").await.json();
    assert_eq!(failed["items"].as_array().unwrap().len(), 1, "{failed}");
    let diagnosis = house.owner.get("/api/admin/backup/diagnose").await.json();
    assert_eq!(diagnosis["ready"], false);
    let broken = diagnosis["checks"].as_array().unwrap().iter().find(|check| check["name"] == "local_folder");
    assert_eq!(broken.unwrap()["passed"], false, "{diagnosis}");
}

#[tokio::test]
async fn a_sound_installation_is_diagnosed_as_ready() {
    let house = House::new().await;
    let diagnosis = house.owner.get("/api/backups/diagnose").await.json();
    assert_eq!(diagnosis["ready"], true, "{diagnosis}");
    let names: Vec<_> =
        diagnosis["checks"].as_array().unwrap().iter().map(|check| check["name"].clone()).collect();
    assert_eq!(
        json!(names),
        json!([
            "database",
            "replica_set",
            "snapshot_window",
            "local_folder",
            "disk_space",
            "s3",
            "cloudinary",
            "encryption"
        ])
    );
    assert!(diagnosis["checks"][5].get("passed").is_none(), "not configured is neither passed nor failed");
}

#[tokio::test]
async fn archives_come_back_when_the_platforms_database_was_lost() {
    let house = House::new().await;
    let database = house.small().await;
    let backup = house.back_up(&database).await;
    let records = house.app.db.collection::<Document>("backups");
    records.delete_many(doc! {}).await.unwrap();
    std::fs::write(house.app.data.path().join("backups/broken.tar.zst"), b"no archive").unwrap();

    let found = house.done("/api/backups/reconcile", json!({})).await;
    assert_eq!(found["found"], json!(["broken.tar.zst", backup["file_name"]]));
    let listed = house.owner.get("/api/backups").await.json();
    let items = listed["items"].as_array().unwrap();
    let again = items.iter().find(|item| item["file_name"] == backup["file_name"]).unwrap();
    assert_eq!((&again["trigger"], &again["sha256"]), (&json!("foreign"), &backup["sha256"]));
    assert_eq!((&again["verdict"], &again["documents"]), (&json!("complete"), &json!(51)));
    let broken = items.iter().find(|item| item["file_name"] == "broken.tar.zst").unwrap();
    assert_eq!(broken["state"], "failed");
    assert!(broken["error"].as_str().unwrap().contains("no archive"), "{broken}");

    // One that is taken away is noticed, and so is its return.
    let (here, away) = (house.file(&backup), house.app.data.path().join("away"));
    std::fs::rename(&here, &away).unwrap();
    let missing = house.done("/api/backups/reconcile", json!({})).await;
    assert_eq!(missing["missing"], json!([backup["file_name"]]));
    std::fs::rename(&away, &here).unwrap();
    let returned = house.done("/api/backups/reconcile", json!({})).await;
    assert_eq!(returned["returned"], json!([backup["file_name"]]));
}

#[tokio::test]
async fn a_stopped_backup_leaves_nothing_that_bears_an_archives_name() {
    let house = House::new().await;
    let database = house.name("busy");
    let blobs = house.app.db.client().database(&database).collection::<Document>("blobs");
    let blob = bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes: vec![7; 200_000] };
    for part in 0..20 {
        let some: Vec<Document> =
            (0..20).map(|n| doc! { "_id": part * 20 + n, "blob": blob.clone() }).collect();
        blobs.insert_many(some).await.unwrap();
    }
    let folder = house.app.data.path().join("backups");
    // Watches the folder all the while: at no moment may an archive be there.
    let watching = Arc::new(AtomicBool::new(true));
    let (watcher, folder_of_watcher) = (Arc::clone(&watching), folder.clone());
    let seen = std::thread::spawn(move || {
        let mut seen = Vec::new();
        while watcher.load(Ordering::Relaxed) {
            seen.extend(archives(&folder_of_watcher));
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        seen
    });
    let begun = house.owner.post("/api/backups", json!({ "database": database })).await.json();
    let job_id = serde_json::from_value(begun["job_id"].clone()).unwrap();
    house.app.state.jobs.cancel(job_id).await.unwrap();
    let job = house.wait(job_id).await;
    watching.store(false, Ordering::Relaxed);
    let seen = seen.join().unwrap();
    let backup = house.owner.get(&format!("/api/backups/{}", begun["backup_id"].as_str().unwrap())).await;
    let backup = backup.json()["backup"].clone();
    if job.status == JobStatus::Succeeded {
        // It was faster than the wish to stop it.
        assert_eq!((&backup["state"], archives(&folder).len()), (&json!("finished"), 1));
        return;
    }
    assert_eq!((job.status, &backup["state"]), (JobStatus::Cancelled, &json!("cancelled")), "{backup}");
    assert_eq!(seen, Vec::<String>::new());
    assert!(std::fs::read_dir(&folder).map_or(0, Iterator::count) == 0, "nothing is left");
}

fn archives(folder: &std::path::Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    names.filter(|name| name.ends_with(".tar.zst")).collect()
}
