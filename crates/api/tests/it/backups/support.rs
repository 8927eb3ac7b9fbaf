//! An application with a worker, the old database, and waiting for jobs.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use api::infra::ids::new_id;
use api::infra::jobs::{Worker, WorkerSettings};
use archive::{ArchiveSource, CancellationToken, RestoreOptions, Silent, Source};
use bson::{Document, doc};
use serde_json::{Value, json};
use shared::id::JobId;
use shared::system::{Job, JobStatus};
use tokio_util::sync::DropGuard;

use crate::support::legacy::legacy_folder;
pub use crate::support::sha256;
use crate::support::{Client, TestApp};

/// Nothing here takes longer on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// An application that also works, and databases beside it that go with it.
pub struct House {
    pub app: TestApp,
    pub owner: Client,
    databases: std::sync::Mutex<Vec<String>>,
    _worker: DropGuard,
}

impl House {
    pub async fn new() -> Self {
        Self::over(TestApp::new().await).await
    }

    pub async fn over(app: TestApp) -> Self {
        app.state.prepare().await.unwrap();
        app.state.backups.start().await.unwrap();
        let owner = app.admin().await;
        let stop = CancellationToken::new();
        let settings = WorkerSettings {
            beat: Duration::from_millis(20),
            poll: Duration::from_millis(20),
            ..WorkerSettings::default()
        };
        let registry = Arc::new(app.state.registry().unwrap());
        tokio::spawn(Worker::new(app.state.jobs.clone(), registry, settings).run(stop.clone()));
        Self { app, owner, databases: Default::default(), _worker: stop.drop_guard() }
    }

    /// The name of a database that this test may make.
    pub fn name(&self, word: &str) -> String {
        let name = format!("{word}_{}", new_id().simple());
        self.databases.lock().unwrap().push(name.clone());
        name
    }

    /// A small database: two collections, an empty one and an index.
    pub async fn small(&self) -> String {
        let name = self.name("small");
        let database = self.app.db.client().database(&name);
        let people: Vec<Document> = (0..50).map(|n| doc! { "_id": n, "name": format!("n{n}") }).collect();
        database.collection::<Document>("people").insert_many(people).await.unwrap();
        database.collection::<Document>("things").insert_one(doc! { "_id": "a", "x": 1.5 }).await.unwrap();
        database.create_collection("empty").await.unwrap();
        name
    }

    /// The old database, restored from its fixture.
    pub async fn legacy(&self) -> String {
        let name = self.name("legacy");
        let source = ArchiveSource::at(legacy_folder(self.app.data.path()));
        let target = Source::new(self.app.db.client().clone(), &name, "test");
        let cancel = CancellationToken::new();
        archive::restore(&source, &target, &RestoreOptions::default(), &Silent, &cancel).await.unwrap();
        name
    }

    /// Waits until a job has ended.
    pub async fn wait(&self, id: JobId) -> Job {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let job = self.app.state.jobs.get(id).await.unwrap().unwrap().job;
            if job.status.is_final() {
                return job;
            }
            assert!(Instant::now() < deadline, "job {id} does not end: {job:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Begins a job over the API and waits until it has ended well.
    pub async fn done(&self, path: &str, body: Value) -> Value {
        let job = self.ended(path, body).await;
        assert_eq!(job.status, JobStatus::Succeeded, "{job:?}");
        job.result.unwrap()
    }

    /// Begins a job over the API and waits until it has ended.
    pub async fn ended(&self, path: &str, body: Value) -> Job {
        let answer = self.owner.post(path, body).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        let job = answer.json();
        let id = job.get("job_id").or(job.get("id")).unwrap();
        self.wait(serde_json::from_value(id.clone()).unwrap()).await
    }

    /// Takes a backup; its record.
    pub async fn back_up(&self, database: &str) -> Value {
        self.done("/api/backups", json!({ "database": database })).await
    }

    /// The file of a backup.
    pub fn file(&self, backup: &Value) -> PathBuf {
        self.app.data.path().join("backups").join(backup["file_name"].as_str().unwrap())
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let names = std::mem::take(&mut *self.databases.lock().unwrap());
        let client = self.app.db.client().clone();
        // The runtime ends with the test; what is not dropped by then goes with the server.
        tokio::spawn(async move {
            for name in names {
                client.database(&name).drop().await.ok();
            }
        });
    }
}

/// Turns one bit of a file over.
pub fn damage(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(file, bytes).unwrap();
}
