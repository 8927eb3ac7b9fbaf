//! Writing: what is taken, how often, and who learns of it.

use jiff::SignedDuration;
use serde_json::json;
use shared::contact::{ContactKind, ContactState, Operator};
use shared::error::ErrorCode;
use shared::identity::{Locale, Permission};

use super::{CONTACT, listed, message, shown, written};
use crate::campaigns::words::told;
use crate::support::TestApp;

#[tokio::test]
async fn anybody_writes_and_the_staff_reads_it() {
    let app = TestApp::new().await;
    let staff = app.staff(&[Permission::ManageMarketplace]).await;
    let other = app.staff(&[Permission::ManageUsers]).await;
    let nobody = app.anonymous();
    let answer = nobody
        .request(reqwest::Method::POST, CONTACT)
        .header("accept-language", "en")
        .json(message("brand"))
        .send()
        .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let ana = app.user("ana@example.org").await;
    written(&ana, "creator").await;

    let found = listed(&staff, "").await;
    let who: Vec<_> = found.iter().map(|one| (one.kind, one.name.as_str(), one.user_id.is_some())).collect();
    assert_eq!(who, [(ContactKind::Brand, "Lurdes", false), (ContactKind::Creator, "Lurdes", true)]);
    let whole = shown(&staff, found[0].id).await;
    assert_eq!(whole.words, "Hola:\n¿cuánto cuesta una campaña?");
    assert_eq!((whole.locale, whole.summary.state), (Locale::En, ContactState::New));
    assert_eq!(whole.summary.email, "Lurdes@marca.example");
    assert_eq!(listed(&staff, "?kind=creator").await.len(), 1);
    assert!(listed(&staff, "?state=answered").await.is_empty());

    assert_eq!(told(&staff, "contact_").await, ["contact_received"; 2]);
    assert!(told(&other, "contact_").await.is_empty(), "only who can answer");
    assert_eq!(app.trail(&found[0].id.to_string()).await, ["contact.create_message"]);
    assert_eq!(app.mails("contact_answer", "Lurdes@marca.example").await, 0, "nobody is mailed for writing");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_does_not_count() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let nobody = app.anonymous();
    for (field, value) in [
        ("name", json!(" ")),
        ("email", json!("lurdes")),
        ("subject", json!("a")),
        ("words", json!("Hola")),
        ("seconds", json!(1)),
        ("website", json!("https://spam.example")),
    ] {
        let mut body = message("brand");
        body[field] = value;
        let answer = nobody.post(CONTACT, body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{answer:?}");
    }
    nobody.post(CONTACT, json!({})).await.assert_problem(ErrorCode::MalformedBody);
    nobody.post(CONTACT, message("nobody")).await.assert_problem(ErrorCode::MalformedBody);
    assert!(listed(&staff, "").await.is_empty());
    for _ in 0..5 {
        written(&nobody, "other").await;
    }
}

#[tokio::test]
async fn an_address_writes_a_few_times_and_another_is_not_kept_from_it() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let (one, other) = (app.anonymous(), app.anonymous());
    for _ in 0..5 {
        written(&one, "other").await;
    }
    let refused = one.post(CONTACT, message("other")).await;
    refused.assert_problem(ErrorCode::TooManyRequests);
    assert!(refused.headers.contains_key("retry-after"), "{refused:?}");
    written(&other, "other").await;
    assert_eq!(listed(&staff, "?limit=100").await.len(), 6, "what was refused is not there");
    app.clock.advance(SignedDuration::from_mins(10));
    written(&one, "other").await;
    one.post(CONTACT, message("other")).await.assert_problem(ErrorCode::TooManyRequests);
}

#[tokio::test]
async fn however_many_addresses_somebody_has_the_staff_is_not_flooded() {
    let app = TestApp::new().await;
    for _ in 0..10 {
        let nobody = app.anonymous();
        for _ in 0..5 {
            written(&nobody, "other").await;
        }
    }
    app.anonymous().post(CONTACT, message("other")).await.assert_problem(ErrorCode::TooManyRequests);
    app.clock.advance(SignedDuration::from_mins(2));
    written(&app.anonymous(), "other").await;
}

#[tokio::test]
async fn the_same_key_writes_once() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let nobody = app.anonymous();
    let send = async || {
        let request = nobody.request(reqwest::Method::POST, CONTACT).json(message("brand"));
        request.header("idempotency-key", "01890a5d-ac96-774b-bcce-b302099a8057").send().await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status, &first.body), (201, &again.body), "{again:?}");
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(listed(&staff, "").await.len(), 1);
}

#[tokio::test]
async fn who_runs_the_platform_is_told_as_far_as_it_is_known() {
    let app = TestApp::new().await;
    assert_eq!(app.anonymous().get(CONTACT).await.to::<Operator>(), Operator::default());
    let named = [("AVENUE_OPERATOR", "Avenida S.A."), ("AVENUE_OPERATOR_EMAIL", "datos@avenue.example")];
    let app = TestApp::with(&named).await;
    let operator: Operator = app.anonymous().get(CONTACT).await.to();
    assert_eq!(operator.name.as_deref(), Some("Avenida S.A."));
    assert_eq!((operator.email.as_deref(), operator.address), (Some("datos@avenue.example"), None));
}
