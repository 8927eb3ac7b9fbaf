//! The portfolio: links and pictures.

use reqwest::Method;
use serde_json::json;
use shared::creators::{Creator, MediaKit, StartedPicture};
use shared::error::ErrorCode;
use shared::id::MediaId;
use shared::system::JobStatus;

use super::support::{ME, NOBODY, beginner, changed, creator, own, told};
use crate::media::gradient;
use crate::support::{Answer, Client, TestApp};

const PORTFOLIO: &str = "/api/creators/me/portfolio";

async fn add(who: &Client, number: u32) -> Creator {
    let body = json!({ "url": format!("https://www.tiktok.com/@ana/video/{number}"), "title": format!(" Video {number} ") });
    let answer = who.post(PORTFOLIO, body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

async fn send(who: &Client, bytes: Vec<u8>) -> Answer {
    let request = who.request(Method::POST, &format!("{PORTFOLIO}/pictures"));
    request.header("content-type", "application/octet-stream").body(bytes).send().await
}

fn titles(creator: &Creator) -> Vec<&str> {
    creator.portfolio.iter().map(|item| item.title.as_deref().unwrap_or("-")).collect()
}

#[tokio::test]
async fn links_are_added_called_otherwise_moved_and_removed() {
    let app = TestApp::new().await;
    let ana = beginner(&app, "ana@example.org", "Ana").await;
    for number in 1..=3 {
        add(&ana, number).await;
    }
    let before = own(&ana).await;
    assert_eq!(titles(&before), ["Video 1", "Video 2", "Video 3"]);
    let path = format!("{PORTFOLIO}/{}", before.portfolio[2].id);
    let moved: Creator = ana.patch(&path, json!({ "position": 0, "title": "Lo mejor" })).await.to();
    assert_eq!(titles(&moved), ["Lo mejor", "Video 1", "Video 2"]);
    let untitled: Creator = ana.patch(&path, json!({ "title": " ", "position": 99 })).await.to();
    assert_eq!(titles(&untitled), ["Video 1", "Video 2", "-"]);
    let less: Creator = ana.delete(&path).await.to();
    assert_eq!(titles(&less), ["Video 1", "Video 2"]);
    ana.delete(&path).await.assert_problem(ErrorCode::NotFound);
    ana.patch(&format!("{PORTFOLIO}/{NOBODY}"), json!({ "title": "x" }))
        .await
        .assert_problem(ErrorCode::NotFound);

    // Somebody else's item is none of one's own.
    let eva = beginner(&app, "eva@example.org", "Eva").await;
    let hers = format!("{PORTFOLIO}/{}", less.portfolio[0].id);
    eva.patch(&hers, json!({ "title": "mío" })).await.assert_problem(ErrorCode::NotFound);
    eva.delete(&hers).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(own(&ana).await.portfolio, less.portfolio);
}

#[tokio::test]
async fn what_is_no_safe_address_is_refused_and_thirty_are_enough() {
    let app = TestApp::new().await;
    let ana = beginner(&app, "ana@example.org", "Ana").await;
    for url in
        ["http://example.org", "javascript:alert(1)", "https://localhost/x", "https://ana@example.org", ""]
    {
        let answer = ana.post(PORTFOLIO, json!({ "url": url })).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], "url", "{answer:?}");
    }
    ana.post(PORTFOLIO, json!({ "title": "x" })).await.assert_problem(ErrorCode::MalformedBody);
    for number in 0..30 {
        add(&ana, number).await;
    }
    let more = json!({ "url": "https://example.org/31" });
    ana.post(PORTFOLIO, more.clone()).await.assert_problem(ErrorCode::LimitReached);
    send(&ana, gradient(40, 40)).await.assert_problem(ErrorCode::LimitReached);
    assert_eq!(own(&ana).await.portfolio.len(), 30);
    app.anonymous().post(PORTFOLIO, more.clone()).await.assert_problem(ErrorCode::Unauthenticated);
    app.user("eva@example.org").await.post(PORTFOLIO, more).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_picture_is_prepared_in_the_background_and_seen_by_others_when_it_is_ready() {
    let app = TestApp::new().await;
    let (ana, nobody) = (creator(&app, "ana@example.org", "Ana").await, app.anonymous());
    changed(&ana, json!({ "handle": "ana.cocina" })).await;
    let answer = send(&ana, gradient(600, 400)).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let started: StartedPicture = answer.to();
    let kit = async |reader: &Client| {
        reader.get("/api/creators/kits/ana.cocina").await.to::<MediaKit>().portfolio.unwrap()
    };
    let waiting = own(&ana).await.portfolio;
    assert_eq!(
        (waiting[0].id, waiting[0].picture, waiting[0].ready),
        (started.item_id, Some(started.media_id), false)
    );
    assert_eq!((kit(&ana).await.len(), kit(&nobody).await.len()), (1, 0));

    let _worker = app.work();
    let job = app.ended(started.job_id).await;
    assert_eq!(job.status, JobStatus::Succeeded, "{job:?}");
    assert_eq!(job.result, Some(json!({ "media_id": started.media_id, "shown": true })));
    let shown = kit(&nobody).await;
    assert_eq!((shown[0].picture, shown[0].ready), (Some(started.media_id), true));
    let picture = nobody.get(&format!("/api/media/{}/512", started.media_id)).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/webp")));
    assert_eq!(told(&ana).await, ["portfolio_picture_ready"]);

    // The picture of the account is another: what replaces one leaves the others.
    assert_eq!(ana.put("/api/identity/avatar", json!({ "preset": "luna" })).await.status, 200);
    assert_eq!(nobody.get(&format!("/api/media/{}/96", started.media_id)).await.status, 200);

    let gone: Creator = ana.delete(&format!("{PORTFOLIO}/{}", started.item_id)).await.to();
    assert!(gone.portfolio.is_empty());
    let old = nobody.get(&format!("/api/media/{}/96", started.media_id)).await;
    old.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_picture_that_was_removed_while_it_was_prepared_is_not_kept() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let started: StartedPicture = send(&ana, gradient(60, 60)).await.to();
    assert_eq!(ana.delete(&format!("{PORTFOLIO}/{}", started.item_id)).await.status, 200);
    let _worker = app.work();
    assert_eq!(app.ended(started.job_id).await.result.unwrap()["shown"], json!(false));
    assert_eq!(kept(&app, started.media_id), 0);
}

#[tokio::test]
async fn one_that_breaks_off_later_leaves_the_portfolio_and_its_sender_is_told() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    for (bytes, code) in [
        (b"<html>GIF89a".to_vec(), ErrorCode::UnsupportedMediaType),
        (gradient(10, 400), ErrorCode::PictureRefused),
        (Vec::new(), ErrorCode::MalformedBody),
        (vec![0; 8 * 1024 * 1024 + 1], ErrorCode::PayloadTooLarge),
    ] {
        send(&ana, bytes).await.assert_problem(code);
    }
    assert!(own(&ana).await.portfolio.is_empty());
    let whole = gradient(200, 200);
    let started: StartedPicture = send(&ana, whole[..whole.len() / 2].to_vec()).await.to();
    let _worker = app.work();
    assert_eq!(app.ended(started.job_id).await.status, JobStatus::Failed);
    assert!(own(&ana).await.portfolio.is_empty());
    assert_eq!(told(&ana).await, ["portfolio_picture_refused"]);
    assert_eq!(kept(&app, started.media_id), 0);
    let anonymous = app.anonymous().request(Method::POST, &format!("{PORTFOLIO}/pictures")).send().await;
    anonymous.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(ana.get(ME).await.status, 200);
}

/// How many files of a picture there are, ready or waiting.
pub fn kept(app: &TestApp, picture: MediaId) -> usize {
    let folder = app.data.path().join(format!("files/media/{picture}"));
    let ready = std::fs::read_dir(folder).map_or(0, |entries| entries.flatten().count());
    ready + usize::from(app.data.path().join(format!("files/incoming/{picture}")).exists())
}
