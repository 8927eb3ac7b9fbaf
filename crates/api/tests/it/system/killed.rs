//! `kill -9` of `avenue serve` in the middle of everything: what was acknowledged is there afterwards, whole, and what
//! was begun goes on.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use bson::{Document, doc};
use futures::TryStreamExt;
use serde_json::{Value, json};

use crate::support::mongo::fresh_database;
use crate::support::proof::{Dice, cases};
use crate::support::served::{ADMIN, AFTER_A_KILL, Served};
use crate::support::{Client, PASSWORD, within};

const WRITERS: u32 = 4;

/// Somebody who changes their own name again and again, and what became of it.
struct Writer {
    id: String,
    token: String,
    acknowledged: Vec<String>,
    /// Sent, and killed before the answer came.
    unanswered: Vec<String>,
}

impl Writer {
    async fn register(url: &str, number: u32) -> Self {
        let client = Client::new(url.to_owned(), format!("10.0.0.{number}"));
        let body = json!({
            "email": format!("writer{number}@example.org"), "password": PASSWORD, "first_name": "0", "last_name": "W"
        });
        let answer = client.post("/api/identity/register", body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let id = client.get("/api/identity/me").await.json()["id"].as_str().unwrap().to_owned();
        let token = client.token().unwrap();
        Self { id, token, acknowledged: Vec::new(), unanswered: Vec::new() }
    }

    /// Writes until nobody answers.
    async fn write(&mut self, url: &str, round: u32, count: &AtomicU32) {
        let http = reqwest::Client::new();
        for number in 0.. {
            let name = format!("{round}-{number}");
            let request = http.patch(format!("{url}/api/identity/me")).bearer_auth(&self.token);
            match request.json(&json!({ "first_name": name })).send().await {
                Ok(answer) => {
                    assert_eq!(answer.status(), 200, "{name}");
                    self.acknowledged.push(name);
                    count.fetch_add(1, Ordering::Relaxed);
                }
                Err(_) => {
                    self.unanswered.push(name);
                    return;
                }
            }
        }
    }
}

async fn database_to_back_up(client: &mongodb::Client, name: &str) {
    let things = client.database(name).collection::<Document>("things");
    let padding = "yerba".repeat(200);
    things.insert_many((0..2_000).map(|n| doc! { "_id": n, "text": &padding })).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_kill_9_and_jobs_go_on() {
    let mut dice = Dice::new();
    let rounds = cases(10);
    let data = tempfile::tempdir().unwrap();
    let db = fresh_database().await;
    let jobs = db.collection::<Document>("jobs");
    let mut served = Served::start(db.name(), data.path(), &[]).await;

    let owner = Client::new(served.url.clone(), "10.0.1.1".to_owned());
    let sign_in = json!({ "email": ADMIN, "password": served.one_time_password() });
    assert_eq!(owner.post("/api/identity/sign-in", sign_in).await.status, 200);
    let change = json!({ "current_password": served.one_time_password(), "new_password": PASSWORD });
    assert_eq!(owner.post("/api/identity/password/change", change).await.status, 204);
    let mut writers = Vec::new();
    for number in 0..WRITERS {
        writers.push(Writer::register(&served.url, number).await);
    }

    let (mut asked_for, mut interrupted, mut databases) = (Vec::new(), 0, Vec::new());
    for round in 0..rounds {
        let owner = Client::new(served.url.clone(), "10.0.1.1".to_owned());
        let sign_in = json!({ "email": ADMIN, "password": PASSWORD });
        assert_eq!(owner.post("/api/identity/sign-in", sign_in).await.status, 200);
        let database = format!("{}_{round}", db.name());
        database_to_back_up(db.client(), &database).await;
        let written = AtomicU32::new(0);
        let wanted = 20 + dice.below(60);
        let url = served.url.clone();
        let killed = async {
            within(AFTER_A_KILL, async || written.load(Ordering::Relaxed) >= wanted).await;
            for (path, body) in [
                ("/api/backups".to_owned(), json!({ "database": database })),
                (format!("/api/inspection/databases/{database}/collections/things/census"), Value::Null),
            ] {
                let answer = owner.post(&path, body).await;
                assert_eq!(answer.status, 202, "{answer:?}");
                let answer = answer.json();
                let id = answer.get("job_id").or_else(|| answer.get("id")).unwrap();
                asked_for.push(id.as_str().unwrap().to_owned());
            }
            served.kill();
        };
        let writing = writers.iter_mut().map(|writer| writer.write(&url, round, &written));
        futures::join!(killed, futures::future::join_all(writing));
        interrupted +=
            jobs.count_documents(doc! { "status": { "$in": ["queued", "running"] } }).await.unwrap();
        databases.push(database);
        served = Served::start(db.name(), data.path(), &[]).await;
    }

    let events = db.collection::<Document>("audit_events");
    let mut acknowledged = 0;
    for writer in &writers {
        let of_writer = doc! { "action": "identity.update_me", "target.id": &writer.id };
        let lines: Vec<Document> =
            events.find(of_writer).sort(doc! { "_id": 1 }).await.unwrap().try_collect().await.unwrap();
        let names: Vec<&str> = lines
            .iter()
            .map(|line| {
                let change = line.get_array("changes").unwrap()[0].as_document().unwrap();
                assert_eq!(change.get_str("field").unwrap(), "first_name");
                change.get_str("after").unwrap()
            })
            .collect();
        for name in &writer.acknowledged {
            let found = names.iter().filter(|found| *found == name).count();
            assert_eq!(found, 1, "{name} was acknowledged");
        }
        let of_nobody = names
            .iter()
            .find(|name| !writer.acknowledged.iter().chain(&writer.unanswered).any(|asked| asked == *name));
        assert_eq!(of_nobody, None);
        let stored = db.collection::<Document>("users").find_one(doc! { "_id": &writer.id }).await.unwrap();
        // The change and its line are there together or not at all.
        assert_eq!(stored.unwrap().get_str("first_name").ok(), names.last().copied());
        acknowledged += writer.acknowledged.len();
    }

    let began = Instant::now();
    let owner = Client::new(served.url.clone(), "10.0.1.1".to_owned());
    let sign_in = json!({ "email": ADMIN, "password": PASSWORD });
    assert_eq!(owner.post("/api/identity/sign-in", sign_in).await.status, 200);
    for id in &asked_for {
        loop {
            let job = owner.get(&format!("/api/system/jobs/{id}")).await.json();
            match job["status"].as_str().unwrap() {
                "succeeded" => break,
                "queued" | "running" => assert!(began.elapsed() < Duration::from_secs(150), "{job}"),
                _ => panic!("{job}"),
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
    for database in &databases {
        let list = owner.get(&format!("/api/backups?database={database}")).await.json();
        assert_eq!(list["items"][0]["verdict"], "complete", "{list}");
    }
    println!(
        "{rounds} kills: {acknowledged} acknowledged writes are there, {interrupted} jobs went on, the last {:?} later",
        began.elapsed()
    );
    assert!(interrupted > 0, "the control: some jobs were not done when the process was killed");
    for database in databases {
        db.client().database(&database).drop().await.unwrap();
    }
}
