//! Files of drafts: kept as they came, had whole or in part by who may, for a moment.

use bson::{Document, doc};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use shared::campaigns::{DeliverableState, DraftContent};
use shared::error::ErrorCode;
use shared::media::FileKind;

use super::work::{Work, draft_of, film, link, linked, look, moved, of, send, sent, submitted, ten_days};
use crate::support::{Answer, Client, eventually, sha256};

/// A part of a file.
async fn part(who: &Client, url: &str, range: &str) -> Answer {
    who.request(Method::GET, url).header("range", range).send().await
}

#[tokio::test]
async fn a_film_comes_back_whole_and_in_parts_and_to_nobody_else() {
    let work = Work::signed(json!({})).await;
    let (app, owner, first) = (&work.market.app, &work.market.owner, work.first().await);
    // More than fits into one chunk of anything on the way.
    let bytes = film(3_000_000);
    let file = sent(&work.ana, &first, bytes.clone()).await;
    assert_eq!((file.kind, file.media_type.as_str(), file.bytes), (FileKind::Video, "video/mp4", 3_000_000));
    assert_eq!(file.sha256, sha256(&bytes));
    let work_done = submitted(&work.ana, &first, draft_of(&file)).await;
    assert_eq!(work_done.drafts[0].content, Some(DraftContent::File { file: file.clone() }));
    let nobody = app.anonymous();
    for who in [owner, &work.ana, &work.market.colleague("viewer").await] {
        let pass = linked(who, &first, 1).await;
        let whole = nobody.get(&pass.url).await;
        assert_eq!((whole.status, whole.header("content-type")), (200, Some("video/mp4")));
        assert_eq!(whole.header("content-length"), Some("3000000"));
        assert_eq!(whole.header("accept-ranges"), Some("bytes"));
        assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
        assert!(whole.header("content-security-policy").unwrap().contains("sandbox"));
        assert!(whole.header("content-disposition").unwrap().starts_with("inline; filename="));
        assert!(whole.body == bytes, "byte for byte");
    }
    let pass = linked(owner, &first, 1).await;
    for (range, status, from, to) in [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=1000000-1999999", 206, 1_000_000, 2_000_000),
        ("bytes=2999990-", 206, 2_999_990, 3_000_000),
        ("bytes=-10", 206, 2_999_990, 3_000_000),
        ("bytes=2999999-9999999", 206, 2_999_999, 3_000_000),
    ] {
        let answer = part(&nobody, &pass.url, range).await;
        assert_eq!(answer.status, status, "{range}");
        assert!(answer.body == bytes[from..to], "{range}");
        assert_eq!(
            answer.header("content-range"),
            Some(format!("bytes {from}-{}/3000000", to - 1).as_str()),
            "{range}"
        );
    }
    part(&nobody, &pass.url, "bytes=3000000-").await.assert_problem(ErrorCode::RangeNotSatisfiable);
    let saved = nobody.get(&format!("{}?save=true", pass.url)).await;
    assert!(saved.header("content-disposition").unwrap().starts_with("attachment; filename="));
    let tag = saved.header("etag").unwrap();
    let known = nobody.request(Method::GET, &pass.url).header("if-none-match", tag).send().await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    // A quarter of an hour later the address is worth nothing, and one that was never given is worth as much.
    app.clock.advance(SignedDuration::from_mins(15));
    nobody.get(&pass.url).await.assert_problem(ErrorCode::LinkExpired);
    nobody.get("/api/media/files/nonsense").await.assert_problem(ErrorCode::LinkExpired);
    let eva = work.market.creator("eva").await;
    link(&eva, &first, 1).await.assert_problem(ErrorCode::NotFound);
    // What is stored of a pass opens nothing.
    let stored = work.market.stored("media_passes", doc! {}).await;
    let secret = pass.url.rsplit('/').next().unwrap();
    assert!(stored.iter().all(|line| !line.to_string().contains(secret)));
    let opened = work.market.app.trail(&first.id.to_string()).await;
    assert_eq!(opened.iter().filter(|action| *action == "campaigns.open_draft").count(), 3, "the brand's");
}

