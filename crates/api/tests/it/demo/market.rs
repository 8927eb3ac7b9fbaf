//! A marketplace of size 1, and everybody who signs in to it.

use std::collections::BTreeMap;

use api::demo::{Filled, fill, sign_ins};
use bson::{Document, doc};
use futures::TryStreamExt;
use secrecy::ExposeSecret;
use serde_json::json;

use crate::support::{Client, TestApp};

/// An application with a marketplace, and how many documents each collection was given.
pub async fn filled() -> (TestApp, BTreeMap<String, u64>) {
    let app = TestApp::new().await;
    match fill(&app.state, 1).await.unwrap() {
        Filled::Now(written) => (app, written),
        Filled::Before => panic!("an empty database holds a marketplace"),
    }
}

/// Its brand owner, creator and administrator, signed in.
pub async fn people(app: &TestApp) -> [Client; 3] {
    let mut clients = Vec::new();
    for one in sign_ins(&app.state).await.unwrap() {
        let client = app.anonymous();
        let body = json!({ "email": one.email, "password": one.password.expose_secret() });
        let answer = client.post("/api/identity/sign-in", body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        clients.push(client);
    }
    clients.try_into().ok().unwrap()
}

/// Every document of a collection.
pub async fn all(app: &TestApp, collection: &str) -> Vec<Document> {
    let documents = app.db.database().collection::<Document>(collection);
    documents.find(doc! {}).await.unwrap().try_collect().await.unwrap()
}

/// What stands at a path, as text.
pub fn text<'a>(document: &'a Document, path: &str) -> &'a str {
    let mut at = document;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return at.get_str(part).unwrap_or_default();
        }
        match at.get_document(part) {
            Ok(inner) => at = inner,
            Err(_) => return "",
        }
    }
    ""
}

/// A whole number, of whichever width.
pub fn number(document: &Document, field: &str) -> i64 {
    match document.get(field) {
        Some(bson::Bson::Int32(number)) => i64::from(*number),
        Some(bson::Bson::Int64(number)) => *number,
        other => panic!("{field} is {other:?}"),
    }
}
