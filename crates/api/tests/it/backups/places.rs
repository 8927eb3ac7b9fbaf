//! Archives in S3 and Cloudinary: there and back, cut off, damaged, and copied.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::system::JobStatus;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::sealing::Keys;
use super::support::{House, sha256};
use crate::support::cloudinary::Cloudinary;
use crate::support::s3::Bucket;
use crate::support::{TestApp, eventually};

/// The old database has so many.
const COLLECTIONS: u64 = 34;
const DOCUMENTS: u64 = 7_609;

fn path(backup: &Value, what: &str) -> String {
    format!("/api/backups/{}{what}", backup["id"].as_str().unwrap())
}

async fn house(variables: &[&[(&str, &str)]]) -> House {
    House::over(TestApp::with(&variables.concat()).await).await
}

/// Takes the old database there and back: verified, compared, restored, drilled and downloaded.
async fn there_and_back(house: &House, destination: &str, encrypted: bool) -> Value {
    let database = house.legacy().await;
    let backup = house.back_up(&database).await;
    assert_eq!((&backup["state"], &backup["verdict"]), (&json!("finished"), &json!("complete")), "{backup}");
    assert_eq!(backup["destination"], destination);
    assert_eq!((&backup["collections"], &backup["documents"]), (&json!(COLLECTIONS), &json!(DOCUMENTS)));
    assert_eq!(backup.get("encrypted").is_some(), encrypted);
    assert_eq!(backup["file_name"].as_str().unwrap().ends_with(".tar.zst.age"), encrypted);

    let sound = house.done(&path(&backup, "/verify"), json!({})).await;
    assert_eq!((&sound["documents"], &sound["digest_matches_record"]), (&json!(DOCUMENTS), &json!(true)));
    assert_eq!(sound["sha256"], backup["sha256"]);
    let compared = house.done(&path(&backup, "/compare"), json!({ "database": database })).await;
    assert_eq!((&compared["equal"], &compared["documents"]), (&json!(true), &json!(DOCUMENTS)), "{compared}");
    let target = house.name("restored");
    let order = json!({ "database": target, "confirmation": target, "keep_expired": true });
    let restored = house.done(&path(&backup, "/restore"), order).await;
    assert_eq!((&restored["documents"], &restored["comparison"]["equal"]), (&json!(DOCUMENTS), &json!(true)));
    let drilled = house.done("/api/backups/drills", json!({ "backup_id": backup["id"] })).await;
    assert_eq!(drilled["verdict"], "passed", "{drilled}");

    let kept = if encrypted { &backup["encrypted"]["sha256"] } else { &backup["sha256"] };
    let file = house.owner.get(&path(&backup, "/download")).await;
    assert_eq!((file.status, &json!(sha256(&file.body))), (200, kept));
    let middle = file.body.len() / 2;
    let range = format!("bytes={middle}-{}", middle + 150_000);
    let part = house.owner.request(reqwest::Method::GET, &path(&backup, "/download")).header("range", &range);
    let part = part.send().await;
    assert_eq!((part.status, &part.body[..]), (206, &file.body[middle..=middle + 150_000]));

    // Nothing of it is left on this machine.
    if destination != "local" {
        let left = std::fs::read_dir(house.app.data.path().join("backups")).unwrap().flatten();
        let left: Vec<_> = left.filter(|entry| entry.path().is_file()).map(|entry| entry.path()).collect();
        assert!(left.is_empty(), "{left:?}");
    }
    let work = house.app.data.path().join("backups/.work");
    assert!(std::fs::read_dir(work).map_or(true, |mut copies| copies.next().is_none()), "copies are left");
    println!("{destination}, encrypted {encrypted}: {} bytes there and back", file.body.len());
    backup
}

#[tokio::test]
async fn there_and_back_from_s3() {
    let bucket = Bucket::new().await;
    let house = house(&[&bucket.variables(), &[("AVENUE_BACKUP_DESTINATION", "s3")]]).await;
    let backup = there_and_back(&house, "s3", false).await;
    let key = format!("pre/fix/backups/{}", backup["file_name"].as_str().unwrap());
    assert_eq!(bucket.keys().await, [key.as_str()]);
    assert!(bucket.parts(&key).await > 5, "it went in parts");
    assert_eq!(bucket.open_uploads().await, 0);
}

