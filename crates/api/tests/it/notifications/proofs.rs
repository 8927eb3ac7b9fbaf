//! Many listeners on one process: what they cost, and how soon all of them hear.

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::domains::notifications::Telling;
use futures::{StreamExt, stream};
use reqwest::Method;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;
use shared::id::UserId;
use shared::notifications::Event;
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use super::id_of;
use super::stream::{Came, Hearing, STREAM};
use crate::support::proof::cases;
use crate::support::served::Served;
use crate::support::{Client, PASSWORD, TestApp};

/// Streams of each person: as many as one may have.
const EACH: usize = 20;
const MIB: u64 = 1024 * 1024;

/// Somebody with an account, signed in at the program.
async fn person(served: &Served, number: u32) -> Client {
    // From a network of their own: accounts are opened a few at a time from one.
    let client = Client::new(served.url.clone(), format!("10.{number}.0.9"));
    let body = json!({
        "email": format!("listener-{number}@example.org"),
        "password": PASSWORD,
        "first_name": "Lis",
        "last_name": "Tener",
    });
    let answer = client.post("/api/identity/register", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    client
}

/// Opens a stream and passes on when it heard what, for as long as what it gives is kept.
async fn listen(client: Arc<Client>, heard: mpsc::UnboundedSender<(Instant, Came)>) -> AbortOnDropHandle<()> {
    let request = client.request(Method::GET, STREAM).header("accept", "text/event-stream");
    let mut hearing = Hearing::over(request.open().await);
    assert_eq!(hearing.block().await.as_deref(), Some("retry: 3000"));
    AbortOnDropHandle::new(tokio::spawn(async move {
        while let Some(came) = hearing.next_whenever().await {
            if heard.send((Instant::now(), came)).is_err() {
                return;
            }
        }
    }))
}

/// Tells people something and gives how long it took until so many had heard it.
async fn told(
    app: &TestApp,
    to: Vec<UserId>,
    why: &str,
    listeners: usize,
    heard: &mut mpsc::UnboundedReceiver<(Instant, Came)>,
) -> Duration {
    let event = Event::AvatarRefused { why: why.to_owned() };
    let began = Instant::now();
    app.state.notifications.tell(Telling { to, key: why.to_owned(), event }, None).await.unwrap();
    let mut last = began;
    for number in 0..listeners {
        let one = tokio::time::timeout(Duration::from_secs(30), heard.recv()).await;
        let (at, came) = one.unwrap_or_else(|_| panic!("{number} of {listeners} heard")).unwrap();
        assert_eq!(came.name, "notice", "{came:?}");
        assert!(came.data["text_en"].as_str().unwrap().ends_with(why), "{came:?}");
        last = last.max(at);
    }
    last - began
}

/// Two thousand listeners on one process, or two hundred: at most 150 MiB more, and an event reaches all of them within a
/// second. What is told to some is heard by those alone.
#[tokio::test(flavor = "multi_thread")]
async fn proof_of_two_thousand_listeners() {
    // Both ends of every connection are open files of this machine.
    let files = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum }).unwrap();
    let app = TestApp::today(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(app.db.database().name(), folder.path(), &[]).await;

    let people = cases(100);
    let people: Vec<Arc<Client>> = stream::iter(0..people)
        .map(|number| person(&served, number))
        .buffer_unordered(4)
        .map(Arc::new)
        .collect()
        .await;
    let ids: Vec<UserId> = stream::iter(&people).then(|client| id_of(client)).collect().await;
    let listeners = people.len() * EACH;

    let before = served.memory();
    let (send, mut heard) = mpsc::unbounded_channel();
    let streams = people.iter().flat_map(|client| std::iter::repeat_n(Arc::clone(client), EACH));
    let began = Instant::now();
    let opened = stream::iter(streams).map(|client| listen(client, send.clone()));
    // Dropped before the program is ended, which none of them then hears as a failure.
    let _listening: Vec<_> = opened.buffer_unordered(32).collect().await;
    let opening = began.elapsed();

    let one = told(&app, vec![ids[0]], "to the first alone", EACH, &mut heard).await;
    let mut rounds = Vec::new();
    for round in 0..3 {
        rounds.push(told(&app, ids.clone(), &format!("to all, {round}"), listeners, &mut heard).await);
    }
    let more = served.memory().saturating_sub(before);
    println!(
        "{listeners} listeners were there in {opening:?}; {} KiB more, {} KiB each; one person heard in {one:?}, all in {rounds:?}",
        more / 1024,
        more / 1024 / u64::try_from(listeners).unwrap(),
    );
    // With few of them, what a process keeps anyway weighs more.
    let allowed = (150 * MIB * u64::try_from(listeners).unwrap() / 2000).max(40 * MIB);
    assert!(more <= allowed, "{} MiB more for {listeners} listeners", more / MIB);
    for round in rounds {
        assert!(round <= Duration::from_secs(1), "the last of {listeners} heard after {round:?}");
    }
    assert!(heard.try_recv().is_err(), "nobody heard anything twice");
}
