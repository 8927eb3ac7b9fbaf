//! From draft to completed, or cancelled.

use serde_json::json;
use shared::campaigns::{Application, ApplicationState, Campaign, CampaignPage, CampaignState};
use shared::error::ErrorCode;

use super::market::{APPLICATIONS, CAMPAIGNS, Market, applied, apply, at, notices, of, to};
use crate::support::eventually;

#[tokio::test]
async fn a_campaign_goes_from_draft_to_completed() {
    let market = Market::new().await;
    let draft = market.draft(json!({})).await;
    let published = market.moved(&draft, "publish").await;
    assert_eq!(published.page.summary.state, CampaignState::Published);
    assert_eq!(published.page.summary.published_at, Some(market.app.clock.now()));
    let shown: CampaignPage = market.app.anonymous().get(&of(&draft)).await.to();
    assert_eq!(shown.brief, draft.page.brief);
    assert_eq!(shown.summary.brand.unwrap().company, "Yerba Ñandutí");
    assert_eq!((shown.saved, shown.misfits), (None, None), "nobody is signed in");

    let ana = market.creator("ana").await;
    assert_eq!(market.moved(&draft, "close").await.page.summary.state, CampaignState::Closed);
    apply(&ana, &draft).await.assert_problem(ErrorCode::CampaignClosed);
    let listed = market.app.anonymous().get(CAMPAIGNS).await.json();
    assert_eq!(listed["items"], json!([]), "what takes no applications is not found");
    assert_eq!(market.moved(&draft, "complete").await.page.summary.state, CampaignState::Completed);
    assert_eq!(market.app.anonymous().get(&of(&draft)).await.status, 200, "by its address it still is");
    assert_eq!(
        market.app.trail(&draft.page.summary.id.to_string()).await,
        [
            "campaigns.create_campaign",
            "campaigns.publish_campaign",
            "campaigns.close_campaign",
            "campaigns.complete_campaign"
        ]
    );
}

#[tokio::test]
async fn cancelling_asks_for_a_reason_and_whoever_applied_is_told_once() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let (ana, eva, leo) =
        (market.creator("ana").await, market.creator("eva").await, market.creator("leo").await);
    applied(&ana, &campaign).await;
    let declined = applied(&eva, &campaign).await;
    market.owner.post(&to(&declined, "reject"), json!({})).await;
    let cancel = at(&campaign, "cancel");
    market.owner.post(&cancel, json!({})).await.assert_problem(ErrorCode::MalformedBody);
    market.owner.post(&cancel, json!({ "reason": "no" })).await.assert_problem(ErrorCode::ValidationFailed);
    let reason = json!({ "reason": "Se agotó el café." });
    let member = market.colleague("member").await;
    member.post(&cancel, &reason).await.assert_problem(ErrorCode::Forbidden);
    let admin = market.colleague("admin").await;
    let answer = admin.post(&cancel, &reason).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let cancelled: Campaign = answer.to();
    assert_eq!(cancelled.page.summary.state, CampaignState::Cancelled);
    assert_eq!(cancelled.page.cancel_reason.as_deref(), Some("Se agotó el café."));
    admin.post(&cancel, &reason).await.assert_problem(ErrorCode::MoveNotAllowed);

    let _worker = market.app.work();
    let told = async || notices(&ana).await.first().is_some_and(|kind| kind == "campaign_cancelled");
    eventually(told).await;
    let count = |told: Vec<String>| told.iter().filter(|kind| *kind == "campaign_cancelled").count();
    assert_eq!(count(notices(&ana).await), 1);
    assert_eq!(count(notices(&eva).await), 0, "who was declined has nothing more to expect");
    assert_eq!(count(notices(&leo).await), 0);
}

#[tokio::test]
async fn completing_declines_what_nobody_decided_on() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let waiting = applied(&ana, &campaign).await;
    let offered = market.offered(&eva, &campaign).await;
    market.moved(&campaign, "close").await;
    market.moved(&campaign, "complete").await;
    let _worker = market.app.work();
    for (who, application) in [(&ana, &waiting), (&eva, &offered)] {
        let address = format!("{APPLICATIONS}/{}", application.summary.id);
        let declined = async || {
            let found: Application = who.get(&address).await.to();
            found.summary.state == ApplicationState::Rejected
        };
        eventually(declined).await;
        assert_eq!(notices(who).await.first().map(String::as_str), Some("application_rejected"));
        let trail = market.app.trail(&application.summary.id.to_string()).await;
        assert_eq!(trail.last().unwrap(), "campaigns.reject_application");
    }
    let counts = market.now(&campaign).await.applications;
    assert_eq!((counts.applied, counts.shortlisted, counts.rejected), (0, 0, 2));
}
