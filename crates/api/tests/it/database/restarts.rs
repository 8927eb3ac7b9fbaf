//! A server that dies is started again, until that is pointless.

use std::fs;
use std::time::{Duration, Instant};

use api::infra::db::embedded::{EmbeddedServer, ServerState};
use api::infra::db::{DatabaseSettings, Db};
use bson::{Document, doc};
use rustix::process::Signal;

use super::processes::{is_alive, parent, running_pid, send, stand_in, until, until_gone};
use crate::support::mongo::embedded_settings;

async fn server_with_one_document(folder: &tempfile::TempDir) -> (EmbeddedServer, Db) {
    let embedded = embedded_settings(folder.path());
    let server = EmbeddedServer::start(&embedded).await.unwrap();
    let settings = DatabaseSettings { uri: None, database: None, embedded };
    let db = Db::connect_embedded(&server, &settings).await.unwrap();
    db.collection::<Document>("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    (server, db)
}

/// The same client, made before the death, writes again and finds what it wrote before.
async fn works_again(db: &Db) {
    let things = db.collection::<Document>("things");
    until("a write succeeds", || async { things.insert_one(doc! {}).await.is_ok() }).await;
    assert_eq!(things.count_documents(doc! { "_id": 1 }).await.unwrap(), 1);
}

#[tokio::test]
async fn a_killed_mongod_comes_back_under_the_same_address() {
    let folder = tempfile::tempdir().unwrap();
    let (server, db) = server_with_one_document(&folder).await;
    let (uri, first) = (server.uri().to_owned(), running_pid(&server).unwrap());
    let mut state = server.watch();
    let killed = Instant::now();
    send(first, Signal::KILL);
    state
        .wait_for(|state| matches!(state, ServerState::Restarting { why } if why.contains("signal 9")))
        .await
        .unwrap();
    state.wait_for(|state| matches!(state, ServerState::Running { pid } if *pid != first)).await.unwrap();
    let back = killed.elapsed();
    works_again(&db).await;
    println!("back after {back:?}, the old client writes after {:?}", killed.elapsed());
    assert_eq!(server.uri(), uri);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_guard_takes_mongod_along_and_both_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let (server, db) = server_with_one_document(&folder).await;
    let first = running_pid(&server).unwrap();
    let guard = parent(first);
    let mut state = server.watch();
    let killed = Instant::now();
    send(guard, Signal::KILL);
    until_gone(first).await;
    println!("mongod was gone {:?} after its guard", killed.elapsed());
    state.wait_for(|state| matches!(state, ServerState::Running { pid } if *pid != first)).await.unwrap();
    works_again(&db).await;
    server.stop().await.unwrap();
}

#[tokio::test]
async fn signals_to_the_whole_group_do_not_end_the_guard() {
    let folder = tempfile::tempdir().unwrap();
    let (server, db) = server_with_one_document(&folder).await;
    let pid = running_pid(&server).unwrap();
    let guard = parent(pid);
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        send(guard, signal);
    }
    db.collection::<Document>("things").insert_one(doc! { "_id": 2 }).await.unwrap();
    assert!(is_alive(guard) && is_alive(pid));
    server.stop().await.unwrap();
    assert!(!is_alive(guard) && !is_alive(pid));
}

#[tokio::test]
async fn a_server_that_keeps_dying_is_given_up_with_its_last_words() {
    let folder = tempfile::tempdir().unwrap();
    let bad_day = folder.path().join("bad-day");
    let mongod = stand_in(
        folder.path(),
        &format!(
            "[ -e '{}' ] && {{ echo 'the moon is wrong' >&2; exit 3; }}\nexec \"$REAL\" \"$@\"",
            bad_day.display()
        ),
    );
    let mut settings = embedded_settings(folder.path());
    settings.mongod = Some(mongod);
    settings.restart_after = Duration::from_millis(2);
    let server = EmbeddedServer::start(&settings).await.unwrap();
    let mut state = server.watch();
    fs::write(bad_day, "").unwrap();
    send(running_pid(&server).unwrap(), Signal::KILL);

    let failed = state.wait_for(|state| matches!(state, ServerState::Failed { .. })).await.unwrap().clone();
    let ServerState::Failed { why } = failed else { unreachable!() };
    assert!(why.contains("mongod died 7 times in a row and is not started again"), "{why}");
    assert!(why.contains("exit code 3") && why.contains("the moon is wrong"), "{why}");
    assert_eq!(server.stop().await.unwrap_err().to_string(), why);
}
