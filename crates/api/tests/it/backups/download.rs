//! Stored archives leaving the house.

use reqwest::Method;
use serde_json::json;
use shared::error::ErrorCode;

use super::support::{House, sha256};

#[tokio::test]
async fn an_archive_is_sent_whole_or_in_part_with_its_digest() {
    let house = House::new().await;
    let database = house.small().await;
    let backup = house.back_up(&database).await;
    let bytes = std::fs::read(house.file(&backup)).unwrap();
    let path = format!("/api/backups/{}/download", backup["id"].as_str().unwrap());

    let whole = house.owner.get(&path).await;
    assert_eq!((whole.status, &whole.body), (200, &bytes));
    assert_eq!(whole.header("content-length"), Some(bytes.len().to_string().as_str()));
    assert_eq!(whole.header("content-type"), Some("application/zstd"));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    let name = backup["file_name"].as_str().unwrap();
    assert_eq!(whole.header("content-disposition"), Some(format!("attachment; filename=\"{name}\"").as_str()));
    assert_eq!(whole.header("etag"), Some(format!("\"{}\"", sha256(&bytes)).as_str()));
    assert!(whole.header("repr-digest").unwrap().starts_with("sha-256=:"), "{:?}", whole.headers);

    let part = house.owner.request(Method::GET, &path).header("range", "bytes=10-19").send().await;
    assert_eq!((part.status, part.body.as_slice()), (206, &bytes[10..20]));
    let range = format!("bytes 10-19/{}", bytes.len());
    assert_eq!(part.header("content-range"), Some(range.as_str()));
    let other = house.owner.request(Method::GET, &path).header("range", "bytes=10-19");
    let other = other.header("if-range", "\"another\"").send().await;
    assert_eq!((other.status, other.body.len()), (200, bytes.len()), "a part of another file is no use");
    let beyond = house.owner.request(Method::GET, &path).header("range", "bytes=99999999-").send().await;
    beyond.assert_problem(ErrorCode::RangeNotSatisfiable);
}

#[tokio::test]
async fn a_ticket_works_once_and_for_a_minute() {
    let house = House::new().await;
    let database = house.small().await;
    let backup = house.back_up(&database).await;
    let ask = format!("/api/backups/{}/download-ticket", backup["id"].as_str().unwrap());
    let ticket = house.owner.post_empty(&ask).await.json();
    let nobody = house.app.anonymous();
    let url = ticket["url"].as_str().unwrap();
    assert_eq!(nobody.get(url).await.status, 200);
    nobody.get(url).await.assert_problem(ErrorCode::LinkExpired);

    let late = house.owner.post_empty(&ask).await.json();
    house.app.clock.advance(jiff::SignedDuration::from_secs(61));
    nobody.get(late["url"].as_str().unwrap()).await.assert_problem(ErrorCode::LinkExpired);

    let trail = house.owner.get("/api/audit/events?action=backups.download").await.json();
    assert_eq!(trail["items"].as_array().unwrap().len(), 1);
    assert_eq!(trail["items"][0]["target"]["label"], backup["file_name"]);
    assert!(trail["items"][0]["actor"]["email"].is_string(), "it is known whose ticket it was");
}

#[tokio::test]
async fn an_archive_that_is_gone_is_said_to_be_gone() {
    let house = House::new().await;
    let database = house.small().await;
    let backup = house.back_up(&database).await;
    std::fs::remove_file(house.file(&backup)).unwrap();
    let path = format!("/api/backups/{}", backup["id"].as_str().unwrap());
    house.owner.get(&format!("{path}/download")).await.assert_problem(ErrorCode::Conflict);
    assert_eq!(house.owner.get(&path).await.json()["backup"]["available"], json!(false));
}
