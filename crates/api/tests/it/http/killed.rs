//! `kill -9` in the middle of creations that are sent again until they are answered: each takes effect once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use bson::{Document, doc};
use futures::future::join_all;
use serde_json::{Value, json};

use super::idempotency::{key, person};
use crate::support::mongo::fresh_database;
use crate::support::proof::{Dice, cases};
use crate::support::served::{ADMIN, Served};
use crate::support::{PASSWORD, within};

/// So many keys are sent in each round, five copies of each at once.
const KEYS: u32 = 24;
/// So long a client asks again. What a killed process had begun is in the way for seconds: its transactions until the
/// database lets go of them, what it had claimed until its lease is over.
const PATIENCE: Duration = Duration::from_secs(120);

/// Where the program answers, as of now.
type Url = Mutex<String>;

/// What one copy is.
struct Copy<'a> {
    path: &'a str,
    key: String,
    body: Value,
    token: &'a str,
    ip: String,
}

impl Copy<'_> {
    /// Sends it until it is answered, as a client does that does not give up.
    async fn send(&self, http: &reqwest::Client, url: &Url, counts: &Counts) -> (u16, Vec<u8>) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < deadline, "{} was never answered", self.key);
            let address = format!("{}{}", url.lock().unwrap(), self.path);
            let request = http.post(address).header("idempotency-key", &self.key).json(&self.body);
            let mut request = request.header("x-forwarded-for", &self.ip);
            if !self.token.is_empty() {
                request = request.bearer_auth(self.token);
            }
            let answer = match request.send().await {
                Ok(answer) => {
                    let status = answer.status().as_u16();
                    answer.bytes().await.map(|body| (status, body.to_vec()))
                }
                Err(error) => Err(error),
            };
            match answer {
                Ok((409, body)) if body.windows(23).any(|word| word == b"idempotency_in_progress") => {}
                // What the killed process had begun is in the way until the database lets go of it.
                Ok((503 | 504, _)) => {}
                Ok((status, body)) => {
                    counts.answered.fetch_add(1, Ordering::Relaxed);
                    return (status, body);
                }
                Err(_) => drop(counts.cut.fetch_add(1, Ordering::Relaxed)),
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }
}

#[derive(Default)]
struct Counts {
    answered: AtomicU32,
    cut: AtomicU32,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_takes_effect_once_across_kills_of_the_server() {
    let (mut dice, kills) = (Dice::new(), cases(50));
    let data = tempfile::tempdir().unwrap();
    let db = fresh_database().await;
    let mut served = Served::start(db.name(), data.path(), &[]).await;
    let http = reqwest::Client::new();
    let url = Mutex::new(served.url.clone());

    let owner = crate::support::Client::new(served.url.clone(), "10.0.1.1".to_owned());
    let sign_in = json!({ "email": ADMIN, "password": served.one_time_password() });
    assert_eq!(owner.post("/api/identity/sign-in", sign_in).await.status, 200);
    let change = json!({ "current_password": served.one_time_password(), "new_password": PASSWORD });
    assert_eq!(owner.post("/api/identity/password/change", change).await.status, 204);
    let token = owner.token().unwrap();
    db.collection("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    let references = format!("/api/inspection/databases/{}/collections/things/references", db.name());

    let counts = Counts::default();
    for round in 0..kills {
        let before = counts.answered.load(Ordering::Relaxed);
        let wanted = before + dice.below(KEYS * 4);
        let round_of_keys = (0..KEYS).map(|place| {
            let number = round * KEYS + place;
            let copy = if place % 4 == 0 {
                let ip = format!("10.1.{}.{}", number / 200, number % 200);
                Copy { path: "/api/identity/register", key: key(number), body: person(number), token: "", ip }
            } else {
                let body = json!({ "field": format!("f{number}"), "target_collection": "things", "target_field": "_id" });
                let ip = "10.0.1.1".to_owned();
                Copy { path: &references, key: key(number), body, token: &token, ip }
            };
            let (http, url, counts) = (&http, &url, &counts);
            async move { join_all((0..5).map(|_| copy.send(http, url, counts))).await }
        });
        let killing = async {
            within(PATIENCE, async || counts.answered.load(Ordering::Relaxed) >= wanted).await;
            served.kill();
            served = Served::start(db.name(), data.path(), &[]).await;
            served.url.clone_into(&mut url.lock().unwrap());
        };
        let (answers, ()) = futures::join!(join_all(round_of_keys), killing);
        for copies in answers {
            let (status, body) = &copies[0];
            assert!(matches!(status, 201 | 202), "{status} {}", String::from_utf8_lossy(body));
            assert!(copies.iter().all(|copy| copy == &copies[0]), "all copies are answered alike");
        }
    }

    let of = async |collection: &str, filter: Document| {
        db.collection::<Document>(collection).count_documents(filter).await.unwrap()
    };
    let people = u64::from(kills * KEYS.div_ceil(4));
    let questions = u64::from(kills * KEYS) - people;
    assert_eq!(of("jobs", doc! { "kind": "inspection.references" }).await, questions);
    assert_eq!(of("users", doc! { "email": { "$ne": ADMIN } }).await, people);
    assert_eq!(of("audit_events", doc! { "action": "identity.register" }).await, people);
    assert_eq!(of("audit_events", doc! { "action": "identity.register_taken" }).await, 0);
    assert_eq!(of("email_logs", doc! { "template": "verify_email" }).await, people);
    assert_eq!(of("sessions", doc! {}).await, people + 1, "one for each account, and the owner's");
    let taken_over = of("operations", doc! { "fence": { "$gt": 1 } }).await;
    let answered = counts.answered.load(Ordering::Relaxed);
    println!(
        "{kills} kills, {} keys × 5 copies: {} effects, {answered} equal answers; {} requests were cut off, {taken_over} \
         operations were gone on with by another process",
        kills * KEYS,
        people + questions,
        counts.cut.load(Ordering::Relaxed),
    );
    assert!(taken_over > 0, "the control: some were under way when the process was killed");
}
