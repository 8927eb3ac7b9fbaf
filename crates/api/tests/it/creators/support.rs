//! Creators and those who look for them.

use bson::{Document, doc};
use serde_json::{Value, json};
use shared::creators::{Creator, CreatorSummary};
use shared::page::Page;

use crate::support::{Answer, Client, TestApp};

pub const CREATORS: &str = "/api/creators";
pub const PUBLIC: &str = "/api/creators/public";
pub const ME: &str = "/api/creators/me";
pub const MANAGED: &str = "/api/creators/managed";
pub const NOBODY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// Somebody who has just become a creator.
pub async fn beginner(app: &TestApp, email: &str, name: &str) -> Client {
    let client = app.user(email).await;
    let answer = client.post(CREATORS, json!({ "name": name })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    client
}

/// A creator who says enough of themselves to apply, with an account of Instagram called as the email begins.
pub async fn creator(app: &TestApp, email: &str, name: &str) -> Client {
    let client = beginner(app, email, name).await;
    let body = json!({
        "bio": "Cocino con lo que hay en el mercado.", "city": "Asunción", "languages": ["es", "gn"],
        "categories": ["food"],
    });
    changed(&client, body).await;
    let account = email.split('@').next().unwrap();
    networks(&client, json!([{ "platform": "instagram", "account": account, "followers": 1_200 }])).await;
    client
}

/// Changes one's own profile.
pub async fn changed(client: &Client, body: Value) -> Creator {
    let answer = client.patch(ME, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// Replaces one's own accounts of networks.
pub async fn networks(client: &Client, list: Value) -> Creator {
    let answer = client.put("/api/creators/me/networks", json!({ "networks": list })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// One's own profile.
pub async fn own(client: &Client) -> Creator {
    let answer = client.get(ME).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// Somebody who acts for a brand.
pub async fn brand(app: &TestApp, email: &str) -> Client {
    let client = app.user(email).await;
    let users = app.db.collection::<Document>("users");
    let update = doc! { "$set": { "roles": ["brand"] } };
    assert_eq!(users.update_one(doc! { "email": email }, update).await.unwrap().modified_count, 1);
    client
}

/// The staff decides about a creator as they are now.
pub async fn decide(staff: &Client, client: &Client, mut body: Value) -> Answer {
    let creator = own(client).await;
    body["revision"] = json!(creator.revision);
    staff.patch(&format!("{MANAGED}/{}", creator.id), body).await
}

/// The names in a list, in its order.
pub async fn found(reader: &Client, list: &str, query: &str) -> Vec<String> {
    let answer = reader.get(&format!("{list}?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {answer:?}");
    answer.to::<Page<CreatorSummary>>().items.into_iter().map(|creator| creator.name).collect()
}

/// The kinds of the notices to somebody, newest first.
pub async fn told(client: &Client) -> Vec<String> {
    let notices = client.get("/api/notifications/notices").await.json();
    let items = notices["items"].as_array().unwrap().clone();
    items.iter().map(|notice| notice["kind"].as_str().unwrap().to_owned()).collect()
}
