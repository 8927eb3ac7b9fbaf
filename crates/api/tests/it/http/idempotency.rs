//! `Idempotency-Key`: sent again, a creation takes effect once and is answered as the first time.

use std::collections::BTreeSet;

use api::infra::ids::new_id;
use bson::{Document, doc};
use futures::future::join_all;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::identity::Permission;

use super::description::{concerned, owning_admin};
use crate::support::proof::cases;
use crate::support::{Answer, Client, PASSWORD, TestApp};

const REGISTER: &str = "/api/identity/register";
const BACKUPS: &str = "/api/backups";

pub fn person(number: u32) -> Value {
    json!({ "email": format!("p{number}@example.org"), "password": PASSWORD, "first_name": "P", "last_name": "Q" })
}

pub fn key(number: u32) -> String {
    format!("a-key-of-the-tests-{number}")
}

pub async fn send(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    client.request(Method::POST, path).header("idempotency-key", key).json(body).send().await
}

fn is_replayed(answer: &Answer) -> bool {
    answer.header("idempotency-replayed") == Some("true")
}

/// A database that can be backed up.
async fn something(app: &TestApp) -> String {
    let name = format!("thing_{}", new_id().simple());
    app.db.client().database(&name).collection("things").insert_one(doc! { "_id": 1 }).await.unwrap();
    name
}

#[tokio::test]
async fn the_same_request_takes_effect_once_and_is_answered_byte_for_byte_for_a_day() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({ "database": something(&app).await });
    let first = send(&admin, BACKUPS, &key(1), &body).await;
    assert_eq!((first.status, is_replayed(&first)), (202, false), "{first:?}");
    for _ in 0..3 {
        let again = send(&admin, BACKUPS, &key(1), &body).await;
        assert!(is_replayed(&again));
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("content-type"), first.header("content-type"));
        assert_ne!(again.header("x-request-id"), first.header("x-request-id"), "each request has its own");
    }
    let backups = app.db.collection::<Document>("backups");
    assert_eq!(backups.count_documents(doc! {}).await.unwrap(), 1);

    let other = send(&admin, BACKUPS, &key(1), &json!({ "database": "another" })).await;
    other.assert_problem(ErrorCode::IdempotencyKeyReused);
    send(&admin, &format!("{BACKUPS}?a=1"), &key(1), &body)
        .await
        .assert_problem(ErrorCode::IdempotencyKeyReused);
    let refused = send(&admin, BACKUPS, "short", &body).await;
    refused.assert_problem(ErrorCode::MalformedHeader);
    assert!(refused.json()["detail"].as_str().unwrap().contains("de 16 a 255"), "{refused:?}");

    app.clock.advance(SignedDuration::from_hours(24));
    let token = admin.token();
    let sign_in = json!({ "email": "staff-0@avenue.example", "password": PASSWORD });
    assert_eq!(admin.post("/api/identity/sign-in", sign_in).await.status, 200);
    assert_ne!(admin.token(), token);
    send(&admin, BACKUPS, &key(1), &body).await.assert_problem(ErrorCode::AlreadyRunning);
}

#[tokio::test]
async fn a_key_belongs_to_its_caller_and_address() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.admin().await, app.admin().await);
    let body = json!({ "database": something(&app).await });
    assert_eq!(send(&ana, BACKUPS, &key(1), &body).await.status, 202);
    let answer = send(&eva, BACKUPS, &key(1), &body).await;
    answer.assert_problem(ErrorCode::AlreadyRunning);
    assert!(!is_replayed(&answer), "it is hers alone");
    assert!(is_replayed(&send(&eva, BACKUPS, &key(1), &body).await), "what was decided is kept too");
    let elsewhere = send(&ana, "/api/backups/drills", &key(1), &json!({ "nonsense": 1 })).await;
    assert!(!is_replayed(&elsewhere) && elsewhere.code() != "idempotency_key_reused", "{elsewhere:?}");
}

