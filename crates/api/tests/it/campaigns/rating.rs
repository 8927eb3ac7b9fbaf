//! Rating each other: who may and when, what is shown, the reply, and what the staff does.

use bson::{Document, doc};
use jiff::SignedDuration;
use serde_json::json;
use shared::campaigns::{ApplicationRatings, ManagedRating, PublicRating, Rating};
use shared::error::ErrorCode;
use shared::identity::Permission;
use shared::page::Page;

use super::market::{Market, NOWHERE, applied, brand, to};
use super::words::{RATINGS, done, of_brand, of_creator, rate, rated, refreshed, signed, told};
use crate::support::{Client, eventually};

const TWO_WEEKS: SignedDuration = SignedDuration::from_hours(14 * 24);

async fn ratings(who: &Client, application: &shared::campaigns::Application) -> ApplicationRatings {
    who.get(&to(application, "ratings")).await.to()
}

/// What everybody sees of a creator's ratings, or a brand's.
async fn public(market: &Market, of: &str, id: impl std::fmt::Display) -> Vec<PublicRating> {
    let answer = market.app.anonymous().get(&format!("{RATINGS}/of-{of}/{id}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<PublicRating>>().items
}

/// What the stored sums of somebody are: ratings, marks, stars.
pub async fn sums(market: &Market, collection: &str, id: &str) -> [i64; 3] {
    let found = market.stored(collection, doc! { "_id": id }).await.remove(0);
    let sums = found.get_document("ratings").cloned().unwrap_or_default();
    ["ratings", "marks", "stars"].map(|name| number(&sums, name))
}

fn number(sums: &Document, name: &str) -> i64 {
    sums.get(name).map_or(0, |value| value.as_i64().or(value.as_i32().map(i64::from)).unwrap())
}

#[tokio::test]
async fn both_are_shown_and_counted_when_both_are_in() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let (_, work) = done(&market, &[&ana]).await;
    let creator = work[0].summary.creator_id.to_string();
    let open = ratings(&ana, &work[0]).await;
    assert!(open.can_rate && open.mine.is_none() && open.theirs.is_none());
    assert_eq!(open.closes_at, Some(market.app.clock.now() + TWO_WEEKS));

    let first = rated(&market.owner, &work[0], of_creator([5, 4, 4])).await;
    assert_eq!((first.average, first.shown_at), (433, None));
    // Its own side sees it; the other learns that it is there and not what it says.
    let own = ratings(&market.owner, &work[0]).await;
    assert_eq!((own.can_rate, own.mine), (false, Some(first.clone())));
    let theirs = ratings(&ana, &work[0]).await;
    assert!(theirs.can_rate && theirs.theirs.is_none());
    assert_eq!(told(&ana, "rating_").await, ["rating_awaits_creator"]);
    assert!(public(&market, "creator", &creator).await.is_empty());
    assert_eq!(sums(&market, "creators", &creator).await, [0, 0, 0]);
    assert!(!ana.get(&to(&work[0], "ratings")).await.json().to_string().contains("Todo bien"));

    let second = rated(&ana, &work[0], of_brand([3, 3, 5])).await;
    assert_eq!(second.shown_at, Some(market.app.clock.now()));
    assert_eq!(ratings(&ana, &work[0]).await.theirs.unwrap().words.as_deref(), Some("Todo bien."));
    assert_eq!(ratings(&market.owner, &work[0]).await.theirs, Some(second));
    assert_eq!(sums(&market, "creators", &creator).await, [1, 3, 13]);
    assert_eq!(sums(&market, "brands", &market.brand).await, [1, 3, 11]);
    let shown = public(&market, "creator", &creator).await;
    assert_eq!((shown[0].average, shown[0].brand.as_ref().unwrap().company.as_str()), (433, "Yerba Ñandutí"));
    let shown = public(&market, "brand", &market.brand).await;
    assert_eq!((shown[0].average, &shown[0].brand), (367, &None), "creators are not named");
    assert_eq!(told(&ana, "rating_of").await, ["rating_of_creator_shown"]);
    assert_eq!(told(&market.owner, "rating_of").await, ["rating_of_brand_shown"]);
    let name = format!("/api/creators/{creator}");
    let kit = market.app.admin().await.get(&name).await;
    assert_eq!(kit.json()["stars"], json!({ "ratings": 1, "average": 433 }), "{kit:?}");
}

#[tokio::test]
async fn one_alone_is_shown_when_the_days_are_over_by_whoever_comes_first() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let (_, work) = done(&market, &[&ana, &eva]).await;
    let ids = [&work[0], &work[1]].map(|one| one.summary.creator_id.to_string());
    let end = market.app.clock.now() + TWO_WEEKS;
    rated(&market.owner, &work[0], of_creator([5, 5, 5])).await;
    rated(&market.owner, &work[1], of_creator([2, 2, 2])).await;
    market.app.clock.advance(TWO_WEEKS - SignedDuration::from_millis(1));
    assert!(public(&market, "creator", &ids[0]).await.is_empty(), "a millisecond before the end");
    market.app.clock.advance(SignedDuration::from_millis(1));
    // No worker runs: a reader brings it to light, as since the end of the days.
    let shown = public(&market, "creator", &ids[0]).await;
    assert_eq!((shown.len(), shown[0].shown_at), (1, end));
    assert_eq!(sums(&market, "creators", &ids[0]).await, [1, 3, 15]);
    assert_eq!(sums(&market, "creators", &ids[1]).await, [0, 0, 0], "nobody has looked yet");
    // From then on nobody rates.
    refreshed(&ana).await;
    rate(&ana, &work[0], of_brand([1, 1, 1])).await.assert_problem(ErrorCode::MoveNotAllowed);
    let closed = ratings(&ana, &work[0]).await;
    assert!(!closed.can_rate && closed.mine.is_none());
    assert_eq!(closed.theirs.unwrap().average, 500);
    // And the job, which finds one of them shown already, and shows the other.
    let _worker = market.app.work();
    eventually(async || sums(&market, "creators", &ids[1]).await == [1, 3, 6]).await;
    let jobs = doc! { "kind": "campaigns.show_ratings", "status": "succeeded" };
    eventually(async || market.stored("jobs", jobs.clone()).await.len() == 2).await;
    assert_eq!(sums(&market, "creators", &ids[0]).await, [1, 3, 15], "counted once");
    assert_eq!(public(&market, "creator", &ids[1]).await[0].shown_at, end);
    assert_eq!(told(&ana, "rating_of").await, ["rating_of_creator_shown"], "told once");
}

