//! The figures of published posts: reported by a screenshot, read, confirmed, questioned, and added up.

mod dashboard;
mod failing;
mod journey;
mod personal;
mod pictures;
mod races;
mod table;

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use reqwest::Method;
use serde_json::{Value, json};
use shared::campaigns::{DeliverableState, MetricsState, OwedDeliverable, PostMetrics};

use crate::campaigns::market::Market;
use crate::campaigns::work::{POST, Work, draft, moved, submitted};
use crate::support::{Answer, Client, TestApp, within};

/// The figures.
pub const METRICS: &str = "/api/campaigns/metrics";

/// A creator who published the first piece of their work.
pub struct Post {
    pub work: Work,
    pub piece: OwedDeliverable,
}

impl Post {
    /// A reel on Instagram for ₲ 300,000.
    pub async fn new() -> Self {
        Self::of(Work::signed(json!({})).await).await
    }

    /// The same with some variables of the environment set.
    pub async fn with(variables: &[(&str, &str)]) -> Self {
        let market = Market::of(TestApp::with(variables).await).await;
        market.grant(100).await;
        Self::of(Work::signed_in(market, json!({})).await).await
    }

    /// The first piece of some work, published.
    pub async fn of(work: Work) -> Self {
        let piece = work.first().await;
        publish(&work, &work.ana, &piece, POST).await;
        Self { work, piece }
    }

    pub fn app(&self) -> &TestApp {
        &self.work.market.app
    }

    pub fn owner(&self) -> &Client {
        &self.work.market.owner
    }

    pub fn ana(&self) -> &Client {
        &self.work.ana
    }

    /// The figures of it as its creator reports them.
    pub async fn reported(&self, picture: Vec<u8>) -> PostMetrics {
        reported(self.ana(), &self.piece, picture).await
    }
}

/// Has somebody publish a piece of theirs.
pub async fn publish(work: &Work, creator: &Client, piece: &OwedDeliverable, url: &str) {
    submitted(creator, piece, draft()).await;
    moved(&work.market.owner, piece, "approve", DeliverableState::Approved).await;
    let answer =
        creator.post(&crate::campaigns::work::of(piece, "publish"), json!({ "post_url": url })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// Sends a screenshot.
pub async fn report(who: &Client, piece: &OwedDeliverable, picture: Vec<u8>) -> Answer {
    let request = who.request(Method::POST, &list(piece));
    request.header("content-type", "application/octet-stream").body(picture).send().await
}

/// The figures that are made of it.
pub async fn reported(who: &Client, piece: &OwedDeliverable, picture: Vec<u8>) -> PostMetrics {
    let answer = report(who, piece, picture).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

/// The address of a piece's figures.
pub fn list(piece: &OwedDeliverable) -> String {
    crate::campaigns::work::of(piece, "metrics")
}

/// An address of some figures.
pub fn at(metrics: &PostMetrics, rest: &str) -> String {
    format!("{METRICS}/{}{rest}", metrics.id)
}

/// Figures as somebody sees them.
pub async fn look(who: &Client, metrics: &PostMetrics) -> PostMetrics {
    let answer = who.get(&at(metrics, "")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// Waits until figures stand somewhere else than waiting to be read. Tesseract has its time.
pub async fn settled(who: &Client, metrics: &PostMetrics) -> PostMetrics {
    within(std::time::Duration::from_secs(120), async || {
        look(who, metrics).await.state != MetricsState::Reading
    })
    .await;
    look(who, metrics).await
}

/// Figures as a creator vouches for them.
pub fn figures(counts: &[(&str, u64)]) -> Value {
    let figure = |(kind, value): &(&str, u64)| json!({ "kind": kind, "value": { "unit": "count", "value": value, "rounded_to": 1 } });
    json!({ "figures": counts.iter().map(figure).collect::<Vec<_>>() })
}

/// Vouches for them.
pub async fn confirm(who: &Client, metrics: &PostMetrics, counts: &[(&str, u64)]) -> Answer {
    who.post(&at(metrics, "/confirm"), figures(counts)).await
}

/// The same, which must go well.
pub async fn confirmed(who: &Client, metrics: &PostMetrics, counts: &[(&str, u64)]) -> PostMetrics {
    let answer = confirm(who, metrics, counts).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// A picture with nothing to read, unlike that of another number.
pub fn nothing(number: u8) -> Vec<u8> {
    let mut image = GrayImage::from_pixel(400, 800, Luma([240]));
    for y in 0..100 {
        for x in 0..400 {
            image.put_pixel(x, 90 * u32::from(number % 8) + y % 80, Luma([number.saturating_mul(20)]));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}
