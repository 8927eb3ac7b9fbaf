//! One's own phone number.

use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::Me;

use crate::support::TestApp;

const PHONE: &str = "/api/identity/phone";

#[tokio::test]
async fn a_number_is_checked_kept_as_e164_and_shown_as_at_home() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let answer = ana.put(PHONE, json!({ "phone": "(0981) 123-456" })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let phone = answer.to::<Me>().phone.unwrap();
    assert_eq!((phone.e164.as_str(), phone.country.as_deref()), ("+595981123456", Some("PY")));
    assert_eq!(app.stored_user("ana@example.org").await.get_str("phone").unwrap(), "+595981123456");
    let answer = ana.put(PHONE, json!({ "phone": "11 2345-6789", "country": "AR" })).await;
    let phone = answer.to::<Me>().phone.unwrap();
    assert_eq!((phone.e164.as_str(), phone.country.as_deref()), ("+541123456789", Some("AR")));
    let id = ana.get("/api/identity/me").await.to::<Me>().id;
    assert_eq!(
        app.trail(&id.to_string()).await,
        ["identity.register", "identity.set_phone", "identity.set_phone"]
    );
}

#[tokio::test]
async fn what_is_no_number_is_refused_in_words() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for body in [
        json!({ "phone": "12345" }),
        json!({ "phone": "+595" }),
        json!({ "phone": "0981 123456 ext. 5" }),
        json!({ "phone": "+999 123 456 789" }),
        json!({ "phone": "call me" }),
        json!({ "phone": "1".repeat(41) }),
        json!({ "phone": "" }),
    ] {
        let answer = ana.put(PHONE, &body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], "phone", "{body}");
    }
    for country in ["py", "P", "PRY", "ZZ", ""] {
        let answer = ana.put(PHONE, json!({ "phone": "0981 123456", "country": country })).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
    }
    app.anonymous()
        .put(PHONE, json!({ "phone": "0981 123456" }))
        .await
        .assert_problem(ErrorCode::Unauthenticated);
    assert!(ana.get("/api/identity/me").await.to::<Me>().phone.is_none());
}
