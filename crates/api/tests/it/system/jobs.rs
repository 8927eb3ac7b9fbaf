//! Background jobs as people see them.

use api::infra::jobs::NewJob;
use serde_json::Value;
use shared::audit::AuditEvent;
use shared::error::ErrorCode;
use shared::id::{JobId, UserId};
use shared::identity::Permission;
use shared::page::Page;
use shared::system::{Job, JobStatus};

use crate::support::{Client, TestApp};

const JOBS: &str = "/api/system/jobs";
const TASKS: &str = "/api/v1/advanced/tasks";

async fn id_of(client: &Client) -> UserId {
    serde_json::from_value(client.get("/api/identity/me").await.json()["id"].clone()).unwrap()
}

async fn ask(app: &TestApp, job: NewJob) -> JobId {
    app.state.jobs.enqueue(job, None).await.unwrap().id()
}

async fn list(client: &Client, query: &str) -> Vec<JobId> {
    let answer = client.get(&format!("{JOBS}?{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<Job>>().items.into_iter().map(|job| job.id).collect()
}

#[tokio::test]
async fn who_manages_the_system_sees_all_jobs_and_others_their_own() {
    let app = TestApp::new().await;
    let ana = app.staff(&[Permission::ManageBackups]).await;
    let manager = app.staff(&[Permission::ManageSystem]).await;
    let hers = ask(&app, NewJob::new("tests.one", "a").started_by(id_of(&ana).await)).await;
    let nobodys = ask(&app, NewJob::new("tests.one", "b")).await;

    assert_eq!(list(&ana, "kind=tests.one").await, [hers]);
    assert_eq!(list(&manager, "kind=tests.one").await, [nobodys, hers], "newest first");
    for path in [JOBS, TASKS] {
        let one = ana.get(&format!("{path}/{hers}")).await;
        assert_eq!((one.status, one.to::<Job>().status), (200, JobStatus::Queued));
        ana.get(&format!("{path}/{nobodys}")).await.assert_problem(ErrorCode::NotFound);
        ana.delete(&format!("{path}/{nobodys}")).await.assert_problem(ErrorCode::NotFound);
        ana.get(&format!("{path}/7")).await.assert_problem(ErrorCode::NotFound);
        app.anonymous().get(path).await.assert_problem(ErrorCode::Unauthenticated);
        assert_eq!(manager.get(&format!("{path}/{nobodys}")).await.status, 200);
    }
    assert!(list(&app.user("eva@example.org").await, "").await.is_empty());
}

#[tokio::test]
async fn jobs_are_found_by_kind_and_status_page_by_page() {
    let app = TestApp::new().await;
    let manager = app.staff(&[Permission::ManageSystem]).await;
    let mut made = Vec::new();
    for number in 0..7 {
        made.push(ask(&app, NewJob::new("tests.many", number.to_string()).cancellable()).await);
    }
    made.reverse();
    app.state.jobs.cancel(made[3]).await.unwrap();
    assert_eq!(list(&manager, "kind=tests.many&status=cancelled").await, [made[3]]);
    assert_eq!(list(&manager, "kind=tests.many&status=queued").await.len(), 6);
    assert!(list(&manager, "kind=tests.none").await.is_empty());

    let first: Page<Job> = manager.get(&format!("{TASKS}?kind=tests.many&limit=5")).await.to();
    let cursor = first.next_cursor.unwrap();
    let second: Page<Job> =
        manager.get(&format!("{TASKS}?kind=tests.many&limit=5&cursor={cursor}")).await.to();
    assert!(second.next_cursor.is_none());
    let all: Vec<JobId> = first.items.iter().chain(&second.items).map(|job| job.id).collect();
    assert_eq!(all, made);
    manager.get(&format!("{JOBS}?status=asleep")).await.assert_problem(ErrorCode::MalformedQuery);
    manager.get(&format!("{JOBS}?cursor=x")).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn a_job_is_stopped_by_its_starter_and_the_trail_tells() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let me = id_of(&ana).await;
    let id = ask(&app, NewJob::new("tests.one", "a").started_by(me).cancellable()).await;
    let answer = ana.delete(&format!("{JOBS}/{id}")).await;
    assert_eq!((answer.status, answer.to::<Job>().status), (202, JobStatus::Cancelled), "{answer:?}");
    ana.delete(&format!("{JOBS}/{id}")).await.assert_problem(ErrorCode::Conflict);
    // By the old address too.
    let old = ask(&app, NewJob::new("tests.one", "old").started_by(me).cancellable()).await;
    assert_eq!(ana.delete(&format!("{TASKS}/{old}")).await.to::<Job>().status, JobStatus::Cancelled);

    let stubborn = ask(&app, NewJob::new("tests.one", "b").started_by(me)).await;
    let refused = ana.delete(&format!("{TASKS}/{stubborn}")).await;
    refused.assert_problem(ErrorCode::Conflict);
    assert!(refused.json()["detail"].as_str().unwrap().contains("no se puede cancelar"));

    let trail: Page<AuditEvent> =
        app.admin().await.get("/api/audit/events?action=system.cancel_job").await.to();
    let told: Vec<&str> = trail.items.iter().map(|line| line.target.id.as_str()).collect();
    assert_eq!(told, [old.to_string(), id.to_string()]);
    assert_eq!(trail.items[0].actor.user_id, Some(me));
}

#[tokio::test]
async fn health_tells_staff_of_jobs_that_find_no_worker() {
    let app = TestApp::new().await;
    let manager = app.staff(&[Permission::ManageSystem]).await;
    let part = async |name: &str| -> Value {
        let health = manager.get("/api/v1/advanced/health").await.json();
        health["parts"].as_array().unwrap().iter().find(|part| part["name"] == name).unwrap().clone()
    };
    assert_eq!(part("jobs").await["status"], "ok");
    assert_eq!(part("mail").await["status"], "not_configured");
    ask(&app, NewJob::new("tests.one", "a")).await;
    app.clock.advance(jiff::SignedDuration::from_secs(61));
    assert_eq!(part("jobs").await["status"], "degraded");
}