#[tokio::test]
async fn only_the_two_sides_rate_and_only_work_that_is_done() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let (member, viewer) = (market.colleague("member").await, market.colleague("viewer").await);
    let stranger = market.app.user("other@brand.example").await;
    brand(&stranger, "Otra").await;
    let running = market.published(json!({ "slots": 3 })).await;
    let (confirmed, open) = (signed(&market, &ana, &running).await, applied(&eva, &running).await);
    for application in [&confirmed, &open] {
        let answer = rate(&market.owner, application, of_creator([5, 5, 5])).await;
        answer.assert_problem(ErrorCode::MoveNotAllowed);
        assert!(!ratings(&market.owner, application).await.can_rate);
    }
    market.moved(&running, "close").await;
    market.moved(&running, "complete").await;
    rate(&eva, &open, of_brand([5, 5, 5])).await.assert_problem(ErrorCode::MoveNotAllowed);

    rate(&viewer, &confirmed, of_creator([5, 5, 5])).await.assert_problem(ErrorCode::Forbidden);
    assert!(!ratings(&viewer, &confirmed).await.can_rate);
    for outsider in [&stranger, &eva] {
        rate(outsider, &confirmed, of_creator([5, 5, 5])).await.assert_problem(ErrorCode::NotFound);
        outsider.get(&to(&confirmed, "ratings")).await.assert_problem(ErrorCode::NotFound);
    }
    let nobody = market.app.anonymous();
    rate(&nobody, &confirmed, of_creator([5, 5, 5])).await.assert_problem(ErrorCode::Unauthenticated);
    for wrong in [
        of_brand([5, 5, 5]),
        of_creator([0, 5, 5]),
        of_creator([6, 5, 5]),
        json!({ "marks": [] }),
        json!({ "marks": [{ "criterion": "quality", "stars": 5 }] }),
    ] {
        rate(&member, &confirmed, wrong).await.assert_problem(ErrorCode::ValidationFailed);
    }
    rate(&member, &confirmed, json!({})).await.assert_problem(ErrorCode::MalformedBody);
    rated(&member, &confirmed, of_creator([5, 5, 5])).await;
    rate(&market.owner, &confirmed, of_creator([1, 1, 1])).await.assert_problem(ErrorCode::AlreadyRated);
}

