//! Pictures that are kept in a store instead of the data folder.

use reqwest::Method;
use shared::identity::StartedAvatar;
use shared::system::JobStatus;

use super::made;
use crate::support::TestApp;
use crate::support::cloudinary::Cloudinary;
use crate::support::s3::Bucket;

/// Sends a picture, and looks at it in every size, whole and in part.
async fn there_and_back(app: &TestApp) {
    let (ana, nobody) = (app.user("ana@example.org").await, app.anonymous());
    let send =
        ana.request(Method::POST, "/api/identity/avatar").header("content-type", "application/octet-stream");
    let started: StartedAvatar = send.body(made::jpeg_with_everything(600, 400)).send().await.to();
    let _worker = app.work();
    let job = app.ended(started.job_id).await;
    assert_eq!(job.status, JobStatus::Succeeded, "{job:?}");
    for size in [512, 256, 96, 48] {
        let picture = nobody.get(&format!("/api/media/{}/{size}", started.media_id)).await;
        assert_eq!(picture.status, 200, "{picture:?}");
        assert_eq!(image::load_from_memory(&picture.body).unwrap().width(), size);
    }
    assert!(!app.data.path().join("files").exists(), "nothing lies on this machine");
}

#[tokio::test]
async fn pictures_are_kept_in_s3() {
    let bucket = Bucket::new().await;
    let app = TestApp::with(&[bucket.variables(), vec![("AVENUE_FILES", "s3")]].concat()).await;
    there_and_back(&app).await;
    let keys = bucket.keys().await;
    assert!(!keys.is_empty() && keys.iter().all(|key| key.starts_with("pre/fix/files/media/")), "{keys:?}");
}

#[tokio::test]
async fn pictures_are_kept_in_cloudinary() {
    let cloudinary = Cloudinary::start();
    let app = TestApp::with(&[cloudinary.variables(), vec![("AVENUE_FILES", "cloudinary")]].concat()).await;
    cloudinary.keep_time_with(&app.clock);
    there_and_back(&app).await;
    assert!(cloudinary.ids().iter().any(|id| id.starts_with("avenue/files/media/")));
}
