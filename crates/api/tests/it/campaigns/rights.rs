//! Usage rights: signed with the brief, begun with the end of a deliverable, told of before they end, and over at their end.

use serde_json::json;
use shared::campaigns::{BriefVersion, DeliverableState, Rights, RightsState};
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{at, brand, to};
use super::work::{POST, Work, look, moved, of, submitted, ten_days, told};
use crate::support::eventually;

async fn done() -> Work {
    let work = Work::of_brief(json!({ "rights": ten_days() })).await;
    let first = work.first().await;
    submitted(&work.ana, &first, super::work::draft()).await;
    moved(&work.market.owner, &first, "approve", DeliverableState::Approved).await;
    let body = json!({ "post_url": POST, "ad_code": "spark-1234" });
    let published = work.ana.post(&of(&first, "publish"), body).await;
    assert_eq!(published.status, 200, "{published:?}");
    work
}

#[tokio::test]
async fn they_are_signed_with_the_brief_and_begin_when_the_work_is_done() {
    let work = Work::of_brief(json!({ "rights": ten_days() })).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    let signed: BriefVersion = work.ana.get(&to(&work.application, "brief")).await.to();
    assert_eq!(serde_json::to_value(signed.brief.rights.unwrap()).unwrap(), ten_days());
    submitted(&work.ana, &first, super::work::draft()).await;
    moved(owner, &first, "approve", DeliverableState::Approved).await;
    owner.get(&of(&first, "rights")).await.assert_problem(ErrorCode::NotFound);
    work.hours(24).await;
    moved(&work.ana, &first, "publish", DeliverableState::Published).await;
    let rights: Rights = owner.get(&of(&first, "rights")).await.to();
    assert_eq!(rights.state, RightsState::Active);
    assert_eq!(rights.starts_at.to_string(), "2040-03-08T12:00:00Z");
    // Each to the end of its last day in Asunción.
    assert_eq!(rights.ends_at.unwrap().to_string(), "2040-03-19T03:00:00Z");
    assert_eq!(rights.paid_ads_until.unwrap().to_string(), "2040-03-12T03:00:00Z");
    assert_eq!(rights.exclusive_until.unwrap().to_string(), "2040-04-08T03:00:00Z");
    let other = work.market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    other.get(&of(&first, "rights")).await.assert_problem(ErrorCode::NotFound);
    let list = format!("/api/campaigns/rights/of-brand/{}", work.market.brand);
    other.get(&list).await.assert_problem(ErrorCode::NotFound);
    for (who, address) in [(owner, list.as_str()), (&work.ana, "/api/campaigns/rights/mine")] {
        let page: Page<Rights> = who.get(&format!("{address}?state=active")).await.to();
        assert_eq!(page.items, std::slice::from_ref(&rights));
        let ended: Page<Rights> = who.get(&format!("{address}?state=ended")).await.to();
        assert!(ended.items.is_empty());
    }
}

#[tokio::test]
async fn their_end_is_told_before_it_comes_and_then_the_brand_gets_nothing() {
    let work = done().await;
    let (owner, first) = (&work.market.owner, work.first().await);
    let rights: Rights = owner.get(&of(&first, "rights")).await.to();
    assert_eq!(rights.ad_code.as_deref(), Some("spark-1234"));
    assert_eq!(rights.ends_at.unwrap().to_string(), "2040-03-18T03:00:00Z");
    let _worker = work.market.app.work();
    // Three days: the advertising is over, and a week is left of the rest.
    work.hours(3 * 24 + 15).await;
    for who in [owner, &work.ana] {
        eventually(async || told(who, "paid_ads_ended").await == 1).await;
        eventually(async || told(who, "rights_near_end").await == 1).await;
    }
    work.hours(6 * 24).await;
    eventually(async || told(owner, "rights_near_end").await == 2).await;
    assert_eq!(told(owner, "rights_ended").await, 0);
    assert!(look(owner, &first).await.drafts[0].content.is_some(), "until the end");
    work.hours(24).await;
    for who in [owner, &work.ana] {
        eventually(async || told(who, "rights_ended").await == 1).await;
    }
    let over: Rights = owner.get(&of(&first, "rights")).await.to();
    assert_eq!(over.state, RightsState::Ended);
    assert_eq!(look(owner, &first).await.drafts[0].content, None);
    assert!(look(&work.ana, &first).await.drafts[0].content.is_some());
    let trail = work.market.app.trail(&first.id.to_string()).await;
    let ours: Vec<&str> =
        trail.iter().map(String::as_str).filter(|action| action.ends_with("rights")).collect();
    assert_eq!(ours, ["campaigns.begin_rights", "campaigns.end_rights"]);
}

#[tokio::test]
async fn they_end_at_their_end_also_when_no_job_has_said_so() {
    let work = done().await;
    let (owner, first) = (&work.market.owner, work.first().await);
    work.hours(10 * 24 + 15).await;
    let over: Rights = owner.get(&of(&first, "rights")).await.to();
    assert_eq!(over.state, RightsState::Ended);
    assert_eq!(look(owner, &first).await.drafts[0].content, None);
}

#[tokio::test]
async fn what_has_no_end_does_not_end_and_where_nothing_was_agreed_on_there_are_none() {
    let mut perpetual = ten_days();
    perpetual["term"] = json!({ "kind": "perpetual" });
    perpetual.as_object_mut().unwrap().remove("paid_ads");
    let brief = json!({ "rights": perpetual, "deliverables": [{ "kind": "photo", "count": 1 }] });
    let work = Work::of_brief(brief).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    submitted(&work.ana, &first, super::work::draft()).await;
    moved(owner, &first, "approve", DeliverableState::Approved).await;
    work.hours(20 * 24).await;
    work.hours(20 * 24).await;
    let rights: Rights = owner.get(&of(&first, "rights")).await.to();
    assert_eq!((rights.state, rights.ends_at, rights.paid_ads_until), (RightsState::Active, None, None));
    assert!(look(owner, &first).await.drafts[0].content.is_some());

    let work = Work::of_brief(json!({ "deliverables": [{ "kind": "photo", "count": 1 }] })).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    submitted(&work.ana, &first, super::work::draft()).await;
    moved(owner, &first, "approve", DeliverableState::Approved).await;
    owner.get(&of(&first, "rights")).await.assert_problem(ErrorCode::NotFound);
    assert!(look(owner, &first).await.drafts[0].content.is_some());
}

#[tokio::test]
async fn rights_that_say_nothing_are_refused_and_a_change_of_them_is_a_new_version() {
    let market = super::market::Market::new().await;
    let campaign = market.published(json!({})).await;
    let with = |rights| json!({ "brief": super::work::brief(json!({ "rights": rights })) });
    for (field, value) in [
        ("channels", json!([])),
        ("term", json!({ "kind": "days", "days": 0 })),
        ("territory", json!({ "kind": "countries", "countries": ["Paraguay"] })),
    ] {
        let mut rights = ten_days();
        rights[field] = value;
        let answer = market.owner.patch(&super::market::of(&campaign), with(rights)).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        let found = answer.json()["fields"][0]["field"].as_str().unwrap().to_owned();
        assert!(found.contains(field), "{found}");
    }
    let answer = market.owner.patch(&super::market::of(&campaign), with(ten_days())).await;
    assert_eq!((answer.status, &answer.json()["brief_version"]), (200, &json!(2)), "{answer:?}");
    let versions: Vec<BriefVersion> = market.owner.get(&at(&campaign, "briefs")).await.to();
    assert_ne!(versions[0].digest, versions[1].digest);
}
