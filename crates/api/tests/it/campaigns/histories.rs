//! Whatever people do in whatever order: counts, slots, signatures, deliveries and notices agree with each other.

use std::collections::BTreeMap;

use bson::{Document, doc};
use serde_json::json;
use shared::campaigns::{Application, Campaign};

use super::market::{APPLICATIONS, Market, apply, at, fee, of, signature, to};
use crate::support::proof::{Dice, cases};
use crate::support::{Answer, Client};

/// What must hold at any moment.
async fn whole(market: &Market, campaigns: &[Campaign]) {
    let mut confirmed = 0;
    for campaign in campaigns {
        let now = market.now(campaign).await;
        let id = campaign.page.summary.id.to_string();
        let mut counted: BTreeMap<String, u32> = BTreeMap::new();
        let all = market.stored("campaign_applications", doc! { "campaign_id": &id }).await;
        for application in &all {
            *counted.entry(application.get_str("state").unwrap().to_owned()).or_default() += 1;
        }
        let told = serde_json::to_value(now.applications).unwrap();
        for (state, count) in told.as_object().unwrap() {
            assert_eq!(
                count.as_u64().unwrap(),
                u64::from(counted.get(state).copied().unwrap_or(0)),
                "{state}"
            );
        }
        let signed = market.stored("campaign_signatures", doc! { "campaign_id": &id }).await;
        let taken = counted.get("confirmed").copied().unwrap_or(0);
        assert_eq!(signed.len(), usize::try_from(taken).unwrap());
        assert_eq!(now.page.summary.free_slots + taken, now.page.summary.slots);
        let versions = market.stored("campaign_briefs", doc! { "campaign_id": &id }).await;
        assert_eq!(versions.len(), usize::try_from(now.page.brief_version).unwrap());
        confirmed += u64::from(taken);
    }
    assert_eq!(market.used().await, confirmed, "one delivery for each who signed");
    let notices = market.stored("notices", doc! {}).await;
    let keys: std::collections::BTreeSet<&str> =
        notices.iter().map(|notice| notice.get_str("key").unwrap()).collect();
    assert_eq!(keys.len(), notices.len(), "nobody is told twice");
    // Nobody else works in the brand, so each event is one notice.
    let told = |kind: &str| {
        u64::try_from(notices.iter().filter(|notice| notice.get_str("kind").unwrap() == kind).count())
            .unwrap()
    };
    assert_eq!(told("application_confirmed"), confirmed, "each signature is told once");
    let applied = market.stored("campaign_applications", doc! {}).await.len();
    assert_eq!(
        told("application_received"),
        u64::try_from(applied).unwrap(),
        "each application is told once"
    );
}

/// The application of somebody to a campaign, if there is one.
async fn theirs(who: &Client, campaign: &Campaign) -> Option<Application> {
    let page = who.get(&of(campaign)).await.json();
    let id = page["my_application"].as_str()?.to_owned();
    Some(who.get(&format!("{APPLICATIONS}/{id}")).await.to())
}

/// One try of somebody at something.
async fn attempt(dice: &mut Dice, market: &Market, creators: &[Client], campaigns: &[Campaign]) -> Answer {
    let campaign = &campaigns[usize::try_from(dice.below(u32::try_from(campaigns.len()).unwrap())).unwrap()];
    let creator = &creators[usize::try_from(dice.below(u32::try_from(creators.len()).unwrap())).unwrap()];
    let owner = &market.owner;
    let what = dice.below(22);
    if what < 4 {
        return apply(creator, campaign).await;
    }
    let number = dice.below(4);
    match what {
        4 => return owner.patch(&of(campaign), json!({ "slots": 1 + number })).await,
        5 => return owner.patch(&of(campaign), json!({ "title": format!("Campaña {number}") })).await,
        // What ends a campaign is rare, so that there is something to end.
        6 if number == 0 => return owner.post_empty(&at(campaign, "close")).await,
        7 if number == 0 => return owner.post_empty(&at(campaign, "complete")).await,
        _ => {}
    }
    let Some(application) = theirs(creator, campaign).await else {
        return apply(creator, campaign).await;
    };
    let last = application.summary.offer.as_ref().map_or(1, |offer| offer.number);
    let address = |step: &str| to(&application, step);
    match what {
        8..=11 => owner.post_empty(&address("shortlist")).await,
        12..=14 => owner.post(&address("offer"), json!({})).await,
        15 => owner.post(&address("accept"), json!({ "offer_number": last })).await,
        16 => owner.post(&address("reject"), json!({})).await,
        17 => creator.post(&address("counter"), json!({ "compensation": fee(i64::from(number) + 1) })).await,
        18 => creator.post_empty(&address("withdraw")).await,
        _ => {
            let now = market.now(campaign).await;
            creator.post(&address("confirm"), signature(&now, &application)).await
        }
    }
}

#[tokio::test]
async fn whatever_is_done_in_whatever_order_everything_agrees() {
    let market = Market::new().await;
    let mut creators = Vec::new();
    for n in 0..6 {
        creators.push(market.creator(&format!("creator{n}")).await);
    }
    let mut dice = Dice::new();
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut campaigns: Vec<Campaign> = Vec::new();
    for round in 0..cases(20) {
        let first = campaigns.len();
        for slots in [1, 2, 3] {
            campaigns.push(market.published(json!({ "slots": slots })).await);
        }
        for _ in 0..120 {
            let answer = attempt(&mut dice, &market, &creators, &campaigns[first..]).await;
            assert!(answer.status < 500, "{answer:?}");
            *kinds.entry(format!("{} {}", answer.status, answer.code())).or_default() += 1;
        }
        whole(&market, &campaigns).await;
        println!("round {round}: {kinds:?}");
    }
    for kind in ["200 ", "201 ", "409 already_applied", "409 move_not_allowed"] {
        assert!(kinds.contains_key(kind), "the control: {kind} came, too: {kinds:?}");
    }
    let signed: Vec<Document> = market.stored("campaign_signatures", doc! {}).await;
    assert!(!signed.is_empty(), "the control: somebody signed");
}
