//! Sending, choosing, showing and removing a picture.

use reqwest::Method;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{Avatar, AvatarOption, Me, Profile, StartedAvatar};
use shared::system::JobStatus;

use super::made;
use super::scan::metadata;
use crate::support::{Answer, Client, TestApp};

const AVATAR: &str = "/api/identity/avatar";

async fn send(who: &Client, bytes: Vec<u8>) -> Answer {
    who.request(Method::POST, AVATAR)
        .header("content-type", "application/octet-stream")
        .body(bytes)
        .send()
        .await
}

async fn shown(who: &Client) -> Option<Avatar> {
    who.get("/api/identity/profile").await.to::<Profile>().avatar
}

/// How many pictures there are, ready or waiting. A store may leave empty folders behind.
fn kept(app: &TestApp) -> usize {
    let entries = |path: std::path::PathBuf| std::fs::read_dir(path).into_iter().flatten().flatten();
    let holds_files = |path: std::path::PathBuf| path.is_file() || entries(path).next().is_some();
    let folders = ["files/media", "files/incoming"].map(|name| app.data.path().join(name));
    folders.into_iter().flat_map(entries).filter(|entry| holds_files(entry.path())).count()
}

#[tokio::test]
async fn a_picture_is_cleaned_in_the_background_and_shown_in_four_sizes() {
    let app = TestApp::new().await;
    let (ana, nobody) = (app.user("ana@example.org").await, app.anonymous());
    let answer = send(&ana, made::jpeg_with_everything(600, 400)).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let started: StartedAvatar = answer.to();
    assert_eq!(shown(&ana).await, None, "not before it is ready");
    let _worker = app.work();
    let job = app.ended(started.job_id).await;
    assert_eq!(job.status, JobStatus::Succeeded, "{job:?}");
    assert_eq!(job.result, Some(json!({ "media_id": started.media_id, "shown": true })));
    assert_eq!(shown(&ana).await, Some(Avatar::Upload { id: started.media_id }));
    assert_eq!(ana.get("/api/identity/me").await.to::<Me>().avatar, shown(&ana).await);
    for size in [512, 256, 96, 48] {
        let path = format!("/api/media/{}/{size}", started.media_id);
        let picture = nobody.get(&path).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/webp")));
        assert_eq!(picture.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(picture.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(metadata(&picture.body), Vec::<&str>::new());
        let decoded = image::load_from_memory(&picture.body).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (size, size));
        let tag = picture.header("etag").unwrap();
        let again = nobody.request(Method::GET, &path).header("if-none-match", tag).send().await;
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
    for wrong in ["64", "0", "511", "-1", "huge", "70000"] {
        nobody
            .get(&format!("/api/media/{}/{wrong}", started.media_id))
            .await
            .assert_problem(ErrorCode::NotFound);
    }
    nobody
        .get("/api/media/01890a5d-ac96-774b-bcce-b302099a8057/96")
        .await
        .assert_problem(ErrorCode::NotFound);
    let notices = ana.get("/api/notifications/notices").await.json();
    assert_eq!(notices["items"][0]["kind"], "avatar_updated", "{notices}");
    assert_eq!(kept(&app), 1, "what was sent is not kept");
}

#[tokio::test]
async fn a_form_and_the_old_address_do_as_well() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let mut form = b"--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"../../a.html\"\r\n\
                     content-type: text/html\r\n\r\n"
        .to_vec();
    form.extend(made::gradient(40, 40));
    form.extend(b"\r\n--cut--\r\n");
    let old = ana.request(Method::POST, "/api/v1/advanced/profile/avatar/upload");
    let answer = old.header("content-type", "multipart/form-data; boundary=cut").body(form).send().await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let _worker = app.work();
    assert_eq!(app.ended(answer.to::<StartedAvatar>().job_id).await.status, JobStatus::Succeeded);
    for form in [&b"--cut--\r\n"[..], b"--cut\r\n\r\n", b"nonsense"] {
        let request =
            ana.request(Method::POST, AVATAR).header("content-type", "multipart/form-data; boundary=cut");
        request.body(form.to_vec()).send().await.assert_problem(ErrorCode::MalformedBody);
    }
}

#[tokio::test]
async fn the_newest_wish_holds_and_what_is_not_shown_is_not_kept() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let first: StartedAvatar = send(&ana, made::gradient(40, 40)).await.to();
    let second: StartedAvatar = send(&ana, made::gradient(80, 40)).await.to();
    let worker = app.work();
    app.ended(first.job_id).await;
    app.ended(second.job_id).await;
    assert_eq!(shown(&ana).await, Some(Avatar::Upload { id: second.media_id }));
    assert_eq!(kept(&app), 1);
    let third: StartedAvatar = send(&ana, made::gradient(50, 50)).await.to();
    app.ended(third.job_id).await;
    let old = app.anonymous().get(&format!("/api/media/{}/96", second.media_id)).await;
    old.assert_problem(ErrorCode::NotFound);
    assert_eq!(kept(&app), 1, "the one before is removed");

    drop(worker);
    let late: StartedAvatar = send(&ana, made::gradient(60, 60)).await.to();
    let chosen = ana.put(AVATAR, json!({ "preset": "luna" })).await;
    assert_eq!(chosen.to::<Profile>().avatar, Some(Avatar::Preset { name: "luna".to_owned() }));
    let _worker = app.work();
    let job = app.ended(late.job_id).await;
    assert_eq!(job.result.unwrap()["shown"], json!(false));
    assert_eq!(shown(&ana).await, Some(Avatar::Preset { name: "luna".to_owned() }));
    assert_eq!(kept(&app), 0);
    assert_eq!(ana.delete(AVATAR).await.to::<Profile>().avatar, None);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_at_once_with_the_reason() {
    // Made first: the connection does not wait for them.
    let bombs: std::collections::BTreeMap<_, _> = made::bombs().into_iter().collect();
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for (bytes, code, word) in [
        (b"<html>GIF89a".to_vec(), ErrorCode::UnsupportedMediaType, "mandá una imagen PNG"),
        (b"%PDF-1.7 and more of it".to_vec(), ErrorCode::UnsupportedMediaType, "application/pdf"),
        (bombs["bomb-50000x50000.png"].clone(), ErrorCode::PictureRefused, "50000 × 50000"),
        (made::gradient(10, 400), ErrorCode::PictureRefused, "al menos 16"),
        (made::gradient(64, 64)[..20].to_vec(), ErrorCode::PictureRefused, "dañada"),
        (Vec::new(), ErrorCode::MalformedBody, "vacío"),
        (vec![0; 8 * 1024 * 1024 + 1], ErrorCode::PayloadTooLarge, "8388608"),
    ] {
        let answer = send(&ana, bytes).await;
        answer.assert_problem(code);
        assert!(answer.json()["detail"].as_str().unwrap().contains(word), "{word}: {answer:?}");
    }
    let json = ana.post(AVATAR, json!({})).await;
    json.assert_problem(ErrorCode::UnsupportedMediaType);
    app.anonymous().request(Method::POST, AVATAR).send().await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(kept(&app), 0);
}

#[tokio::test]
async fn one_that_breaks_off_later_is_told_to_its_sender_and_the_old_picture_stays() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    ana.put(AVATAR, json!({ "preset": "rio" })).await;
    let whole = made::gradient(200, 200);
    let started: StartedAvatar = send(&ana, whole[..whole.len() / 2].to_vec()).await.to();
    let _worker = app.work();
    let job = app.ended(started.job_id).await;
    assert_eq!(job.status, JobStatus::Failed);
    assert!(job.error.unwrap().contains("damaged"));
    assert_eq!(shown(&ana).await, Some(Avatar::Preset { name: "rio".to_owned() }));
    let notices = ana.get("/api/notifications/notices").await.json();
    assert_eq!(notices["items"][0]["kind"], "avatar_refused");
    assert_eq!(kept(&app), 0);
    // Whose job it is nobody else learns.
    let eva = app.user("eva@example.org").await;
    eva.get(&format!("/api/system/jobs/{}", started.job_id)).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn the_pictures_to_choose_from_are_drawings_that_do_nothing() {
    let app = TestApp::new().await;
    let (ana, nobody) = (app.user("ana@example.org").await, app.anonymous());
    let options: Vec<AvatarOption> = nobody.get("/api/identity/avatars").await.to();
    assert_eq!(options.len(), 12);
    for option in &options {
        let drawing = nobody.get(&option.url).await;
        assert_eq!((drawing.status, drawing.header("content-type")), (200, Some("image/svg+xml")));
        assert_eq!(drawing.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    }
    nobody.get("/api/identity/avatars/nadie").await.assert_problem(ErrorCode::NotFound);
    let wrong = ana.put(AVATAR, json!({ "preset": "nadie" })).await;
    wrong.assert_problem(ErrorCode::ValidationFailed);
    nobody.put(AVATAR, json!({ "preset": "luna" })).await.assert_problem(ErrorCode::Unauthenticated);
    nobody.delete(AVATAR).await.assert_problem(ErrorCode::Unauthenticated);
}
