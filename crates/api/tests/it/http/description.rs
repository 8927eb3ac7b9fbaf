//! What holds for every operation, by the description itself.

use api::app::description;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::TestApp;

struct Operation {
    method: String,
    path: String,
    body: Value,
}

fn operations() -> Vec<Operation> {
    let api = serde_json::to_value(description()).unwrap();
    let mut all = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, body) in item.as_object().unwrap() {
            all.push(Operation { method: method.to_uppercase(), path: path.clone(), body: body.clone() });
        }
    }
    assert!(all.len() > 20, "the description has {} operations", all.len());
    all
}

/// Whether somebody without a token may call it.
fn is_public(operation: &Operation) -> bool {
    let security = operation.body["security"].as_array().unwrap();
    security.iter().any(|requirement| requirement.as_object().unwrap().is_empty())
}

/// The path with an id that is well-formed wherever one is wanted.
fn address(path: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { "01890a5d-ac96-774b-bcce-b302099a8057" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_operation_that_is_not_public_answers_401_to_no_one() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    let (mut closed, mut open) = (0, 0);
    for operation in operations() {
        let name = format!("{} {}", operation.method, operation.path);
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        if is_public(&operation) {
            open += 1;
            continue;
        }
        closed += 1;
        for token in [None, Some("nonsense")] {
            nobody.set_token(token);
            let answer =
                nobody.request(method.clone(), &address(&operation.path)).json(json!({})).send().await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (401, "unauthenticated"),
                "{name}: {answer:?}"
            );
        }
    }
    assert!(closed > 10 && open > 5, "{closed} closed, {open} open");
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
            let bare = matches!(status.as_str(), "202" | "204" | "304");
            let schema = response["content"].as_object().is_some_and(|content| !content.is_empty());
            assert!(bare || schema, "{name}: {status} has no schema");
        }
    }
}
