use std::time::{Duration, Instant};

use api::infra::jobs::{Worker, WorkerSettings};
use bson::{Document, doc};
use serde_json::json;
use shared::error::ErrorCode;
use shared::inspection::{Census, DanglingReferences};
use shared::system::{Job, JobStatus};

use super::{Playground, people};
use crate::support::{Client, TestApp};

/// Runs the application's jobs until `job` has ended.
async fn outcome(app: &TestApp, job: Job) -> Job {
    let registry = std::sync::Arc::new(app.state.registry().unwrap());
    let worker = Worker::new(app.state.jobs.clone(), registry, WorkerSettings::default());
    let stop = tokio_util::sync::CancellationToken::new();
    let running = tokio::spawn({
        let stop = stop.clone();
        async move { worker.run(stop).await }
    });
    let deadline = Instant::now() + Duration::from_secs(60);
    let ended = loop {
        let stored = app.state.jobs.get(job.id).await.unwrap().unwrap().job;
        if stored.status.is_final() {
            break stored;
        }
        assert!(Instant::now() < deadline, "the job did not end: {stored:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    stop.cancel();
    drop(running.await);
    ended
}

async fn started(client: &Client, path: &str, body: Option<serde_json::Value>) -> Job {
    let answer = match body {
        Some(body) => client.post(path, body).await,
        None => client.post_empty(path).await,
    };
    assert_eq!(answer.status, 202, "{answer:?}");
    answer.to()
}

#[tokio::test]
async fn a_census_reads_every_document() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let eyes = app.admin().await;
    let job = started(&eyes, &playground.path("people", "/census"), None).await;
    assert_eq!(
        (job.kind.as_str(), job.status, job.cancellable),
        ("inspection.census", JobStatus::Queued, true)
    );
    let again = started(&eyes, &playground.path("people", "/census"), None).await;
    assert_eq!(again.id, job.id, "the same question is asked once");
    let ended = outcome(&app, job).await;
    assert_eq!(ended.status, JobStatus::Succeeded, "{ended:?}");
    assert_eq!(ended.progress.as_ref().map(|p| (p.done, p.total)), Some((25, Some(25))));
    let census: Census = serde_json::from_value(ended.result.unwrap()).unwrap();
    assert_eq!((census.documents, census.paths_left_out), (25, 0));
    let field = |path: &str| census.fields.iter().find(|field| field.path == path).unwrap();
    assert_eq!((field("_id").distinct, field("name").distinct, field("n").distinct), (25, 5, 7));
    assert_eq!(field("_id").largest, Some(json!({ "$numberInt": "24" })));
    assert!(field("password_hash").masked && field("password_hash").common.is_empty());
    eyes.post_empty(&playground.path("nothing", "/census")).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn references_that_point_to_nothing_are_found() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let orders: Vec<Document> = (0..40_i64)
        .map(|n| match n % 4 {
            0 => doc! { "_id": n, "person": n },
            1 => doc! { "_id": n, "person": [1, 2.0] },
            2 => doc! { "_id": n, "person": null },
            _ => doc! { "_id": n, "person": "nobody" },
        })
        .collect();
    playground.collection("orders").insert_many(orders).await.unwrap();
    let eyes = app.admin().await;
    let path = playground.path("orders", "/references");
    let check = json!({ "field": "person", "target_collection": "people", "target_field": "_id" });
    let ended = outcome(&app, started(&eyes, &path, Some(check)).await).await;
    let told: DanglingReferences = serde_json::from_value(ended.result.unwrap()).unwrap();
    // Of 0, 4, 8 … 36 those up to 24 are people.
    assert_eq!((told.documents, told.resolved, told.absent, told.dangling), (40, 7 + 10, 10, 3 + 10));
    assert_eq!((told.values[0].value.clone(), told.values[0].count), (json!("nobody"), 10));
    assert_eq!(told.values.len(), 4);
    let secret = json!({ "field": "password_hash", "target_collection": "people", "target_field": "_id" });
    eyes.post(&path, secret).await.assert_problem(ErrorCode::QueryRefused);
    let lost = json!({ "field": "person", "target_collection": "no_such", "target_field": "_id" });
    eyes.post(&path, lost).await.assert_problem(ErrorCode::NotFound);
    eyes.post(&path, json!({ "field": "" })).await.assert_problem(ErrorCode::MalformedBody);
}

#[tokio::test]
async fn a_census_that_was_cancelled_does_not_run() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    people(&playground).await;
    let eyes = app.admin().await;
    let job = started(&eyes, &playground.path("people", "/census"), None).await;
    app.state.jobs.cancel(job.id).await.unwrap();
    let ended = outcome(&app, job).await;
    assert_eq!((ended.status, ended.result), (JobStatus::Cancelled, None));
}
