//! Going down in order.

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::infra::jobs::{JobFailure, Kind, NewJob, WorkerSettings};
use serde_json::{Value, json};
use shared::system::JobStatus;
use tokio::sync::Semaphore;

use super::{Process, Queue, quick};

/// What takes over.
fn successor() -> Kind {
    Kind::new("tests.long", async |context| Ok(json!(context.attempt())))
}

#[tokio::test]
async fn a_job_that_heeds_the_signal_is_given_back_and_resumed_at_once() {
    let queue = Queue::new().await;
    let heeding = Kind::new("tests.long", async |context| {
        context.stop().cancelled().await;
        assert!(!context.is_cancelled_by_person());
        Err(JobFailure::Cancelled)
    });
    given_back(&queue, heeding).await;
}

#[tokio::test]
async fn a_job_that_does_not_is_cut_off_and_given_back() {
    let queue = Queue::new().await;
    given_back(&queue, Kind::new("tests.long", async |_| std::future::pending().await)).await;
}

async fn given_back(queue: &Queue, kind: Kind) {
    let first = Process::start(queue, [kind]);
    let id = queue.ask(NewJob::new("tests.long", "x").max_attempts(1)).await;
    queue.until_it_is(id, JobStatus::Running).await;
    let begun = Instant::now();
    first.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(20), "it did not keep its deadline");
    let job = queue.job(id).await.job;
    assert_eq!((job.status, job.attempts), (JobStatus::Queued, 0), "as if it had not been begun");
    // The clock stands still: nothing waits for the lease.
    let second = Process::start(queue, [successor()]);
    let done = queue.until_it_is(id, JobStatus::Succeeded).await.job;
    assert_eq!(done.result, Some(json!(1)));
    second.stop().await;
}

#[tokio::test]
async fn a_short_job_may_finish_and_no_other_is_begun() {
    let queue = Queue::new().await;
    let gate = Arc::new(Semaphore::new(0));
    let opened = Arc::clone(&gate);
    let short = Kind::new("tests.long", move |_| {
        let gate = Arc::clone(&opened);
        async move {
            gate.acquire().await.unwrap().forget();
            Ok(Value::Null)
        }
    });
    let patient = WorkerSettings { finish_within: Duration::from_secs(60), ..quick() };
    let worker = Process::with(&queue, [short], patient);
    let under_way = queue.ask(NewJob::new("tests.long", "x")).await;
    queue.until_it_is(under_way, JobStatus::Running).await;
    let waiting = queue.ask(NewJob::new("tests.long", "y")).await;
    worker.stop.cancel();
    gate.add_permits(2);
    worker.stop().await;
    assert_eq!(queue.job(under_way).await.job.status, JobStatus::Succeeded);
    assert_eq!(queue.job(waiting).await.job.status, JobStatus::Queued);
}