#[tokio::test]
async fn what_a_file_is_its_content_tells_and_what_is_no_work_is_not_taken() {
    let work = Work::signed(json!({})).await;
    let first = work.first().await;
    for (bytes, code, word) in [
        (b"<html><script>alert(1)</script>".to_vec(), ErrorCode::UnsupportedMediaType, "mandá una imagen"),
        (b"%PDF-1.7 and more of it".to_vec(), ErrorCode::UnsupportedMediaType, "application/pdf"),
        (b"MZ\x90\0\x03\0\0\0".to_vec(), ErrorCode::UnsupportedMediaType, "mandá una imagen"),
        (Vec::new(), ErrorCode::MalformedBody, "vacío"),
    ] {
        let answer = send(&work.ana, &first, bytes).await;
        answer.assert_problem(code);
        assert!(answer.json()["detail"].as_str().unwrap().contains(word), "{answer:?}");
    }
    let mut large = crate::media::gradient(40, 40);
    large.resize(25 * 1024 * 1024 + 1, 0);
    let answer = send(&work.ana, &first, large).await;
    answer.assert_problem(ErrorCode::PayloadTooLarge);
    assert!(answer.json()["detail"].as_str().unwrap().contains("26214400"), "{answer:?}");
    assert!(work.market.stored("media_files", doc! {}).await.is_empty());
    // A page that calls itself a video, and a picture in a form.
    let lie = work.ana.request(Method::POST, &of(&first, "files")).header("content-type", "video/mp4");
    lie.body(b"<svg onload=alert(1)>".to_vec()).send().await.assert_problem(ErrorCode::UnsupportedMediaType);
    let mut form = b"--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"../../a.html\"\r\n\
                     content-type: text/html\r\n\r\n"
        .to_vec();
    form.extend(crate::media::gradient(40, 40));
    form.extend(b"\r\n--cut--\r\n");
    let request = work.ana.request(Method::POST, &of(&first, "files"));
    let answer = request.header("content-type", "multipart/form-data; boundary=cut").body(form).send().await;
    assert_eq!((answer.status, &answer.json()["media_type"]), (201, &json!("image/png")));
    // Only who hands it in sends one.
    send(&work.market.owner, &first, film(100)).await.assert_problem(ErrorCode::Forbidden);
    send(&work.market.app.anonymous(), &first, film(100)).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn a_file_is_good_for_one_draft_and_thrown_away_if_none_uses_it() {
    let work =
        Work::of_brief(json!({ "deliverables": [{ "kind": "reel", "count": 2, "platform": "instagram" }] }))
            .await;
    let owed = work.owed().await;
    let (used, unused) =
        (sent(&work.ana, &owed[0], film(500)).await, sent(&work.ana, &owed[0], film(600)).await);
    let elsewhere = work.ana.post(&of(&owed[1], "drafts"), draft_of(&used)).await;
    elsewhere.assert_problem(ErrorCode::ValidationFailed);
    submitted(&work.ana, &owed[0], draft_of(&used)).await;
    moved(&work.market.owner, &owed[0], "changes", DeliverableState::ChangesRequested).await;
    let again = work.ana.post(&of(&owed[0], "drafts"), draft_of(&used)).await;
    again.assert_problem(ErrorCode::ValidationFailed);
    // Five may wait.
    for bytes in 0..4 {
        sent(&work.ana, &owed[0], film(700 + bytes)).await;
    }
    send(&work.ana, &owed[0], film(800)).await.assert_problem(ErrorCode::LimitReached);
    let _worker = work.market.app.work();
    work.hours(24).await;
    let files = work.market.app.db.collection::<Document>("media_files");
    eventually(async || files.count_documents(doc! {}).await.unwrap() == 1).await;
    let left = files.find_one(doc! {}).await.unwrap().unwrap();
    assert_eq!(left.get_str("_id").unwrap(), used.id.to_string());
    let folder = work.market.app.data.path().join("files/originals");
    eventually(async || std::fs::read_dir(&folder).unwrap().count() == 1).await;
    let late = work.ana.post(&of(&owed[0], "drafts"), draft_of(&unused)).await;
    late.assert_problem(ErrorCode::ValidationFailed);
    // In review no other draft is awaited, and no file.
    submitted(&work.ana, &owed[1], super::work::draft()).await;
    send(&work.ana, &owed[1], film(100)).await.assert_problem(ErrorCode::MoveNotAllowed);
}

#[tokio::test]
async fn the_brand_gets_nothing_of_what_it_rejected() {
    let work = Work::signed(json!({})).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    let file = sent(&work.ana, &first, film(500)).await;
    submitted(&work.ana, &first, draft_of(&file)).await;
    linked(owner, &first, 1).await;
    moved(owner, &first, "reject", DeliverableState::Rejected).await;
    link(owner, &first, 1).await.assert_problem(ErrorCode::MoveNotAllowed);
    assert_eq!(look(owner, &first).await.drafts[0].content, None);
    linked(&work.ana, &first, 1).await;
    for number in ["2", "0", "one"] {
        let answer = work.ana.post_empty(&of(&first, &format!("drafts/{number}/link"))).await;
        answer.assert_problem(ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn no_pass_outlives_the_rights() {
    let work = Work::of_brief(json!({
        "deliverables": [{ "kind": "photo", "count": 1 }], "rights": ten_days(),
    }))
    .await;
    let (owner, first) = (&work.market.owner, work.first().await);
    let file = sent(&work.ana, &first, crate::media::gradient(40, 40)).await;
    submitted(&work.ana, &first, draft_of(&file)).await;
    moved(owner, &first, "approve", DeliverableState::Approved).await;
    // Ten days, to the end of the last one in Asunción: 2040-03-18T03:00Z.
    work.hours(10 * 24 + 14).await;
    work.market.app.clock.advance(SignedDuration::from_mins(55));
    work.hours(0).await;
    let pass = linked(owner, &first, 1).await;
    assert_eq!(pass.expires_at.to_string(), "2040-03-18T03:00:00Z", "in five minutes");
    work.market.app.clock.advance(SignedDuration::from_mins(5));
    // No job has run.
    work.market.app.anonymous().get(&pass.url).await.assert_problem(ErrorCode::LinkExpired);
    link(owner, &first, 1).await.assert_problem(ErrorCode::RightsEnded);
    assert_eq!(look(owner, &first).await.drafts[0].content, None);
    linked(&work.ana, &first, 1).await;
}
