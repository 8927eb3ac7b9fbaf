//! What every test stands on: a whole application on a port of its own, with a database of its own and a clock that
//! stands still, and clients that speak to it as a browser does.
//!
//! ```ignore
//! let app = TestApp::new().await;
//! let ana = app.user("ana@example.org").await;
//! let answer = ana.patch("/api/identity/me", json!({ "first_name": "Ana" })).await;
//! assert_eq!(answer.status, 200);
//! ```

pub mod authenticator;
mod client;
pub mod cloudinary;
pub mod examples;
pub mod gemini;
pub mod google;
pub mod keys;
pub mod legacy;
pub mod mongo;
pub mod operations;
mod pool;
pub mod proof;
pub mod redis;
pub mod s3;
pub mod sentry;
pub mod served;

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use api::app::{AppState, build_app};
use api::config::Config;
use api::infra::clock::Clock;
use api::infra::db::Db;
use api::infra::jobs::{Worker, WorkerSettings};
use bson::doc;
use futures::TryStreamExt;
use jiff::Timestamp;
use serde_json::json;
use shared::id::JobId;
use shared::identity::Permission;
use shared::system::Job;
use tempfile::TempDir;
use tokio_util::sync::{CancellationToken, DropGuard};

pub use client::{Answer, Client};

/// The password of everybody whom the support makes.
pub const PASSWORD: &str = "Yerba-Mate-con-7-hielos";

/// When every test takes place. In the future, because the server removes what has expired by its own clock.
pub const NOON: &str = "2040-03-07T12:00:00Z";

/// The settings of limits.
pub const UNLIMITED: [&str; 5] = [
    "AVENUE_LIMIT_USER",
    "AVENUE_LIMIT_KEY",
    "AVENUE_LIMIT_ADDRESS",
    "AVENUE_LIMIT_NETWORK",
    "AVENUE_LIMIT_WORK",
];

/// A whole application.
pub struct TestApp {
    /// What its handlers share.
    pub state: AppState,
    /// Its time; `app.clock.advance(…)` moves it.
    pub clock: Clock,
    /// Its own database.
    pub db: Db,
    /// Its data folder.
    pub data: TempDir,
    /// Where it answers, without a trailing slash.
    pub url: String,
    server: ServerHandle,
    people: AtomicU32,
    _home: Home,
}

/// Where an application's documents are.
enum Home {
    /// In a database that tests use in turn.
    Lent { _until_it_ends: pool::Lent },
    /// In one of its own.
    Own { _dropped_in_the_end: mongo::Scratch },
    /// In one that the test sees to.
    Elsewhere,
}

impl TestApp {
    /// An application with the configuration of a fresh machine.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// An application with some variables of the environment set.
    pub async fn with(variables: &[(&str, &str)]) -> Self {
        Self::at_home(NOON.parse().unwrap(), variables).await
    }

    /// The same today, for tests with others who read the machine's clock. Ours stands still at its beginning.
    pub async fn today(variables: &[(&str, &str)]) -> Self {
        Self::at_home(Clock::system().now(), variables).await
    }

    async fn at_home(beginning: Timestamp, variables: &[(&str, &str)]) -> Self {
        if let Some((db, lent)) = pool::borrow().await {
            let mut app = Self::at(beginning, db, variables).await;
            lent.prepared(&app.db).await;
            app._home = Home::Lent { _until_it_ends: lent };
            app
        } else {
            let db = mongo::fresh_database().await;
            let scratch = mongo::Scratch::of(&db).await;
            let mut app = Self::at(beginning, db, variables).await;
            app._home = Home::Own { _dropped_in_the_end: scratch };
            app
        }
    }

    /// An application over a database that is already there: a second process, for instance.
    pub async fn over(db: Db, variables: &[(&str, &str)]) -> Self {
        Self::at(NOON.parse().unwrap(), db, variables).await
    }

