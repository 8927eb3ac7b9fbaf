//! Every failure is a problem document, every answer has its headers.

use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, web};
use api::http::layers::{Treatment, ground};
use api::http::pulse::Pulse;
use reqwest::Method;
use serde_json::json;
use shared::error::ErrorCode;

use crate::support::{Answer, Client, PASSWORD, TestApp};

const SIGN_IN: &str = "/api/identity/sign-in";

#[tokio::test]
async fn an_unknown_address_is_404_and_another_method_405_with_what_is_allowed() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    for path in ["/api", "/api/nothing", "/api/identity", "/api/identity/users/a/b/c", "/nothing"] {
        nobody.get(path).await.assert_problem(ErrorCode::RouteNotFound);
    }
    let answer = nobody.get(SIGN_IN).await;
    answer.assert_problem(ErrorCode::MethodNotAllowed);
    assert_eq!(answer.header("allow"), Some("POST"));
    nobody.put(SIGN_IN, json!({})).await.assert_problem(ErrorCode::MethodNotAllowed);
    let answer = nobody.delete("/api/identity/profile").await;
    answer.assert_problem(ErrorCode::MethodNotAllowed);
    assert_eq!(answer.header("allow"), Some("GET, PATCH"));
    // An old address takes what it took, not all that ours does.
    let answer = nobody.patch("/api/auth/me", json!({})).await;
    answer.assert_problem(ErrorCode::MethodNotAllowed);
    assert_eq!(answer.header("allow"), Some("GET"));
}

#[tokio::test]
async fn bodies_that_are_not_what_was_asked_for_are_told_apart() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    let send = async |media_type: &str, body: String| {
        let request = nobody.request(Method::POST, SIGN_IN).header("content-type", media_type);
        request.body(body).send().await
    };
    let json = "application/json";
    let broken = send(json, "{\"email\": ".to_owned()).await;
    broken.assert_problem(ErrorCode::MalformedBody);
    send(json, String::new()).await.assert_problem(ErrorCode::MalformedBody);
    send(json, "[]".to_owned()).await.assert_problem(ErrorCode::MalformedBody);
    let trailing = json!({ "email": "a@example.org", "password": "x" }).to_string() + "{}";
    send(json, trailing).await.assert_problem(ErrorCode::MalformedBody);
    let unknown = send(json, json!({ "email": "a", "password": "b", "admin": true }).to_string()).await;
    unknown.assert_problem(ErrorCode::MalformedBody);
    assert!(unknown.json()["detail"].as_str().unwrap().contains("admin"), "{unknown:?}");
    let wrong_type = send(json, json!({ "email": 7, "password": "b" }).to_string()).await;
    assert!(wrong_type.json()["detail"].as_str().unwrap().contains("email"), "{wrong_type:?}");
    send("text/plain", "{}".to_owned()).await.assert_problem(ErrorCode::UnsupportedMediaType);
    send("application/x-www-form-urlencoded", "a=b".to_owned())
        .await
        .assert_problem(ErrorCode::UnsupportedMediaType);
    let large = json!({ "email": "a".repeat(300_000), "password": "b" }).to_string();
    send(json, large).await.assert_problem(ErrorCode::PayloadTooLarge);
}

