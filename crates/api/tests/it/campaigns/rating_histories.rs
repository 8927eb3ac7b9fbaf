//! Whatever people and staff do with ratings in whatever order: the sums are those of what is shown.

use std::collections::BTreeMap;

use bson::{Document, doc};
use jiff::SignedDuration;
use serde_json::json;
use shared::campaigns::Application;

use super::market::Market;
use super::rating::sums;
use super::words::{RATINGS, done, of_brand, of_creator, rate, refreshed};
use crate::support::proof::{Dice, cases};
use crate::support::{Answer, Client};

/// What the ratings that are shown add up to, counted anew.
fn counted(ratings: &[Document], by: &str, field: &str, id: &str) -> [i64; 3] {
    let shown = ratings.iter().filter(|rating| {
        rating.get_str("by").unwrap() == by
            && rating.get_str(field).unwrap() == id
            && rating.contains_key("shown_at")
            && !rating.get_bool("is_hidden").unwrap()
    });
    shown.fold([0, 0, 0], |[ratings, marks, stars], rating| {
        let all = rating.get_array("marks").unwrap();
        let given = all.iter().map(|mark| {
            let stars = mark.as_document().unwrap().get("stars").unwrap();
            stars.as_i64().or(stars.as_i32().map(i64::from)).unwrap()
        });
        [ratings + 1, marks + i64::try_from(all.len()).unwrap(), stars + given.sum::<i64>()]
    })
}

/// What must hold at any moment.
async fn whole(market: &Market, work: &[Application]) {
    let ratings = market.stored("campaign_ratings", doc! {}).await;
    let brand = sums(market, "brands", &market.brand).await;
    assert_eq!(brand, counted(&ratings, "creator", "brand_id", &market.brand));
    for one in work {
        let id = one.summary.creator_id.to_string();
        let creator = sums(market, "creators", &id).await;
        assert_eq!(creator, counted(&ratings, "brand", "creator_id", &id));
        // Where both are in, both are shown; where one is alone, it is not before the days are over.
        let application = one.summary.id.to_string();
        let of_it: Vec<&Document> = ratings
            .iter()
            .filter(|rating| rating.get_str("application_id").unwrap() == application)
            .collect();
        assert!(of_it.len() <= 2);
        if of_it.len() == 2 {
            assert!(of_it.iter().all(|rating| rating.contains_key("shown_at")), "{of_it:?}");
        }
        let now = bson::DateTime::from_jiff(market.app.clock.now());
        for rating in of_it {
            let over = rating.get_datetime("closes_at").unwrap() <= &now;
            assert!(over || of_it_is_whole(&ratings, &application) || !rating.contains_key("shown_at"));
        }
    }
}

fn of_it_is_whole(ratings: &[Document], application: &str) -> bool {
    ratings.iter().filter(|rating| rating.get_str("application_id").unwrap() == application).count() == 2
}

async fn attempt(
    dice: &mut Dice,
    market: &Market,
    (staff, creators): (&Client, &[Client]),
    work: &[Application],
) -> Answer {
    let which = usize::try_from(dice.below(u32::try_from(work.len()).unwrap())).unwrap();
    let (one, creator) = (&work[which], &creators[which % creators.len()]);
    let mut star = || u8::try_from(1 + dice.below(5)).unwrap();
    let stars = [star(), star(), star()];
    let what = dice.below(10);
    match what {
        0..=1 => return rate(&market.owner, one, of_creator(stars)).await,
        2..=3 => return rate(creator, one, of_brand(stars)).await,
        _ => {}
    }
    let of_it = doc! { "application_id": one.summary.id.to_string() };
    let ratings = market.stored("campaign_ratings", of_it).await;
    if ratings.is_empty() {
        return rate(creator, one, of_brand(stars)).await;
    }
    let rating = &ratings[usize::try_from(dice.below(u32::try_from(ratings.len()).unwrap())).unwrap()];
    let address = format!("{RATINGS}/{}", rating.get_str("_id").unwrap());
    match what {
        4..=5 => staff.post(&format!("{address}/hide"), json!({ "reason": "Prueba." })).await,
        6..=7 => staff.post_empty(&format!("{address}/show")).await,
        8 => creator.post(&format!("{address}/reply"), json!({ "words": "Gracias." })).await,
        _ => market.owner.post(&format!("{address}/reply"), json!({ "words": "Gracias." })).await,
    }
}

#[tokio::test]
async fn whatever_is_done_in_whatever_order_the_sums_are_those_of_what_is_shown() {
    let market = Market::new().await;
    let staff = market.app.admin().await;
    let mut creators = Vec::new();
    for n in 0..4 {
        creators.push(market.creator(&format!("creator{n}")).await);
    }
    let all: Vec<&Client> = creators.iter().collect();
    let mut dice = Dice::new();
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut every: Vec<Application> = Vec::new();
    for round in 0..cases(20) {
        let (_, work) = done(&market, &all).await;
        for _ in 0..60 {
            let answer = attempt(&mut dice, &market, (&staff, &creators), &work).await;
            assert!(answer.status < 500, "{answer:?}");
            *kinds.entry(format!("{} {}", answer.status, answer.code())).or_default() += 1;
        }
        every.extend(work);
        whole(&market, &every).await;
        // The days are over: whoever looks brings the rest to light.
        market.app.clock.advance(SignedDuration::from_hours(14 * 24));
        let nobody = market.app.anonymous();
        for one in &every {
            nobody.get(&format!("{RATINGS}/of-creator/{}", one.summary.creator_id)).await;
        }
        nobody.get(&format!("{RATINGS}/of-brand/{}", market.brand)).await;
        whole(&market, &every).await;
        for who in creators.iter().chain([&market.owner, &staff]) {
            refreshed(who).await;
        }
        println!("round {round}: {kinds:?}");
    }
    for kind in ["201 ", "200 ", "409 already_rated", "409 move_not_allowed"] {
        assert!(kinds.contains_key(kind), "the control: {kind} came, too: {kinds:?}");
    }
    let [ratings, ..] = sums(&market, "brands", &market.brand).await;
    assert!(ratings > 0, "the control: something is counted");
}