#[tokio::test]
async fn there_and_back_from_s3_encrypted() {
    let (bucket, keys) = (Bucket::new().await, Keys::new());
    let house =
        house(&[&bucket.variables(), &keys.variables(), &[("AVENUE_BACKUP_DESTINATION", "s3")]]).await;
    there_and_back(&house, "s3", true).await;
}

#[tokio::test]
async fn there_and_back_from_the_folder_encrypted() {
    let keys = Keys::new();
    let house = house(&[&keys.variables()]).await;
    let backup = there_and_back(&house, "local", true).await;
    keys.check_by_another_program(&house.file(&backup), backup["sha256"].as_str().unwrap());
}

#[tokio::test]
async fn there_and_back_from_the_folder() {
    there_and_back(&house(&[]).await, "local", false).await;
}

#[tokio::test]
async fn there_and_back_from_cloudinary() {
    let cloudinary = Cloudinary::start();
    let house =
        TestApp::with(&[cloudinary.variables(), vec![("AVENUE_BACKUP_DESTINATION", "cloudinary")]].concat())
            .await;
    cloudinary.keep_time_with(&house.clock);
    let house = House::over(house).await;
    let backup = there_and_back(&house, "cloudinary", false).await;
    let ids = cloudinary.ids();
    let index = format!("avenue/backups/{}.index.json", backup["file_name"].as_str().unwrap());
    assert!(ids.len() > 5 && ids.contains(&index), "it went in volumes: {ids:?}");
    let (largest, uploads) = {
        let account = cloudinary.account.lock().unwrap();
        (account.largest, account.uploads)
    };
    println!("{uploads} uploads, the largest of {largest} bytes");
    assert!(largest <= 100_000);

    // From a service that sends whole files only.
    cloudinary.account.lock().unwrap().ranges = false;
    let range = house
        .owner
        .request(reqwest::Method::GET, &path(&backup, "/download"))
        .header("range", "bytes=150000-150009");
    assert_eq!(range.send().await.body.len(), 10);
}

#[tokio::test]
async fn there_and_back_from_cloudinary_encrypted() {
    let (cloudinary, keys) = (Cloudinary::start(), Keys::new());
    let variables =
        [cloudinary.variables(), keys.variables(), vec![("AVENUE_BACKUP_DESTINATION", "cloudinary")]];
    let house = TestApp::with(&variables.concat()).await;
    cloudinary.keep_time_with(&house.clock);
    there_and_back(&House::over(house).await, "cloudinary", true).await;
}

/// A byte that changed there is found before the first one is written here.
async fn is_found_before_anything_is_written(house: &House, backup: &Value) {
    let verified = house.ended(&path(backup, "/verify"), json!({})).await;
    assert_eq!(verified.status, JobStatus::Failed, "{verified:?}");
    let target = house.name("restored");
    let order = json!({ "database": target, "confirmation": target });
    let restored = house.ended(&path(backup, "/restore"), order).await;
    assert_eq!(restored.status, JobStatus::Failed, "{restored:?}");
    let there = house.app.db.client().database(&target).list_collection_names().await.unwrap();
    assert!(there.is_empty(), "{there:?}");
    let record = house.owner.get(&path(backup, "")).await.json();
    assert!(record["backup"]["error"].as_str().is_some(), "{record}");
}

