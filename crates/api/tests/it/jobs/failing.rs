//! Trying again, and giving up.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use api::infra::jobs::{Backoff, GivenUp, JobFailure, Kind, NewJob};
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::system::JobStatus;

use super::{LEASE_AND_MORE, Process, Queue, eventually};

const MINUTES: Backoff =
    Backoff { first: Duration::from_secs(60), factor: 4, longest: Duration::from_secs(600) };

#[tokio::test]
async fn a_failure_is_tried_again_after_longer_and_longer_waits() {
    let queue = Queue::new().await;
    let flaky = Kind::new("tests.flaky", async |context| match context.attempt() {
        1 => Err(JobFailure::Retry("the first time".to_owned())),
        2 => panic!("the second time"),
        _ => Ok(json!(context.is_last_attempt())),
    });
    let worker = Process::start(&queue, [flaky.backoff(MINUTES)]);
    let id = queue.ask(NewJob::new("tests.flaky", "x").max_attempts(3)).await;

    for (attempts, error, least, most) in [(1, "the first time", 48, 72), (2, "the second time", 192, 288)] {
        eventually("the failure to be noted", async || {
            let job = queue.job(id).await.job;
            job.status == JobStatus::Queued && job.attempts == attempts
        })
        .await;
        let said = queue.job(id).await.job.error.unwrap();
        assert!(said.contains(error), "{said}");
        let raw = queue.database.collection::<bson::Document>("jobs");
        let due =
            raw.find_one(bson::doc! {}).await.unwrap().unwrap().get_datetime("due_at").unwrap().to_jiff();
        let wait = due.duration_since(queue.clock.now()).as_secs();
        assert!((least..=most).contains(&wait), "{wait} s after failure {attempts}");
        queue.clock.advance(SignedDuration::from_secs(most));
    }
    let done = queue.until_it_is(id, JobStatus::Succeeded).await.job;
    assert_eq!((done.attempts, done.error, done.result), (3, None, Some(json!(true))));
    worker.stop().await;
}

/// A kind that notes what was given up.
fn hopeless(mourned: &Arc<Mutex<Vec<GivenUp>>>, failure: JobFailure) -> Kind {
    let mourned = Arc::clone(mourned);
    Kind::new("tests.hopeless", move |_| std::future::ready(Err::<Value, _>(failure.clone()))).when_given_up(
        move |job| {
            mourned.lock().unwrap().push(job);
            std::future::ready(Ok(()))
        },
    )
}

#[tokio::test]
async fn after_the_last_attempt_it_is_given_up_with_its_error() {
    let queue = Queue::new().await;
    let mourned = Arc::default();
    let kind = hopeless(&mourned, JobFailure::Retry("no luck".to_owned()));
    let worker = Process::start(&queue, [kind]);
    let id = queue.ask(NewJob::new("tests.hopeless", "x").max_attempts(2)).await;
    eventually("the first failure", async || queue.job(id).await.job.error.is_some()).await;
    assert!(mourned.lock().unwrap().is_empty(), "there is hope yet");
    queue.clock.advance(SignedDuration::from_secs(60));
    let failed = queue.until_it_is(id, JobStatus::Failed).await.job;
    assert_eq!((failed.attempts, failed.error.as_deref()), (2, Some("no luck")));
    worker.stop().await;
    let mourned = mourned.lock().unwrap();
    assert_eq!(mourned.len(), 1);
    assert_eq!((mourned[0].id, mourned[0].error.as_str()), (id, "no luck"));
}

#[tokio::test]
async fn a_permanent_failure_is_not_tried_again() {
    let queue = Queue::new().await;
    let mourned = Arc::default();
    let worker = Process::start(&queue, [hopeless(&mourned, JobFailure::Permanent("never".to_owned()))]);
    let id = queue.ask(NewJob::new("tests.hopeless", "x").max_attempts(5)).await;
    let failed = queue.until_it_is(id, JobStatus::Failed).await.job;
    assert_eq!((failed.attempts, failed.error.as_deref()), (1, Some("never")));
    assert_eq!(mourned.lock().unwrap().len(), 1);
    worker.stop().await;
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_given_up_too() {
    let queue = Queue::new().await;
    let id = queue.ask(NewJob::new("tests.hopeless", "x").max_attempts(2)).await;
    for attempt in 1..=2 {
        let deadly = Kind::new("tests.hopeless", async |_| std::future::pending().await);
        let worker = Process::start(&queue, [deadly]);
        // That it runs is not enough: so does, to all appearances, what the one before was killed at.
        eventually("its worker took it", async || queue.job(id).await.job.attempts == attempt).await;
        worker.kill().await;
        queue.clock.advance(LEASE_AND_MORE);
    }
    let mourned = Arc::default();
    let survivor = Process::start(&queue, [hopeless(&mourned, JobFailure::Permanent("begun".to_owned()))]);
    let failed = queue.until_it_is(id, JobStatus::Failed).await.job;
    assert!(failed.error.unwrap().contains("died"));
    assert_eq!(mourned.lock().unwrap().len(), 1);
    survivor.stop().await;
}
