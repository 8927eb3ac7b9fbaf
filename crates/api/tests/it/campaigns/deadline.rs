//! A deadline lasts to the end of its day in the campaign's time zone. The old platform closed campaigns a day early.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use shared::campaigns::{Campaign, CampaignState};
use shared::error::ErrorCode;

use super::market::{CAMPAIGNS, Market, applied, apply, at, notices, of};
use crate::support::{Client, TestApp, eventually};

/// Moves the time to an instant.
fn go_to(app: &TestApp, at: &str) {
    let at: Timestamp = at.parse().unwrap();
    app.clock.advance(at.duration_since(app.clock.now()));
}

/// Somebody whose access has not run out, however much time has passed.
async fn again(app: &TestApp, who: &Client) {
    let answer = who.post_empty("/api/identity/refresh").await;
    assert_eq!(answer.status, 200, "{answer:?} at {}", app.clock.now());
}

async fn found(who: &Client) -> usize {
    who.get(CAMPAIGNS).await.json()["items"].as_array().unwrap().len()
}

/// The regression of the old platform: all through the last day one can apply, wherever the server stands.
#[tokio::test]
async fn one_can_apply_all_through_the_last_day_there_and_not_a_moment_longer() {
    for (zone, end) in [
        ("America/Asuncion", "2040-03-09T03:00:00Z"),
        ("Europe/Madrid", "2040-03-08T23:00:00Z"),
        ("Asia/Tokyo", "2040-03-08T15:00:00Z"),
        ("Pacific/Pago_Pago", "2040-03-09T11:00:00Z"),
    ] {
        let market = Market::new().await;
        let campaign = market.published(json!({ "deadline": "2040-03-08", "time_zone": zone })).await;
        let end: Timestamp = end.parse().unwrap();
        assert_eq!(campaign.page.summary.closes_at, end, "{zone}");
        let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
        go_to(&market.app, &(end - SignedDuration::from_millis(1)).to_string());
        again(&market.app, &ana).await;
        assert_eq!(found(&ana).await, 1, "{zone}");
        applied(&ana, &campaign).await;
        // The job that closes it has not run: nobody works here.
        market.app.clock.advance(SignedDuration::from_millis(1));
        again(&market.app, &eva).await;
        assert_eq!(found(&eva).await, 0, "{zone}");
        apply(&eva, &campaign).await.assert_problem(ErrorCode::CampaignClosed);
    }
}

#[tokio::test]
async fn it_closes_by_itself_and_the_brand_is_told_once() {
    let market = Market::new().await;
    let campaign = market.published(json!({ "deadline": "2040-03-08" })).await;
    let ana = market.creator("ana").await;
    applied(&ana, &campaign).await;
    let _worker = market.app.work();
    go_to(&market.app, "2040-03-09T02:59:59.999Z");
    again(&market.app, &market.owner).await;
    assert_eq!(market.now(&campaign).await.page.summary.state, CampaignState::Published);
    market.app.clock.advance(SignedDuration::from_millis(1));
    let closed = async || market.now(&campaign).await.page.summary.state == CampaignState::Closed;
    eventually(closed).await;
    let told = notices(&market.owner).await;
    assert_eq!(told.iter().filter(|kind| *kind == "campaign_closed").count(), 1, "{told:?}");
    let trail = market.app.trail(&campaign.page.summary.id.to_string()).await;
    assert_eq!(trail.last().unwrap(), "campaigns.close_campaign");
    // Who has applied is still decided on.
    let answer = market.owner.get(&at(&campaign, "applications")).await.json();
    let id = answer["items"][0]["id"].as_str().unwrap();
    let answer = market.owner.post_empty(&format!("{CAMPAIGNS}/applications/{id}/shortlist")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_deadline_that_was_moved_holds_and_the_one_before_closes_nothing() {
    let market = Market::new().await;
    let campaign = market.published(json!({ "deadline": "2040-03-08" })).await;
    let answer = market.owner.patch(&of(&campaign), json!({ "deadline": "2040-03-09" })).await;
    let moved: Campaign = answer.to();
    assert_eq!(moved.page.summary.closes_at.to_string(), "2040-03-10T03:00:00Z");
    let _worker = market.app.work();
    go_to(&market.app, "2040-03-09T03:00:01Z");
    let jobs = market.app.db.collection::<bson::Document>("jobs");
    let done = bson::doc! { "kind": "campaigns.close", "status": "succeeded" };
    eventually(async || jobs.count_documents(done.clone()).await.unwrap() == 1).await;
    again(&market.app, &market.owner).await;
    assert_eq!(market.now(&campaign).await.page.summary.state, CampaignState::Published);
    go_to(&market.app, "2040-03-10T03:00:00Z");
    again(&market.app, &market.owner).await;
    eventually(async || market.now(&campaign).await.page.summary.state == CampaignState::Closed).await;
}

#[tokio::test]
async fn nothing_is_published_or_moved_to_a_day_that_is_over() {
    let market = Market::new().await;
    let draft = market.draft(json!({ "deadline": "2040-03-07" })).await;
    let published = market.published(json!({ "deadline": "2040-03-31" })).await;
    // Noon in UTC is nine in the morning there.
    go_to(&market.app, "2040-03-08T03:00:00Z");
    again(&market.app, &market.owner).await;
    let answer = market.owner.post_empty(&at(&draft, "publish")).await;
    answer.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(answer.json()["fields"][0]["field"], "deadline");
    let answer = market.owner.patch(&of(&published), json!({ "deadline": "2040-03-07" })).await;
    answer.assert_problem(ErrorCode::ValidationFailed);
    // The same day is not over further west.
    let west = json!({ "deadline": "2040-03-07", "time_zone": "Pacific/Pago_Pago" });
    assert_eq!(market.owner.patch(&of(&draft), west).await.status, 200);
    assert_eq!(market.moved(&draft, "publish").await.page.summary.state, CampaignState::Published);
}
