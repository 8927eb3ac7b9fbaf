//! What holds for every operation, by the description itself.

use reqwest::Method;
use serde_json::json;

use crate::support::operations::{Operation, address, is_public, operations};
use crate::support::{Answer, Client, TestApp};

/// What whoever has something to do first may call.
const FOR_WHO_ARRIVES: &[&str] = &[
    "get_me",
    "get_me_alias",
    "change_password",
    "prove",
    "set_phone",
    "sign_out_everywhere",
    "list_sessions",
    "revoke_session",
    "get_second_factor",
    "begin_second_factor",
    "confirm_second_factor",
];

/// What every account may call, besides.
const FOR_EVERY_ACCOUNT: &[&str] = &[
    "update_me",
    "send_verification",
    "list_links",
    "start_google_link",
    "link_firebase",
    "remove_link",
    "list_visits",
    "renew_recovery_codes",
    "turn_off_second_factor",
    "list_api_scopes",
    "list_api_keys",
    "create_api_key",
    "revoke_api_key",
    "list_jobs",
    "get_job",
    "cancel_job",
    "list_tasks",
    "get_task",
    "cancel_task",
    "list_notices",
    "read_all_notices",
    "get_profile",
    "update_profile",
    "send_avatar",
    "send_avatar_alias",
    "choose_avatar",
    "remove_avatar",
    "change_email",
    "list_data_exports",
    "request_data_export",
    "create_data_export_ticket",
    "delete_me",
];

/// Calls that are wrong in every way.
trait Wrong {
    async fn call_with_garbage(&self, client: &Client) -> Vec<(&'static str, Answer)>;
}

impl Wrong for Operation {
    /// Calls it with everything that can be wrong: ids, query, and in turn each broken body.
    async fn call_with_garbage(&self, client: &Client) -> Vec<(&'static str, Answer)> {
        let mut answers = Vec::new();
        for (what, media_type, body) in [
            ("a broken body", "application/json", "{\"a\": ".to_owned()),
            ("a body of another type", "text/plain", "{}".to_owned()),
            ("an oversized body", "application/json", format!("\"{}\"", "a".repeat(300_000))),
        ] {
            let parts =
                self.path.split('/').map(|part| if part.starts_with('{') { "not-an-id" } else { part });
            let address = format!("{}?limit=many&nonsense=1", parts.collect::<Vec<_>>().join("/"));
            let method = Method::from_bytes(self.method.as_bytes()).unwrap();
            let request = client.request(method, &address).header("content-type", media_type);
            answers.push((what, request.body(body).send().await));
        }
        answers
    }
}

#[tokio::test]
async fn who_calls_is_judged_before_anything_that_was_sent() {
    let app = TestApp::new().await;
    let (nobody, forger, customer) = (app.anonymous(), app.anonymous(), app.user("ana@example.org").await);
    forger.set_token(Some("nonsense"));
    let newcomer = app.admin().await;
    let users = app.db.collection::<bson::Document>("users");
    let update = bson::doc! { "$set": { "must_change_password": true } };
    users.update_one(bson::doc! { "roles": "admin" }, update).await.unwrap();

    let (mut for_staff, mut for_all) = (0, 0);
    for operation in operations().iter().filter(|operation| !is_public(operation)) {
        for somebody in [&nobody, &forger] {
            for (what, answer) in operation.call_with_garbage(somebody).await {
                let found = (answer.status, answer.code());
                assert_eq!(found, (401, "unauthenticated".to_owned()), "{} with {what}", operation.id());
            }
        }
        if FOR_WHO_ARRIVES.contains(&operation.id()) {
            continue;
        }
        for (what, answer) in operation.call_with_garbage(&newcomer).await {
            let found = (answer.status, answer.code());
            assert_eq!(found, (403, "password_change_required".to_owned()), "{} with {what}", operation.id());
        }
        let for_every_account = FOR_EVERY_ACCOUNT.contains(&operation.id());
        for (what, answer) in operation.call_with_garbage(&customer).await {
            let forbidden = (answer.status, answer.code()) == (403, "forbidden".to_owned());
            assert_eq!(forbidden, !for_every_account, "{} with {what}: {answer:?}", operation.id());
        }
        *(if for_every_account { &mut for_all } else { &mut for_staff }) += 1;
    }
    assert_eq!(for_all, FOR_EVERY_ACCOUNT.len());
    assert!(for_staff > 40, "{for_staff} operations for administrators");
}

#[tokio::test]
async fn what_asks_for_a_fresh_sign_in_says_so() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.clock.advance(jiff::SignedDuration::from_mins(11));
    let mut asking = 0;
    for operation in operations() {
        if operation.id().starts_with("sign_out") {
            continue;
        }
        let answer = operation.call_with_broken_body(&admin).await;
        let asks = answer.code() == "fresh_sign_in_required";
        let described = operation.body["description"].as_str().unwrap_or_default();
        let described = described.split_whitespace().collect::<Vec<_>>().join(" ");
        let says = described.contains("sks for a fresh sign-in") && operation.id() != "prove";
        assert_eq!(asks, says, "{}: {answer:?}", operation.id());
        asking += u32::from(asks);
    }
    assert!(asking >= 3, "{asking} operations ask for a fresh sign-in");
}