#[tokio::test]
async fn whoever_may_not_call_any_more_gets_no_old_answer() {
    let app = TestApp::new().await;
    let admin = app.staff(&[Permission::ManageBackups]).await;
    let body = json!({ "database": something(&app).await });
    assert_eq!(send(&admin, BACKUPS, &key(1), &body).await.status, 202);
    assert_eq!(send(&admin, BACKUPS, &key(1), &body).await.status, 202, "the control");
    let users = app.db.collection::<Document>("users");
    users.update_many(doc! {}, doc! { "$set": { "permissions": [] } }).await.unwrap();
    send(&admin, BACKUPS, &key(1), &body).await.assert_problem(ErrorCode::Forbidden);
    users.update_many(doc! {}, doc! { "$set": { "status": "suspended" } }).await.unwrap();
    send(&admin, BACKUPS, &key(1), &body).await.assert_problem(ErrorCode::AccountSuspended);
    app.anonymous().post(BACKUPS, &body).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn while_the_first_is_under_way_another_is_told_to_wait() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({ "database": something(&app).await });
    assert_eq!(send(&admin, BACKUPS, &key(1), &body).await.status, 202);
    // As if its process were still at it.
    let operations = app.db.collection::<Document>("operations");
    let undone = doc! { "$unset": { "answer": "" }, "$set": { "lease_until": bson::DateTime::MAX } };
    assert_eq!(operations.update_one(doc! {}, undone).await.unwrap().modified_count, 1);
    let told = send(&admin, BACKUPS, &key(1), &body).await;
    told.assert_problem(ErrorCode::IdempotencyInProgress);
    assert_eq!(told.header("retry-after"), Some("1"));
    send(&admin, BACKUPS, &key(1), &json!({})).await.assert_problem(ErrorCode::IdempotencyKeyReused);
}

/// As if the process had been killed after the effect and before the answer was kept.
#[tokio::test]
async fn an_answer_that_was_lost_is_made_again_without_a_second_effect() {
    let app = TestApp::new().await;
    let (admin, nobody) = (app.admin().await, app.anonymous());
    let name = something(&app).await;
    let body = json!({ "database": name });
    let new_key = json!({ "name": "A test", "scopes": ["identity:read"] });
    let question = json!({ "field": "f", "target_collection": "things", "target_field": "_id" });
    let references = format!("/api/inspection/databases/{name}/collections/things/references");
    let operations = app.db.collection::<Document>("operations");
    for (number, client, path, body) in [
        (1, &admin, BACKUPS, &body),
        (2, &nobody, REGISTER, &person(1)),
        (3, &admin, &references, &question),
        (4, &admin, "/api/identity/keys", &new_key),
    ] {
        let first = send(client, path, &key(number), body).await;
        assert!(first.status < 300, "{first:?}");
        let lost =
            doc! { "$unset": { "answer": "" }, "$set": { "lease_until": bson::DateTime::from_millis(0) } };
        assert_eq!(
            operations
                .update_many(doc! { "answer": { "$exists": true } }, lost)
                .await
                .unwrap()
                .modified_count,
            1
        );
        app.clock.advance(SignedDuration::from_secs(30));
        let somebody = app.anonymous();
        somebody.set_token(admin.token().as_deref());
        let again = send(&somebody, path, &key(number), body).await;
        assert!(!is_replayed(&again), "{path}: it is made again");
        assert_eq!((again.status, again.json()), (first.status, first.json()), "{path}");
        if path == REGISTER {
            assert_eq!(somebody.cookie("avenue_refresh"), nobody.cookie("avenue_refresh"));
        }
        assert!(is_replayed(&send(&somebody, path, &key(number), body).await), "{path}: now it is kept");
        operations.delete_many(doc! {}).await.unwrap();
    }
    for (collection, filter, count) in [
        ("backups", doc! {}, 1),
        ("jobs", doc! { "kind": "backups.run" }, 1),
        ("jobs", doc! { "kind": "inspection.references" }, 1),
        ("users", doc! { "email": "p1@example.org" }, 1),
        // The administrator's, and one for the account.
        ("sessions", doc! {}, 2),
        ("email_logs", doc! { "template": "verify_email", "to": "p1@example.org" }, 1),
        ("audit_events", doc! { "action": "identity.register", "target.label": "p1@example.org" }, 1),
        ("audit_events", doc! { "action": "backups.run" }, 1),
        ("audit_events", doc! { "action": "identity.create_api_key" }, 1),
    ] {
        let found = app.db.collection::<Document>(collection).count_documents(filter.clone()).await.unwrap();
        assert_eq!(found, count, "{collection} {filter}");
    }
}

