//! Recording lines and finding them again.

use api::domains::audit::{AuditEntry, By, changes, target};
use api::http::RequestContext;
use bson::doc;
use jiff::SignedDuration;
use serde_json::json;
use shared::audit::{ActorKind, AuditEvent};
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{Locale, Permission};
use shared::page::Page;

use crate::support::{Client, TestApp};

const EVENTS: &str = "/api/audit/events";

fn context() -> RequestContext {
    RequestContext {
        request_id: "request-1".to_owned(),
        ip: "203.0.113.7".to_owned(),
        user_agent: "a test".to_owned(),
        locale: Locale::Es,
        caller: api::http::caller::CallerSlot::default(),
    }
}

fn ana() -> UserId {
    UserId::new(uuid::Uuid::from_u128(7))
}

/// The lines about things of kinds that only these tests have.
async fn found(reader: &Client, query: &str) -> Vec<AuditEvent> {
    let answer = reader.get(&format!("{EVENTS}?limit=100&{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let page: Page<AuditEvent> = answer.to();
    page.items.into_iter().filter(|event| event.target.kind.starts_with("test_")).collect()
}

#[tokio::test]
async fn a_line_tells_who_did_what_to_what_with_the_difference() {
    let app = TestApp::new().await;
    let by = By::person(ana(), "ana@example.org", &context());
    let difference = changes(&json!({ "name": "a", "token": "x" }), &json!({ "name": "b", "token": "y" }));
    let entry = AuditEntry::new(by, "tests.rename", target("test_thing", "t1", Some("Thing")))
        .changes(difference)
        .details(json!({ "filter": { "$gt": 1.5 }, "n": 3 }));
    app.state.audit.record(entry, None).await.unwrap();

    let lines = found(&app.admin().await, "target_kind=test_thing").await;
    let told = serde_json::to_value(&lines[0]).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].at, app.clock.now());
    assert_eq!(
        told["actor"],
        json!({ "kind": "user", "user_id": ana(), "email": "ana@example.org", "ip": "203.0.113.7", "user_agent": "a test" })
    );
    assert_eq!(told["target"], json!({ "kind": "test_thing", "id": "t1", "label": "Thing" }));
    assert_eq!(
        told["changes"],
        json!([
            { "field": "name", "before": "a", "after": "b" },
            { "field": "token", "before": "•••", "after": "•••" },
        ])
    );
    assert_eq!(told["details"], json!({ "filter": { "$gt": 1.5 }, "n": 3 }));
    assert_eq!(
        (told["action"].as_str(), told["request_id"].as_str()),
        (Some("tests.rename"), Some("request-1"))
    );
}

#[tokio::test]
async fn every_filter_finds_its_lines() {
    let app = TestApp::new().await;
    let record = async |by: By, action: &'static str, kind: &str, id: &str| {
        app.state.audit.record(AuditEntry::new(by, action, target(kind, id, None)), None).await.unwrap();
    };
    record(By::person(ana(), "ana@example.org", &context()), "tests.open", "test_door", "1").await;
    record(By::system(), "tests.close", "test_door", "2").await;
    app.clock.advance(SignedDuration::from_secs(60));
    let later = app.clock.now();
    record(By::command_line(), "other.open", "test_gate", "2").await;

    let admin = app.admin().await;
    let ids = async |query: &str| -> Vec<String> {
        let lines = found(&admin, query).await;
        lines.into_iter().map(|line| format!("{}{}", line.target.kind, line.target.id)).collect()
    };
    assert_eq!(ids("").await, ["test_gate2", "test_door2", "test_door1"], "newest first");
    assert_eq!(ids(&format!("actor={}", ana())).await, ["test_door1"]);
    assert_eq!(ids("action=tests").await, ["test_door2", "test_door1"]);
    assert_eq!(ids("action=tests.close").await, ["test_door2"]);
    assert!(ids("action=tests.clos").await.is_empty(), "an action is meant whole");
    assert_eq!(ids("target_kind=test_door").await, ["test_door2", "test_door1"]);
    assert_eq!(ids("target_id=2").await, ["test_gate2", "test_door2"]);
    assert_eq!(ids("target_kind=test_door&target_id=2").await, ["test_door2"]);
    assert_eq!(ids(&format!("from={later}")).await, ["test_gate2"]);
    assert_eq!(ids(&format!("until={later}")).await, ["test_door2", "test_door1"]);
    let kinds: Vec<ActorKind> = found(&admin, "").await.into_iter().map(|line| line.actor.kind).collect();
    assert_eq!(kinds, [ActorKind::CommandLine, ActorKind::System, ActorKind::User]);
}