    async fn at(beginning: Timestamp, db: Db, variables: &[(&str, &str)]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut environment: HashMap<String, String> = HashMap::from([
            ("AVENUE_DATA".to_owned(), data.path().display().to_string()),
            // Each client has an address of its own, given in X-Forwarded-For.
            ("AVENUE_TRUSTED_PROXIES".to_owned(), "1".to_owned()),
        ]);
        // Tests ask more in a moment than anybody does, of a clock that stands still. Those of the limits set their own.
        environment.extend(UNLIMITED.map(|name| (name.to_owned(), "0".to_owned())));
        environment.extend(variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let config = Config::read(|variable| environment.get(variable).cloned()).unwrap();
        let clock = Clock::held(beginning);
        let state = AppState::new(config, clock.clone(), db.clone());
        state.prepare().await.unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = state.clone();
        let server = HttpServer::new(move || build_app(&shared.on_this_thread().unwrap()))
            .workers(1)
            .disable_signals()
            .listen(listener)
            .unwrap()
            .run();
        let handle = server.handle();
        tokio::spawn(server);
        Self {
            state,
            clock,
            db,
            data,
            url,
            server: handle,
            people: AtomicU32::new(0),
            _home: Home::Elsewhere,
        }
    }

    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Client {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let [_, a, b, c] = number.to_be_bytes();
        Client::new(self.url.clone(), format!("10.{a}.{b}.{c}"))
    }

    /// A customer, registered and signed in.
    pub async fn user(&self, email: &str) -> Client {
        let client = self.anonymous();
        let body =
            json!({ "email": email, "password": PASSWORD, "first_name": "Test", "last_name": "Person" });
        let answer = client.post("/api/identity/register", body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        client
    }

    /// The owner: an administrator with every permission.
    pub async fn admin(&self) -> Client {
        self.staff(Permission::ALL).await
    }

    /// Proves the address of an account, as the link in its mail would.
    pub async fn prove_address(&self, email: &str) {
        let users = self.db.collection::<bson::Document>("users");
        let proven = doc! { "$set": { "email_verified": true } };
        assert_eq!(users.update_one(doc! { "email": email }, proven).await.unwrap().matched_count, 1);
    }

    /// An administrator with some permissions, registered and signed in.
    pub async fn staff(&self, permissions: &[Permission]) -> Client {
        let email = format!("staff-{}@avenue.example", self.people.load(Ordering::Relaxed));
        let client = self.user(&email).await;
        let permissions = bson::serialize_to_bson(permissions).unwrap();
        let update = doc! { "$set": { "roles": ["admin"], "permissions": permissions } };
        let users = self.db.collection::<bson::Document>("users");
        assert_eq!(users.update_one(doc! { "email": email }, update).await.unwrap().modified_count, 1);
        client
    }
}

impl TestApp {
    /// Starts the application's worker; it ends with what is given.
    pub fn work(&self) -> DropGuard {
        let stop = CancellationToken::new();
        let settings = WorkerSettings {
            beat: Duration::from_millis(20),
            poll: Duration::from_millis(20),
            ..WorkerSettings::default()
        };
        let registry = Arc::new(self.state.registry().unwrap());
        tokio::spawn(Worker::new(self.state.jobs.clone(), registry, settings).run(stop.clone()));
        stop.drop_guard()
    }

    /// Waits until a job has ended.
    pub async fn ended(&self, id: JobId) -> Job {
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            let job = self.state.jobs.get(id).await.unwrap().unwrap().job;
            if job.status.is_final() {
                return job;
            }
            assert!(Instant::now() < deadline, "job {id} does not end: {job:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The stored document of the account with that address.
    pub async fn stored_user(&self, email: &str) -> bson::Document {
        let users = self.db.database().collection::<bson::Document>("users");
        users.find_one(doc! { "email": email }).await.unwrap().expect("there is such an account")
    }

    /// The actions in the audit trail about a thing, oldest first.
    pub async fn trail(&self, target: &str) -> Vec<String> {
        let events = self.db.database().collection::<bson::Document>("audit_events");
        let found = events.find(doc! { "target.id": target }).sort(doc! { "_id": 1 }).await.unwrap();
        let found: Vec<bson::Document> = found.try_collect().await.unwrap();
        found.iter().map(|event| event.get_str("action").unwrap().to_owned()).collect()
    }

    /// What the links of the mails of one template to an address carry, oldest first.
    pub async fn mailed_tokens(&self, template: &str, to: &str) -> Vec<String> {
        let mails = self.db.database().collection::<bson::Document>("email_logs");
        let found =
            mails.find(doc! { "template": template, "to": to }).sort(doc! { "_id": 1 }).await.unwrap();
        let found: Vec<bson::Document> = found.try_collect().await.unwrap();
        found.iter().filter_map(|mail| mail.get_str("secret").ok().map(str::to_owned)).collect()
    }

    /// How many mails of one template went to an address.
    pub async fn mails(&self, template: &str, to: &str) -> u64 {
        let mails = self.db.database().collection::<bson::Document>("email_logs");
        mails.count_documents(doc! { "template": template, "to": to }).await.unwrap()
    }
}

/// The SHA-256 of some bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Waits until `condition` holds; fails after ten seconds.
pub async fn eventually(condition: impl AsyncFnMut() -> bool) {
    within(Duration::from_secs(10), condition).await;
}

/// Waits until `condition` holds; fails after `time`.
pub async fn within(time: Duration, mut condition: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + time;
    while !condition().await {
        assert!(Instant::now() < deadline, "what was expected did not come");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The order to stop is given at once; nobody waits for it.
        drop(self.server.stop(false));
    }
}
