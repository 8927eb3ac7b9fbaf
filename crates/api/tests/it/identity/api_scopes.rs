//! What a key may call: every operation of the description, with every kind of key.

use serde_json::json;

use super::api_keys::key;
use crate::support::operations::{Operation, is_public, operations};
use crate::support::{Client, TestApp};

/// Whether the description lists keys for it.
fn takes_key(operation: &Operation) -> bool {
    operation.body["security"].as_array().unwrap().iter().any(|way| way.get("api_key").is_some())
}

#[tokio::test]
async fn a_key_calls_exactly_what_its_scopes_and_the_description_say() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let scopes = admin.get("/api/identity/keys/scopes").await.json();
    let scopes: Vec<String> =
        scopes.as_array().unwrap().iter().map(|scope| scope.as_str().unwrap().to_owned()).collect();
    let bearing = async |scopes: Vec<&str>| -> Client {
        let (secret, _) = key(&admin, json!({ "scopes": scopes })).await;
        let client = app.anonymous();
        client.set_token(Some(&secret));
        client
    };
    let mut single = Vec::new();
    for scope in &scopes {
        single.push((scope.as_str(), bearing(vec![scope.as_str()]).await));
    }
    let all = bearing(scopes.iter().map(String::as_str).collect()).await;
    let (mut cells, mut allowed, mut wrong) = (0, 0, Vec::new());
    for operation in operations() {
        let verb = if operation.method == "GET" { "read" } else { "write" };
        let needed = format!("{}:{verb}", operation.body["tags"][0].as_str().unwrap());
        let public = is_public(&operation);
        let mut check = |name: &str, code: &str, refused: bool| {
            cells += 1;
            allowed += u32::from(!refused);
            let found = matches!(code, "scope_missing" | "key_not_allowed");
            if found != refused || code == "unauthenticated" {
                wrong.push(format!("{} {} with {name}: {code}", operation.method, operation.path));
            }
        };
        for (scope, client) in &single {
            let code = operation.call_with_broken_body(client).await.code();
            check(scope, &code, !public && (!takes_key(&operation) || *scope != needed));
        }
        let code = operation.call_with_broken_body(&all).await.code();
        check("every scope", &code, !public && !takes_key(&operation));
    }
    println!("{cells} cells of operations and keys, {allowed} allowed, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(allowed > 60 && cells - allowed > 400, "both kinds: {allowed} of {cells}");
}