#[tokio::test]
async fn the_rated_side_replies_once() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let viewer = market.colleague("viewer").await;
    let (_, work) = done(&market, &[&ana]).await;
    let rating = rated(&market.owner, &work[0], of_creator([1, 1, 1])).await;
    let address = format!("{RATINGS}/{}/reply", rating.id);
    let reply = json!({ "words": " No fue así. " });
    ana.post(&address, &reply).await.assert_problem(ErrorCode::NotFound);
    let of_brand = rated(&ana, &work[0], of_brand([5, 5, 5])).await;
    market.owner.post(&address, &reply).await.assert_problem(ErrorCode::Forbidden);
    eva.post(&address, &reply).await.assert_problem(ErrorCode::NotFound);
    let nowhere = format!("{RATINGS}/{NOWHERE}/reply");
    ana.post(&nowhere, &reply).await.assert_problem(ErrorCode::NotFound);
    ana.post(&address, json!({ "words": "  " })).await.assert_problem(ErrorCode::ValidationFailed);
    let answer = ana.post(&address, &reply).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.to::<Rating>().reply.unwrap().words.as_deref(), Some("No fue así."));
    ana.post(&address, &reply).await.assert_problem(ErrorCode::AlreadyReplied);
    assert_eq!(told(&market.owner, "rating_replied").await, ["rating_replied_to_brand"]);
    let theirs = format!("{RATINGS}/{}/reply", of_brand.id);
    viewer.post(&theirs, &reply).await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(market.owner.post(&theirs, &reply).await.status, 200);
    let shown = public(&market, "creator", work[0].summary.creator_id).await;
    assert_eq!(shown[0].reply.as_ref().unwrap().words.as_deref(), Some("No fue así."));
    let trail = market.app.trail(&rating.id.to_string()).await;
    assert_eq!(trail, ["campaigns.create_rating", "campaigns.reply_to_rating"]);
}