/// The control of the test above, and the proof that every body that is read is described.
#[tokio::test]
async fn a_broken_body_is_found_by_exactly_the_operations_that_describe_one() {
    let app = TestApp::new().await;
    let mut admin = app.admin().await;
    let (mut with_body, mut without) = (0, 0);
    for operation in operations() {
        let described = operation.body["requestBody"]["content"]["application/json"].is_object();
        if operation.method == "GET" {
            assert!(operation.body["requestBody"].is_null(), "{}: a GET has no body", operation.id());
            continue;
        }
        let answer = operation.call_with_broken_body(&admin).await;
        assert_eq!(answer.code() == "malformed_body", described, "{}: {answer:?}", operation.id());
        *(if described { &mut with_body } else { &mut without }) += 1;
        if operation.id().starts_with("sign_out") {
            admin = app.admin().await;
        }
    }
    assert!(with_body > 12 && without > 8, "{with_body} with a body, {without} without");
}

#[tokio::test]
async fn public_operations_do_not_ask_for_a_token() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    for operation in operations().iter().filter(|operation| is_public(operation)) {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let answer = nobody.request(method, &address(&operation.path)).json(json!({})).send().await;
        let refused = answer.status == 401 && answer.code() == "unauthenticated";
        assert!(!refused, "{} {}: {answer:?}", operation.method, operation.path);
    }
}

#[test]
fn every_operation_has_a_summary_answers_with_schemas_and_says_who_may_call_it() {
    let mut names = std::collections::HashSet::new();
    for operation in operations() {
        let name = format!("{} {}", operation.method, operation.path);
        let text = |field: &str| operation.body[field].as_str().unwrap_or_default().to_owned();
        let summary = text("summary");
        assert!(!summary.is_empty() && !summary.ends_with('.'), "{name}: summary \"{summary}\"");
        assert!(names.insert(text("operationId")), "{name}: the operation id stands twice");
        assert!(operation.body["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{name}: one tag");
        assert!(operation.body["security"].is_array(), "{name}: security");
        let responses = operation.body["responses"].as_object().unwrap();
        assert!(responses.contains_key("default"), "{name}: what a failure looks like");
        let good: Vec<_> = responses.iter().filter(|(status, _)| status.starts_with(['2', '3'])).collect();
        assert!(!good.is_empty(), "{name}: no answer that is not a failure");
        for (status, response) in good {
            let bare = matches!(status.as_str(), "202" | "204" | "303" | "304");
            let schema = response["content"].as_object().is_some_and(|content| !content.is_empty());
            assert!(bare || schema, "{name}: {status} has no schema");
        }
    }
}
