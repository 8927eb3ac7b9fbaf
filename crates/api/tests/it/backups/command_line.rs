//! The real program: what it prints, and the exit codes that scripts trust.

use std::path::Path;
use std::process::{Command, Output};

use bson::{Document, doc};
use serde_json::Value;

use super::support::damage;
use crate::support::legacy::legacy_folder;
use crate::support::mongo::{AVENUE, fresh_database, server_uri};

/// Runs `avenue` with the tests' server and a data folder of its own.
async fn avenue(data: &Path, platform: &str, args: &[&str]) -> Output {
    let uri = server_uri().await;
    Command::new(AVENUE)
        .args(args)
        .env("MONGODB_URI", uri)
        .env("AVENUE_DATABASE", platform)
        .env("AVENUE_DATA", data)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

#[track_caller]
fn told(output: &Output, expected: i32) -> Value {
    let value: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    assert_eq!((code(output), value["exit_code"].as_i64()), (expected, Some(i64::from(expected))), "{value}");
    assert_eq!(value["good"], expected == 0);
    value
}

#[tokio::test]
async fn the_platform_lives_where_avenue_database_says_else_where_the_address_does() {
    let data = tempfile::tempdir().unwrap();
    let (in_address, in_variable) = (fresh_database().await, fresh_database().await);
    for db in [&in_address, &in_variable] {
        db.collection::<Document>("settings").insert_one(doc! { "_id": db.name() }).await.unwrap();
    }
    let uri = server_uri().await.replacen("/?", &format!("/{}?", in_address.name()), 1);
    let backed_up = |variable: Option<&str>| {
        let mut avenue = Command::new(AVENUE);
        avenue.args(["backup", "--json"]).env("MONGODB_URI", &uri).env("AVENUE_DATA", data.path());
        avenue.env_remove("AVENUE_DATABASE").envs(variable.map(|name| ("AVENUE_DATABASE", name)));
        told(&avenue.output().unwrap(), 0)["database"].as_str().unwrap().to_owned()
    };
    assert_eq!(backed_up(None), in_address.name());
    assert_eq!(backed_up(Some(in_variable.name())), in_variable.name());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_database_goes_round_by_command_and_codes_tell_the_truth() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path();
    let db = fresh_database().await;
    // The platform lives here: it has something in its database.
    db.collection::<Document>("settings").insert_one(doc! { "_id": 1 }).await.unwrap();
    let (platform, legacy, copy) =
        (db.name(), format!("{}_legacy", db.name()), format!("{}_copy", db.name()));
    let dump = legacy_folder(folder);
    let dump = dump.to_str().unwrap();
    let run = async |args: &[&str]| avenue(folder, platform, args).await;

    // A plain folder of mongodump into a database, and equal.
    let restored = told(&run(&["restore", dump, "--into", &legacy, "--json"]).await, 0);
    assert_eq!(restored["documents"], 7609);
    let live = format!("db:{legacy}");
    assert_eq!(told(&run(&["compare", dump, &live, "--json"]).await, 0)["equal"], true);

    // Into the folder of archives, recorded; verified without a database.
    let backup = told(&run(&["backup", "--database", &legacy, "--json"]).await, 0);
    assert_eq!((&backup["verdict"], &backup["documents"]), (&"complete".into(), &7609.into()));
    let file = folder.join("backups").join(backup["file_name"].as_str().unwrap());
    let archive = file.to_str().unwrap();
    let recorded = db.collection::<Document>("backups").find_one(doc! {}).await.unwrap().unwrap();
    assert_eq!(recorded.get_str("trigger").unwrap(), "command_line");
    let alone =
        Command::new(AVENUE).args(["verify", archive, "--json"]).env("MONGODB_URI", "").output().unwrap();
    let sound = told(&alone, 0);
    assert_eq!((&sound["archive"]["sha256"], &sound["digest_checked"]), (&backup["sha256"], &true.into()));

    // Restored, compared, drilled.
    assert_eq!(code(&run(&["restore", archive, "--into", &copy]).await), 0);
    assert_eq!(code(&run(&["compare", archive, &format!("db:{copy}")]).await), 0);
    let drill = told(&run(&["drill", "--json"]).await, 0);
    assert_eq!((&drill["verdict"], &drill["documents"]), (&"passed".into(), &7609.into()));

    assert_eq!((&drill["backup_id"], &drill["kept"]), (&backup["id"], &true.into()));

    // An archive without a record: nothing is made up about it, and its certificate is kept where the platform lives.
    let foreign = folder.join("from-elsewhere.tar.zst");
    std::fs::copy(&file, &foreign).unwrap();
    let drill_foreign = ["drill", "--json", "--backup", foreign.to_str().unwrap()];
    let drill = told(&run(&drill_foreign).await, 0);
    assert_eq!((drill.get("backup_id"), &drill["instant"]), (None, &backup["instant"]));
    let certificates = db.collection::<Document>("backup_drills");
    let kept = certificates.find_one(doc! { "_id": drill["id"].as_str().unwrap() }).await.unwrap().unwrap();
    assert!(!kept.get_document("certificate").unwrap().contains_key("backup_id"));
    let elsewhere = told(&avenue(folder, &format!("{platform}_none"), &drill_foreign).await, 0);
    assert_eq!((&elsewhere["verdict"], &elsewhere["kept"]), (&"passed".into(), &false.into()));
    std::fs::write(&foreign, "no archive").unwrap();
    let drill = told(&run(&drill_foreign).await, 1);
    assert_eq!((drill.get("backup_id"), drill.get("instant")), (None, None));

    // A difference and damage are findings: 1.
    let users = db.client().database(&copy).collection::<Document>("users");
    users.delete_one(doc! {}).await.unwrap();
    let differs = told(&run(&["compare", archive, &format!("db:{copy}"), "--json"]).await, 1);
    assert_eq!(differs["differences"][0]["missing"], 1);
    damage(&file);
    let damaged = told(&run(&["verify", archive, "--json"]).await, 1);
    assert!(damaged["error"].as_str().unwrap().contains("damaged"), "{damaged}");
    assert_eq!(told(&run(&["drill", "--backup", archive, "--json"]).await, 1)["verdict"], "failed");
    let fresh = format!("{platform}_fresh");
    assert_eq!(code(&run(&["restore", archive, "--into", &fresh]).await), 1);
    assert!(!db.client().list_database_names().await.unwrap().contains(&fresh), "nothing was written");

    // Wrong orders: 2.
    for wrong in [
        vec!["restore", dump, "--into", &copy],
        vec!["restore", dump, "--into", platform],
        vec!["restore", dump, "--into", "a.b"],
        vec!["restore", dump],
        vec!["verify", archive, "--sha256", "abc"],
        vec!["verify", dump],
        vec!["backup", "--output", "x.zip"],
        vec!["backup", "--stdout", "--json"],
        vec!["backups"],
    ] {
        let output = run(&wrong).await;
        assert_eq!(code(&output), 2, "{wrong:?}: {output:?}");
    }
    // What cannot be done: 3.
    assert_eq!(code(&run(&["verify", "/nowhere/x.tar.zst"]).await), 3);
    let nobody = Command::new(AVENUE)
        .args(["backup", "--json"])
        .env("MONGODB_URI", "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300")
        .env("AVENUE_DATA", folder)
        .output()
        .unwrap();
    assert!(told(&nobody, 3)["error"].is_string());

    for name in [&legacy, &copy] {
        db.client().database(name).drop().await.unwrap();
    }
    db.database().drop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_goes_to_a_file_or_down_a_pipe() {
    let data = tempfile::tempdir().unwrap();
    let db = fresh_database().await;
    db.collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    let run = async |args: &[&str]| avenue(data.path(), db.name(), args).await;
    let file = data.path().join("mine.tar.gz");
    let archive = file.to_str().unwrap();
    let report = told(&run(&["backup", "--output", archive, "--json"]).await, 0);
    assert_eq!(report["manifest"]["verdict"], "complete");
    assert_eq!(told(&run(&["verify", archive, "--json"]).await, 0)["digest_checked"], true);
    // Never over another.
    assert_eq!(code(&run(&["backup", "--output", archive]).await), 3);
    let other = "0".repeat(64);
    assert_eq!(code(&run(&["verify", archive, "--sha256", &other]).await), 1, "sound, but another one");

    let piped = run(&["backup", "--stdout", "--gzip", "--exclude", "things"]).await;
    assert_eq!(code(&piped), 0, "{}", String::from_utf8_lossy(&piped.stderr));
    let pipe = data.path().join("piped.tar.gz");
    std::fs::write(&pipe, &piped.stdout).unwrap();
    let partial = told(&run(&["verify", pipe.to_str().unwrap(), "--json"]).await, 0);
    assert_eq!((&partial["verdict"], &partial["excluded"][0]["name"]), (&"partial".into(), &"things".into()));
    db.database().drop().await.unwrap();
}
