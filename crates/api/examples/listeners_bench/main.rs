//! What listeners cost, and how soon all of them hear: `cargo xtask bench listeners`.
//!
//! A hundred people with twenty streams each listen to one optimised `avenue serve`. Ends with status 1 when its memory
//! grows by more than 150 MiB, or the last of them hears of an event later than a second after it.
//!
//! `AVENUE_TEST_MONGODB_URI` names a replica set, `AVENUE_PROGRAM` the optimised `avenue`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark ends at the first error"
)]

#[path = "../api_bench/server.rs"]
#[expect(dead_code, reason = "the bench of the API uses more of it")]
mod server;

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use api::app::AppState;
use api::config::Config;
use api::domains::notifications::Telling;
use api::infra::clock::Clock;
use api::infra::db::{DatabaseSettings, Db, EmbeddedSettings};
use bson::oid::ObjectId;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::{Value, json};
use server::Server;
use shared::id::UserId;
use shared::notifications::Event;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

/// People, and streams of each: as many as one may have.
const PEOPLE: u32 = 100;
const EACH: u32 = 20;
const ROUNDS: u32 = 5;
const ALLOWED_MIB: f64 = 150.0;
const ALLOWED: Duration = Duration::from_secs(1);
/// Whoever has heard nothing by then, hears nothing.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() {
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    // Both ends of every connection are open files of this machine.
    let files = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum }).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if !runtime.block_on(measure()) {
        std::process::exit(1);
    }
}

async fn measure() -> bool {
    let uri = std::env::var("AVENUE_TEST_MONGODB_URI").expect("AVENUE_TEST_MONGODB_URI names a server");
    let database = format!("bench_{}", ObjectId::new().to_hex());
    let data = tempfile::tempdir().unwrap();
    let server = serve(&uri, &database, data.path());
    let state = teller(&uri, &database, data.path()).await;

    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(person(&server.address, number).await);
    }
    let ids: Vec<UserId> = people.iter().map(|(id, _)| *id).collect();
    let before = server::resident_memory(server.process());
    let (send, mut heard) = mpsc::unbounded_channel();
    let began = Instant::now();
    for (_, token) in &people {
        for _ in 0..EACH {
            listen(&server.address, token, send.clone()).await;
        }
    }
    let listeners = PEOPLE * EACH;
    println!("{listeners} listeners were there in {:.1} s", began.elapsed().as_secs_f64());

    let mut slowest = Duration::ZERO;
    for round in 0..ROUNDS {
        let word = format!("round-{round}-of-the-bench");
        let event = Event::AvatarRefused { why: word.clone() };
        let began = Instant::now();
        state.notifications.tell(Telling { to: ids.clone(), key: word, event }, None).await.unwrap();
        let mut last = began;
        for number in 0..listeners {
            let at = tokio::time::timeout(PATIENCE, heard.recv()).await;
            last = last.max(at.unwrap_or_else(|_| panic!("{number} of {listeners} heard")).unwrap());
        }
        let took = last - began;
        println!("  an event reached all of them in {:.0} ms", took.as_secs_f64() * 1000.0);
        slowest = slowest.max(took);
    }
    let more = server::resident_memory(server.process()) - before;
    drop(server);
    state.database.drop().await.unwrap();
    let good = (more <= ALLOWED_MIB, slowest <= ALLOWED);
    let verdict = |good| if good { "good" } else { "MISSED" };
    println!("memory: {more:.1} MiB more (at most {ALLOWED_MIB:.0} MiB) {}", verdict(good.0));
    println!(
        "slowest round: {:.0} ms (at most {} ms) {}",
        slowest.as_secs_f64() * 1000.0,
        ALLOWED.as_millis(),
        verdict(good.1)
    );
    good.0 && good.1
}

fn serve(uri: &str, database: &str, data: &std::path::Path) -> Server {
    let program = std::env::var("AVENUE_PROGRAM").expect("AVENUE_PROGRAM names the optimised avenue");
    let log = std::fs::File::create(data.join("avenue.log")).unwrap();
    let mut avenue = Command::new(program);
    avenue.arg("serve").stderr(Stdio::from(log));
    avenue.env("MONGODB_URI", uri).env("AVENUE_DATABASE", database).env("AVENUE_DATA", data);
    avenue.env("AVENUE_LISTEN", "127.0.0.1:0").env("AVENUE_ACCESS_MINUTES", "1440");
    // Each person comes from an address of their own, which X-Forwarded-For says.
    avenue.env("AVENUE_TRUSTED_PROXIES", "1");
    for limit in ["AVENUE_LIMIT_USER", "AVENUE_LIMIT_ADDRESS", "AVENUE_LIMIT_NETWORK"] {
        avenue.env(limit, "1000000");
    }
    Server::start(&mut avenue)
}

/// Another process of the platform, as far as the database can tell: it tells people something.
async fn teller(uri: &str, database: &str, data: &std::path::Path) -> AppState {
    let environment = HashMap::from([("AVENUE_DATA".to_owned(), data.display().to_string())]);
    let config = Config::read(|variable| environment.get(variable).cloned()).unwrap();
    let settings = DatabaseSettings {
        uri: Some(uri.to_owned().into()),
        database: Some(database.to_owned()),
        embedded: EmbeddedSettings::new(data),
    };
    AppState::new(config, Clock::system(), Db::connect(&settings).await.unwrap())
}

/// Somebody with an account: their id and access token.
async fn person(address: &str, number: u32) -> (UserId, String) {
    let body = json!({
        "email": format!("listener-{number}@example.org"),
        "password": "Yerba-Mate-con-7-hielos",
        "first_name": "Lis",
        "last_name": "Tener",
    });
    let request = reqwest::Client::new().post(format!("http://{address}/api/identity/register"));
    let request = request.header("x-forwarded-for", format!("10.{number}.0.9")).json(&body);
    let entry: Value = request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap();
    let text = |value: &Value| value.as_str().expect("registering gives an account and a token").to_owned();
    (text(&entry["user"]["id"]).parse().unwrap(), text(&entry["access_token"]))
}

/// Opens a stream, and says when each event of the bench is heard there.
async fn listen(address: &str, token: &str, heard: mpsc::UnboundedSender<Instant>) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /api/notifications/stream HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Accept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut received = Vec::with_capacity(4096);
    while !contains(&received, b"retry: ") {
        assert!(stream.read_buf(&mut received).await.unwrap() > 0, "{}", String::from_utf8_lossy(&received));
    }
    assert!(received.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&received));
    tokio::spawn(async move {
        received.clear();
        while stream.read_buf(&mut received).await.is_ok_and(|count| count > 0) {
            let now = Instant::now();
            // An event ends with an empty line.
            while let Some(end) = received.windows(2).position(|two| two == b"\n\n") {
                let event: Vec<u8> = received.drain(..end + 2).collect();
                if contains(&event, b"-of-the-bench") && heard.send(now).is_err() {
                    return;
                }
            }
        }
    });
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
