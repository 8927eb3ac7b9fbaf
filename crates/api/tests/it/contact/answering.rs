//! Answering: once, by mail or elsewhere; and forgetting.

use serde_json::json;
use shared::contact::{ContactMessage, ContactState};
use shared::error::ErrorCode;
use shared::identity::Permission;

use super::{CONTACT, MESSAGES, listed, message, shown, written};
use crate::campaigns::market::NOWHERE;
use crate::support::TestApp;

#[tokio::test]
async fn an_answer_is_mailed_once() {
    let app = TestApp::new().await;
    let staff = app.staff(&[Permission::ManageMarketplace]).await;
    let id = written(&app.anonymous(), "brand").await.id;
    let address = format!("{MESSAGES}/{id}/answer");
    let words = json!({ "words": "Hola, Lurdes:\n\nDesde ₲ 150.000." });
    staff.post(&address, json!({ "words": " " })).await.assert_problem(ErrorCode::ValidationFailed);
    let answer = staff.post(&address, &words).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let now: ContactMessage = answer.to();
    assert_eq!(now.summary.state, ContactState::Answered);
    assert_eq!(now.answer.unwrap().words.as_deref(), Some("Hola, Lurdes:\n\nDesde ₲ 150.000."));
    staff.post(&address, &words).await.assert_problem(ErrorCode::MoveNotAllowed);
    assert_eq!(app.mails("contact_answer", "Lurdes@marca.example").await, 1);
    let mails = app.db.collection::<bson::Document>("email_logs");
    let mail = mails.find_one(bson::doc! { "template": "contact_answer" }).await.unwrap().unwrap();
    assert_eq!(mail.get_str("subject").unwrap(), "Respuesta a tu mensaje: Precios");
    assert!(mail.get_str("text").unwrap().contains("\n\nHola, Lurdes:\n\nDesde ₲ 150.000.\n\n"), "{mail:?}");
    assert!(listed(&staff, "").await.is_empty());
    assert_eq!(listed(&staff, "?state=answered").await.len(), 1);
    let trail = app.trail(&id.to_string()).await;
    assert_eq!(trail, ["contact.create_message", "contact.answer_message"]);
}

#[tokio::test]
async fn what_was_answered_elsewhere_is_mailed_to_nobody() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let id = written(&app.anonymous(), "other").await.id;
    let answer = staff.post(&format!("{MESSAGES}/{id}/answer"), json!({})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(shown(&staff, id).await.answer.unwrap().words, None);
    assert_eq!(app.mails("contact_answer", "Lurdes@marca.example").await, 0);
}

#[tokio::test]
async fn of_many_answers_at_once_one_is_sent() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let id = written(&app.anonymous(), "other").await.id;
    let address = format!("{MESSAGES}/{id}/answer");
    let sent = (0..20).map(|number| staff.post(&address, json!({ "words": format!("Hola {number}") })));
    let answers = futures::future::join_all(sent).await;
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    let lost = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!((won, lost), (1, 19), "{answers:?}");
    assert_eq!(app.mails("contact_answer", "Lurdes@marca.example").await, 1);
}

#[tokio::test]
async fn only_who_manages_the_marketplace_reads_and_answers() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let (other, ana) = (app.staff(&[Permission::ManageUsers]).await, app.user("ana@example.org").await);
    let id = written(&ana, "other").await.id;
    let (whole, address) = (format!("{MESSAGES}/{id}"), format!("{MESSAGES}/{id}/answer"));
    for somebody in [&other, &ana] {
        somebody.get(MESSAGES).await.assert_problem(ErrorCode::Forbidden);
        somebody.get(&whole).await.assert_problem(ErrorCode::Forbidden);
        somebody.post(&address, json!({})).await.assert_problem(ErrorCode::Forbidden);
    }
    let nobody = app.anonymous();
    nobody.get(&whole).await.assert_problem(ErrorCode::Unauthenticated);
    for missing in [NOWHERE, "7"] {
        staff.get(&format!("{MESSAGES}/{missing}")).await.assert_problem(ErrorCode::NotFound);
    }
    let missing = format!("{MESSAGES}/{NOWHERE}/answer");
    staff.post(&missing, json!({})).await.assert_problem(ErrorCode::NotFound);
    staff.get(&format!("{MESSAGES}?cursor=x")).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn an_erasure_takes_what_a_person_wrote_and_what_came_from_their_address() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let ana = app.user("ana@example.org").await;
    let signed_in = written(&ana, "creator").await.id;
    let mut unsigned = message("creator");
    unsigned["email"] = json!("Ana@example.org");
    assert_eq!(app.anonymous().post(CONTACT, unsigned).await.status, 201);
    let of_others = written(&app.anonymous(), "brand").await.id;
    let id = app.stored_user("ana@example.org").await.get_str("_id").unwrap().parse().unwrap();
    let person = api::domains::identity::Person { id, emails: vec!["ana@example.org".to_owned()] };
    let ours = api::app::PERSONAL_DATA.iter().find(|data| data.domain == "contact").unwrap();
    let copied = (ours.collect)(&app.state, &person).await.unwrap();
    let copied = String::from_utf8(copied[0].bytes.clone()).unwrap();
    assert!(copied.contains(&signed_in.to_string()));
    assert_eq!(copied.matches("¿cuánto").count(), 1, "anybody can name any address: {copied}");
    (ours.forget)(&app.state, &person).await.unwrap();
    let left: Vec<_> = listed(&staff, "").await.iter().map(|one| one.id).collect();
    assert_eq!(left, [of_others]);
}
