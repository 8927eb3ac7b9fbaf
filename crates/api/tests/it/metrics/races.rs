//! Two hundred at the same moment: figures are confirmed once, one screenshot is taken, a doubt and a throw are done once.

use std::collections::BTreeMap;

use futures::future::join_all;
use serde_json::json;
use shared::campaigns::{MetricsDashboard, MetricsState};

use super::{METRICS, Post, at, confirm, confirmed, look, nothing, report};
use crate::campaigns::work::told;
use crate::support::Answer;
use crate::support::proof::cases;

const CROWD: usize = 200;

/// Checks that one went well and the others were too late.
fn one_of_them(answers: &[Answer], status: u16) {
    let mut kinds = BTreeMap::new();
    for answer in answers {
        *kinds.entry((answer.status, answer.code())).or_insert(0_usize) += 1;
    }
    println!("{kinds:?}");
    assert_eq!(kinds.remove(&(status, String::new())), Some(1), "{kinds:?}");
    assert!(kinds.keys().all(|(status, code)| {
        *status == 409 && ["conflict", "move_not_allowed"].contains(&code.as_str())
    }));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_confirmations_one_counts() {
    for _ in 0..cases(20) {
        let post = Post::new().await;
        let made = post.reported(nothing(1)).await;
        let numbers: Vec<[(&str, u64); 1]> = (1..=200).map(|views| [("views", views)]).collect();
        let answers = join_all(numbers.iter().map(|counts| confirm(post.ana(), &made, counts))).await;
        one_of_them(&answers, 200);
        let won = answers.iter().position(|answer| answer.status == 200).unwrap();
        let dashboard: MetricsDashboard = post.ana().get(&format!("{METRICS}/mine")).await.to();
        assert_eq!((dashboard.total.posts, dashboard.total.views), (1, numbers[won][0].1));
        assert_eq!(told(post.owner(), "metrics_confirmed").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_screenshots_at_once_one_is_taken() {
    let post = Post::new().await;
    let answers = join_all((0..20).map(|number| report(post.ana(), &post.piece, nothing(number)))).await;
    one_of_them(&answers, 201);
    let open = bson::doc! { "open": true };
    assert_eq!(post.work.market.stored("campaign_metrics", open).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_throws_away_and_who_confirms_at_once_do_not_both() {
    for _ in 0..cases(20) {
        let post = Post::new().await;
        let made = post.reported(nothing(1)).await;
        let steps = (0..CROWD).map(|number| {
            let (ana, made) = (post.ana(), &made);
            async move {
                if number % 2 == 0 {
                    confirm(ana, made, &[("views", 7)]).await
                } else {
                    ana.post_empty(&at(made, "/discard")).await
                }
            }
        });
        let answers = join_all(steps).await;
        one_of_them(&answers, 200);
        let won = answers.iter().position(|answer| answer.status == 200).unwrap();
        let now = look(post.ana(), &made).await;
        let expected = if won % 2 == 0 { MetricsState::Confirmed } else { MetricsState::Discarded };
        assert_eq!((now.state, now.has_picture), (expected, won % 2 == 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_doubts_one_is_told() {
    let post = Post::new().await;
    let made = post.reported(nothing(1)).await;
    confirmed(post.ana(), &made, &[("views", 7)]).await;
    let doubt = json!({ "reason": "¿Seguro?" });
    let address = at(&made, "/question");
    let answers = join_all((0..CROWD).map(|_| post.owner().post(&address, &doubt))).await;
    one_of_them(&answers, 200);
    assert_eq!(told(post.ana(), "metrics_questioned").await, 1);
}
