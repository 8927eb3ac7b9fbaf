//! What stands in the way of a server of our own is said in words: what is wrong, and what would be right.

use std::fs;
use std::process::{Command, Stdio};

use api::infra::db::EmbeddedSettings;
use api::infra::db::embedded::EmbeddedServer;

use super::child;
use super::processes::{real_mongod, running_pid, send, stand_in, until};
use crate::support::mongo::embedded_settings;

async fn refusal(settings: &EmbeddedSettings) -> String {
    match EmbeddedServer::start(settings).await {
        Ok(server) => panic!("it started: {server:?}"),
        Err(error) => error.to_string(),
    }
}

fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "\"{part}\" is not in: {text}");
    }
}

#[tokio::test]
async fn a_folder_in_use_names_who_uses_it() {
    let folder = tempfile::tempdir().unwrap();
    let settings = embedded_settings(folder.path());
    let server = EmbeddedServer::start(&settings).await.unwrap();
    let me = std::process::id().to_string();
    let root = folder.path().join("mongod").canonicalize().unwrap();
    let text = refusal(&settings).await;
    says(&text, &["is in use by another avenue", &me, root.to_str().unwrap(), "AVENUE_DATA"]);
    assert!(running_pid(&server).is_some(), "the first one is not disturbed");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_mongod_that_still_runs_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mongod");
    fs::create_dir_all(&root).unwrap();
    let mut mongod = Command::new(real_mongod());
    mongod.arg("--dbpath").arg(&root).args(["--bind_ip", "127.0.0.1", "--nounixsocket", "--port"]);
    let mut mongod = mongod.arg(free_port()).stdout(Stdio::null()).spawn().unwrap();
    let pid = mongod.id().to_string();
    until("mongod locks the folder", || async {
        fs::read_to_string(root.join("mongod.lock")).is_ok_and(|text| text.trim() == pid)
    })
    .await;
    let text = refusal(&embedded_settings(folder.path())).await;
    says(&text, &["a mongod (process ", &pid, "still runs on", &format!("`kill {pid}`"), "AVENUE_DATA"]);
    send(mongod.id(), rustix::process::Signal::KILL);
    mongod.wait().unwrap();

    // Its lock file still names it, but it is gone.
    let server = EmbeddedServer::start(&embedded_settings(folder.path())).await.unwrap();
    server.stop().await.unwrap();
}

fn free_port() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string()
}

#[tokio::test]
async fn a_program_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = embedded_settings(folder.path());
    settings.mongod = Some(folder.path().join("absent"));
    says(
        &refusal(&settings).await,
        &["absent cannot be used as mongod: there is no such file", "AVENUE_MONGOD"],
    );
    assert!(!folder.path().join("mongod").exists(), "nothing is made for nothing");
}

#[tokio::test]
async fn a_folder_that_is_a_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let text = refusal(&embedded_settings(&file)).await;
    says(&text, &["file/mongod is not writable", "Not a directory", "AVENUE_DATA"]);
}

#[tokio::test]
async fn a_folder_that_is_read_only_is_refused() {
    let text = tokio::task::spawn_blocking(|| child::on_own_disk("ro,size=8m", 0, false)).await.unwrap();
    says(&text, &["is not writable", "Read-only file system", "AVENUE_DATA"]);
}

#[tokio::test]
async fn a_disk_with_too_little_space_is_refused() {
    let text =
        tokio::task::spawn_blocking(|| child::on_own_disk("size=64m", 500_000_000, false)).await.unwrap();
    says(&text, &["is full: 67 MB free, 500 MB needed", "AVENUE_DATA"]);
}

#[tokio::test]
async fn a_disk_that_fills_up_is_named() {
    let text = tokio::task::spawn_blocking(|| child::on_own_disk("size=96m", 0, true)).await.unwrap();
    says(&text, &["mongod stopped because the disk under", "is full", "Free some space"]);
}

#[tokio::test]
async fn data_that_the_server_cannot_read_is_refused_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let settings = embedded_settings(folder.path());
    EmbeddedServer::start(&settings).await.unwrap().stop().await.unwrap();
    let marker = folder.path().join("mongod/storage.bson");
    let bytes = fs::read(&marker).unwrap();
    let at = bytes.windows(10).position(|window| window == b"wiredTiger").unwrap();
    let mut other = bytes.clone();
    other[at..at + 10].copy_from_slice(b"wiredLion8");
    fs::write(&marker, other).unwrap();
    let text = refusal(&settings).await;
    says(&text, &["was written by another version of MongoDB than", "AVENUE_MONGOD", "wiredLion8"]);

    fs::write(&marker, bytes).unwrap();
    EmbeddedServer::start(&settings).await.unwrap().stop().await.unwrap();
}

/// What a 7.0 leaves behind cannot be made here: a stand-in speaks as an older server does that finds it, in words
/// shortened from MongoDB's manual.
#[tokio::test]
async fn data_of_a_newer_server_is_refused_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let words = r#"{"s":"F","msg":"UPGRADE PROBLEM: Found an invalid featureCompatibilityVersion document"}"#;
    let mut settings = embedded_settings(folder.path());
    settings.mongod = Some(stand_in(folder.path(), &format!("echo '{words}'; exit 62")));
    let text = refusal(&settings).await;
    says(
        &text,
        &[
            "was written by another version of MongoDB than",
            "AVENUE_MONGOD",
            "UPGRADE PROBLEM: Found an invalid",
        ],
    );
}

#[tokio::test]
async fn a_server_that_does_not_get_ready_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = embedded_settings(folder.path());
    settings.mongod = Some(stand_in(folder.path(), "echo 'thinking it over'; exec sleep 600"));
    settings.start_within = std::time::Duration::from_millis(300);
    let text = refusal(&settings).await;
    says(&text, &["mongod accepted no writes within 0 s (it does not listen yet)", "thinking it over"]);
}
