//! Recurring work.

use api::infra::jobs::{JobFilter, Kind, NewJob, Rule, Timetable};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::system::JobStatus;

use super::{Process, Queue, eventually};

fn daily() -> Timetable {
    Timetable::new(Rule::Day { hour: 3, minute: 0 }, "America/Asuncion").unwrap()
}

/// Answers the instant that it stands for.
fn ticking() -> Kind {
    Kind::new("tests.tick", async |context| Ok(json!(context.scheduled_for()))).concurrency(8)
}

/// The instants that jobs stand for, oldest first.
async fn ticks(queue: &Queue) -> Vec<Timestamp> {
    let done = JobFilter { status: Some(JobStatus::Succeeded), ..JobFilter::default() };
    let mut ticks: Vec<Timestamp> = queue
        .jobs
        .list(&done, 100)
        .await
        .unwrap()
        .into_iter()
        .map(|stored| serde_json::from_value(stored.job.result.unwrap()).unwrap())
        .collect();
    ticks.sort();
    ticks
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_occurrence_fires_once_whatever_the_number_of_processes() {
    let queue = Queue::new().await;
    let names: Vec<String> = (0..20).map(|n| format!("tests.tick {n}")).collect();
    // Every process says at its start what it wants, all at the same time.
    futures::future::join_all((0..4).map(async |_| {
        let jobs = queue.elsewhere();
        for name in &names {
            jobs.set_schedule(name, &daily(), &NewJob::new("tests.tick", name.as_str())).await.unwrap();
        }
    }))
    .await;
    let processes: Vec<Process> = (0..4).map(|_| Process::start(&queue, [ticking()])).collect();
    // It is noon in UTC and nine in Asunción; three o'clock there comes after eighteen hours.
    queue.clock.advance(SignedDuration::from_hours(18));
    let jobs = queue.database.collection::<bson::Document>("jobs");
    eventually("every schedule to have moved on", async || {
        let mut moved = 0;
        for name in &names {
            moved += i32::from(queue.jobs.next_occurrence(name).await.unwrap() > Some(queue.clock.now()));
        }
        moved == 20
    })
    .await;
    for process in processes {
        process.stop().await;
    }
    assert_eq!(jobs.count_documents(bson::doc! {}).await.unwrap(), 20, "one job for each of the schedules");
}

#[tokio::test]
async fn what_was_missed_while_nothing_ran_comes_once() {
    let queue = Queue::new().await;
    let job = NewJob::new("tests.tick", "x");
    queue.jobs.set_schedule("tests.daily", &daily(), &job).await.unwrap();
    let first: Timestamp = "2040-03-08T06:00:00Z".parse().unwrap();
    assert_eq!(queue.jobs.next_occurrence("tests.daily").await.unwrap(), Some(first));

    // Three and a half days later the platform starts again, and says again what it wants.
    queue.clock.advance(SignedDuration::from_hours(84));
    queue.jobs.set_schedule("tests.daily", &daily(), &job).await.unwrap();
    let worker = Process::start(&queue, [ticking()]);
    eventually("the missed one", async || ticks(&queue).await.len() == 1).await;
    assert_eq!(ticks(&queue).await, [first]);
    let second: Timestamp = "2040-03-11T06:00:00Z".parse().unwrap();
    assert_eq!(queue.jobs.next_occurrence("tests.daily").await.unwrap(), Some(second));

    queue.clock.advance(SignedDuration::from_hours(6));
    eventually("the next one", async || ticks(&queue).await.len() == 2).await;
    assert_eq!(ticks(&queue).await, [first, second]);
    worker.stop().await;
}

#[tokio::test]
async fn a_changed_timetable_counts_from_now_and_a_removed_one_is_gone() {
    let queue = Queue::new().await;
    let job = NewJob::new("tests.tick", "x");
    queue.jobs.set_schedule("tests.daily", &daily(), &job).await.unwrap();
    let weekly = Timetable::new(Rule::Week { weekday: 7, hour: 4, minute: 0 }, "Europe/Madrid").unwrap();
    queue.jobs.set_schedule("tests.daily", &weekly, &job).await.unwrap();
    let sunday: Timestamp = "2040-03-11T03:00:00Z".parse().unwrap();
    assert_eq!(queue.jobs.next_occurrence("tests.daily").await.unwrap(), Some(sunday));
    queue.jobs.remove_schedule("tests.daily").await.unwrap();
    assert_eq!(queue.jobs.next_occurrence("tests.daily").await.unwrap(), None);

    // Nothing fires any more; another schedule shows that the worker would have.
    queue.jobs.set_schedule("tests.other", &daily(), &NewJob::new("tests.tick", "y")).await.unwrap();
    queue.clock.advance(SignedDuration::from_hours(24 * 8));
    let worker = Process::start(&queue, [ticking(), Kind::new("tests.none", async |_| Ok(Value::Null))]);
    eventually("the other one", async || !ticks(&queue).await.is_empty()).await;
    worker.stop().await;
    assert_eq!(ticks(&queue).await.len(), 1);
}
