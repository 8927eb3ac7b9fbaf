//! What a creator who signed owes: from the brief to the post, with what each side can say on the way.

use serde_json::{Value, json};
use shared::campaigns::{
    CommentPlace, CommentSide, DeliverableState, DeliverableWork, DraftComment, DraftContent,
    OwedDeliverable, Verdict,
};
use shared::creators::OnTime;
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{replaced, to};
use super::work::{
    DELIVERABLES, POST, Work, attempt, brief, draft, film, list_of, look, moved, of, send, sent, sign,
    submitted, told,
};
use crate::support::eventually;

#[tokio::test]
async fn what_is_owed_is_what_the_signed_brief_says() {
    let lines = json!([
        { "kind": "reel", "count": 2, "platform": "instagram", "note": "Con música." },
        { "kind": "photo", "count": 1 },
    ]);
    let change = json!({ "deliverables": lines, "revision_rounds": 1, "timing": { "photo_days": 2 } });
    let work = Work::of_brief(change).await;
    // The brand writes something else afterwards: what was signed stays.
    let other = json!({ "brief": brief(json!({ "revision_rounds": 5 })) });
    let changed = work.market.owner.patch(&super::market::of(&work.campaign), other).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    let owed = work.owed().await;
    let found: Vec<Value> = owed
        .iter()
        .map(|piece| json!([piece.number, piece.kind, piece.platform, piece.rounds, piece.state]))
        .collect();
    assert_eq!(
        found,
        [
            json!([1, "reel", "instagram", 1, "owed"]),
            json!([2, "reel", "instagram", 1, "owed"]),
            json!([3, "photo", null, 1, "owed"]),
        ]
    );
    let due: Vec<String> = owed.iter().map(|piece| piece.due_at.unwrap().to_string()).collect();
    assert_eq!(due, ["2040-03-17T12:00:00Z", "2040-03-17T12:00:00Z", "2040-03-09T12:00:00Z"]);
    let mine: Page<OwedDeliverable> = work.ana.get(&format!("{DELIVERABLES}/mine")).await.to();
    let theirs: Page<OwedDeliverable> =
        work.market.owner.get(&list_of(&work.campaign, "deliverables?state=owed&limit=2")).await.to();
    assert_eq!((mine.items.len(), theirs.items.len(), theirs.next_cursor.is_some()), (3, 2, true));
    assert_eq!(told(&work.ana, "deliverables_started").await, 1, "once for all of them");
}

#[tokio::test]
async fn a_draft_is_looked_at_changed_approved_and_published() {
    let work = Work::signed(json!({})).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    let submitted_once = submitted(&work.ana, &first, draft()).await;
    assert_eq!(submitted_once.summary.state, DeliverableState::InReview);
    assert_eq!(submitted_once.summary.due_at.unwrap().to_string(), "2040-03-09T12:00:00Z", "48 hours");
    assert!(submitted_once.drafts[0].disclosed);
    let changes = moved(owner, &first, "changes", DeliverableState::ChangesRequested).await;
    assert_eq!(changes.summary.rounds_used, 1);
    let answer = changes.drafts[0].answer.clone().unwrap();
    assert_eq!((answer.verdict, answer.note.as_deref()), (Verdict::Changes, Some("Más luz.")));
    submitted(&work.ana, &first, draft()).await;
    let approved = moved(owner, &first, "approve", DeliverableState::Approved).await;
    assert!(approved.summary.approved_at.is_some() && approved.drafts.len() == 2);
    assert_eq!(work.score().await, None, "it is to be published");
    let published = moved(&work.ana, &first, "publish", DeliverableState::Published).await;
    let canonical = POST.trim_end_matches('/');
    assert_eq!(published.summary.post_url.as_deref(), Some(canonical));
    assert_eq!(published.summary.due_at, None);
    assert_eq!(work.score().await, Some(OnTime { percent: 100, deliveries: 1 }));
    let kinds =
        ["deliverable_submitted", "deliverable_changes", "deliverable_approved", "deliverable_published"];
    for (kind, who, times) in [(0, owner, 2), (1, &work.ana, 1), (2, &work.ana, 1), (3, owner, 1)] {
        assert_eq!(told(who, kinds[kind]).await, times, "{}", kinds[kind]);
    }
    assert_eq!(
        work.market.app.trail(&first.id.to_string()).await,
        [
            "campaigns.submit_deliverable",
            "campaigns.ask_changes",
            "campaigns.submit_deliverable",
            "campaigns.approve_deliverable",
            "campaigns.publish_deliverable",
        ]
    );
}

