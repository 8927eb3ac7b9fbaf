//! Connecting to a server that is named.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use api::infra::db::{DatabaseSettings, Db, DbError, Deployment};
use bson::{Document, doc};

use super::processes::real_mongod;
use crate::support::mongo::{embedded_settings, fresh_database};

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let (one, other) = (fresh_database().await, fresh_database().await);
    one.collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    assert_eq!(one.collection::<Document>("things").count_documents(doc! {}).await.unwrap(), 1);
    assert_eq!(other.collection::<Document>("things").count_documents(doc! {}).await.unwrap(), 0);
    assert_ne!(one.name(), other.name());
}

#[tokio::test]
async fn the_server_says_what_it_is() {
    let db = fresh_database().await;
    assert!(matches!(db.deployment(), Deployment::ReplicaSet { name } if !name.is_empty()), "{db:?}");
    assert!(!db.server_version().is_empty());
}

async fn connect(uri: &str) -> Result<Db, DbError> {
    let embedded = embedded_settings(Path::new("unused"));
    Db::connect(&DatabaseSettings { uri: Some(uri.into()), database: None, embedded }).await
}

/// A `mongod` that is no replica set.
struct Standalone {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Standalone {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut mongod = Command::new(real_mongod());
        mongod.arg("--dbpath").arg(folder.path()).args([
            "--bind_ip",
            "127.0.0.1",
            "--nounixsocket",
            "--port",
        ]);
        let process = mongod.arg(port.to_string()).stdout(Stdio::null()).spawn().unwrap();
        Self { process, port, _folder: folder }
    }
}

impl Drop for Standalone {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

#[tokio::test]
async fn a_standalone_server_is_refused_with_what_to_do() {
    let server = Standalone::start();
    let error = connect(&format!("mongodb://127.0.0.1:{}/", server.port)).await.unwrap_err().to_string();
    for part in ["is a standalone mongod", "--replSet", "rs.initiate()", "MONGODB_URI"] {
        assert!(error.contains(part), "{error}");
    }
}

#[tokio::test]
async fn wrong_credentials_are_named_as_such_and_never_shown() {
    let server = Standalone::start();
    let uri = format!("mongodb://owner:hunter2@127.0.0.1:{}/", server.port);
    let error = connect(&uri).await.unwrap_err();
    assert!(error.to_string().contains("refuses the user name or password of MONGODB_URI"), "{error}");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter2") && !shown.contains("owner"), "{shown}");
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_without_credentials() {
    let uri = "mongodb://owner:hunter2@127.0.0.1:1/?serverSelectionTimeoutMS=200";
    let error = connect(uri).await.unwrap_err();
    assert!(error.to_string().contains("127.0.0.1:1 cannot be used: it does not answer"), "{error}");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter2") && !shown.contains("owner"), "{shown}");
}

#[tokio::test]
async fn no_address_is_refused() {
    let embedded = embedded_settings(Path::new("unused"));
    let error = Db::connect(&DatabaseSettings { uri: None, database: None, embedded }).await.unwrap_err();
    assert!(error.to_string().contains("set MONGODB_URI"), "{error}");
}

#[tokio::test]
async fn a_database_shows_where_it_is_and_nothing_else() {
    let db = fresh_database().await;
    let shown = format!("{db:?}");
    assert!(shown.contains(db.name()) && shown.contains(db.host()), "{shown}");
}
