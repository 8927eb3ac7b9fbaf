//! Two hundred at the same moment: a draft is answered once, a file used once, a post stands for one deliverable, a parcel is
//! sent once.

use std::collections::BTreeMap;

use bson::doc;
use futures::future::join_all;
use serde_json::json;
use shared::campaigns::{DeliverableState, ShipmentState};
use shared::creators::OnTime;

use super::work::{POST, Work, attempt, draft, draft_of, film, look, moved, of, sent, submitted, told};
use crate::support::Answer;
use crate::support::proof::{Dice, cases};

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

/// Checks that one went well and the others were too late.
fn one_of_them(answers: &[Answer]) -> BTreeMap<String, usize> {
    let kinds = tally(answers);
    assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
    let late: usize =
        ["409 conflict", "409 move_not_allowed"].iter().filter_map(|kind| kinds.get(*kind)).sum();
    assert_eq!(late, answers.len() - 1, "{kinds:?}");
    kinds
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_answers_to_a_draft_one_counts() {
    let mut dice = Dice::new();
    for round in 0..cases(20) {
        let work = Work::signed(json!({})).await;
        let first = work.first().await;
        submitted(&work.ana, &first, draft()).await;
        let id = first.id.to_string();
        let steps: Vec<&str> = (0..CROWD)
            .map(|_| ["approve", "changes", "reject"][usize::try_from(dice.below(3)).unwrap()])
            .collect();
        let answers = join_all(steps.iter().map(|step| attempt(&work.market.owner, &id, step))).await;
        println!("round {round}: {:?}", one_of_them(&answers));
        let now = look(&work.ana, &first).await;
        let won = answers.iter().position(|answer| answer.status == 200).unwrap();
        let (state, kind) = match steps[won] {
            "approve" => (DeliverableState::Approved, "deliverable_approved"),
            "changes" => (DeliverableState::ChangesRequested, "deliverable_changes"),
            _ => (DeliverableState::Rejected, "deliverable_rejected"),
        };
        assert_eq!(now.summary.state, state);
        assert_eq!(now.summary.rounds_used, u8::from(steps[won] == "changes"));
        assert_eq!(told(&work.ana, kind).await, 1);
        assert_eq!(work.market.app.trail(&id).await.len(), 2, "the draft and its answer");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_handed_in_two_hundred_times_at_once_is_one_draft() {
    let mut dice = Dice::new();
    for round in 0..cases(20) {
        let work = Work::signed(json!({})).await;
        let first = work.first().await;
        let file = sent(&work.ana, &first, film(500)).await;
        let bodies: Vec<_> =
            (0..CROWD).map(|_| if dice.below(2) == 0 { draft() } else { draft_of(&file) }).collect();
        let address = of(&first, "drafts");
        let answers = join_all(bodies.iter().map(|body| work.ana.post(&address, body))).await;
        let kinds = tally(&answers);
        println!("round {round}: {kinds:?}");
        assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
        // Who comes with the file that the winner used may be told so instead.
        assert!(kinds.keys().all(|kind| {
            ["200 ", "409 conflict", "409 move_not_allowed", "422 validation_failed"].contains(&kind.as_str())
        }));
        assert_eq!(look(&work.ana, &first).await.drafts.len(), 1);
        let used = work.market.stored("media_files", doc! { "used": true }).await.len();
        let by_file = look(&work.ana, &first).await.drafts[0].content.clone();
        assert_eq!(used == 1, matches!(by_file, Some(shared::campaigns::DraftContent::File { .. })));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_is_told_of_many_deliverables_at_once_stands_for_one() {
    for round in 0..cases(20) {
        let lines = json!([{ "kind": "reel", "count": 20, "platform": "instagram" }]);
        let work = Work::of_brief(json!({ "deliverables": lines })).await;
        let owed = work.owed().await;
        for piece in &owed {
            submitted(&work.ana, piece, draft()).await;
            moved(&work.market.owner, piece, "approve", DeliverableState::Approved).await;
        }
        let body = json!({ "post_url": POST });
        let tries = (0..CROWD).map(|n| (of(&owed[n % owed.len()], "publish"), &body));
        let tries: Vec<_> = tries.collect();
        let answers = join_all(tries.iter().map(|(address, body)| work.ana.post(address, body))).await;
        let kinds = tally(&answers);
        println!("round {round}: {kinds:?}");
        assert_eq!(kinds.get("200 "), Some(&1), "{kinds:?}");
        let published = work.owed().await.iter().filter(|piece| piece.post_url.is_some()).count();
        assert_eq!(published, 1);
        assert_eq!(work.score().await, Some(OnTime { percent: 100, deliveries: 1 }));
        // The control: another post does for another deliverable.
        let free = work.owed().await.into_iter().find(|piece| piece.post_url.is_none()).unwrap();
        let other = json!({ "post_url": "https://www.instagram.com/reel/C9zzz/" });
        assert_eq!(work.ana.post(&of(&free, "publish"), other).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_that_is_sent_two_hundred_times_at_once_is_sent_once() {
    for round in 0..cases(20) {
        let work = Work::with_product().await;
        work.shipped(&work.ana, "address").await;
        let answers = join_all((0..CROWD).map(|_| work.ship(&work.market.owner, "send"))).await;
        println!("round {round}: {:?}", one_of_them(&answers));
        assert_eq!(work.shipment(&work.ana).await.dispatches.len(), 1);
        // Whether it came or not, it is one of the two.
        let steps = (0..CROWD).map(|n| work.ship(&work.ana, if n % 2 == 0 { "receive" } else { "report" }));
        let answers = join_all(steps).await;
        let kinds = tally(&answers);
        let now = work.shipment(&work.ana).await;
        // What came damaged may be taken all the same; nothing is reported after it was taken.
        let expected = match now.state {
            ShipmentState::Received => now.dispatches[0].problem.map_or(1, |_| 2),
            _ => 1,
        };
        assert_eq!(kinds.get("200 "), Some(&expected), "{kinds:?} {now:?}");
        assert_eq!(work.first().await.due_at.is_some(), now.state == ShipmentState::Received);
        assert_eq!(told(&work.ana, "deliverables_started").await, usize::from(now.state.is_final()));
    }
}
