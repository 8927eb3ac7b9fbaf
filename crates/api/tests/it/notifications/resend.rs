//! Delivery through Resend: a stand-in that holds requests against the documented form, and its signed calls.

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use api::infra::ids::new_id;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::id::EmailId;
use shared::notifications::{EmailStatus, EmailSummary, Suppression};

use super::{plain_mail, queue, reset_mail, start_worker, until_it_is};
use crate::support::{Answer, TestApp, eventually};

const KEY: &str = "re_123456789";
const SECRET: &[u8] = b"a secret of the webhook";

#[derive(Default)]
struct Account {
    /// What was taken: id, idempotency key, body.
    taken: Vec<(String, String, Value)>,
    by_key: HashMap<String, usize>,
    /// What is answered to the next requests: status, name of the error, seconds to wait.
    answers: Vec<(u16, &'static str, Option<u32>)>,
    requests: usize,
}

struct Resend {
    account: Arc<Mutex<Account>>,
    server: ServerHandle,
}

impl Drop for Resend {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

impl Resend {
    async fn with_app(answers: &[(u16, &'static str, Option<u32>)]) -> (Self, TestApp) {
        let account = Arc::new(Mutex::new(Account { answers: answers.to_vec(), ..Account::default() }));
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::clone(&account);
        let server = HttpServer::new(move || {
            App::new().app_data(Data::new(Arc::clone(&shared))).route("/emails", web::post().to(take))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        tokio::spawn(server);
        let app = TestApp::with(&[
            ("RESEND_API_KEY", KEY),
            ("RESEND_URL", &url),
            ("RESEND_WEBHOOK_SECRET", &format!("whsec_{}", STANDARD.encode(SECRET))),
            ("AVENUE_MAIL_FROM", "Avenue <hola@avenue.example>"),
        ])
        .await;
        start_worker(&app);
        (Self { account, server: handle }, app)
    }

    /// The service's id of the last mail to an address.
    fn id_of(&self, to: &str) -> String {
        let account = self.account.lock().unwrap();
        account.taken.iter().rfind(|(_, _, body)| body["to"][0] == to).unwrap().0.clone()
    }

    fn taken(&self) -> usize {
        self.account.lock().unwrap().taken.len()
    }
}

fn refuse(status: u16, name: &str, message: &str) -> HttpResponse {
    HttpResponse::build(StatusCode::from_u16(status).unwrap())
        .json(json!({ "statusCode": status, "name": name, "message": message }))
}

async fn take(account: Data<Arc<Mutex<Account>>>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    if header("authorization") != Some(format!("Bearer {KEY}")) {
        return refuse(401, "missing_api_key", "Missing API key in the authorization header");
    }
    if !header("content-type").is_some_and(|kind| kind.starts_with("application/json")) {
        return refuse(422, "invalid_parameter", "the body must be JSON");
    }
    let key = header("idempotency-key").unwrap_or_default();
    if key.is_empty() || key.len() > 256 {
        return refuse(400, "invalid_idempotency_key", "The key must be between 1-256 chars");
    }
    let body: Value = serde_json::from_slice(&body).unwrap();
    let text = |field: &str| body[field].as_str().is_some_and(|text| !text.is_empty());
    let to = body["to"]
        .as_array()
        .is_some_and(|to| (1..=50).contains(&to.len()) && to.iter().all(Value::is_string));
    if !(["from", "subject", "text", "html"].into_iter().all(text) && to) {
        return refuse(422, "missing_required_field", "a field is missing");
    }
    let mut account = account.lock().unwrap();
    account.requests += 1;
    if !account.answers.is_empty() {
        let (status, name, after) = account.answers.remove(0);
        let mut response = refuse(status, name, "as the test asks");
        if let Some(after) = after {
            response.headers_mut().insert("retry-after".parse().unwrap(), after.to_string().parse().unwrap());
        }
        return response;
    }
    if let Some(earlier) = account.by_key.get(&key).copied() {
        let (id, _, same) = &account.taken[earlier];
        return if *same == body {
            HttpResponse::Ok().json(json!({ "id": id }))
        } else {
            refuse(
                409,
                "invalid_idempotent_request",
                "Same idempotency key used with a different request payload",
            )
        };
    }
    let id = new_id().to_string();
    let at = account.taken.len();
    account.by_key.insert(key.clone(), at);
    account.taken.push((id.clone(), key, body));
    HttpResponse::Ok().json(json!({ "id": id }))
}

/// A call as Svix signs it.
async fn call(app: &TestApp, event: &Value, change: impl Fn(&mut Vec<(&str, String)>)) -> Answer {
    let body = event.to_string();
    let (id, at) = (format!("msg_{}", new_id().simple()), app.clock.now().as_second());
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET);
    let tag = hmac::sign(&key, format!("{id}.{at}.{body}").as_bytes());
    let mut headers = vec![
        ("svix-id", id),
        ("svix-timestamp", at.to_string()),
        ("svix-signature", format!("v1,{}", STANDARD.encode(tag))),
    ];
    change(&mut headers);
    let somebody = app.anonymous();
    let mut request = somebody.request(reqwest::Method::POST, "/api/notifications/resend").json(event);
    for (name, value) in &headers {
        request = request.header(name, value);
    }
    request.send().await
}

async fn told(app: &TestApp, kind: &str, provider_id: &str, more: Value) -> Answer {
    let mut data = json!({ "email_id": provider_id, "to": ["ana@example.org"], "subject": "Hola" });
    data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let event = json!({ "type": kind, "created_at": "2040-03-07T12:00:00.000Z", "data": data });
    call(app, &event, |_| {}).await
}

async fn state(app: &TestApp, id: EmailId) -> EmailSummary {
    app.state.notifications.get_email(id).await.unwrap().summary
}

#[tokio::test]
async fn a_mail_is_sent_once_and_what_became_of_it_is_told() {
    let (resend, app) = Resend::with_app(&[]).await;
    let id = queue(&app, plain_mail("ana@example.org", "1")).await;
    until_it_is(&app, id, EmailStatus::Sent).await;
    {
        let account = resend.account.lock().unwrap();
        let (_, key, body) = &account.taken[0];
        assert_eq!((key, &body["to"]), (&id.to_string(), &json!(["ana@example.org"])));
        assert_eq!(body["from"], "Avenue <hola@avenue.example>");
    }
    let provider = resend.id_of("ana@example.org");
    app.clock.advance(SignedDuration::from_secs(5));
    assert_eq!(told(&app, "email.delivered", &provider, json!({})).await.status, 204);
    let delivered = state(&app, id).await;
    assert_eq!((delivered.status, delivered.told_at), (EmailStatus::Delivered, Some(app.clock.now())));
    // What is opened is nobody's business, and what is not ours is told again.
    assert_eq!(told(&app, "email.opened", &provider, json!({})).await.status, 204);
    told(&app, "email.delivered", "another", json!({})).await.assert_problem(ErrorCode::NotFound);
    // A complaint comes after; a late word of delivery does not take it back.
    assert_eq!(told(&app, "email.complained", &provider, json!({})).await.status, 204);
    assert_eq!(told(&app, "email.delivered", &provider, json!({})).await.status, 204);
    assert_eq!(state(&app, id).await.status, EmailStatus::Complained);
    let second = queue(&app, plain_mail("ana@example.org", "2")).await;
    let failed = until_it_is(&app, second, EmailStatus::Failed).await.summary;
    assert!(failed.error.unwrap().contains("complained about"));
    assert_eq!(resend.taken(), 1);
}

#[tokio::test]
async fn a_bounce_stops_the_address_until_somebody_lifts_it_and_sends_again() {
    let (resend, app) = Resend::with_app(&[]).await;
    let owner = app.admin().await;
    let id = queue(&app, plain_mail("ana@example.org", "1")).await;
    until_it_is(&app, id, EmailStatus::Sent).await;
    let bounce = json!({ "bounce": { "type": "Permanent", "subType": "Suppressed", "message": "550 5.1.1 unknown user" } });
    assert_eq!(told(&app, "email.bounced", &resend.id_of("ana@example.org"), bounce).await.status, 204);
    let bounced = state(&app, id).await;
    assert_eq!(
        (bounced.status, bounced.error.as_deref()),
        (EmailStatus::Bounced, Some("550 5.1.1 unknown user"))
    );
    let listed = owner.get("/api/notifications/emails?status=bounced").await.json();
    assert_eq!(listed["items"][0]["id"], json!(id));

    let again = format!("/api/notifications/emails/{id}/send-again");
    owner.post_empty(&again).await.assert_problem(ErrorCode::Conflict);
    let suppressed: Vec<Suppression> = owner.get("/api/notifications/suppressions").await.to();
    assert_eq!((suppressed[0].reason, suppressed[0].email_id), (EmailStatus::Bounced, id));
    let lift = "/api/notifications/suppressions/ana%40example.org";
    assert_eq!(owner.delete(lift).await.status, 204);
    owner.delete(lift).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(owner.post_empty(&again).await.status, 202);
    until_it_is(&app, id, EmailStatus::Sent).await;
    let keys: Vec<String> =
        resend.account.lock().unwrap().taken.iter().map(|(_, key, _)| key.clone()).collect();
    assert!(keys.contains(&format!("{id}-1")), "a new round has a key of its own: {keys:?}");
    assert_eq!(app.trail(&id.to_string()).await, ["notifications.send_again"]);
    assert_eq!(app.trail("ana@example.org").await, ["notifications.lift_suppression"]);
}

#[tokio::test]
async fn a_soft_bounce_stops_nothing_and_a_used_link_is_not_sent_again() {
    let (resend, app) = Resend::with_app(&[]).await;
    let owner = app.admin().await;
    let id = queue(&app, reset_mail(&app, "reset")).await;
    until_it_is(&app, id, EmailStatus::Sent).await;
    let bounce = json!({ "bounce": { "type": "Transient", "message": "mailbox full" } });
    assert_eq!(told(&app, "email.bounced", &resend.id_of("reset@example.org"), bounce).await.status, 204);
    assert_eq!(owner.get("/api/notifications/suppressions").await.json(), json!([]));
    let again = owner.post_empty(&format!("/api/notifications/emails/{id}/send-again")).await;
    again.assert_problem(ErrorCode::LinkExpired);
}

#[tokio::test]
async fn too_many_at_once_waits_as_long_as_it_is_told() {
    let (resend, app) = Resend::with_app(&[(429, "rate_limit_exceeded", Some(1_000))]).await;
    let id = queue(&app, plain_mail("ana@example.org", "1")).await;
    let jobs = app.db.collection::<bson::Document>("jobs");
    let waiting = bson::doc! { "subject": "ana@example.org", "status": "queued", "attempts": 1 };
    eventually(async || jobs.count_documents(waiting.clone()).await.unwrap() == 1).await;
    let job = jobs.find_one(waiting).await.unwrap().unwrap();
    let due = job.get_datetime("due_at").unwrap().to_jiff();
    assert_eq!(due, app.clock.now() + SignedDuration::from_secs(1_000));
    assert!(state(&app, id).await.error.unwrap().contains("rate_limit_exceeded"));
    app.clock.advance(SignedDuration::from_secs(1_001));
    until_it_is(&app, id, EmailStatus::Sent).await;
    assert_eq!(resend.taken(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_mail_is_final_and_a_failing_service_is_not() {
    let (resend, app) =
        Resend::with_app(&[(422, "validation_error", None), (500, "internal_server_error", None)]).await;
    let id = queue(&app, plain_mail("ana@example.org", "1")).await;
    let failed = until_it_is(&app, id, EmailStatus::Failed).await.summary;
    assert!(
        failed.attempts == 1 && failed.error.as_deref().unwrap().contains("validation_error"),
        "{failed:?}"
    );
    let id = queue(&app, plain_mail("eva@example.org", "2")).await;
    eventually(async || state(&app, id).await.error.is_some()).await;
    assert_eq!(state(&app, id).await.status, EmailStatus::Queued);
    assert_eq!(resend.taken(), 0);
}

#[tokio::test]
async fn only_resends_own_calls_are_heard() {
    let (resend, app) = Resend::with_app(&[]).await;
    let id = queue(&app, plain_mail("ana@example.org", "1")).await;
    until_it_is(&app, id, EmailStatus::Sent).await;
    let event = json!({ "type": "email.bounced", "data": { "email_id": resend.id_of("ana@example.org") } });
    let old = (app.clock.now().as_second() - 301).to_string();
    call(&app, &event, |headers| headers[2].1 = "v1,AAAA".to_owned())
        .await
        .assert_problem(ErrorCode::Forbidden);
    call(&app, &event, |headers| headers[1].1.clone_from(&old)).await.assert_problem(ErrorCode::Forbidden);
    call(&app, &event, |headers| headers[0].1 = "msg_another".to_owned())
        .await
        .assert_problem(ErrorCode::Forbidden);
    call(&app, &event, |headers| headers.clear()).await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(state(&app, id).await.status, EmailStatus::Sent);
    assert_eq!(call(&app, &event, |_| {}).await.status, 204, "the control");
    call(&app, &json!({ "type": 7 }), |_| {}).await.assert_problem(ErrorCode::MalformedBody);

    let without = TestApp::new().await;
    call(&without, &event, |_| {}).await.assert_problem(ErrorCode::NotConfigured);
}

#[tokio::test]
async fn only_staff_sends_again_and_lifts() {
    let app = TestApp::new().await;
    start_worker(&app);
    let id = queue(&app, plain_mail("ana@example.org", "1")).await;
    until_it_is(&app, id, EmailStatus::Kept).await;
    let again = format!("/api/notifications/emails/{id}/send-again");
    let (ana, nobody) = (app.user("ana@example.org").await, app.anonymous());
    ana.post_empty(&again).await.assert_problem(ErrorCode::Forbidden);
    nobody.post_empty(&again).await.assert_problem(ErrorCode::Unauthenticated);
    ana.get("/api/notifications/suppressions").await.assert_problem(ErrorCode::Forbidden);
    ana.delete("/api/notifications/suppressions/a@b.c").await.assert_problem(ErrorCode::Forbidden);
    // What is kept here is not sent at all.
    app.admin().await.post_empty(&again).await.assert_problem(ErrorCode::Conflict);
}