#[tokio::test]
async fn a_damaged_byte_there_is_found_before_anything_is_written() {
    let (bucket, cloudinary, keys) = (Bucket::new().await, Cloudinary::start(), Keys::new());
    for encrypted in [false, true] {
        let sealing = if encrypted { keys.variables() } else { Vec::new() };
        let s3 = house(&[&bucket.variables(), &sealing, &[("AVENUE_BACKUP_DESTINATION", "s3")]]).await;
        let backup = s3.back_up(&s3.small().await).await;
        bucket.damage(&format!("pre/fix/backups/{}", backup["file_name"].as_str().unwrap())).await;
        is_found_before_anything_is_written(&s3, &backup).await;

        let variables = [cloudinary.variables(), sealing, vec![("AVENUE_BACKUP_DESTINATION", "cloudinary")]];
        let app = TestApp::with(&variables.concat()).await;
        cloudinary.keep_time_with(&app.clock);
        let house = House::over(app).await;
        let backup = house.back_up(&house.small().await).await;
        let ids = cloudinary.ids();
        let name = backup["file_name"].as_str().unwrap();
        cloudinary.damage(ids.iter().find(|id| id.contains(name) && id.contains(".volume-")).unwrap());
        is_found_before_anything_is_written(&house, &backup).await;
    }
}

/// Something between the platform and a server that lets so many bytes through and then cuts the line.
struct Line {
    address: String,
    left: Arc<AtomicU64>,
    open: Arc<AtomicBool>,
}

impl Line {
    async fn to(server: &str, bytes: u64) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (left, open) = (Arc::new(AtomicU64::new(bytes)), Arc::new(AtomicBool::new(true)));
        let (server, here) = (server.trim_start_matches("http://").to_owned(), (left.clone(), open.clone()));
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let (left, open) = here.clone();
                if open.load(Ordering::SeqCst) {
                    let server = TcpStream::connect(&server).await.unwrap();
                    tokio::spawn(carry(client, server, left, open));
                }
            }
        });
        Self { address, left, open }
    }

    fn mend(&self) {
        self.left.store(u64::MAX, Ordering::SeqCst);
        self.open.store(true, Ordering::SeqCst);
    }
}

async fn carry(client: TcpStream, server: TcpStream, left: Arc<AtomicU64>, open: Arc<AtomicBool>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let up = async {
        let mut buffer = [0; 4096];
        loop {
            let read = from_client.read(&mut buffer).await.unwrap_or(0);
            let length = read as u64;
            let before = left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(length)));
            if read == 0 || before.unwrap() < length {
                open.store(read == 0 && open.load(Ordering::SeqCst), Ordering::SeqCst);
                return;
            }
            if to_server.write_all(&buffer[..read]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = up => {}
        _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
    }
}

