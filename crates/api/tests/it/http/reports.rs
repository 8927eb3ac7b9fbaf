//! What a Sentry is told of failures.

use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use api::http::layers::{Treatment, ground};
use api::http::reports::Reports;
use api::http::{ApiError, ApiResult, Said};
use reqwest::Method;
use shared::error::ErrorCode;

use crate::support::sentry::Sentry;
use crate::support::{Client, TestApp, eventually};

/// What may leave nowhere.
const PERSONAL: [&str; 8] = [
    "ana@example.org",
    "203.0.113.77",
    "secret-cookie",
    "secret-token",
    "secret-query",
    "secret-body",
    "Browser of Ana",
    "secret cause",
];

/// A server with handlers that fail, under the layers of ours.
async fn failing_server(reports: Reports) -> String {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = HttpServer::new(move || {
        let treatment = Treatment {
            trusted_proxies: 1,
            time_limit: std::time::Duration::from_secs(5),
            https: false,
            probes: &[],
            pulse: None,
            aliases: &[],
            metrics: None,
            reports: Some(reports.clone()),
        };
        let fail = async |_: web::Bytes| -> ApiResult<&'static str> {
            Err(ApiError::internal("secret cause of ana@example.org")
                .detail(Said::quoted("for ana@example.org")))
        };
        App::new()
            .app_data(web::Data::new(treatment))
            .route("/api/people/{email}/fail", web::post().to(fail))
            .route("/api/panic", web::post().to(async || -> &'static str { panic!("secret cause") }))
            .route(
                "/api/refused",
                web::post().to(async || -> ApiResult<&'static str> { Err(ErrorCode::Forbidden.into()) }),
            )
            .wrap(reports.layer())
            .wrap(from_fn(ground))
    });
    tokio::spawn(server.workers(1).disable_signals().listen(listener).unwrap().run());
    url
}

#[tokio::test]
async fn a_failure_is_told_with_its_request_id_and_nothing_of_a_person() {
    let (sentry, dsn) = Sentry::start().await;
    let reports = Reports::to(&dsn.into(), "preview");
    let client = Client::new(failing_server(reports.clone()).await, "203.0.113.77".to_owned());
    client.set_token(Some("secret-token"));
    client.set_cookie("avenue_refresh", Some("secret-cookie"));
    for (path, id) in [
        ("/api/people/ana@example.org/fail?q=secret-query", "the-request-that-failed"),
        ("/api/panic?q=secret-query", "the-request-that-panicked"),
        ("/api/refused", "the-request-that-was-refused"),
    ] {
        let request = client.request(Method::POST, path).header("x-request-id", id);
        let request =
            request.header("user-agent", "Browser of Ana").header("content-type", "application/json");
        let answer = request.body("{\"a\": \"secret-body\"}").send().await;
        assert_eq!(answer.status, if id.ends_with("refused") { 403 } else { 500 }, "{answer:?}");
    }
    eventually(async || sentry.events().len() >= 2).await;
    let events = sentry.events();
    assert_eq!(events.len(), 2, "a refusal is no failure: {events:?}");
    let of = |id: &str| events.iter().find(|event| event["tags"]["request_id"] == id).unwrap();
    let failed = of("the-request-that-failed");
    assert_eq!(failed["environment"], "preview");
    assert_eq!(failed["release"], format!("avenue@{}", env!("CARGO_PKG_VERSION")));
    assert_eq!(failed["transaction"], "POST /api/people/{email}/fail");
    assert_eq!(failed["request"]["method"], "POST");
    let kinds = failed["exception"]["values"].as_array().unwrap();
    assert!(kinds.iter().any(|kind| kind["type"] == "ApiError" && kind["value"] == "internal"), "{failed}");
    assert_eq!(of("the-request-that-panicked")["exception"]["values"][0]["type"], "panic");
    for personal in PERSONAL {
        assert!(!sentry.raw().contains(personal), "{personal} left: {}", sentry.raw());
    }
}

#[tokio::test]
async fn the_platform_reports_to_the_project_of_its_setting() {
    let (sentry, dsn) = Sentry::start().await;
    let app = TestApp::with(&[("SENTRY_DSN", &dsn), ("AVENUE_ENVIRONMENT", "preview")]).await;
    let ana = app.user("ana@example.org").await;
    assert!(sentry.events().is_empty());
    // A document that is not of our shape.
    let users = app.db.collection::<bson::Document>("users");
    users.update_one(bson::doc! {}, bson::doc! { "$set": { "first_name": 7 } }).await.unwrap();
    let answer = ana.get("/api/identity/me").await;
    answer.assert_problem(ErrorCode::Internal);
    eventually(async || !sentry.events().is_empty()).await;
    let event = &sentry.events()[0];
    assert_eq!(event["tags"]["request_id"], answer.json()["request_id"]);
    assert_eq!(event["transaction"], "GET /api/identity/me");
    for personal in ["ana@example.org", ana.ip(), &ana.token().unwrap()] {
        assert!(!sentry.raw().contains(personal), "{personal} left");
    }
}
