//! Files that are kept as they came, wherever the place for files is: whole and in parts, byte for byte, and gone when they
//! are removed.

use api::domains::media::NewFile;
use reqwest::Method;
use shared::error::ErrorCode;
use shared::id::{MediaId, UserId};
use shared::identity::Me;
use shared::media::MediaFile;

use crate::support::cloudinary::Cloudinary;
use crate::support::s3::Bucket;
use crate::support::{TestApp, sha256};

/// A file that begins as a WebM does and is larger than a part of any store here.
fn film() -> Vec<u8> {
    let mut film = [b"\x1a\x45\xdf\xa3".as_slice(), &[0; 20], b"\x42\x82\x84webm"].concat();
    film.extend((film.len()..250_000).map(|n| u8::try_from(n * 31 % 253).unwrap()));
    film
}

/// Keeps it, about nothing in particular.
async fn keep(app: &TestApp, bytes: &[u8], owner: UserId) -> MediaFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film");
    std::fs::write(&path, bytes).unwrap();
    let digest = sha256(bytes);
    let size = u64::try_from(bytes.len()).unwrap();
    let new = NewFile { path: &path, bytes: size, sha256: &digest, about: "a test" };
    let seen = app.state.media.look_at_file(new).await.unwrap();
    app.state.media.keep_file(MediaId::new(api::infra::ids::new_id()), owner, new, seen).await.unwrap()
}

/// Keeps a file, reads it whole and in parts, and removes it.
async fn there_and_back(app: &TestApp) {
    let (ana, nobody) = (app.user("ana@example.org").await, app.anonymous());
    let owner = ana.get("/api/identity/me").await.to::<Me>().id;
    let bytes = film();
    let file = keep(app, &bytes, owner).await;
    assert_eq!((file.media_type.as_str(), file.sha256.as_str()), ("video/webm", sha256(&bytes).as_str()));
    let pass = app.state.media.pass(file.id, None).await.unwrap();
    let whole = nobody.get(&pass.url).await;
    assert_eq!((whole.status, whole.header("content-type")), (200, Some("video/webm")));
    assert!(whole.body == bytes, "byte for byte");
    // Across the parts that a store cuts it into.
    for (from, to) in [(0, 1), (65_530, 65_550), (99_990, 200_010), (249_999, 250_000)] {
        let range = format!("bytes={from}-{}", to - 1);
        let part = nobody.request(Method::GET, &pass.url).header("range", &range).send().await;
        assert_eq!(part.status, 206, "{range}: {part:?}");
        assert!(part.body == bytes[from..to], "{range}");
    }
    assert_eq!(app.state.media.files_waiting("a test", 9).await.unwrap(), 1);
    assert!(app.state.media.drop_unused_file(file.id).await.unwrap());
    assert!(!app.state.media.drop_unused_file(file.id).await.unwrap());
    nobody.get(&pass.url).await.assert_problem(ErrorCode::LinkExpired);
    let again = keep(app, &bytes, owner).await;
    app.state.media.remove_file(again.id).await.unwrap();
    app.state.media.remove_file(again.id).await.unwrap();
    assert_eq!(app.state.media.files_waiting("a test", 9).await.unwrap(), 0);
}

#[tokio::test]
async fn files_are_kept_in_the_data_folder() {
    let app = TestApp::new().await;
    there_and_back(&app).await;
    let left = std::fs::read_dir(app.data.path().join("files/originals")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn files_are_kept_in_s3() {
    let bucket = Bucket::new().await;
    let app = TestApp::with(&[bucket.variables(), vec![("AVENUE_FILES", "s3")]].concat()).await;
    there_and_back(&app).await;
    assert!(bucket.keys().await.is_empty());
    assert!(!app.data.path().join("files").exists(), "nothing lies on this machine");
}

#[tokio::test]
async fn files_are_kept_in_cloudinary() {
    let cloudinary = Cloudinary::start();
    let app = TestApp::with(&[cloudinary.variables(), vec![("AVENUE_FILES", "cloudinary")]].concat()).await;
    cloudinary.keep_time_with(&app.clock);
    there_and_back(&app).await;
    assert!(cloudinary.ids().is_empty());
    assert!(!app.data.path().join("files").exists(), "nothing lies on this machine");
}

#[tokio::test]
async fn a_file_is_used_once_by_who_sent_it_for_what_it_was_sent() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let eva = app.user("eva@example.org").await.get("/api/identity/me").await.to::<Me>().id;
    let owner = ana.get("/api/identity/me").await.to::<Me>().id;
    let file = keep(&app, &film(), owner).await;
    let attempt = async |who: UserId, about: &str| {
        let mut session = app.db.client().start_session().await.unwrap();
        session.start_transaction().await.unwrap();
        let used = app.state.media.use_file(&mut session, file.id, who, about).await.unwrap();
        session.commit_transaction().await.unwrap();
        used
    };
    assert_eq!(attempt(eva, "a test").await, None, "somebody else's");
    assert_eq!(attempt(owner, "another").await, None, "sent for something else");
    assert_eq!(attempt(owner, "a test").await, Some(file.clone()));
    assert_eq!(attempt(owner, "a test").await, None, "used before");
    assert!(!app.state.media.drop_unused_file(file.id).await.unwrap(), "what is used stays");
}