#[tokio::test]
async fn what_is_to_be_published_is_not_approved_before_it_says_that_it_is_advertising() {
    let work = Work::signed(json!({})).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    let silent = replaced(draft(), json!({ "caption": "El mejor café. #adorable" }));
    let sent = submitted(&work.ana, &first, silent.clone()).await;
    assert!(!sent.drafts[0].disclosed);
    attempt(owner, &first.id.to_string(), "approve").await.assert_problem(ErrorCode::DisclosureMissing);
    assert_eq!(look(owner, &first).await.summary.state, DeliverableState::InReview);
    for (round, said) in [
        json!({ "caption": "Café #ad" }),
        json!({ "caption": "Paid partnership con la marca" }),
        json!({ "caption": "", "paid_partnership": true }),
    ]
    .into_iter()
    .enumerate()
    {
        let work = Work::signed(json!({})).await;
        let first = work.first().await;
        let sent = submitted(&work.ana, &first, replaced(draft(), said)).await;
        assert!(sent.drafts[0].disclosed, "{round}");
        moved(&work.market.owner, &first, "approve", DeliverableState::Approved).await;
    }
    // What is delivered and not published need not say it, and is done when it is approved.
    let work = Work::of_brief(json!({ "deliverables": [{ "kind": "photo", "count": 1 }] })).await;
    let first = work.first().await;
    submitted(&work.ana, &first, silent).await;
    moved(&work.market.owner, &first, "approve", DeliverableState::Approved).await;
    assert_eq!(work.score().await, Some(OnTime { percent: 100, deliveries: 1 }));
    attempt(&work.ana, &first.id.to_string(), "publish").await.assert_problem(ErrorCode::MoveNotAllowed);
}

#[tokio::test]
async fn the_brand_asks_for_changes_as_often_as_was_signed() {
    let work = Work::of_brief(json!({ "revision_rounds": 1 })).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    submitted(&work.ana, &first, draft()).await;
    moved(owner, &first, "changes", DeliverableState::ChangesRequested).await;
    submitted(&work.ana, &first, draft()).await;
    let refused = attempt(owner, &first.id.to_string(), "changes").await;
    refused.assert_problem(ErrorCode::NoRoundsLeft);
    assert!(refused.json()["detail"].as_str().unwrap().contains("1 de 1"), "{refused:?}");
    let rejected = moved(owner, &first, "reject", DeliverableState::Rejected).await;
    assert_eq!(rejected.summary.reject_reason.as_deref(), Some("No es lo pedido."));
    assert_eq!(rejected.drafts[1].content, None, "the brand may not use it");
    assert!(look(&work.ana, &first).await.drafts[1].content.is_some());
    assert_eq!(work.score().await, None, "it came in time, and was not taken");
}

#[tokio::test]
async fn a_post_is_one_of_the_network_and_of_one_deliverable() {
    let work =
        Work::of_brief(json!({ "deliverables": [{ "kind": "reel", "count": 2, "platform": "instagram" }] }))
            .await;
    let owed = work.owed().await;
    for piece in &owed {
        submitted(&work.ana, piece, draft()).await;
        moved(&work.market.owner, piece, "approve", DeliverableState::Approved).await;
    }
    let publish =
        async |piece: &OwedDeliverable, body: Value| work.ana.post(&of(piece, "publish"), body).await;
    for (url, word) in [
        ("https://www.tiktok.com/@ana/video/7301234567890123456", "TikTok"),
        ("https://www.instagram.com/ana.lopez/", "no post"),
        ("https://evil.example/reel/C8abc", "no address of Instagram"),
        ("reel", "https address"),
    ] {
        let refused = publish(&owed[0], json!({ "post_url": url })).await;
        refused.assert_problem(ErrorCode::ValidationFailed);
        let field = &refused.json()["fields"][0];
        assert_eq!(field["field"], "post_url");
        assert!(field["message"].as_str().unwrap().contains(word), "{field}");
    }
    let code = publish(&owed[0], json!({ "post_url": POST, "ad_code": "spark-1234" })).await;
    assert_eq!((code.status, &code.json()["fields"][0]["field"]), (422, &json!("ad_code")), "not agreed on");
    moved(&work.ana, &owed[0], "publish", DeliverableState::Published).await;
    let same = publish(&owed[1], json!({ "post_url": format!("{POST}?igsh=abc") })).await;
    same.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(look(&work.ana, &owed[1]).await.summary.state, DeliverableState::Approved);
    let another = publish(&owed[1], json!({ "post_url": "https://www.instagram.com/reel/C9zzz/" })).await;
    assert_eq!(another.status, 200, "{another:?}");
}

