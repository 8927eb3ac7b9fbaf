//! However `avenue` ends, its `mongod` ends too.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Instant;

use api::infra::db::embedded::EmbeddedServer;
use bson::{Document, doc};
use rustix::process::Signal;

use super::child;
use super::processes::{is_alive, parent, real_mongod, send, until, until_gone};
use crate::support::mongo::embedded_settings;

async fn write(uri: &str) {
    let client = mongodb::Client::with_uri_str(uri).await.unwrap();
    client.database("avenue").collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
}

async fn read(uri: &str) -> u64 {
    let client = mongodb::Client::with_uri_str(uri).await.unwrap();
    client.database("avenue").collection::<Document>("things").count_documents(doc! {}).await.unwrap()
}

#[tokio::test]
async fn a_killed_avenue_leaves_no_mongod() {
    let folder = tempfile::tempdir().unwrap();
    let mut avenue = child::start(folder.path());
    write(&avenue.uri).await;
    let guard = parent(avenue.mongod);
    assert_eq!(parent(guard), avenue.process.id());
    assert!(is_alive(guard) && is_alive(avenue.mongod));

    let killed = Instant::now();
    avenue.process.kill().unwrap();
    avenue.process.wait().unwrap();
    until_gone(avenue.mongod).await;
    until_gone(guard).await;
    println!("no orphan {:?} after kill -9 of avenue", killed.elapsed());
}

#[tokio::test]
async fn a_killed_avenue_can_be_started_again_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut avenue = child::start(folder.path());
    write(&avenue.uri).await;
    avenue.process.kill().unwrap();
    avenue.process.wait().unwrap();
    // Its guard is still stopping its mongod: the new one waits for that.
    let server = EmbeddedServer::start(&embedded_settings(folder.path())).await.unwrap();
    assert!(!is_alive(avenue.mongod));
    assert_eq!(read(server.uri()).await, 1);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn killing_avenue_and_guard_together_leaves_no_mongod() {
    let folder = tempfile::tempdir().unwrap();
    let mut avenue = child::start(folder.path());
    let guard = parent(avenue.mongod);
    assert!(is_alive(avenue.mongod));
    let killed = Instant::now();
    send(guard, Signal::KILL);
    avenue.process.kill().unwrap();
    avenue.process.wait().unwrap();
    until_gone(avenue.mongod).await;
    println!("no orphan {:?} after kill -9 of avenue and guard", killed.elapsed());
}

/// The control: without a guard a `mongod` outlives who started it, and these tests would see it.
#[tokio::test]
async fn without_a_guard_there_is_an_orphan() {
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let script =
        r#""$1" --dbpath "$2" --port "$3" --bind_ip 127.0.0.1 --nounixsocket >/dev/null & echo $!; wait"#;
    let mut avenue = Command::new("sh");
    avenue.args(["-c", script, "sh", &real_mongod()]).arg(folder.path()).arg(port.to_string());
    let mut avenue = avenue.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(avenue.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let mongod: u32 = line.trim().parse().unwrap();
    avenue.kill().unwrap();
    avenue.wait().unwrap();
    // It has just begun to start, and it gets there without its parent.
    until("the orphan listens", || async { TcpStream::connect(("127.0.0.1", port)).is_ok() }).await;
    assert!(is_alive(mongod));
    send(mongod, Signal::KILL);
    until_gone(mongod).await;
}