#[tokio::test]
async fn the_staff_takes_a_rating_out_of_sight_and_the_average_and_brings_it_back() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let (_, work) = done(&market, &[&ana, &eva]).await;
    let creator = work[0].summary.creator_id.to_string();
    let rating = rated(&market.owner, &work[0], of_creator([1, 1, 1])).await;
    rated(&ana, &work[0], of_brand([5, 5, 5])).await;
    let (staff, other) = (
        market.app.staff(&[Permission::ManageMarketplace]).await,
        market.app.staff(&[Permission::ManageUsers]).await,
    );
    let (hide, show) = (format!("{RATINGS}/{}/hide", rating.id), format!("{RATINGS}/{}/show", rating.id));
    let why = json!({ "reason": "Insulta a una persona." });
    for somebody in [&other, &market.owner, &ana] {
        somebody.post(&hide, &why).await.assert_problem(ErrorCode::Forbidden);
        somebody.get(&format!("{RATINGS}/managed")).await.assert_problem(ErrorCode::Forbidden);
    }
    staff.post(&hide, json!({ "reason": "" })).await.assert_problem(ErrorCode::ValidationFailed);
    staff.post_empty(&show).await.assert_problem(ErrorCode::MoveNotAllowed);
    let hidden: ManagedRating = staff.post(&hide, &why).await.to();
    assert_eq!(hidden.rating.hidden.unwrap().reason, "Insulta a una persona.");
    staff.post(&hide, &why).await.assert_problem(ErrorCode::MoveNotAllowed);
    assert_eq!(sums(&market, "creators", &creator).await, [0, 0, 0]);
    assert!(public(&market, "creator", &creator).await.is_empty());
    assert!(ratings(&ana, &work[0]).await.theirs.is_none(), "nor does the rated side see it");
    let own = ratings(&market.owner, &work[0]).await.mine.unwrap();
    assert!(own.hidden.is_some(), "who wrote it sees why");
    assert_eq!(told(&market.owner, "rating_hidden").await.len(), 1);
    let reply = format!("{RATINGS}/{}/reply", rating.id);
    ana.post(&reply, json!({ "words": "No." })).await.assert_problem(ErrorCode::NotFound);

    let listed = async |query: &str| -> usize {
        let page: Page<ManagedRating> = staff.get(&format!("{RATINGS}/managed{query}")).await.to();
        page.items.len()
    };
    assert_eq!((listed("").await, listed("?hidden=true").await, listed("?hidden=false").await), (2, 1, 1));
    assert_eq!(listed(&format!("?creator={creator}&hidden=true")).await, 1);
    assert_eq!(listed(&format!("?brand={NOWHERE}")).await, 0);

    let shown: ManagedRating = staff.post_empty(&show).await.to();
    assert!(shown.rating.hidden.is_none());
    assert_eq!(sums(&market, "creators", &creator).await, [1, 3, 3]);
    let trail = market.app.trail(&rating.id.to_string()).await;
    assert_eq!(trail, ["campaigns.create_rating", "campaigns.hide_rating", "campaigns.show_rating"]);

    // One that is hidden before it is shown is not counted when its time comes, and is when it is brought back.
    let early = rated(&market.owner, &work[1], of_creator([4, 4, 4])).await;
    let address = format!("{RATINGS}/{}", early.id);
    assert_eq!(staff.post(&format!("{address}/hide"), &why).await.status, 200);
    rated(&eva, &work[1], of_brand([5, 5, 5])).await;
    let second = work[1].summary.creator_id.to_string();
    assert_eq!(sums(&market, "creators", &second).await, [0, 0, 0]);
    assert_eq!(staff.post_empty(&format!("{address}/show")).await.status, 200);
    assert_eq!(sums(&market, "creators", &second).await, [1, 3, 12]);
}

#[tokio::test]
async fn what_is_shown_is_paged() {
    let market = Market::new().await;
    let mut creators = Vec::new();
    for n in 0..3 {
        creators.push(market.creator(&format!("c{n}")).await);
    }
    let all: Vec<&Client> = creators.iter().collect();
    let (_, work) = done(&market, &all).await;
    for (creator, one) in creators.iter().zip(&work) {
        rated(&market.owner, one, of_creator([5, 5, 5])).await;
        rated(creator, one, of_brand([4, 4, 4])).await;
        market.app.clock.advance(SignedDuration::from_secs(1));
    }
    let list = format!("{RATINGS}/of-brand/{}", market.brand);
    let first: Page<PublicRating> = market.owner.get(&format!("{list}?limit=2")).await.to();
    let cursor = first.next_cursor.unwrap();
    let second: Page<PublicRating> = market.owner.get(&format!("{list}?limit=2&cursor={cursor}")).await.to();
    assert_eq!((first.items.len(), second.items.len(), second.next_cursor), (2, 1, None));
    let times: Vec<_> = first.items.iter().chain(&second.items).map(|one| one.shown_at).collect();
    assert!(times.is_sorted_by(|a, b| a > b), "{times:?}");
    market.owner.get(&format!("{list}?cursor=nonsense")).await.assert_problem(ErrorCode::ValidationFailed);
}
