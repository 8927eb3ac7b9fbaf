//! Stopping jobs.

use api::infra::jobs::{Cancellation, JobFailure, Kind, NewJob};
use serde_json::{Value, json};
use shared::id::JobId;
use shared::system::JobStatus;

use super::{LEASE_AND_MORE, Process, Queue};

/// Work that ends only when it is told to.
fn endless() -> Kind {
    Kind::new("tests.endless", async |context| {
        context.stop().cancelled().await;
        Err(JobFailure::Cancelled)
    })
}

#[tokio::test]
async fn a_waiting_job_is_stopped_at_once() {
    let queue = Queue::new().await;
    let id = queue.ask(NewJob::new("tests.endless", "x").unique_key("k").cancellable()).await;
    let Cancellation::Accepted(stored) = queue.jobs.cancel(id).await.unwrap() else { panic!("refused") };
    assert_eq!(stored.job.status, JobStatus::Cancelled);
    assert!(stored.job.finished_at.is_some() && !stored.job.cancellable);
    let again = queue.ask(NewJob::new("tests.endless", "x").unique_key("k").cancellable()).await;
    assert_ne!(again, id, "its key is free again");
}

#[tokio::test]
async fn a_running_job_is_told_and_ends_as_cancelled() {
    let queue = Queue::new().await;
    let worker = Process::start(&queue, [endless()]);
    let id = queue.ask(NewJob::new("tests.endless", "x").cancellable()).await;
    assert!(queue.until_it_is(id, JobStatus::Running).await.job.cancellable);
    let Cancellation::Accepted(stored) = queue.jobs.cancel(id).await.unwrap() else { panic!("refused") };
    assert!(stored.cancel_requested && !stored.job.cancellable);
    queue.until_it_is(id, JobStatus::Cancelled).await;
    worker.stop().await;
}

#[tokio::test]
async fn a_cancelled_job_whose_worker_died_is_not_begun_again() {
    let queue = Queue::new().await;
    let first = Process::start(&queue, [endless()]);
    let id = queue.ask(NewJob::new("tests.endless", "x").cancellable()).await;
    queue.until_it_is(id, JobStatus::Running).await;
    first.kill().await;
    assert!(matches!(queue.jobs.cancel(id).await.unwrap(), Cancellation::Accepted(_)));
    queue.clock.advance(LEASE_AND_MORE);
    let revived = Kind::new("tests.endless", async |_| Ok(json!("begun again")));
    let second = Process::start(&queue, [revived]);
    assert_eq!(queue.until_it_is(id, JobStatus::Cancelled).await.job.result, None);
    second.stop().await;
}

#[tokio::test]
async fn what_cannot_be_stopped_says_so() {
    let queue = Queue::new().await;
    let id = queue.ask(NewJob::new("tests.nothing", "x")).await;
    assert!(matches!(queue.jobs.cancel(id).await.unwrap(), Cancellation::Refused(_)));
    let worker = Process::start(&queue, [Kind::new("tests.nothing", async |_| Ok(Value::Null))]);
    queue.until_it_is(id, JobStatus::Succeeded).await;
    assert!(matches!(queue.jobs.cancel(id).await.unwrap(), Cancellation::Refused(_)));
    let nobody = JobId::new(uuid::Uuid::nil());
    assert!(matches!(queue.jobs.cancel(nobody).await.unwrap(), Cancellation::NotFound));
    worker.stop().await;
}