#[tokio::test]
async fn a_problem_is_told_in_the_reader_s_language_with_the_request_s_id() {
    let app = TestApp::new().await;
    let ask = async |language: &str| {
        let nobody = app.anonymous();
        let request = nobody.request(Method::GET, "/api/nothing").header("accept-language", language);
        request.header("x-request-id", "from-the-proxy-1").send().await
    };
    let (spanish, english) = (ask("es-PY").await, ask("en").await);
    assert_eq!(spanish.json()["title"], ErrorCode::RouteNotFound.es());
    assert_eq!(english.json()["title"], ErrorCode::RouteNotFound.en());
    assert_eq!(english.json()["type"], "urn:avenue:error:route_not_found");
    assert_eq!(english.json()["request_id"], "from-the-proxy-1");
    assert_eq!(english.header("x-request-id"), Some("from-the-proxy-1"));

    let refused = async |language: &str| {
        let nobody = app.anonymous();
        nobody.request(Method::POST, "/api/health").header("accept-language", language).send().await
    };
    assert_eq!(refused("es").await.json()["detail"], "acá se permite: GET");
    assert_eq!(refused("en").await.json()["detail"], "allowed here: GET");

    let nobody = app.anonymous();
    for forged in ["short", "with space and more", "<script>alert(1)</script>"] {
        let answer = nobody.request(Method::GET, "/api/health").header("x-request-id", forged).send().await;
        assert_ne!(answer.header("x-request-id").unwrap(), forged);
    }
    let (one, two) = (nobody.get("/api/health").await, nobody.get("/api/health").await);
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_it_may_not_do() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    for path in ["/api/health", "/api/nothing", "/nothing", "/api/docs/"] {
        let answer = nobody.get(path).await;
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path}: no policy"));
        let expected =
            if path == "/api/docs/" { "script-src 'self' 'wasm-unsafe-eval'" } else { "default-src 'none'" };
        assert!(policy.contains(expected), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert_eq!(answer.header("strict-transport-security"), None, "{path}: not over http");
    }
    assert!(nobody.get("/api/health").await.header("cache-control").is_some());
    let app = TestApp::with(&[("AVENUE_PUBLIC_URL", "https://avenue.example")]).await;
    let answer = app.anonymous().get("/api/health").await;
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn only_the_configured_sites_may_call_from_a_browser() {
    let app = TestApp::with(&[("AVENUE_CORS_ORIGINS", "https://app.example.org")]).await;
    let nobody = app.anonymous();
    let preflight = async |origin: &str| {
        let request = nobody.request(Method::OPTIONS, SIGN_IN).header("origin", origin);
        request.header("access-control-request-method", "POST").send().await
    };
    let own = preflight("https://app.example.org").await;
    assert_eq!(own.status, 200);
    assert_eq!(own.header("access-control-allow-origin"), Some("https://app.example.org"));
    assert_eq!(own.header("access-control-allow-credentials"), Some("true"));
    let foreign = preflight("https://evil.example").await;
    assert_eq!(foreign.header("access-control-allow-origin"), None);
    let body = json!({ "email": "ana@example.org", "password": PASSWORD });
    let foreign = nobody.request(Method::POST, SIGN_IN).header("origin", "https://evil.example").json(body);
    assert_eq!(foreign.send().await.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn a_page_of_our_own_may_call_wherever_it_is_served() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for origin in [app.url.as_str(), app.state.config.http.public_url.as_str()] {
        let request = ana.request(Method::PATCH, "/api/identity/me").header("origin", origin);
        let answer = request.json(json!({ "first_name": "Ana" })).send().await;
        assert_eq!(answer.status, 200, "{origin}: {answer:?}");
    }
}

#[tokio::test]
async fn large_answers_are_compressed_for_who_takes_it() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    let packed =
        nobody.request(Method::GET, "/api/openapi.json").header("accept-encoding", "br").send().await;
    assert_eq!(packed.header("content-encoding"), Some("br"));
    let plain =
        nobody.request(Method::GET, "/api/openapi.json").header("accept-encoding", "identity").send().await;
    assert_eq!(plain.header("content-encoding"), None);
    assert!(packed.body.len() * 3 < plain.body.len());
}

/// A server with handlers that fail in ways that ours must not, under the ground of ours.
async fn failing_server() -> String {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = HttpServer::new(|| {
        let treatment = Treatment {
            trusted_proxies: 0,
            time_limit: Duration::from_millis(200),
            https: false,
            probes: &[],
            pulse: Some(Pulse::new("/api/pulse", || HttpResponse::Ok().json("alive"))),
            aliases: &[],
            metrics: None,
            reports: None,
        };
        App::new()
            .app_data(web::Data::new(treatment))
            .route("/api/panic", web::get().to(async || -> &'static str { panic!("the secret cause") }))
            .route("/api/never", web::get().to(async || std::future::pending::<&'static str>().await))
            .route("/api/pulse", web::get().to(async || std::future::pending::<&'static str>().await))
            .route("/api/fine", web::get().to(async || "fine"))
            .wrap(from_fn(ground))
    });
    tokio::spawn(server.workers(1).disable_signals().listen(listener).unwrap().run());
    url
}

#[tokio::test]
async fn a_panic_and_an_endless_handler_are_problems_too() {
    let client = Client::new(failing_server().await, "10.0.0.1".to_owned());
    let answer = client.get("/api/panic").await;
    answer.assert_problem(ErrorCode::Internal);
    assert!(!String::from_utf8_lossy(&answer.body).contains("secret cause"));
    assert_eq!(answer.header("x-request-id"), answer.json()["request_id"].as_str());
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    client.get("/api/never").await.assert_problem(ErrorCode::TookTooLong);
    assert_eq!(client.get("/api/fine").await.status, 200, "the worker lives");
}

#[tokio::test]
async fn the_pulse_is_told_before_anything_else_looks_at_the_request() {
    let client = Client::new(failing_server().await, "10.0.0.1".to_owned());
    let told = client.get("/api/pulse").await;
    assert_eq!((told.status, told.json()), (200, json!("alive")), "although its handler never answers");
    assert_eq!(told.header("x-frame-options"), Some("DENY"));
    assert_eq!(told.header("cache-control"), Some("no-store"));
    assert!(told.header("x-request-id").is_some());
    let by = |name: &'static str, value: &'static str| {
        client.request(Method::GET, "/api/pulse").header(name, value).send()
    };
    assert_eq!(by("x-request-id", "from-the-proxy-1").await.header("x-request-id"), Some("from-the-proxy-1"));
    // The control: whoever may be told more, or by other rules, waits for the handler.
    by("authorization", "Bearer of somebody").await.assert_problem(ErrorCode::TookTooLong);
    by("x-api-key", "of a program").await.assert_problem(ErrorCode::TookTooLong);
    by("origin", "https://elsewhere.example").await.assert_problem(ErrorCode::TookTooLong);
    client.get("/api/pulse?pretty").await.assert_problem(ErrorCode::TookTooLong);
}

#[tokio::test]
async fn the_pulse_is_what_the_handler_tells() {
    let app = TestApp::new().await;
    let (pulse, handled) = (
        app.anonymous().get("/api/health").await,
        app.user("ana@example.org").await.get("/api/health").await,
    );
    let known = |answer: &Answer| {
        let mut body = answer.json();
        body["uptime_seconds"] = json!(0);
        let names = ["content-type", "cache-control", "content-security-policy", "x-content-type-options"];
        (body, names.map(|name| answer.header(name).unwrap().to_owned()))
    };
    assert_eq!(known(&pulse), known(&handled));
}