/// A transaction whose result is not kept is not repeated either; then the answer cannot be made again.
#[tokio::test]
async fn where_an_answer_cannot_be_made_again_that_is_said_and_nothing_happens_twice() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let path = "/api/identity/email/verification";
    assert_eq!(send(&ana, path, &key(1), &json!({})).await.status, 202);
    let operations = app.db.collection::<Document>("operations");
    let lost = doc! { "$unset": { "answer": "" }, "$set": { "lease_until": bson::DateTime::from_millis(0) } };
    operations.update_one(doc! {}, lost).await.unwrap();
    let again = send(&ana, path, &key(1), &json!({})).await;
    again.assert_problem(ErrorCode::IdempotencyAnswerLost);
    let then = send(&ana, path, &key(1), &json!({})).await;
    assert_eq!((is_replayed(&then), then.body), (true, again.body), "and that stays so");
    assert_eq!(
        app.mails("verify_email", "ana@example.org").await,
        2,
        "that of the account's opening, and one"
    );
}

#[tokio::test]
async fn what_is_kept_tells_nothing_to_who_reads_the_database_alone() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    let answer = send(&nobody, REGISTER, &key(1), &person(1)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let kept = app.db.collection::<Document>("operations").find_one(doc! {}).await.unwrap().unwrap();
    let bytes = bson::serialize_to_vec(&kept).unwrap();
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    for secret in
        [token.as_str(), PASSWORD, "p1@example.org", &nobody.cookie("avenue_refresh").unwrap(), &key(1)]
    {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
    }
    assert!(kept.get_binary_generic("answer").unwrap().len() > token.len(), "the control: it is kept");
    let again = send(&app.anonymous(), REGISTER, &key(1), &person(1)).await;
    assert_eq!(again.body, answer.body);
    assert_eq!(again.headers.get_all("set-cookie").iter().count(), 2, "with its cookies");
}

#[tokio::test]
async fn answers_about_the_moment_are_not_kept() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    for number in 0..40 {
        let answer = send(&nobody, REGISTER, &key(number), &person(number)).await;
        if answer.status == 429 {
            let wait: i64 = answer.header("retry-after").unwrap().parse().unwrap();
            app.clock.advance(SignedDuration::from_secs(wait));
            let again = send(&nobody, REGISTER, &key(number), &person(number)).await;
            assert_eq!((again.status, is_replayed(&again)), (201, false), "{again:?}");
            return;
        }
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    panic!("the control: registering is rationed");
}

#[tokio::test]
async fn a_request_without_a_key_or_that_takes_none_is_what_it_always_was() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let sign_in = json!({ "email": "ana@example.org", "password": PASSWORD });
    let one = send(&ana, "/api/identity/sign-in", &key(1), &sign_in).await;
    let two = send(&ana, "/api/identity/sign-in", &key(1), &sign_in).await;
    assert_eq!((one.status, two.status), (200, 200));
    assert!(one.body != two.body && !is_replayed(&two));
    assert_eq!(app.db.collection::<Document>("operations").count_documents(doc! {}).await.unwrap(), 0);
}

