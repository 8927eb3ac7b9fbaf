//! Files of messages.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use shared::campaigns::{Application, Message};
use shared::error::ErrorCode;
use shared::media::{FileLink, MediaFile};

use super::market::{Market, NOWHERE, to};
use super::words::{messages, shortlisted};
use crate::media::gradient;
use crate::support::{Answer, Client, eventually};

async fn send(who: &Client, application: &Application, bytes: Vec<u8>) -> Answer {
    let request = who.request(Method::POST, &to(application, "attachments"));
    request.header("content-type", "application/octet-stream").body(bytes).send().await
}

async fn sent(who: &Client, application: &Application) -> MediaFile {
    let answer = send(who, application, gradient(64, 48)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

async fn with(who: &Client, application: &Application, files: Value) -> Answer {
    who.post(&to(application, "messages"), json!({ "attachments": files })).await
}

#[tokio::test]
async fn a_file_is_seen_by_the_other_side_once_a_message_names_it() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    let hers = shortlisted(&market, &eva, &campaign).await;
    let file = sent(&ana, &application).await;
    assert_eq!(file.media_type, "image/png");
    let link = to(&application, &format!("attachments/{}/link", file.id));
    market.owner.post_empty(&link).await.assert_problem(ErrorCode::NotFound);

    let message: Message = with(&ana, &application, json!([file.id])).await.to();
    assert_eq!(message.attachments, std::slice::from_ref(&file));
    assert_eq!(
        messages(&market.owner, &application, "").await.items[0].attachments,
        std::slice::from_ref(&file)
    );
    let pass: FileLink = market.owner.post_empty(&link).await.to();
    let got = market.app.anonymous().get(&pass.url).await;
    assert_eq!((got.status, got.body), (200, gradient(64, 48)));
    eva.post_empty(&link).await.assert_problem(ErrorCode::NotFound);
    let through_hers = to(&hers, &format!("attachments/{}/link", file.id));
    eva.post_empty(&through_hers).await.assert_problem(ErrorCode::NotFound);
    let nothing = to(&application, &format!("attachments/{NOWHERE}/link"));
    ana.post_empty(&nothing).await.assert_problem(ErrorCode::NotFound);

    // Once, by who sent it, where it was sent.
    with(&ana, &application, json!([file.id])).await.assert_problem(ErrorCode::ValidationFailed);
    let other = sent(&ana, &application).await;
    with(&market.owner, &application, json!([other.id])).await.assert_problem(ErrorCode::ValidationFailed);
    let of_hers = sent(&eva, &hers).await;
    with(&ana, &application, json!([of_hers.id])).await.assert_problem(ErrorCode::ValidationFailed);
    let twice = with(&ana, &application, json!([other.id, other.id])).await;
    twice.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(with(&ana, &application, json!([other.id])).await.status, 201, "the control");
    market.app.clock.advance(SignedDuration::from_mins(15));
    market.app.anonymous().get(&pass.url).await.assert_problem(ErrorCode::LinkExpired);
}

#[tokio::test]
async fn what_is_no_picture_and_no_video_is_refused_and_what_no_message_names_is_thrown_away() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let viewer = market.colleague("viewer").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    let page = send(&ana, &application, b"<html>hola</html>".to_vec()).await;
    page.assert_problem(ErrorCode::UnsupportedMediaType);
    send(&viewer, &application, gradient(8, 8)).await.assert_problem(ErrorCode::Forbidden);
    let kept = sent(&ana, &application).await;
    assert_eq!(with(&ana, &application, json!([kept.id])).await.status, 201);
    for _ in 0..12 {
        sent(&ana, &application).await;
    }
    send(&ana, &application, gradient(8, 8)).await.assert_problem(ErrorCode::LimitReached);
    let ana_id = super::market::user_id(&ana).await;
    let _worker = market.app.work();
    market.app.clock.advance(SignedDuration::from_hours(24));
    eventually(async || market.stored("media_files", bson::doc! {}).await.len() == 1).await;
    let left = market.stored("media_files", bson::doc! {}).await.remove(0);
    assert_eq!(left.get_str("_id").unwrap(), kept.id.to_string());
    assert!(market.app.data.path().join(format!("files/originals/{}", kept.id)).exists());
    // An erasure takes what was sent along.
    super::personal::forget(&market, &ana_id).await;
    assert!(market.stored("media_files", bson::doc! {}).await.is_empty());
    assert!(!market.app.data.path().join(format!("files/originals/{}", kept.id)).exists());
}