#[tokio::test]
async fn a_comment_is_about_a_moment_a_spot_or_all_of_it() {
    let change =
        json!({ "deliverables": [{ "kind": "video", "count": 1 }, { "kind": "photo", "count": 1 }] });
    let work = Work::of_brief(change).await;
    let (owner, owed) = (&work.market.owner, work.owed().await);
    for (piece, bytes) in [(&owed[0], film(2_000)), (&owed[1], crate::media::gradient(40, 40))] {
        let file = sent(&work.ana, piece, bytes).await;
        submitted(&work.ana, piece, super::work::draft_of(&file)).await;
    }
    let (moment, spot) = (
        json!({ "kind": "moment", "at_ms": 1_500, "spot": { "x": 500, "y": 250 } }),
        json!({ "kind": "spot", "spot": { "x": 0, "y": 1_000 } }),
    );
    let say = async |who: &crate::support::Client, piece: &OwedDeliverable, place: &Value| {
        let body = json!({ "draft": 1, "place": place, "text": "Acá, más luz." });
        who.post(&of(piece, "comments"), body).await
    };
    for (piece, place, fits) in [
        (&owed[0], &moment, true),
        (&owed[0], &spot, false),
        (&owed[1], &moment, false),
        (&owed[1], &spot, true),
        (&owed[0], &json!(null), true),
    ] {
        let answer = say(owner, piece, place).await;
        assert_eq!(answer.status, if fits { 201 } else { 422 }, "{place}: {answer:?}");
    }
    let theirs: DraftComment = say(&work.ana, &owed[0], &moment).await.to();
    assert_eq!(theirs.side, CommentSide::Creator);
    let all: Page<DraftComment> = owner.get(&of(&owed[0], "comments")).await.to();
    assert_eq!(all.items.len(), 3);
    assert!(matches!(all.items[0].place, Some(CommentPlace::Moment { at_ms: 1_500, spot: Some(_) })));
    assert_eq!(all.items[1].place, None);
    let of_second: Page<DraftComment> = owner.get(&of(&owed[0], "comments?draft=2")).await.to();
    assert!(of_second.items.is_empty());
    let nowhere = owner.post(&of(&owed[0], "comments"), json!({ "draft": 2, "text": "?" })).await;
    nowhere.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(told(&work.ana, "deliverable_commented").await, 2, "once for each draft");
    // A viewer reads and says nothing.
    let viewer = work.market.colleague("viewer").await;
    assert_eq!(viewer.get(&of(&owed[0], "comments")).await.status, 200);
    say(&viewer, &owed[0], &json!(null)).await.assert_problem(ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_draft_that_nobody_answers_is_approved_by_itself() {
    let work = Work::signed(json!({})).await;
    let (owner, first) = (&work.market.owner, work.first().await);
    submitted(&work.ana, &first, draft()).await;
    let _worker = work.market.app.work();
    work.hours(24).await;
    eventually(async || told(owner, "deliverable_awaits_answer").await == 1).await;
    work.hours(23).await;
    assert_eq!(look(&work.ana, &first).await.summary.state, DeliverableState::InReview);
    work.hours(1).await;
    eventually(async || look(&work.ana, &first).await.summary.state == DeliverableState::Approved).await;
    let approved = look(&work.ana, &first).await;
    let answer = approved.drafts[0].answer.clone().unwrap();
    assert_eq!((answer.verdict, answer.automatic), (Verdict::Approved, true));
    for who in [owner, &work.ana] {
        assert_eq!(told(who, "deliverable_approved_unanswered").await, 1);
    }
    assert_eq!(
        work.market.app.trail(&first.id.to_string()).await.last().unwrap(),
        "campaigns.approve_deliverable"
    );
    attempt(owner, &first.id.to_string(), "reject").await.assert_problem(ErrorCode::MoveNotAllowed);
}

#[tokio::test]
async fn a_draft_that_nobody_answers_and_that_does_not_say_so_is_sent_back_and_uses_no_round() {
    let work = Work::signed(json!({})).await;
    let first = work.first().await;
    submitted(&work.ana, &first, replaced(draft(), json!({ "caption": "Café" }))).await;
    let _worker = work.market.app.work();
    work.hours(48).await;
    let back = async || look(&work.ana, &first).await.summary.state == DeliverableState::ChangesRequested;
    eventually(back).await;
    let sent_back: DeliverableWork = look(&work.ana, &first).await;
    assert_eq!(sent_back.summary.rounds_used, 0);
    assert_eq!(sent_back.drafts[0].answer.clone().unwrap().verdict, Verdict::Undisclosed);
    assert_eq!(told(&work.ana, "deliverable_undisclosed").await, 1);
    submitted(&work.ana, &first, draft()).await;
    moved(&work.market.owner, &first, "approve", DeliverableState::Approved).await;
}

#[tokio::test]
async fn who_is_late_is_counted_once_and_the_brand_may_give_it_up() {
    let lines = json!([{ "kind": "reel", "count": 2, "platform": "instagram" }]);
    let work = Work::of_brief(json!({ "deliverables": lines })).await;
    let (owner, owed) = (&work.market.owner, work.owed().await);
    attempt(owner, &owed[0].id.to_string(), "reject").await.assert_problem(ErrorCode::MoveNotAllowed);
    let _worker = work.market.app.work();
    work.hours(9 * 24).await;
    eventually(async || told(&work.ana, "deliverables_due").await == 1).await;
    work.hours(24).await;
    eventually(async || work.score().await == Some(OnTime { percent: 0, deliveries: 2 })).await;
    for who in [owner, &work.ana] {
        assert_eq!(told(who, "deliverable_late").await, 2);
    }
    let late = look(owner, &owed[0]).await;
    assert!(late.summary.late && late.summary.state == DeliverableState::Owed);
    // One is given up; the other comes all the same, and counts no second time.
    moved(owner, &owed[0], "reject", DeliverableState::Rejected).await;
    submitted(&work.ana, &owed[1], draft()).await;
    moved(owner, &owed[1], "approve", DeliverableState::Approved).await;
    moved(&work.ana, &owed[1], "publish", DeliverableState::Published).await;
    assert_eq!(work.score().await, Some(OnTime { percent: 0, deliveries: 2 }));
}

#[tokio::test]
async fn late_is_late_also_when_no_job_has_said_so_and_in_publishing_too() {
    let work = Work::signed(json!({})).await;
    let first = work.first().await;
    work.hours(10 * 24 + 1).await;
    let late = submitted(&work.ana, &first, draft()).await;
    assert!(late.summary.late);
    assert_eq!(work.score().await, Some(OnTime { percent: 0, deliveries: 1 }));

    let work = Work::signed(json!({})).await;
    let first = work.first().await;
    submitted(&work.ana, &first, draft()).await;
    moved(&work.market.owner, &first, "approve", DeliverableState::Approved).await;
    let _worker = work.market.app.work();
    work.hours(72).await;
    eventually(async || look(&work.ana, &first).await.summary.late).await;
    assert_eq!(work.score().await, Some(OnTime { percent: 0, deliveries: 1 }));
    moved(&work.ana, &first, "publish", DeliverableState::Published).await;
    assert_eq!(work.score().await.unwrap().deliveries, 1);
}

#[tokio::test]
async fn what_is_not_a_draft_is_refused_and_nothing_is_owed_before_the_signature() {
    let work = Work::signed(json!({})).await;
    let first = work.first().await;
    for (content, field) in [
        (json!({ "kind": "url", "url": "http://drive.example.com/f/1" }), "content.url"),
        (json!({ "kind": "file", "file_id": first.id }), "content.file_id"),
    ] {
        let answer =
            work.ana.post(&of(&first, "drafts"), replaced(draft(), json!({ "content": content }))).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        let found = answer.json()["fields"][0]["field"].as_str().unwrap().to_owned();
        assert!(found.ends_with(field.rsplit('.').next().unwrap()), "{found}");
    }
    let eva = work.market.creator("eva").await;
    let open = work.market.offered(&eva, &work.campaign).await;
    assert_eq!(eva.get(&to(&open, "deliverables")).await.json(), json!([]));
    assert!(matches!(
        submitted(&work.ana, &first, draft()).await.drafts[0].content,
        Some(DraftContent::Url { .. })
    ));
    // The other creator's piece is not there for this one.
    let theirs = sign(&work.market, &work.market.creator("leo").await, &work.campaign).await;
    let piece: Vec<OwedDeliverable> = work.market.owner.get(&to(&theirs, "deliverables")).await.to();
    let foreign = work.ana.get(&format!("{DELIVERABLES}/{}", piece[0].id)).await;
    foreign.assert_problem(ErrorCode::NotFound);
    send(&work.ana, &piece[0], film(100)).await.assert_problem(ErrorCode::NotFound);
}