#[tokio::test]
async fn pages_neither_lose_nor_repeat_though_all_happened_at_once() {
    let app = TestApp::new().await;
    for number in 0..25 {
        let entry = AuditEntry::new(By::system(), "tests.count", target("test_many", number, None));
        app.state.audit.record(entry, None).await.unwrap();
    }
    let admin = app.admin().await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page: Page<AuditEvent> =
            admin.get(&format!("{EVENTS}?target_kind=test_many&limit=10{cursor}")).await.to();
        seen.extend(page.items.into_iter().map(|line| line.id));
        // What happens meanwhile stands before the first page and disturbs none.
        let entry = AuditEntry::new(By::system(), "tests.count", target("test_many", "meanwhile", None));
        app.clock.advance(SignedDuration::from_secs(1));
        app.state.audit.record(entry, None).await.unwrap();
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 25);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 25);
    let wrong = admin.get(&format!("{EVENTS}?cursor=nonsense")).await;
    wrong.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn a_line_comes_and_goes_with_its_deed() {
    let app = TestApp::new().await;
    let entry = || AuditEntry::new(By::system(), "tests.deed", target("test_deed", "1", None));
    let mut session = app.db.client().start_session().await.unwrap();
    session.start_transaction().await.unwrap();
    app.state.audit.record(entry(), Some(&mut session)).await.unwrap();
    session.abort_transaction().await.unwrap();
    let admin = app.admin().await;
    assert!(found(&admin, "target_kind=test_deed").await.is_empty());
    session.start_transaction().await.unwrap();
    app.state.audit.record(entry(), Some(&mut session)).await.unwrap();
    session.commit_transaction().await.unwrap();
    assert_eq!(found(&admin, "target_kind=test_deed").await.len(), 1);
}

#[tokio::test]
async fn only_who_may_read_the_trail_reads_it() {
    let app = TestApp::new().await;
    app.anonymous().get(EVENTS).await.assert_problem(ErrorCode::Unauthenticated);
    app.user("ana@example.org").await.get(EVENTS).await.assert_problem(ErrorCode::Forbidden);
    app.staff(&[Permission::ReadMailbox]).await.get(EVENTS).await.assert_problem(ErrorCode::Forbidden);
    let reader = app.staff(&[Permission::ReadAudit]).await;
    assert_eq!(reader.get(EVENTS).await.status, 200);
    reader.get(&format!("{EVENTS}?actor=7")).await.assert_problem(ErrorCode::MalformedQuery);
    reader.get(&format!("{EVENTS}?limit=0")).await.assert_problem(ErrorCode::ValidationFailed);
    for method in [reqwest::Method::DELETE, reqwest::Method::PUT, reqwest::Method::PATCH] {
        let answer = reader.request(method, EVENTS).send().await;
        answer.assert_problem(ErrorCode::MethodNotAllowed);
    }
}

#[tokio::test]
async fn no_filter_scans_the_collection() {
    let app = TestApp::new().await;
    for filter in [
        doc! {},
        doc! { "actor.user_id": "x" },
        doc! { "action": "x.y" },
        doc! { "domain": "x" },
        doc! { "target.kind": "x" },
        doc! { "target.id": "x" },
        doc! { "at": { "$gte": bson::DateTime::from_millis(0) } },
    ] {
        let find = doc! { "find": "audit_events", "filter": filter.clone(), "sort": { "at": -1, "_id": -1 } };
        let plan = app.db.database().run_command(doc! { "explain": find, "verbosity": "queryPlanner" }).await;
        let plan = plan
            .unwrap()
            .get_document("queryPlanner")
            .unwrap()
            .get_document("winningPlan")
            .unwrap()
            .to_string();
        assert!(
            plan.contains("IXSCAN") && !plan.contains("COLLSCAN") && !plan.contains("\"SORT\""),
            "{filter}: {plan}"
        );
    }
}
