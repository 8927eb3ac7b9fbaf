//! Two hundred at the same moment: the last place goes to one, a creator applies once, the last delivery is used once.

use std::collections::BTreeMap;

use bson::{Document, doc};
use futures::StreamExt;
use futures::future::join_all;
use serde_json::json;
use shared::campaigns::{Application, ApplicationState, Campaign};

use super::market::{APPLICATIONS, Market, applied, apply, signature, to};
use crate::support::proof::{Dice, cases};
use crate::support::{Answer, Client};

/// So many at once.
const CROWD: usize = 200;

/// How many answers there were of each kind.
fn tally(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for answer in answers {
        *kinds.entry(format!("{} {}", answer.status, answer.code())).or_default() += 1;
    }
    kinds
}

/// Creators, a few made at a time: passwords are hashed for each.
async fn crowd(market: &Market) -> Vec<Client> {
    let making = (0..CROWD).map(|n| async move { market.creator(&format!("c{n}")).await });
    futures::stream::iter(making).buffered(8).collect().await
}

/// Gives each of the crowd an application with an offer, copied from one that was made by steps: making them all so takes
/// longer than what is to be seen.
async fn offer_to_all(market: &Market, crowd: &[Client], campaign: &Campaign) -> Vec<Application> {
    let first = market.offered(&crowd[0], campaign).await;
    let id = campaign.page.summary.id.to_string();
    let template = market.stored("campaign_applications", doc! { "campaign_id": &id }).await.remove(0);
    let mut all = vec![first];
    let mut copies: Vec<Document> = Vec::new();
    for client in &crowd[1..] {
        let creator = client.get("/api/creators/me").await.json();
        let mut copy = template.clone();
        copy.insert("_id", api::infra::ids::new_id().to_string());
        copy.insert("creator_id", creator["id"].as_str().unwrap());
        copy.insert("user_id", creator["user_id"].as_str().unwrap());
        copies.push(copy);
    }
    let database = market.app.db.database();
    let applications = database.collection::<Document>("campaign_applications");
    applications.insert_many(&copies).await.unwrap();
    let counts = doc! { "$inc": { "counts.shortlisted": i32::try_from(copies.len()).unwrap() } };
    database.collection::<Document>("campaigns").update_one(doc! { "_id": id }, counts).await.unwrap();
    for (client, copy) in crowd[1..].iter().zip(&copies) {
        let address = format!("{APPLICATIONS}/{}", copy.get_str("_id").unwrap());
        all.push(client.get(&address).await.to());
    }
    all
}

async fn sign(who: &Client, campaign: &Campaign, application: &Application) -> Answer {
    who.post(&to(application, "confirm"), signature(campaign, application)).await
}

/// Everybody signs at the same moment, in an order that the dice decide.
async fn rush(
    dice: &mut Dice,
    crowd: &[Client],
    campaign: &Campaign,
    applications: &[Application],
) -> Vec<Answer> {
    let mut order: Vec<usize> = (0..crowd.len()).collect();
    for place in (1..order.len()).rev() {
        let other = dice.below(u32::try_from(place + 1).unwrap());
        order.swap(place, usize::try_from(other).unwrap());
    }
    join_all(order.iter().map(|n| sign(&crowd[*n], campaign, &applications[*n]))).await
}

