//! What holds for every operation, by the description itself.

use std::collections::HashMap;

use reqwest::Method;
use serde_json::json;

use crate::campaigns::market::Market;
use crate::campaigns::work::sign;
use crate::support::operations::{Operation, address, is_public, operations};
use crate::support::{Answer, Client, TestApp};

/// An administrator who owns whatever brand an address of these tests names, though there is none.
pub async fn owning_admin(app: &TestApp) -> Client {
    let admin = app.admin().await;
    let user = admin.get("/api/identity/me").await.to::<shared::identity::Me>().id;
    let brand = address("{brand_id}");
    let member = bson::doc! {
        "_id": format!("{brand}:{user}"), "brand_id": &brand, "user_id": user.to_string(), "role": "owner",
        "since": bson::DateTime::from_jiff(app.clock.now()),
    };
    let members = app.db.collection::<bson::Document>("brand_members");
    members.delete_many(bson::doc! { "brand_id": &brand }).await.unwrap();
    members.insert_one(member).await.unwrap();
    admin
}

/// A brand and a creator who are concerned by whatever campaign, application and deliverable the addresses of these tests
/// name.
pub async fn concerned() -> (Market, Client) {
    let market = Market::new().await;
    let creator = market.creator("ana").await;
    let campaign = market.published(json!({})).await;
    sign(&market, &creator, &campaign).await;
    for name in ["campaigns", "campaign_applications", "campaign_deliverables"] {
        let mut copy = market.stored(name, bson::doc! {}).await.remove(0);
        copy.insert("_id", address("{id}"));
        if name != "campaigns" {
            copy.insert("campaign_id", address("{id}"));
        }
        if name == "campaign_deliverables" {
            copy.insert("application_id", address("{id}"));
        }
        market.app.db.collection::<bson::Document>(name).insert_one(copy).await.unwrap();
    }
    let application =
        market.stored("campaign_applications", bson::doc! { "_id": address("{id}") }).await.remove(0);
    let field = |name: &str| application.get(name).unwrap().clone();
    let at = bson::DateTime::from_jiff(market.app.clock.now());
    let rating = bson::doc! {
        "_id": address("{id}"), "application_id": address("{id}"), "campaign_id": address("{id}"),
        "campaign_title": "x", "brand_id": field("brand_id"), "creator_id": field("creator_id"),
        "creator_user": field("user_id"), "by": "brand", "author": field("user_id"), "marks": [],
        "created_at": at, "closes_at": at, "shown_at": at, "is_hidden": false,
    };
    market.app.db.collection::<bson::Document>("campaign_ratings").insert_one(rating).await.unwrap();
    let metrics = bson::doc! {
        "_id": address("{id}"), "deliverable_id": address("{id}"), "application_id": address("{id}"),
        "campaign_id": address("{id}"), "campaign_title": "x", "brand_id": field("brand_id"),
        "creator_id": field("creator_id"), "user_id": field("user_id"), "number": 1, "platform": "instagram",
        "day": "2040-03-07", "state": "confirmed", "open": false, "sha256": "", "width": 1, "height": 1,
        "figures": [], "reused": false, "reported_at": at, "revision": 1,
    };
    market.app.db.collection::<bson::Document>("campaign_metrics").insert_one(metrics).await.unwrap();
    (market, creator)
}

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

    let mut called = HashMap::new();
    for operation in operations().iter().filter(|operation| !is_public(operation)) {
        *called.entry(operation.who().to_owned()).or_insert(0_u32) += 1;
        for somebody in [&nobody, &forger] {
            for (what, answer) in operation.call_with_garbage(somebody).await {
                let found = (answer.status, answer.code());
                assert_eq!(found, (401, "unauthenticated".to_owned()), "{} with {what}", operation.id());
            }
        }
        if operation.who() == "arriving" {
            continue;
        }
        for (what, answer) in operation.call_with_garbage(&newcomer).await {
            let found = (answer.status, answer.code());
            assert_eq!(found, (403, "password_change_required".to_owned()), "{} with {what}", operation.id());
        }
        for (what, answer) in operation.call_with_garbage(&customer).await {
            let found = (answer.status, answer.code());
            let forbidden = found == (403, "forbidden".to_owned());
            match operation.who() {
                "staff" | "brands" => assert!(forbidden, "{} with {what}: {answer:?}", operation.id()),
                "concerned" => {
                    assert_eq!(found, (404, "not_found".to_owned()), "{} with {what}", operation.id());
                }
                _ => assert!(!forbidden, "{} with {what}: {answer:?}", operation.id()),
            }
        }
    }
    // The control: there are enough of each to have been called.
    for (who, least) in [("arriving", 10), ("account", 60), ("concerned", 60), ("brands", 2), ("staff", 60)] {
        let found = called.remove(who).unwrap_or_default();
        assert!(found >= least, "{found} operations for {who}");
    }
    assert!(called.is_empty(), "what no handler may say: {called:?}");
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
    let (market, creator) = concerned().await;
    let app = &market.app;
    let mut admin = owning_admin(app).await;
    let (mut with_body, mut without) = (0, 0);
    for operation in operations() {
        let described = operation.body["requestBody"]["content"]["application/json"].is_object();
        if operation.method == "GET" {
            assert!(operation.body["requestBody"].is_null(), "{}: a GET has no body", operation.id());
            continue;
        }
        let mut answer = operation.call_with_broken_body(&admin).await;
        for side in [&market.owner, &creator] {
            if operation.who() == "concerned" && matches!(answer.status, 403 | 404) {
                answer = operation.call_with_broken_body(side).await;
            }
        }
        assert_eq!(answer.code() == "malformed_body", described, "{}: {answer:?}", operation.id());
        *(if described { &mut with_body } else { &mut without }) += 1;
        if operation.id().starts_with("sign_out") {
            admin = owning_admin(app).await;
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

/// What the description refers to and does not hold.
fn dangling(api: &serde_json::Value) -> Vec<String> {
    fn walk(value: &serde_json::Value, api: &serde_json::Value, left: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                let to = fields.get("$ref").and_then(|to| to.as_str());
                let lost = to.filter(|to| api.pointer(to.trim_start_matches('#')).is_none());
                left.extend(lost.map(str::to_owned));
                fields.values().for_each(|one| walk(one, api, left));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|one| walk(one, api, left)),
            _ => {}
        }
    }
    let mut left = Vec::new();
    walk(api, api, &mut left);
    left
}

#[test]
fn whatever_the_description_refers_to_it_holds() {
    let mut api = serde_json::to_value(api::app::description()).unwrap();
    assert_eq!(dangling(&api), Vec::<String>::new());
    // The control: without its schemas much is missing.
    api["components"]["schemas"] = json!({});
    assert!(dangling(&api).len() > 100);
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
        assert_eq!(operation.who() == "everyone", is_public(&operation), "{name}: whom it is for");
        assert!(!operation.who().is_empty(), "{name}: whom it is for");
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
