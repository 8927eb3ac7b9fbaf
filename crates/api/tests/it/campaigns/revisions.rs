//! What a campaign said before: who changed what, and going back to it.

use serde_json::json;
use shared::campaigns::Campaign;
use shared::identity::Permission;
use shared::page::Page;
use shared::revision::Revision;

use super::market::{Market, at, fee, of};
use crate::support::Client;

async fn revisions(who: &Client, campaign: &Campaign) -> Vec<Revision> {
    let answer = who.get(&at(campaign, "revisions")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<Revision>>().items
}

fn fields(revision: &Revision) -> Vec<&str> {
    revision.changes.iter().map(|change| change.field.as_str()).collect()
}

#[tokio::test]
async fn each_change_is_kept_with_who_and_what_and_can_be_gone_back_to() {
    let market = Market::new().await;
    let member = market.colleague("member").await;
    let draft = market.draft(json!({})).await;
    assert_eq!(
        market.owner.patch(&of(&draft), json!({ "title": "Otra cosa", "slots": 5 })).await.status,
        200
    );
    assert_eq!(member.patch(&of(&draft), json!({ "compensation": fee(9) })).await.status, 200);
    let found = revisions(&market.owner, &draft).await;
    assert_eq!(
        found.iter().map(|one| (one.revision, one.current)).collect::<Vec<_>>(),
        [(3, true), (2, false), (1, false)]
    );
    assert_eq!(fields(&found[1]), ["slots", "title"]);
    assert_eq!(found[1].changes[1].before, "Reseña de café");
    assert!(fields(&found[0]).iter().all(|field| field.starts_with("compensation.")), "{found:?}");
    assert_ne!(found[0].by, found[1].by);
    assert_eq!(found[0].by_name.as_deref(), Some("Test Person"));

    let back = format!("{}/revisions/1/revert", of(&draft));
    let answer = member.post_empty(&back).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let now: Campaign = answer.to();
    assert_eq!(
        (now.page.summary.title.as_str(), now.page.summary.slots, now.revision),
        ("Reseña de café", 2, 4)
    );
    assert_eq!(now.page.summary.compensation, draft.page.summary.compensation);
    // Nothing is lost by it, and going back to what it says already changes nothing.
    assert_eq!(revisions(&market.owner, &draft).await.len(), 4);
    assert_eq!(member.post_empty(&back).await.to::<Campaign>().revision, 4);
    assert_eq!(
        market.app.trail(&draft.page.summary.id.to_string()).await.last().unwrap(),
        "campaigns.revert_campaign"
    );
}

#[tokio::test]
async fn in_a_published_campaign_it_makes_a_version_and_keeps_what_cannot_come_back() {
    let market = Market::new().await;
    let published = market.published(json!({ "deadline": "2040-03-10" })).await;
    let body = json!({ "title": "Más tarde", "deadline": "2040-06-30" });
    assert_eq!(market.owner.patch(&of(&published), body).await.status, 200);
    market.app.clock.advance(jiff::SignedDuration::from_hours(24 * 10));
    assert_eq!(market.owner.post_empty("/api/identity/refresh").await.status, 200);
    let revision = revisions(&market.owner, &published).await.last().unwrap().revision;
    let answer = market.owner.post_empty(&format!("{}/revisions/{revision}/revert", of(&published))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let now: Campaign = answer.to();
    assert_eq!(now.page.summary.title, "Reseña de café");
    assert_eq!(now.page.summary.deadline, "2040-06-30", "the old one is over");
    assert_eq!((published.page.brief_version, now.page.brief_version), (1, 3));

    let closed = market.moved(&published, "close").await;
    let answer = market.owner.post_empty(&format!("{}/revisions/{revision}/revert", of(&closed))).await;
    assert_eq!((answer.status, answer.code()), (409, "move_not_allowed".to_owned()));
}

#[tokio::test]
async fn revisions_are_for_the_brand_and_the_staff() {
    let market = Market::new().await;
    let (viewer, other) = (market.colleague("viewer").await, market.app.user("other@example.org").await);
    let draft = market.draft(json!({})).await;
    assert_eq!(market.owner.patch(&of(&draft), json!({ "title": "Otra cosa" })).await.status, 200);
    assert_eq!(revisions(&viewer, &draft).await.len(), 2);
    assert_eq!(other.get(&at(&draft, "revisions")).await.status, 404);
    let back = format!("{}/revisions/1/revert", of(&draft));
    assert_eq!(viewer.post_empty(&back).await.status, 403);
    assert_eq!(other.post_empty(&back).await.status, 404);
    let missing = format!("{}/revisions/9/revert", of(&draft));
    assert_eq!(market.owner.post_empty(&missing).await.status, 404);

    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    let managed = format!("/api/campaigns/managed/{}", draft.page.summary.id);
    let listed = staff.get(&format!("{managed}/revisions")).await.to::<Page<Revision>>().items;
    assert_eq!(listed, revisions(&market.owner, &draft).await);
    let answer = staff.post_empty(&format!("{managed}/revisions/1/revert")).await;
    assert_eq!(answer.to::<Campaign>().page.summary.title, "Reseña de café");
    for outsider in [&market.owner, &other] {
        assert_eq!(outsider.get(&format!("{managed}/revisions")).await.status, 403);
        assert_eq!(outsider.post_empty(&format!("{managed}/revisions/1/revert")).await.status, 403);
    }
}