/// The description and the platform agree on who takes a key.
#[tokio::test]
async fn every_post_takes_a_key_unless_its_description_says_otherwise() {
    let (market, creator) = concerned().await;
    let app = &market.app;
    let mut admin = owning_admin(app).await;
    let api = serde_json::to_value(api::app::description()).unwrap();
    let (mut taking, mut ignoring, mut unseen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            let parameters = operation["parameters"].as_array();
            let described =
                parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "Idempotency-Key"));
            let marked = operation["x-idempotency-key"] == "ignored";
            assert_eq!(described, method == "post" && !marked, "{id}");
            if method != "post" {
                continue;
            }
            // A key that is none is refused by exactly those who look at it, whatever else is wrong.
            let address: Vec<&str> = path
                .split('/')
                .map(|part| if part.starts_with('{') { "01890a5d-ac96-774b-bcce-b302099a8057" } else { part })
                .collect();
            let call = async |client: &Client| {
                let request = client.request(Method::POST, &address.join("/"));
                let request = request.header("idempotency-key", "short");
                request.header("content-type", "application/json").body("{\"a\": ").send().await
            };
            let mut answer = call(&admin).await;
            for side in [&market.owner, &creator] {
                if operation["x-who"] == "concerned" && matches!(answer.status, 403 | 404) {
                    answer = call(side).await;
                }
            }
            if answer.status == 404 {
                // Of what is not there, nothing else is said.
                unseen.insert(id.to_owned());
                continue;
            }
            assert_eq!(answer.code() == "malformed_header", described, "{id}: {answer:?}");
            if described {
                taking.insert(id.to_owned())
            } else {
                ignoring.insert(id.to_owned())
            };
            if id.starts_with("sign_out") {
                admin = owning_admin(app).await;
            }
        }
    }
    let ignored = ["refresh_session", "sign_in", "sign_in_alias", "sign_out"];
    assert!(ignored.iter().all(|id| ignoring.contains(*id)), "{ignoring:?}");
    assert!(taking.len() > 60 && unseen.len() < 4, "{taking:?}, not asked: {unseen:?}");
}

#[tokio::test]
async fn of_copies_sent_at_once_one_takes_effect_and_all_are_answered_alike() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let (keys, began) = (cases(10_000), std::time::Instant::now());
    let database = something(&app).await;
    let census = format!("/api/inspection/databases/{database}/collections/things/references");
    let (mut waited, mut replayed) = (0_u64, 0_u64);
    for batch in 0..keys.div_ceil(20) {
        let round = (0..20).map(|place| {
            let (admin, census) = (&admin, &census);
            let number = batch * 20 + place;
            // Each asks for something that only it asks for.
            let body = json!({
                "field": format!("f{number}"), "target_collection": "things", "target_field": "_id"
            });
            async move {
                let copies = (0..5).map(|_| async {
                    let mut waits = 0_u64;
                    loop {
                        let answer = send(admin, census, &key(number), &body).await;
                        if answer.code() != "idempotency_in_progress" {
                            return (answer, waits);
                        }
                        waits += 1;
                        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                    }
                });
                join_all(copies).await
            }
        });
        for copies in join_all(round).await {
            let first = &copies[0].0;
            assert_eq!(first.status, 202, "{first:?}");
            for (copy, waits) in &copies {
                assert_eq!((copy.status, &copy.body), (first.status, &first.body));
                waited += waits;
                replayed += u64::from(is_replayed(copy));
            }
            assert_eq!(copies.iter().filter(|(copy, _)| !is_replayed(copy)).count(), 1);
        }
    }
    let keys = u64::from(keys);
    let jobs = app.db.collection::<Document>("jobs");
    let made = jobs.count_documents(doc! { "kind": "inspection.references" }).await.unwrap();
    let took = began.elapsed();
    println!(
        "{keys} keys × 5 copies: {made} effects, {replayed} answers given again, {waited} told to wait, {took:?}"
    );
    assert_eq!((made, replayed), (keys.div_ceil(20) * 20, keys.div_ceil(20) * 20 * 4));
}
