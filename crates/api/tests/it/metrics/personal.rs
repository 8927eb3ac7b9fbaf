//! What is held of a creator: its copy, and what is left when they are erased.

use bson::doc;
use shared::campaigns::MetricsDashboard;

use super::{METRICS, Post, at, confirmed, look, nothing};
use crate::campaigns::market::user_id;
use crate::campaigns::personal::{copied, forget};

#[tokio::test]
async fn a_copy_holds_the_figures_and_an_erasure_leaves_what_was_vouched_for() {
    let post = Post::new().await;
    let (market, ana) = (&post.work.market, post.ana());
    let kept = post.reported(nothing(1)).await;
    let body =
        serde_json::json!({ "figures": super::figures(&[("views", 7)])["figures"], "note": "Con cariño" });
    assert_eq!(ana.post(&at(&kept, "/confirm"), body).await.status, 200);
    let open = post.reported(nothing(2)).await;
    let id = user_id(ana).await;
    let copy = copied(market, &id, "ana@creators.example").await;
    let (_, figures) = copy.iter().find(|(name, _)| name == "metrics.json").unwrap();
    assert_eq!(figures.as_array().unwrap().len(), 2);
    assert!(figures.to_string().contains("Con cariño"));

    for _ in 0..2 {
        forget(market, &id).await;
    }
    let left = market.stored("campaign_metrics", doc! {}).await;
    assert_eq!(left.len(), 1);
    assert!(
        !left[0].contains_key("note")
            && !left[0].contains_key("file_id")
            && left[0].get_str("sha256").unwrap().is_empty()
    );
    assert!(market.stored("campaign_pictures", doc! {}).await.is_empty());
    assert!(market.stored("media_files", doc! {}).await.is_empty());
    let seen = look(&market.owner, &kept).await;
    assert!(!seen.has_picture && seen.figures.len() == 1);
    assert_eq!(market.owner.post_empty(&at(&kept, "/link")).await.status, 404);
    assert_eq!(ana.get(&at(&open, "")).await.status, 404);
    let dashboard: MetricsDashboard =
        market.owner.get(&format!("{METRICS}/of-brand/{}", market.brand)).await.to();
    assert_eq!(dashboard.total.views, 7, "the sums of the brand rest on it");
    assert_eq!(dashboard.creators.unwrap()[0].name, None);
}

#[tokio::test]
async fn what_somebody_else_reported_stays() {
    let post = Post::new().await;
    let made = post.reported(nothing(1)).await;
    confirmed(post.ana(), &made, &[("views", 7)]).await;
    let eva = post.work.market.creator("eva").await;
    forget(&post.work.market, &user_id(&eva).await).await;
    assert!(look(post.owner(), &made).await.has_picture);
}
