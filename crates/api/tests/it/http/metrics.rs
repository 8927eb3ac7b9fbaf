//! What a Prometheus reads.

use crate::support::TestApp;
use jiff::SignedDuration;
use shared::error::ErrorCode;
use shared::identity::Permission;

const TOKEN: &str = "a-token-of-thirty-two-bytes-or-more";

fn figure(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))?;
    line.rsplit(' ').next()?.parse().ok()
}

#[tokio::test]
async fn a_prometheus_with_the_token_reads_what_happened() {
    let app = TestApp::with(&[("AVENUE_METRICS_TOKEN", TOKEN), ("AVENUE_LIMIT_USER", "5")]).await;
    let (watcher, ana) = (app.anonymous(), app.user("ana@example.org").await);
    watcher.set_token(Some(TOKEN));
    for _ in 0..7 {
        ana.get("/api/identity/me").await;
    }
    ana.get("/api/identity/users/a-person-s-own-words").await;
    ana.get("/api/auth/me").await;
    app.anonymous().get("/api/nothing-by-this-name").await;
    let answer = watcher.get("/api/system/metrics").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.header("content-type").unwrap().starts_with("text/plain; version=0.0.4"));
    let text = String::from_utf8(answer.body).unwrap();
    for (name, value) in [
        ("avenue_http_requests_total{operation=\"get_me\",status=\"200\"}", 5.0),
        // By its old name too.
        ("avenue_http_requests_total{operation=\"get_me\",status=\"429\"}", 3.0),
        ("avenue_http_requests_total{operation=\"register\",status=\"201\"}", 1.0),
        ("avenue_http_requests_total{operation=\"none\",status=\"404\"}", 1.0),
        ("avenue_http_request_duration_seconds_count{operation=\"get_me\"}", 8.0),
        ("avenue_http_requests_in_flight", 1.0),
        ("avenue_limit_refusals_total{policy=\"user\"}", 3.0),
        ("avenue_jobs_open{kind=\"notifications.deliver\",status=\"queued\"}", 1.0),
        ("avenue_jobs_oldest_due_seconds", 0.0),
        ("avenue_database_up", 1.0),
    ] {
        assert_eq!(figure(&text, name), Some(value), "{name} in\n{text}");
    }
    assert!(
        text.contains(&format!("avenue_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))),
        "{text}"
    );
    for word in ["own-words", "nothing-by-this-name", "example.org", TOKEN] {
        assert!(!text.contains(word), "{word} is no label");
    }
    // What is not there any more is none, and not what it last was.
    app.clock.advance(SignedDuration::from_secs(30));
    app.db.collection::<bson::Document>("jobs").delete_many(bson::doc! {}).await.unwrap();
    let text = String::from_utf8(watcher.get("/api/system/metrics").await.body).unwrap();
    let open = figure(&text, "avenue_jobs_open{kind=\"notifications.deliver\",status=\"queued\"}");
    assert_eq!(open, Some(0.0));
}

#[tokio::test]
async fn nobody_else_reads_them_but_who_manages_the_system() {
    let app = TestApp::with(&[("AVENUE_METRICS_TOKEN", TOKEN)]).await;
    let read = async |token: Option<&str>| {
        let client = app.anonymous();
        client.set_token(token);
        client.get("/api/system/metrics").await
    };
    for wrong in [
        None,
        Some(""),
        Some("a-token-of-thirty-two-bytes-or-mor"),
        Some("a-token-of-thirty-two-bytes-or-more2"),
    ] {
        read(wrong).await.assert_problem(ErrorCode::Unauthenticated);
    }
    app.user("ana@example.org").await.get("/api/system/metrics").await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(app.staff(&[Permission::ManageSystem]).await.get("/api/system/metrics").await.status, 200);
    assert_eq!(read(Some(TOKEN)).await.status, 200, "the control");
    let without = TestApp::new().await;
    let client = without.anonymous();
    client.set_token(Some(TOKEN));
    client.get("/api/system/metrics").await.assert_problem(ErrorCode::Unauthenticated);
}
