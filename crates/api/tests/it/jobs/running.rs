//! Jobs run once, get their payload, and leave their result.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use api::infra::jobs::{Enqueued, JobFilter, Kind, NewJob};
use bson::{Document, doc};
use jiff::ToSpan;
use mongodb::error::TRANSIENT_TRANSACTION_ERROR;
use mongodb::options::{ReadConcern, TransactionOptions};
use serde_json::{Value, json};
use shared::id::JobId;
use shared::system::{JobProgress, JobStatus};
use tokio::sync::Semaphore;

use super::{Process, Queue, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_workers_share_five_hundred_jobs_and_run_each_once() {
    let queue = Queue::new().await;
    let runs: Arc<Mutex<HashMap<JobId, u32>>> = Arc::default();
    for number in 0..500 {
        queue.ask(NewJob::new("tests.count", number.to_string())).await;
    }
    let mut per_worker = Vec::new();
    let workers: Vec<Process> = (0..4)
        .map(|_| {
            let mine = Arc::new(Mutex::new(0_u32));
            per_worker.push(Arc::clone(&mine));
            let runs = Arc::clone(&runs);
            let count = Kind::new("tests.count", move |context| {
                *runs.lock().unwrap().entry(context.id()).or_default() += 1;
                *mine.lock().unwrap() += 1;
                async { Ok(Value::Null) }
            });
            Process::start(&queue, [count.concurrency(8)])
        })
        .collect();
    let jobs = queue.database.collection::<Document>("jobs");
    eventually("all jobs to succeed", async || {
        jobs.count_documents(doc! { "status": "succeeded" }).await.unwrap() == 500
    })
    .await;
    for worker in workers {
        worker.stop().await;
    }
    let runs = runs.lock().unwrap();
    assert_eq!(runs.len(), 500);
    assert!(runs.values().all(|count| *count == 1), "some ran twice: {runs:?}");
    let shares: Vec<u32> = per_worker.iter().map(|share| *share.lock().unwrap()).collect();
    assert!(shares.iter().all(|share| *share > 0), "somebody did nothing: {shares:?}");
}

#[tokio::test]
async fn a_job_gets_its_payload_reports_progress_and_leaves_its_result() {
    #[derive(serde::Deserialize)]
    struct Payload {
        double: i64,
    }
    let queue = Queue::new().await;
    let gate = Arc::new(Semaphore::new(0));
    let opened = Arc::clone(&gate);
    let double = Kind::new("tests.double", move |context| {
        let gate = Arc::clone(&opened);
        async move {
            let Payload { double } = context.payload()?;
            context.report(JobProgress {
                phase: "doubling".to_owned(),
                item: double.to_string(),
                done: 1,
                total: Some(2),
                unit: "numbers".to_owned(),
            });
            gate.acquire().await.unwrap().forget();
            Ok(json!({ "doubled": double * 2, "attempt": context.attempt() }))
        }
    });
    let worker = Process::start(&queue, [double]);
    let good = queue.ask(NewJob::new("tests.double", "21").payload(doc! { "double": 21 })).await;
    eventually("the progress to be shown", async || queue.job(good).await.job.progress.is_some()).await;
    assert_eq!(queue.job(good).await.job.progress.unwrap().phase, "doubling");
    gate.add_permits(1);
    let done = queue.until_it_is(good, JobStatus::Succeeded).await.job;
    assert_eq!(done.result, Some(json!({ "doubled": 42, "attempt": 1 })));
    assert!(done.finished_at.is_some() && done.error.is_none() && !done.cancellable);

    let bad = queue.ask(NewJob::new("tests.double", "x").payload(doc! { "double": "x" })).await;
    let failed = queue.until_it_is(bad, JobStatus::Failed).await.job;
    assert!(failed.error.unwrap().contains("payload"), "no repetition helps");
    assert_eq!(failed.attempts, 1);
    worker.stop().await;
}

#[tokio::test]
async fn a_job_waits_for_its_time_and_another_kind_does_not_wait_for_it() {
    let queue = Queue::new().await;
    let gate = Arc::new(Semaphore::new(0));
    let opened = Arc::clone(&gate);
    let slow = Kind::new("tests.slow", move |_| {
        let gate = Arc::clone(&opened);
        async move {
            gate.acquire().await.unwrap().forget();
            Ok(Value::Null)
        }
    });
    let fast = Kind::new("tests.fast", async |_| Ok(Value::Null));
    for number in 0..20 {
        queue.ask(NewJob::new("tests.slow", number.to_string())).await;
    }
    let later = queue.clock.now() + 1.hour();
    let postponed = queue.ask(NewJob::new("tests.fast", "later").run_at(later)).await;
    let worker = Process::start(&queue, [slow.concurrency(2), fast]);
    // Everything slow is due longer, and yet this one runs.
    let overtaking = queue.ask(NewJob::new("tests.fast", "now")).await;
    queue.until_it_is(overtaking, JobStatus::Succeeded).await;
    let running = JobFilter { status: Some(JobStatus::Running), ..JobFilter::default() };
    assert_eq!(queue.jobs.list(&running, 100).await.unwrap().len(), 2, "two of the slow kind at once");
    assert_eq!(queue.job(postponed).await.job.status, JobStatus::Queued);
    queue.clock.advance(jiff::SignedDuration::from_hours(1));
    queue.until_it_is(postponed, JobStatus::Succeeded).await;
    gate.add_permits(20);
    worker.stop().await;
}

#[tokio::test]
async fn one_open_job_has_a_unique_key() {
    let queue = Queue::new().await;
    let new = || NewJob::new("tests.backup", "legacy").unique_key("tests.backup:legacy");
    let elsewhere = queue.elsewhere();
    let asked = futures::future::join_all((0..20).map(async |n: i32| {
        let jobs = if n % 2 == 0 { &queue.jobs } else { &elsewhere };
        jobs.enqueue(new(), None).await.unwrap()
    }))
    .await;
    let made: Vec<_> = asked.iter().filter(|asked| matches!(asked, Enqueued::New(_))).collect();
    assert_eq!(made.len(), 1);
    assert!(asked.iter().all(|asked| asked.id() == made[0].id()), "everybody is told the same job");

    let worker = Process::start(&queue, [Kind::new("tests.backup", async |_| Ok(Value::Null))]);
    queue.until_it_is(made[0].id(), JobStatus::Succeeded).await;
    assert!(
        matches!(queue.jobs.enqueue(new(), None).await.unwrap(), Enqueued::New(_)),
        "the key is free again"
    );
    worker.stop().await;
}

/// A transaction reads the state of its beginning: it must not be told of a job that has ended since.
#[tokio::test]
async fn a_transaction_is_not_told_of_a_job_that_has_ended_meanwhile() {
    let queue = Queue::new().await;
    let new = || NewJob::new("tests.backup", "legacy").unique_key("tests.backup:legacy");
    let open = queue.jobs.enqueue(new(), None).await.unwrap().id();
    let mut session = queue.database.client().start_session().await.unwrap();
    let snapshot = TransactionOptions::builder().read_concern(ReadConcern::snapshot()).build();
    session.start_transaction().with_options(snapshot).await.unwrap();
    let jobs = queue.database.collection::<Document>("jobs");
    let filter = doc! { "open": true };
    assert_eq!(jobs.count_documents(filter).session(&mut session).await.unwrap(), 1);

    let worker = Process::start(&queue, [Kind::new("tests.backup", async |_| Ok(Value::Null))]);
    queue.until_it_is(open, JobStatus::Succeeded).await;
    let told = queue.jobs.enqueue(new(), Some(&mut session)).await;
    let error = told.expect_err("the job that it sees is over");
    assert!(error.contains_label(TRANSIENT_TRANSACTION_ERROR), "it is to be tried again: {error}");
    session.abort_transaction().await.unwrap();

    session.start_transaction().await.unwrap();
    let told = queue.jobs.enqueue(new(), Some(&mut session)).await.unwrap();
    assert!(matches!(told, Enqueued::New(_)));
    session.commit_transaction().await.unwrap();
    worker.stop().await;
}

#[tokio::test]
async fn a_job_comes_and_goes_with_its_transaction() {
    let queue = Queue::new().await;
    let new = || NewJob::new("tests.nothing", "x").unique_key("k");
    let mut session = queue.database.client().start_session().await.unwrap();
    session.start_transaction().await.unwrap();
    let taken_back = queue.jobs.enqueue(new(), Some(&mut session)).await.unwrap();
    session.abort_transaction().await.unwrap();
    assert!(queue.jobs.get(taken_back.id()).await.unwrap().is_none());

    session.start_transaction().await.unwrap();
    let kept = queue.jobs.enqueue(new(), Some(&mut session)).await.unwrap();
    let again = queue.jobs.enqueue(new(), Some(&mut session)).await.unwrap();
    assert_eq!(again, Enqueued::Existing(kept.id()), "a transaction sees its own job");
    session.commit_transaction().await.unwrap();
    assert_eq!(queue.job(kept.id()).await.job.status, JobStatus::Queued);
}