/// What must hold however many tried.
async fn whole(market: &Market, campaign: &Campaign, confirmed: u32) {
    let now = market.now(campaign).await;
    assert_eq!(now.applications.confirmed, confirmed);
    assert_eq!(now.page.summary.free_slots, now.page.summary.slots - confirmed);
    let id = campaign.page.summary.id.to_string();
    let of = |state: ApplicationState| doc! { "campaign_id": &id, "state": state.as_str() };
    let found = market.stored("campaign_applications", of(ApplicationState::Confirmed)).await;
    let signed = market.stored("campaign_signatures", doc! { "campaign_id": &id }).await;
    let ids = |documents: &[Document]| -> Vec<String> {
        documents.iter().map(|document| document.get_str("_id").unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&found), ids(&signed), "each has its signature, and nobody else has one");
    assert_eq!(found.len(), usize::try_from(confirmed).unwrap());
    let waiting = market.stored("campaign_applications", of(ApplicationState::Shortlisted)).await;
    assert_eq!(usize::try_from(now.applications.shortlisted).unwrap(), waiting.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_who_sign_for_the_last_place_one_gets_it() {
    let market = Market::new().await;
    let crowd = crowd(&market).await;
    let mut dice = Dice::new();
    let (mut used, mut worst) = (0, 0);
    for round in 0..cases(20) {
        let slots = 1 + dice.below(3);
        let campaign = market.published(json!({ "slots": slots })).await;
        let applications = offer_to_all(&market, &crowd, &campaign).await;
        // All but the last place are taken one after the other.
        let taken = usize::try_from(slots - 1).unwrap();
        for (client, application) in crowd.iter().zip(&applications).take(taken) {
            let answer = sign(client, &campaign, application).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
        let answers = rush(&mut dice, &crowd[taken..], &campaign, &applications[taken..]).await;
        let kinds = tally(&answers);
        println!("round {round}, the last of {slots}: {kinds:?}");
        assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
        assert_eq!(kinds.get("409 slots_full"), Some(&(CROWD - taken - 1)), "{kinds:?}");
        whole(&market, &campaign, slots).await;
        used += u64::from(slots);
        worst = worst.max(kinds.len());
    }
    assert_eq!(market.used().await, used, "each of them used one delivery");
    assert_eq!(worst, 2);
    // The control: where there are more places, more get one, so it is the places that decide.
    let campaign = market.published(json!({ "slots": 5 })).await;
    let applications = offer_to_all(&market, &crowd, &campaign).await;
    let kinds = tally(&rush(&mut dice, &crowd, &campaign, &applications).await);
    assert_eq!(kinds.get("200 "), Some(&5), "{kinds:?}");
    whole(&market, &campaign, 5).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_who_sign_for_the_last_delivery_one_gets_it() {
    let market = Market::without_package().await;
    let crowd = crowd(&market).await;
    let staff = market.app.admin().await;
    let package = format!("/api/brands/{}/package", market.brand);
    let mut dice = Dice::new();
    for round in 0..cases(20) {
        if round > 0 {
            let answer = staff.delete(&package).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
        market.grant(1).await;
        let campaign = market.published(json!({ "slots": 500 })).await;
        let applications = offer_to_all(&market, &crowd, &campaign).await;
        let kinds = tally(&rush(&mut dice, &crowd, &campaign, &applications).await);
        println!("round {round}, the last delivery: {kinds:?}");
        assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
        assert_eq!(kinds.get("409 limit_reached"), Some(&(CROWD - 1)), "{kinds:?}");
        assert_eq!(market.used().await, 1);
        whole(&market, &campaign, 1).await;
    }
    // The control: where more deliveries are left, more get one.
    assert_eq!(staff.delete(&package).await.status, 200);
    market.grant(7).await;
    let campaign = market.published(json!({ "slots": 500 })).await;
    let applications = offer_to_all(&market, &crowd, &campaign).await;
    let kinds = tally(&rush(&mut dice, &crowd, &campaign, &applications).await);
    assert_eq!(kinds.get("200 "), Some(&7), "{kinds:?}");
    assert_eq!(market.used().await, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creator_who_applies_two_hundred_times_at_once_has_applied_once() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let mut dice = Dice::new();
    for round in 0..cases(20) {
        let campaign = market.published(json!({})).await;
        // Somebody else applies in between, and is not in anybody's way.
        let place = usize::try_from(dice.below(u32::try_from(CROWD).unwrap())).unwrap();
        let tries = (0..=CROWD).map(|n| apply(if n == place { &eva } else { &ana }, &campaign));
        let mut answers = join_all(tries.collect::<Vec<_>>()).await;
        let other = answers.remove(place);
        assert_eq!(other.status, 201, "{other:?}");
        let kinds = tally(&answers);
        println!("round {round}: {kinds:?}");
        assert_eq!(kinds.get("201 "), Some(&1), "{kinds:?}");
        assert_eq!(kinds.get("409 already_applied"), Some(&(CROWD - 1)), "{kinds:?}");
        assert_eq!(market.now(&campaign).await.applications.applied, 2);
        let id = campaign.page.summary.id.to_string();
        assert_eq!(market.stored("campaign_applications", doc! { "campaign_id": id }).await.len(), 2);
    }
    let told = market.stored("notices", doc! { "kind": "application_received" }).await;
    assert_eq!(told.len(), 2 * usize::try_from(cases(20)).unwrap(), "the brand is told of each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_signing_withdrawing_and_declining_at_once_one_happens() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    for round in 0..cases(20) {
        let campaign = market.published(json!({})).await;
        let application = market.offered(&ana, &campaign).await;
        let (withdraw, reject) = (to(&application, "withdraw"), to(&application, "reject"));
        let (signed, withdrawn, declined) = futures::join!(
            sign(&ana, &campaign, &application),
            ana.post_empty(&withdraw),
            market.owner.post(&reject, json!({})),
        );
        let answers = [signed, withdrawn, declined];
        let kinds = tally(&answers);
        println!("round {round}: {kinds:?}");
        assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
        let lost: usize =
            ["409 conflict", "409 move_not_allowed"].iter().filter_map(|kind| kinds.get(*kind)).sum();
        assert_eq!(lost, 2, "{kinds:?}");
        whole(&market, &campaign, u32::from(answers[0].status == 200)).await;
    }
    let campaign = market.published(json!({})).await;
    let again = applied(&ana, &campaign).await;
    assert_eq!(ana.post_empty(&to(&again, "withdraw")).await.status, 200, "the control: alone it is done");
}
