//! The owner's journey: back up the old database, see it complete, and see it proven.

use serde_json::{Value, json};
use shared::system::JobStatus;

use super::support::{House, damage, sha256};

#[tokio::test]
async fn the_old_database_is_backed_up_and_proven() {
    let house = House::new().await;
    let legacy = house.legacy().await;

    // Taken, re-read, complete.
    let backup = house.back_up(&legacy).await;
    assert_eq!(backup["verdict"], "complete");
    assert_eq!((&backup["collections"], &backup["documents"]), (&json!(34), &json!(7609)));
    assert_eq!((&backup["state"], &backup["available"]), (&json!("finished"), &json!(true)));
    let id = backup["id"].as_str().unwrap();
    let detail = house.owner.get(&format!("/api/backups/{id}")).await.json();
    let collections = detail["collections"].as_array().unwrap();
    assert_eq!(collections.len(), 34);
    assert_eq!(collections.iter().filter(|each| each["documents"] == 0).count(), 3, "the empty ones too");
    let status = house.owner.get("/api/backups/status").await.json();
    assert_eq!((&status["last_complete"]["id"], &status["kept"]), (&backup["id"], &json!(1)));

    // The digest is kept outside, twice.
    let file = house.file(&backup);
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(backup["sha256"], sha256(&bytes));
    let beside = std::fs::read_to_string(format!("{}.sha256", file.display())).unwrap();
    assert_eq!(beside, format!("{}  {}\n", sha256(&bytes), backup["file_name"].as_str().unwrap()));

    // Downloaded as it lies there.
    let ticket = house.owner.post_empty(&format!("/api/backups/{id}/download-ticket")).await.json();
    let downloaded = house.app.anonymous().get(ticket["url"].as_str().unwrap()).await;
    assert_eq!((downloaded.status, sha256(&downloaded.body)), (200, sha256(&bytes)));

    // Verified.
    let sound = house.done(&format!("/api/backups/{id}/verify"), json!({})).await;
    assert_eq!((&sound["documents"], &sound["digest_matches_record"]), (&json!(7609), &json!(true)));

    // Restored under another name, and equal.
    let copy = house.name("copia");
    let order = json!({ "database": copy, "confirmation": copy });
    let restored = house.done(&format!("/api/backups/{id}/restore"), order).await;
    assert_eq!((&restored["documents"], &restored["comparison"]["equal"]), (&json!(7609), &json!(true)));
    let equal = house.done(&format!("/api/backups/{id}/compare"), json!({ "database": copy })).await;
    assert_eq!(equal["equal"], true, "{equal}");

    // Restored to look into, with nothing in it that expires.
    let kept = house.name("mirar");
    let order = json!({ "database": kept, "confirmation": kept, "keep_expired": true,
        "collections": ["user_sessions", "password_resets", "users"] });
    let restored = house.done(&format!("/api/backups/{id}/restore"), order).await;
    assert_eq!(restored["comparison"]["equal"], true);
    assert_eq!(
        restored["expiry_suspended"],
        json!(["password_resets: index created_at_1", "user_sessions: index expires_at_1"])
    );

    // A document that goes missing is named.
    let users = house.app.db.client().database(&copy).collection::<bson::Document>("users");
    let gone = users.find_one_and_delete(bson::doc! {}).await.unwrap().unwrap();
    let differs = house.done(&format!("/api/backups/{id}/compare"), json!({ "database": copy })).await;
    assert_eq!(differs["equal"], false);
    assert_eq!(differs["differences"][0]["missing"], 1);
    let named = &differs["differences"][0]["missing_ids"][0];
    assert_eq!(*named, gone.get("_id").unwrap().clone().into_canonical_extjson());

    // Drilled, with a certificate.
    let drill = house.done("/api/backups/drills", json!({})).await;
    assert_eq!((&drill["verdict"], &drill["backup_id"]), (&json!("passed"), &backup["id"]), "{drill}");
    assert_eq!((&drill["collections"], &drill["documents"]), (&json!(34), &json!(7609)));
    let certificates = house.owner.get("/api/backups/drills").await.json();
    assert_eq!(certificates["items"], json!([drill]));
    let there = house.app.db.client().list_database_names().await.unwrap();
    assert!(!there.contains(&drill["scratch_database"].as_str().unwrap().to_owned()), "the scratch is gone");

    // One bit of damage is found and named, and the drill fails with a certificate too.
    damage(&file);
    let job = house.ended(&format!("/api/backups/{id}/verify"), json!({})).await;
    assert_eq!(job.status, JobStatus::Failed);
    let finding = job.error.unwrap();
    assert!(finding.contains("damaged"), "{finding}");
    let failed = house.done("/api/backups/drills", json!({ "backup_id": id })).await;
    assert_eq!(failed["verdict"], "failed");
    assert!(failed["detail"].as_str().unwrap().contains("damaged"), "{failed}");

    // All of it stands in the history.
    let attempts = house.owner.get("/api/backups/diagnostics?limit=100").await.json();
    let kinds: Vec<&Value> =
        attempts["items"].as_array().unwrap().iter().rev().map(|attempt| &attempt["kind"]).collect();
    assert_eq!(
        json!(kinds),
        json!([
            "backup",
            "verification",
            "restore",
            "comparison",
            "restore",
            "comparison",
            "drill",
            "verification",
            "drill"
        ])
    );
}
