//! Whatever the reader answers, there is a clear state from which a person goes on by hand.

use std::time::Duration;

use bson::doc;
use serde_json::json;
use shared::campaigns::{MetricsFailure, MetricsState};

use super::{Post, at, confirmed, look, nothing, settled};
use crate::campaigns::work::told;
use crate::support::gemini::{Gemini, Reply};
use crate::support::within;

/// What failed for a moment is tried again later: goes to that moment, once there is one.
async fn come_back(post: &Post) {
    let later = doc! { "kind": "campaigns.read_metrics", "status": "queued" };
    let now = post.app().clock.now();
    for job in post.work.market.stored("jobs", later).await {
        let due = job.get_datetime("due_at").unwrap().to_jiff();
        if due > now {
            post.app().clock.advance(due.duration_since(now));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_typed() {
    let silence = || Reply::Silence(Duration::from_secs(4));
    let busy = || Reply::error(429, "RESOURCE_EXHAUSTED", "Slow down.", json!([]));
    for (replies, failure) in [
        (
            vec![Reply::error(400, "INVALID_ARGUMENT", "Unable to process input image", json!([]))],
            MetricsFailure::Refused,
        ),
        (vec![Reply::Text("no JSON".to_owned(), "STOP")], MetricsFailure::Nonsense),
        (vec![Reply::answer("instagram", "es", json!([]))], MetricsFailure::Nothing),
        (vec![Reply::error(403, "PERMISSION_DENIED", "No.", json!([]))], MetricsFailure::NotReady),
        (vec![silence(), silence(), silence(), silence()], MetricsFailure::TimedOut),
        (vec![busy(), busy(), busy(), busy()], MetricsFailure::Busy),
    ] {
        let asked = replies.len();
        let gemini = Gemini::start(replies);
        let post = Post::with(&gemini.variables()).await;
        let _worker = post.app().work();
        let made = post.reported(nothing(1)).await;
        within(Duration::from_secs(60), async || {
            come_back(&post).await;
            look(post.ana(), &made).await.state != MetricsState::Reading
        })
        .await;
        let unread = look(post.ana(), &made).await;
        assert_eq!((unread.state, unread.failure), (MetricsState::Unread, Some(failure)));
        assert_eq!(unread.reader.as_deref(), Some("gemini"));
        assert_eq!(gemini.requests().len(), asked, "{failure:?}");
        assert_eq!(told(post.ana(), "metrics_unread").await, 1);
        confirmed(post.ana(), &made, &[("reach", 7)]).await;
    }
}

#[tokio::test]
async fn gemini_reads_when_there_is_a_key() {
    let figures = json!([
        { "label": "Vistas", "text": "12,4 mil", "kind": "views", "confidence": 96, "box_2d": [250, 500, 275, 750] },
    ]);
    let gemini = Gemini::start(vec![Reply::answer("tiktok", "es", figures)]);
    let post = Post::with(&gemini.variables()).await;
    let _worker = post.app().work();
    let made = post.reported(nothing(1)).await;
    let read = settled(post.ana(), &made).await;
    assert_eq!((read.state, read.read.len()), (MetricsState::Read, 1), "{read:?}");
    assert_eq!((read.width, read.height), (400, 800));
    assert_eq!(read.page_of.unwrap().as_str(), "tiktok", "not where it was published");
    assert_eq!(gemini.pictures()[0].1, nothing(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_damaged_is_said_to_be() {
    let post = Post::new().await;
    let mut cut = crate::media::gradient(600, 900);
    cut.truncate(cut.len() / 2);
    let made = post.reported(cut).await;
    let _worker = post.app().work();
    let unread = settled(post.ana(), &made).await;
    assert_eq!((unread.state, unread.failure), (MetricsState::Unread, Some(MetricsFailure::Picture)));
    assert_eq!(post.ana().post_empty(&at(&made, "/discard")).await.status, 200);
    post.reported(nothing(1)).await;
}
