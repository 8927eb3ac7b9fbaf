//! Two hundred at the same moment: a side rates once, a rating has one reply, and what both sides do at once is shown and
//! counted once.

use std::collections::BTreeMap;

use bson::doc;
use futures::future::join_all;
use serde_json::json;

use super::market::Market;
use super::rating::sums;
use super::words::{RATINGS, done, of_brand, of_creator, rate, rated};
use crate::support::Answer;
use crate::support::proof::cases;

const CROWD: usize = 200;

fn tally(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for answer in answers {
        *kinds.entry(format!("{} {}", answer.status, answer.code())).or_default() += 1;
    }
    kinds
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_ratings_of_one_side_one_is_made_and_of_two_hundred_replies_one() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    for round in 0..cases(20) {
        let (_, work) = done(&market, &[&ana]).await;
        let answers =
            join_all((0..CROWD).map(|_| rate(&market.owner, &work[0], of_creator([5, 4, 3])))).await;
        let kinds = tally(&answers);
        println!("round {round}, rating: {kinds:?}");
        assert_eq!(kinds.get("201 "), Some(&1), "{kinds:?}");
        assert_eq!(kinds.get("409 already_rated"), Some(&(CROWD - 1)), "{kinds:?}");
        let made = answers.iter().find(|answer| answer.status == 201).unwrap();
        let id = made.json()["id"].as_str().unwrap().to_owned();
        // The control: the other side is in nobody's way.
        rated(&ana, &work[0], of_brand([1, 2, 3])).await;

        let address = format!("{RATINGS}/{id}/reply");
        let words: Vec<_> = (0..CROWD).map(|n| json!({ "words": format!("Respuesta {n}") })).collect();
        let kinds = tally(&join_all(words.iter().map(|body| ana.post(&address, body))).await);
        println!("round {round}, reply: {kinds:?}");
        assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
        assert_eq!(kinds.get("409 already_replied"), Some(&(CROWD - 1)), "{kinds:?}");
    }
    let rounds = i64::from(cases(20));
    let stored = market.stored("campaign_ratings", doc! {}).await;
    assert_eq!(i64::try_from(stored.len()).unwrap(), 2 * rounds);
    assert_eq!(sums(&market, "brands", &market.brand).await, [rounds, 3 * rounds, 6 * rounds]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sides_that_rate_at_the_same_moment_see_each_other() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let rounds = cases(20).max(5);
    for round in 0..rounds {
        let (_, work) = done(&market, &[&ana]).await;
        let (brand, creator) = futures::join!(
            rate(&market.owner, &work[0], of_creator([5, 5, 5])),
            rate(&ana, &work[0], of_brand([5, 5, 5])),
        );
        assert_eq!((brand.status, creator.status), (201, 201), "round {round}: {brand:?} {creator:?}");
        let id = work[0].summary.id.to_string();
        let shown = doc! { "application_id": id, "shown_at": { "$exists": true } };
        assert_eq!(market.stored("campaign_ratings", shown).await.len(), 2, "round {round}");
    }
    let rounds = i64::from(rounds);
    assert_eq!(sums(&market, "brands", &market.brand).await, [rounds, 3 * rounds, 15 * rounds]);
    let shown = market.stored("notices", doc! { "kind": "rating_of_creator_shown" }).await;
    assert_eq!(i64::try_from(shown.len()).unwrap(), rounds, "told once each");
}