#[tokio::test]
async fn an_upload_that_is_cut_off_is_no_backup_and_is_done_again() {
    let bucket = Bucket::new().await;
    let line = Line::to(&bucket.endpoint, 300_000).await;
    let variables: Vec<_> = bucket.variables().into_iter().skip(1).collect();
    let house =
        house(&[&variables, &[("AVENUE_S3_ENDPOINT", &line.address), ("AVENUE_BACKUP_DESTINATION", "s3")]])
            .await;
    let database = house.legacy().await;
    let begun = house.owner.post("/api/backups", json!({ "database": database })).await.json();
    let id = begun["backup_id"].as_str().unwrap();
    eventually(async || !line.open.load(Ordering::SeqCst)).await;
    let job = format!("/api/system/jobs/{}", begun["job_id"].as_str().unwrap());
    let deadline = std::time::Instant::now() + super::support::PATIENCE;
    while house.owner.get(&job).await.json()["error"].is_null() {
        assert!(std::time::Instant::now() < deadline, "the failure is not told");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let backup = house.owner.get(&format!("/api/backups/{id}")).await.json()["backup"].clone();
    assert_ne!(backup["state"], "finished", "{backup}");
    assert_eq!((&backup["available"], backup.get("verdict")), (&json!(false), None));
    assert!(bucket.keys().await.is_empty(), "nothing is there");

    line.mend();
    house.app.clock.advance(SignedDuration::from_mins(5));
    let job = house.wait(serde_json::from_value(begun["job_id"].clone()).unwrap()).await;
    assert_eq!(job.status, JobStatus::Succeeded, "{job:?}");
    assert_eq!(bucket.keys().await.len(), 1);
    house.done(&format!("/api/backups/{id}/verify"), json!({})).await;
}

#[tokio::test]
async fn half_an_upload_to_cloudinary_is_no_backup() {
    let cloudinary = Cloudinary::start();
    let app =
        TestApp::with(&[cloudinary.variables(), vec![("AVENUE_BACKUP_DESTINATION", "cloudinary")]].concat())
            .await;
    cloudinary.keep_time_with(&app.clock);
    let house = House::over(app).await;
    let database = house.legacy().await;
    // What a killed process leaves: volumes, and no index.
    let left = "avenue/backups/legacy-20400301T000000Z-00000000.tar.zst.volume-aa-00001";
    cloudinary.account.lock().unwrap().files.insert(left.to_owned(), vec![0; 100]);
    house.done("/api/backups/reconcile", json!({})).await;
    assert_eq!(cloudinary.ids(), [""; 0], "they are swept up");
    assert_eq!(house.owner.get("/api/backups").await.json()["items"], json!([]));

    for uploads in [0, 3, 7] {
        cloudinary.account.lock().unwrap().uploads_left = Some(uploads);
        let begun = house.owner.post("/api/backups", json!({ "database": database })).await.json();
        // Three tries, each when its time has come.
        let job = serde_json::from_value(begun["job_id"].clone()).unwrap();
        let deadline = std::time::Instant::now() + super::support::PATIENCE;
        while !house.app.state.jobs.get(job).await.unwrap().unwrap().job.status.is_final() {
            assert!(std::time::Instant::now() < deadline, "it does not end");
            house.app.clock.advance(SignedDuration::from_secs(30));
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let path = format!("/api/backups/{}", begun["backup_id"].as_str().unwrap());
        assert_eq!(house.owner.post_empty("/api/identity/refresh").await.status, 200);
        let backup = house.owner.get(&path).await.json()["backup"].clone();
        assert_eq!((&backup["state"], &backup["available"]), (&json!("failed"), &json!(false)), "{backup}");
        assert!(!cloudinary.ids().iter().any(|id| id.ends_with(".index.json")), "after {uploads} uploads");
        assert_eq!(cloudinary.ids(), [""; 0], "what was sent was thrown away");
    }
}

#[tokio::test]
async fn copies_stand_in_when_the_first_place_lost_its_archive() {
    let bucket = Bucket::new().await;
    let house = house(&[&bucket.variables(), &[("AVENUE_BACKUP_DESTINATION", "local,s3")]]).await;
    let backup = house.back_up(&house.small().await).await;
    assert_eq!(backup["destination"], "local");
    assert_eq!(backup["copies"][0]["destination"], "s3");
    assert!(backup["copies"][0]["stored_at"].is_string() && house.file(&backup).exists());
    std::fs::remove_file(house.file(&backup)).unwrap();
    house.done(&path(&backup, "/verify"), json!({})).await;
    let places = house.owner.get("/api/backups/destinations").await.json();
    let told: Vec<_> =
        places["destinations"].as_array().unwrap().iter().map(|p| (&p["name"], &p["role"])).collect();
    assert_eq!(json!(told), json!([["local", "primary"], ["s3", "copies"], ["cloudinary", "unused"]]));
    assert!(!places.to_string().contains("\"test\""), "no key shows");
}

#[tokio::test]
async fn a_place_that_is_away_is_told_and_a_copy_that_fails_is_noted() {
    let bucket = Bucket::new().await;
    let variables: Vec<_> = bucket.variables().into_iter().skip(1).collect();
    let nobody = "http://127.0.0.1:9";
    let house =
        house(&[&variables, &[("AVENUE_S3_ENDPOINT", nobody), ("AVENUE_BACKUP_DESTINATION", "local,s3")]])
            .await;
    let backup = house.back_up(&house.small().await).await;
    assert_eq!((&backup["state"], &backup["available"]), (&json!("finished"), &json!(true)));
    let copy = &backup["copies"][0];
    assert!(
        copy.get("stored_at").is_none() && copy["error"].as_str().unwrap().contains("127.0.0.1:9"),
        "{copy}"
    );
    let diagnosis = house.owner.get("/api/backups/diagnose").await.json();
    let s3 = diagnosis["checks"].as_array().unwrap().iter().find(|check| check["name"] == "s3").unwrap();
    assert_eq!((&s3["passed"], &diagnosis["ready"]), (&json!(false), &json!(false)), "{s3}");
}
