//! Many at the same moment: a person reports once, a thing has one case, a case is decided once.

use std::collections::{BTreeMap, BTreeSet};

use bson::doc;
use futures::future::join_all;
use serde_json::json;

use super::{CASES, cases, decide, report, reported};
use crate::campaigns::market::Market;
use crate::support::proof;
use crate::support::{Answer, Client};

const CROWD: usize = 200;

fn tally(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for answer in answers {
        *kinds.entry(format!("{} {}", answer.status, answer.code())).or_default() += 1;
    }
    kinds
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_reports_of_one_person_none_is_made_twice() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let kinds = tally(&join_all((0..CROWD).map(|_| report(&ana, "brand", &market.brand))).await);
    println!("{kinds:?}");
    assert_eq!(kinds.get("201 "), Some(&1), "{kinds:?}");
    let refused: usize =
        ["409 already_reported", "429 too_many_requests"].iter().filter_map(|kind| kinds.get(*kind)).sum();
    assert_eq!(refused, CROWD - 1, "{kinds:?}");
    assert_eq!(market.stored("abuse_reports", doc! {}).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_many_report_at_the_same_moment_is_one_case() {
    let market = Market::new().await;
    let staff = market.app.admin().await;
    let mut people: Vec<Client> = Vec::new();
    for n in 0..12 {
        people.push(market.app.user(&format!("p{n}@people.example")).await);
    }
    let answers = join_all(people.iter().map(|who| report(who, "brand", &market.brand))).await;
    assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
    let open = cases(&staff).await;
    assert_eq!((open.len(), open[0].reports), (1, 12));
    // The market's own administrator and this one: each is told of the case once.
    let told = market.stored("notices", doc! { "kind": "abuse_reported" }).await;
    let to: BTreeSet<&str> = told.iter().map(|notice| notice.get_str("user").unwrap()).collect();
    assert_eq!((told.len(), to.len()), (2, 2), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_decisions_one_counts() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let (first, second) = (market.app.admin().await, market.app.admin().await);
    for round in 0..proof::cases(20) {
        let campaign = market.published(json!({})).await;
        reported(&ana, "campaign", campaign.page.summary.id).await;
        let case = cases(&first).await.remove(0);
        let tries = (0..CROWD).map(|n| {
            let (who, what) = if n % 2 == 0 { (&first, "nothing") } else { (&second, "suspend") };
            decide(who, &case, what)
        });
        let kinds = tally(&join_all(tries).await);
        println!("round {round}: {kinds:?}");
        assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
        let lost: usize =
            ["409 conflict", "409 move_not_allowed"].iter().filter_map(|kind| kinds.get(*kind)).sum();
        assert_eq!(lost, CROWD - 1, "{kinds:?}");
        let decided = first.get(&format!("{CASES}/{}", case.id)).await.json();
        let suspended = decided["decided"]["decision"] == "suspend";
        let state = market.now(&campaign).await.page.summary.state;
        assert_eq!(
            suspended,
            state == shared::campaigns::CampaignState::Cancelled,
            "what was decided was done"
        );
    }
}
