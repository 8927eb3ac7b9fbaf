//! Who holds a job, and who no longer does.

use std::sync::Arc;
use std::time::Duration;

use api::infra::jobs::{Kind, NewJob, WorkerSettings};
use bson::{Document, doc};
use serde_json::{Value, json};
use shared::system::JobStatus;
use tokio::sync::Semaphore;

use super::{LEASE_AND_MORE, Process, Queue, eventually, quick};

/// Work that waits at a gate and then says who did it.
fn gated(gate: &Arc<Semaphore>, who: &'static str) -> Kind {
    let gate = Arc::clone(gate);
    Kind::new("tests.gated", move |_| {
        let gate = Arc::clone(&gate);
        async move {
            gate.acquire().await.unwrap().forget();
            Ok(json!(who))
        }
    })
}

#[tokio::test]
async fn the_job_of_a_killed_worker_is_taken_over_after_its_lease() {
    let queue = Queue::new().await;
    let (closed, open) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(9)));
    let first = Process::start(&queue, [gated(&closed, "first")]);
    let id = queue.ask(NewJob::new("tests.gated", "x")).await;
    queue.until_it_is(id, JobStatus::Running).await;
    first.kill().await;

    let second = Process::start(&queue, [gated(&open, "second")]);
    // The second works, and leaves the first one's job alone as long as its lease lasts.
    let other = queue.ask(NewJob::new("tests.gated", "y")).await;
    queue.until_it_is(other, JobStatus::Succeeded).await;
    assert_eq!(queue.job(id).await.job.status, JobStatus::Running);

    queue.clock.advance(LEASE_AND_MORE);
    let done = queue.until_it_is(id, JobStatus::Succeeded).await.job;
    assert_eq!((done.result, done.attempts), (Some(json!("second")), 2));
    second.stop().await;
}

#[tokio::test]
async fn heartbeats_keep_a_job_however_long_it_takes() {
    let queue = Queue::new().await;
    let (closed, open) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(9)));
    let first = Process::start(&queue, [gated(&closed, "first")]);
    let id = queue.ask(NewJob::new("tests.gated", "x")).await;
    queue.until_it_is(id, JobStatus::Running).await;
    let second = Process::start(&queue, [gated(&open, "second")]);
    let raw = queue.database.collection::<Document>("jobs");
    for _ in 0..5 {
        queue.clock.advance(LEASE_AND_MORE / 2);
        let now = bson::DateTime::from_jiff(queue.clock.now());
        eventually("the lease to be extended", async || {
            let job = raw.find_one(doc! { "_id": id.to_string() }).await.unwrap().unwrap();
            job.get_datetime("due_at").unwrap().timestamp_millis() >= now.timestamp_millis() + 30_000
        })
        .await;
    }
    closed.add_permits(1);
    let done = queue.until_it_is(id, JobStatus::Succeeded).await.job;
    assert_eq!((done.result, done.attempts), (Some(json!("first")), 1));
    first.stop().await;
    second.stop().await;
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_overwrites_nothing() {
    let queue = Queue::new().await;
    let (late, timely) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    // As if its process had been frozen: no heartbeat, no notice of the lost lease, and then it goes on.
    let frozen = WorkerSettings {
        beat: Duration::from_secs(3600),
        finish_within: Duration::from_secs(60),
        give_back_within: Duration::from_secs(60),
        ..quick()
    };
    let first = Process::with(&queue, [gated(&late, "late")], frozen);
    let id = queue.ask(NewJob::new("tests.gated", "x")).await;
    queue.until_it_is(id, JobStatus::Running).await;
    let raw = queue.database.collection::<Document>("jobs");
    let by_id = doc! { "_id": id.to_string() };
    let old_fence = raw.find_one(by_id.clone()).await.unwrap().unwrap().get_i64("fence").unwrap();

    queue.clock.advance(LEASE_AND_MORE);
    let second = Process::start(&queue, [gated(&timely, "timely")]);
    eventually("the second to take over", async || queue.job(id).await.job.attempts == 2).await;

    // The first one finishes now; its worker is gone only after it tried to write that.
    late.add_permits(1);
    first.stop().await;
    assert_eq!(queue.job(id).await.job.status, JobStatus::Running, "the late end was not written");
    assert_eq!(queue.job(id).await.job.result, None);

    // The control: but for the fence, the late write would have found its job.
    let mark = doc! { "$set": { "marked": true } };
    let fenced = doc! { "_id": id.to_string(), "status": "running", "fence": old_fence };
    assert_eq!(raw.update_one(fenced, mark.clone()).await.unwrap().matched_count, 0);
    let unfenced = doc! { "_id": id.to_string(), "status": "running" };
    assert_eq!(raw.update_one(unfenced, mark).await.unwrap().matched_count, 1);

    timely.add_permits(1);
    let done = queue.until_it_is(id, JobStatus::Succeeded).await.job;
    assert_eq!(done.result, Some(json!("timely")));
    second.stop().await;
}

#[tokio::test]
async fn a_worker_that_learns_of_its_lost_lease_stops_its_handler() {
    let queue = Queue::new().await;
    let told = Arc::new(Semaphore::new(0));
    let tell = Arc::clone(&told);
    let heeding = Kind::new("tests.heeding", move |context| {
        let tell = Arc::clone(&tell);
        async move {
            context.stop().cancelled().await;
            tell.add_permits(1);
            Ok(Value::Null)
        }
    });
    let worker = Process::start(&queue, [heeding]);
    let id = queue.ask(NewJob::new("tests.heeding", "x")).await;
    queue.until_it_is(id, JobStatus::Running).await;
    // What a take-over does to the job.
    let raw = queue.database.collection::<Document>("jobs");
    raw.update_one(doc! { "_id": id.to_string() }, doc! { "$inc": { "fence": 1 } }).await.unwrap();
    // The handler is told or cut off, whichever comes first; its place is free again either way.
    let next = queue.ask(NewJob::new("tests.heeding", "y")).await;
    queue.until_it_is(next, JobStatus::Running).await;
    assert_eq!(queue.job(id).await.job.status, JobStatus::Running, "nothing was written about the lost job");
    worker.kill().await;
}
