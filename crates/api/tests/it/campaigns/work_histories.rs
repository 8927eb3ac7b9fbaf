//! Whatever people do and whatever time passes, in whatever order: rounds never exceed what was signed, each piece is approved
//! and counted once at most, nothing is published twice, what has ended stays, and nobody is told twice.

use std::collections::{BTreeMap, BTreeSet};

use bson::{Document, doc};
use serde_json::json;
use shared::campaigns::{DeliverableState, OwedDeliverable};

use super::work::{Work, draft, of};
use crate::support::proof::{Dice, cases};
use crate::support::{Answer, Client, eventually};

/// One try of somebody at something.
async fn attempt(dice: &mut Dice, work: &Work, piece: &OwedDeliverable) -> Answer {
    let (owner, ana): (&Client, &Client) = (&work.market.owner, &work.ana);
    let number = dice.below(1_000);
    match dice.below(20) {
        0..=5 => {
            let mut body = draft();
            if number.is_multiple_of(3) {
                body["caption"] = json!("Café");
            }
            ana.post(&of(piece, "drafts"), body).await
        }
        6..=8 => owner.post(&of(piece, "changes"), json!({ "note": "Más luz." })).await,
        9..=11 => owner.post_empty(&of(piece, "approve")).await,
        12 => owner.post(&of(piece, "reject"), json!({ "reason": "No es lo pedido." })).await,
        13..=15 => {
            let post = format!("https://www.instagram.com/reel/C{}/", number % 40);
            ana.post(&of(piece, "publish"), json!({ "post_url": post })).await
        }
        16..=17 => owner.post(&of(piece, "comments"), json!({ "draft": 1, "text": "Bien." })).await,
        18 => ana.post_empty(&of(piece, "approve")).await,
        _ => owner.post(&of(piece, "drafts"), draft()).await,
    }
}

/// Waits until the workers have done all that is due.
async fn quiet(work: &Work) {
    let jobs = work.market.app.db.collection::<Document>("jobs");
    let now = bson::DateTime::from_jiff(work.market.app.clock.now());
    let waits = vec![doc! { "due_at": { "$lte": now } }, doc! { "status": "running" }];
    let due = doc! { "open": true, "kind": { "$regex": "^campaigns" }, "$or": waits };
    eventually(async || jobs.count_documents(due.clone()).await.unwrap() == 0).await;
}

/// What must hold at any moment.
async fn whole(work: &Work, ended: &mut BTreeMap<String, String>) -> u32 {
    let (mut done, mut late, mut counted) = (0_u32, 0_u32, 0_u32);
    let mut posts = BTreeSet::new();
    for piece in work.market.stored("campaign_deliverables", doc! {}).await {
        let id = piece.get_str("_id").unwrap().to_owned();
        let state = piece.get_str("state").unwrap().to_owned();
        assert!(piece.get_i32("rounds_used").unwrap() <= piece.get_i32("rounds").unwrap(), "{id}");
        let trail = work.market.app.trail(&id).await;
        let times = |action: &str| trail.iter().filter(|line| *line == action).count();
        assert!(times("campaigns.approve_deliverable") <= 1, "{id}: approved once");
        assert!(times("campaigns.publish_deliverable") <= 1, "{id}: published once");
        assert_eq!(
            i32::try_from(times("campaigns.ask_changes")).unwrap(),
            piece.get_i32("rounds_used").unwrap(),
            "{id}"
        );
        let drafts = piece.get_array("drafts").unwrap();
        assert_eq!(times("campaigns.submit_deliverable"), drafts.len());
        let open = drafts.iter().filter(|draft| !draft.as_document().unwrap().contains_key("answer")).count();
        assert_eq!(open, usize::from(state == "in_review"), "{id}: each draft has its answer");
        if let Ok(post) = piece.get_str("post_url") {
            assert!(posts.insert(post.to_owned()), "one post, one deliverable");
        }
        if let Some(before) = ended.get(&id) {
            assert_eq!(before, &state, "what has ended stays");
        }
        if matches!(state.as_str(), "published" | "rejected") {
            ended.insert(id.clone(), state.clone());
        }
        let is_late = piece.get_bool("late").unwrap();
        let is_counted = piece.get_bool("counted").unwrap();
        assert!(!is_late || is_counted, "{id}: what is late has counted");
        assert!(state != "published" || is_counted, "{id}: what is done has counted");
        done += u32::from(state == "published");
        late += u32::from(is_late);
        counted += u32::from(is_counted);
    }
    let score = work.score().await;
    assert_eq!(score.as_ref().map_or(0, |score| score.deliveries), counted);
    let percent = ((counted - late) * 100).checked_div(counted);
    assert_eq!(score.map(|score| u32::from(score.percent)), percent);
    let kept = work.market.stored("campaign_posts", doc! {}).await;
    assert_eq!(kept.len(), posts.len());
    let notices = work.market.stored("notices", doc! {}).await;
    let keys: BTreeSet<&str> = notices.iter().map(|notice| notice.get_str("key").unwrap()).collect();
    assert_eq!(keys.len(), notices.len(), "nobody is told twice");
    done
}

#[tokio::test]
async fn whatever_is_done_in_whatever_order_what_was_signed_is_kept() {
    let mut dice = Dice::new();
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut published = 0;
    for round in 0..cases(20) {
        let brief = json!({
            "deliverables": [{ "kind": "reel", "count": 4, "platform": "instagram" }],
            "revision_rounds": dice.below(3),
        });
        let work = Work::of_brief(brief).await;
        let owed = work.owed().await;
        assert!(owed.iter().all(|piece| piece.state == DeliverableState::Owed));
        let _worker = work.market.app.work();
        let mut ended = BTreeMap::new();
        for step in 0..120 {
            let piece = &owed[usize::try_from(dice.below(4)).unwrap()];
            let answer = attempt(&mut dice, &work, piece).await;
            assert!(answer.status < 500, "{answer:?}");
            *kinds.entry(format!("{} {}", answer.status, answer.code())).or_default() += 1;
            if dice.below(12) == 0 {
                work.hours(i64::from(dice.below(60))).await;
            }
            if step % 30 == 29 {
                quiet(&work).await;
                whole(&work, &mut ended).await;
            }
        }
        // What is left over comes to an end by itself, or waits for somebody who is late.
        work.hours(20 * 24).await;
        quiet(&work).await;
        published += whole(&work, &mut ended).await;
        let left = work.market.stored("campaign_deliverables", doc! { "state": "in_review" }).await;
        assert!(left.is_empty(), "no draft waits for ever");
        println!("round {round}: {kinds:?}");
    }
    for kind in ["200 ", "201 ", "409 move_not_allowed", "403 forbidden"] {
        assert!(kinds.contains_key(kind), "the control: {kind} came, too: {kinds:?}");
    }
    assert!(published > 0, "the control: something was published");
}
