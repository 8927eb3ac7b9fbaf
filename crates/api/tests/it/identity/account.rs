//! One's own account.

use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::Me;

use crate::support::TestApp;

const ME: &str = "/api/identity/me";

#[tokio::test]
async fn names_and_language_can_be_changed() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let answer = ana.patch(ME, json!({ "first_name": "Ana María", "locale": "en" })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let me: Me = answer.to();
    assert_eq!((me.first_name.as_str(), me.last_name.as_str()), ("Ana María", "Person"));
    assert_eq!(ana.get(ME).await.to::<Me>(), me);
    let events = app.db.database().collection::<bson::Document>("audit_events");
    let event = events.find_one(bson::doc! { "action": "identity.update_me" }).await.unwrap().unwrap();
    let changes = event.get_array("changes").unwrap();
    let fields: Vec<_> =
        changes.iter().map(|change| change.as_document().unwrap().get_str("field").unwrap()).collect();
    assert_eq!(fields, ["first_name", "locale"]);
}

#[tokio::test]
async fn nothing_else_can_be_changed_and_wrong_values_are_named() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for body in [json!({ "roles": ["admin"] }), json!({ "level": 9 }), json!({ "email": "x@example.org" })] {
        ana.patch(ME, body).await.assert_problem(ErrorCode::MalformedBody);
    }
    let answer = ana.patch(ME, json!({ "first_name": "" })).await;
    answer.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(answer.json()["fields"][0]["field"], "first_name");
    app.anonymous().patch(ME, json!({})).await.assert_problem(ErrorCode::Unauthenticated);
}
