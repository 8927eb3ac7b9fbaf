//! The program Tesseract at its limits. What it reads is in `screens`.

use std::time::Duration;

use api::config;
use api::infra::reading::{Failure, Picture, Read, Reader, Tesseract};

use super::blank;

fn tesseract(patience: Duration, memory: u64) -> Tesseract {
    let program = std::env::var_os("AVENUE_TESSERACT").map(Into::into);
    Tesseract::new(config::Tesseract { program, patience, memory })
}

#[tokio::test]
async fn a_picture_without_words_holds_no_figures() {
    let tesseract = tesseract(Duration::from_secs(60), 1 << 30);
    assert_eq!(tesseract.kind(), "tesseract");
    assert_eq!(tesseract.read(&blank(800, 1200)).await, Ok(Read::default()));
}

#[tokio::test]
async fn its_limits_end_it_in_a_clear_state() {
    let late = tesseract(Duration::from_millis(1), 1 << 30).read(&blank(4_000, 4_000)).await.unwrap_err();
    assert!(matches!(late, Failure::TimedOut(_)), "{late:?}");
    // It cannot even load its data.
    let cramped = tesseract(Duration::from_secs(60), 48 << 20).read(&blank(800, 1200)).await.unwrap_err();
    assert!(matches!(cramped, Failure::Broken(_) | Failure::NotReady(_)), "{cramped:?}");
}

#[tokio::test]
async fn a_damaged_picture_is_refused_before_it_is_given() {
    let mut bytes = blank(400, 400).bytes().to_vec();
    bytes.truncate(bytes.len() / 2);
    let refused = match Picture::open(bytes) {
        Ok(picture) => tesseract(Duration::from_secs(60), 1 << 30).read(&picture).await.unwrap_err(),
        Err(unreadable) => Failure::Picture(unreadable),
    };
    assert_eq!(refused.as_str(), "picture");
}
