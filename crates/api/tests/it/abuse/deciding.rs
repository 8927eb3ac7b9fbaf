//! Deciding: what each decision does, once, and who is told.

use serde_json::json;
use shared::abuse::{AbuseCase, AbuseDecision, OwnAbuseReport};
use shared::campaigns::CampaignState;
use shared::error::ErrorCode;
use shared::page::Page;

use super::{CASES, REPORTS, cases, decide, report, reported};
use crate::campaigns::market::{Market, of};
use crate::campaigns::words::{done, messages, of_brand, of_creator, rated, shortlisted, told, written};
use crate::support::eventually;

#[tokio::test]
async fn a_message_is_hidden_and_everybody_concerned_is_told_once() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let staff = market.app.admin().await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    let message = written(&market.owner, &application, "Sos una inútil").await;
    reported(&ana, "message", message.id).await;
    let case = cases(&staff).await.remove(0);
    decide(&staff, &case, "suspend").await.assert_problem(ErrorCode::ValidationFailed);
    let answer = decide(&staff, &case, "hide").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let decided: AbuseCase = answer.to();
    assert_eq!(decided.summary.decided.unwrap().decision, AbuseDecision::Hide);
    assert!(decided.decisions.is_empty());
    decide(&staff, &case, "nothing").await.assert_problem(ErrorCode::MoveNotAllowed);
    for side in [&ana, &market.owner] {
        let shown = messages(side, &application, "").await.items.remove(0);
        assert!(shown.hidden && shown.text.is_empty() && !shown.erased);
    }
    assert!(cases(&staff).await.is_empty());
    let over: Page<serde_json::Value> = staff.get(&format!("{CASES}?decided=true")).await.to();
    assert_eq!(over.items.len(), 1);

    let _worker = market.app.work();
    eventually(async || told(&ana, "abuse_").await == ["abuse_decided"]).await;
    assert_eq!(told(&market.owner, "message_hidden").await.len(), 1, "who wrote it is told why");
    assert!(told(&market.owner, "abuse_").await.is_empty(), "and not by whom it was reported");
    let mine: Page<OwnAbuseReport> = ana.get(&format!("{REPORTS}/mine")).await.to();
    assert!(mine.items[0].decided);
    let trail = market.app.trail(&case.id.to_string()).await;
    assert_eq!(trail, ["abuse.create_report", "abuse.decide_case"]);
    assert_eq!(market.app.trail(&message.id.to_string()).await, ["campaigns.hide_message"]);
    // What is hidden cannot be reported; something else of the same person can.
    report(&ana, "message", message.id).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn nothing_leaves_everything_as_it_is_and_it_can_be_reported_again() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let staff = market.app.admin().await;
    let (_, work) = done(&market, &[&ana]).await;
    let rating = rated(&market.owner, &work[0], of_creator([1, 1, 1])).await;
    rated(&ana, &work[0], of_brand([5, 5, 5])).await;
    reported(&ana, "rating", rating.id).await;
    let case = cases(&staff).await.remove(0);
    assert_eq!(decide(&staff, &case, "nothing").await.status, 200);
    let list = format!("/api/campaigns/ratings/of-creator/{}", work[0].summary.creator_id);
    let seen = async || eva.get(&list).await.json()["items"].as_array().unwrap().len();
    assert_eq!(seen().await, 1);
    reported(&ana, "rating", rating.id).await;
    let again = cases(&staff).await.remove(0);
    assert_ne!(again.id, case.id);
    assert_eq!(decide(&staff, &again, "hide").await.status, 200);
    assert_eq!(seen().await, 0);
}

#[tokio::test]
async fn a_campaign_is_cancelled_a_brand_goes_into_the_trash_and_a_creator_out_of_sight() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let staff = market.app.admin().await;
    let campaign = market.published(json!({})).await;
    shortlisted(&market, &ana, &campaign).await;
    let (completed, work) = done(&market, &[&eva]).await;

    reported(&ana, "campaign", completed.page.summary.id).await;
    let case = cases(&staff).await.remove(0);
    decide(&staff, &case, "suspend").await.assert_problem(ErrorCode::MoveNotAllowed);
    assert_eq!(cases(&staff).await.len(), 1, "what could not be done is not decided");
    assert_eq!(decide(&staff, &case, "nothing").await.status, 200);

    reported(&eva, "campaign", campaign.page.summary.id).await;
    let case = cases(&staff).await.remove(0);
    assert_eq!(decide(&staff, &case, "suspend").await.status, 200);
    let shown = ana.get(&of(&campaign)).await.json();
    assert_eq!(
        (&shown["state"], &shown["cancel_reason"]),
        (&json!("cancelled"), &json!("Incumple las normas."))
    );
    assert_eq!(market.now(&campaign).await.page.summary.state, CampaignState::Cancelled);
    assert_eq!(told(&market.owner, "campaign_suspended").await.len(), 1);
    let worker = market.app.work();
    eventually(async || told(&ana, "campaign_cancelled").await.len() == 1).await;
    drop(worker);

    let creator = work[0].summary.creator_id;
    reported(&ana, "creator", creator).await;
    let case = cases(&staff).await.remove(0);
    assert_eq!(decide(&staff, &case, "suspend").await.status, 200);
    let own = eva.get("/api/creators/me").await.json();
    assert_eq!(own["status"], "hidden");
    assert_eq!(told(&eva, "creator_hidden").await.len(), 1);

    reported(&ana, "brand", &market.brand).await;
    let case = cases(&staff).await.remove(0);
    assert_eq!(decide(&staff, &case, "suspend").await.status, 200);
    let brand = format!("/api/brands/{}", market.brand);
    market.owner.get(&brand).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(told(&market.owner, "brand_trashed").await.len(), 1);
    let restore = format!("/api/brands/{}/restore", market.brand);
    market.owner.post_empty(&restore).await.assert_problem(ErrorCode::Forbidden);
}
