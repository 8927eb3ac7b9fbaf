//! How a product comes to a creator: who sees where to, what each side says of it, and what happens when nobody says anything.

use bson::{Document, doc};
use serde_json::json;
use shared::campaigns::{DeliverableState, Shipment, ShipmentState};
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{brand, to};
use super::work::{Work, home, list_of, look, product, sign, told};
use crate::support::eventually;

#[tokio::test]
async fn a_product_comes_and_the_time_to_deliver_begins_with_it() {
    let work = Work::with_product().await;
    let owner = &work.market.owner;
    let begun = work.shipment(&work.ana).await;
    assert_eq!((begun.state, begun.product.as_str()), (ShipmentState::AwaitingAddress, "Un kilo de café"));
    assert_eq!(begun.due_at.unwrap().to_string(), "2040-03-10T12:00:00Z");
    assert_eq!(work.first().await.due_at, None, "nothing is waited for before it comes");
    let addressed = work.shipped(&work.ana, "address").await;
    assert_eq!(addressed.state, ShipmentState::AwaitingDispatch);
    assert_eq!(addressed.address.unwrap().phone, "+595981123456");
    let sent = work.shipped(owner, "send").await;
    assert_eq!((sent.state, sent.dispatches.len()), (ShipmentState::Sent, 1));
    assert_eq!(sent.dispatches[0].tracking_number, "RB123456789PY");
    work.hours(24).await;
    let received = work.shipped(&work.ana, "receive").await;
    assert_eq!((received.state, received.due_at), (ShipmentState::Received, None));
    let owed = work.first().await;
    assert_eq!(owed.due_at.unwrap().to_string(), "2040-03-18T12:00:00Z", "ten days for a reel");
    assert_eq!(told(&work.ana, "shipment_begun").await, 1);
    assert_eq!(told(&work.ana, "shipment_sent").await, 1);
    assert_eq!(told(&work.ana, "deliverables_started").await, 1);
    assert_eq!(told(owner, "shipment_addressed").await, 1);
    assert_eq!(told(owner, "shipment_received").await, 1);
    let trail = work.market.app.trail(&work.application.summary.id.to_string()).await;
    let tail: Vec<&str> = trail.iter().map(String::as_str).filter(|line| line.contains("shipment")).collect();
    assert_eq!(
        tail,
        ["campaigns.set_shipment_address", "campaigns.send_shipment", "campaigns.receive_shipment"]
    );
}

#[tokio::test]
async fn where_a_creator_lives_only_who_sends_sees_and_only_after_the_signature() {
    let work = Work::with_product().await;
    let market = &work.market;
    let (owner, viewer, member) =
        (&market.owner, &market.colleague("viewer").await, &market.colleague("member").await);
    let eva = market.creator("eva").await;
    let open = market.offered(&eva, &work.campaign).await;
    for who in [&eva, owner] {
        who.get(&to(&open, "shipment")).await.assert_problem(ErrorCode::NotFound);
    }
    let early = eva.put(&to(&open, "shipment/address"), home()).await;
    early.assert_problem(ErrorCode::NotFound);

    work.shipped(&work.ana, "address").await;
    for who in [&work.ana, owner, member] {
        assert!(work.shipment(who).await.address.is_some());
    }
    assert!(work.shipment(viewer).await.address.is_none());
    for (who, shown) in [(owner, true), (member, true), (viewer, false)] {
        let page: Page<Shipment> = who.get(&list_of(&work.campaign, "shipments")).await.to();
        assert_eq!(page.items[0].address.is_some(), shown);
    }
    let other = market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    let staff = market.app.admin().await;
    for who in [&eva, &other, &staff] {
        who.get(&to(&work.application, "shipment")).await.assert_problem(ErrorCode::NotFound);
    }
    work.shipped(owner, "send").await;
    work.shipped(&work.ana, "receive").await;
    assert!(work.shipment(owner).await.address.is_none(), "it has come");
    assert!(work.shipment(&work.ana).await.address.is_some());
    // Neither the trail nor a notice tells it.
    for collection in ["audit_events", "notices"] {
        let all = market.stored(collection, doc! {}).await;
        assert!(
            !all.is_empty() && all.iter().all(|line| !line.to_string().contains("Palma")),
            "{collection}"
        );
    }
}

#[tokio::test]
async fn what_came_damaged_is_sent_again() {
    let work = Work::with_product().await;
    let owner = &work.market.owner;
    work.shipped(&work.ana, "address").await;
    work.shipped(owner, "send").await;
    let damaged = work.shipped(&work.ana, "report").await;
    assert_eq!(damaged.state, ShipmentState::Damaged);
    assert_eq!(damaged.dispatches[0].problem_note.as_deref(), Some("Llegó roto."));
    assert_eq!(told(owner, "shipment_damaged").await, 1);
    assert_eq!(work.shipped(&work.ana, "address").await.state, ShipmentState::Damaged);
    let again = work.shipped(owner, "send").await;
    assert_eq!((again.state, again.dispatches.len()), (ShipmentState::Sent, 2));
    assert_eq!(again.dispatches[1].problem, None);
    assert_eq!(work.first().await.due_at, None);
    work.shipped(&work.ana, "receive").await;
    assert!(work.first().await.due_at.is_some());
}

#[tokio::test]
async fn what_is_not_needed_is_not_sent_and_only_the_creator_does_without_once_they_said_where_to() {
    let work = Work::with_product().await;
    let owner = &work.market.owner;
    let second = work.market.creator("eva").await;
    let theirs = sign(&work.market, &second, &work.campaign).await;
    // The brand: there is nothing to send, such as for a service.
    let waived = owner.post_empty(&to(&theirs, "shipment/waive")).await;
    assert_eq!((waived.status, &waived.json()["state"]), (200, &json!("not_needed")));
    assert_eq!(told(&second, "shipment_not_needed").await, 1);
    work.shipped(&work.ana, "address").await;
    let too_late = work.ship(owner, "waive").await;
    too_late.assert_problem(ErrorCode::MoveNotAllowed);
    assert!(too_late.json()["detail"].as_str().unwrap().contains("un envío que falta mandar"));
    assert_eq!(work.shipped(&work.ana, "waive").await.state, ShipmentState::NotNeeded);
    assert!(work.first().await.due_at.is_some(), "the time begins all the same");
}

#[tokio::test]
async fn where_no_product_was_agreed_on_nothing_is_sent_and_the_time_begins_with_the_signature() {
    let work = Work::signed(json!({})).await;
    for who in [&work.ana, &work.market.owner] {
        who.get(&to(&work.application, "shipment")).await.assert_problem(ErrorCode::NotFound);
    }
    assert_eq!(work.first().await.due_at.unwrap().to_string(), "2040-03-17T12:00:00Z");
}

#[tokio::test]
async fn what_is_not_an_address_or_a_parcel_is_refused_with_what_would_be_right() {
    let work = Work::with_product().await;
    let address = to(&work.application, "shipment/address");
    for (field, value) in [
        ("recipient", json!("")),
        ("phone", json!("12345")),
        ("country", json!("Paraguay")),
        ("street", json!("a\nb")),
    ] {
        let mut body = home();
        body[field] = value;
        let answer = work.ana.put(&address, body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field);
    }
    work.shipped(&work.ana, "address").await;
    let answer = work
        .market
        .owner
        .post(&to(&work.application, "shipment/send"), json!({ "carrier": "AEX", "tracking_number": "?" }))
        .await;
    answer.assert_problem(ErrorCode::ValidationFailed);
}

/// What the four stages come to when nobody acts.
#[tokio::test]
async fn who_says_nothing_is_reminded_and_then_the_platform_goes_on() {
    let work = Work::with_product().await;
    let (owner, app) = (&work.market.owner, &work.market.app);
    let _worker = app.work();
    // Two days: a day is left to say where to.
    work.hours(48).await;
    eventually(async || told(&work.ana, "shipment_awaits_address").await == 1).await;
    work.shipped(&work.ana, "address").await;
    work.hours(48).await;
    eventually(async || told(owner, "shipment_awaits_dispatch").await == 1).await;
    // The brand is late: that is told, and the creator's time does not begin.
    work.hours(24).await;
    eventually(async || work.shipment(&work.ana).await.overdue).await;
    let late = work.shipment(&work.ana).await;
    assert_eq!((late.state, late.due_at), (ShipmentState::AwaitingDispatch, None));
    assert_eq!((told(&work.ana, "shipment_overdue").await, told(owner, "shipment_overdue").await), (1, 1));
    assert_eq!(work.first().await.due_at, None);
    // It comes, and nobody says so: after eight days it counts as received.
    work.shipped(owner, "send").await;
    work.hours(7 * 24).await;
    eventually(async || told(&work.ana, "shipment_awaits_arrival").await == 1).await;
    assert_eq!(work.shipment(&work.ana).await.state, ShipmentState::Sent);
    work.hours(24).await;
    eventually(async || work.shipment(&work.ana).await.state == ShipmentState::Received).await;
    assert!(work.first().await.due_at.is_some());
    assert_eq!(work.score().await, None, "none of this is the creator's");
}

#[tokio::test]
async fn who_does_not_say_where_to_gets_nothing_and_an_old_timer_does_nothing() {
    let work = Work::with_product().await;
    let second = work.market.creator("eva").await;
    sign(&work.market, &second, &work.campaign).await;
    // Of the two only one says where to, just in time.
    work.hours(71).await;
    work.shipped(&work.ana, "address").await;
    let _worker = work.market.app.work();
    work.hours(1).await;
    let jobs = work.market.app.db.collection::<Document>("jobs");
    let over = doc! { "kind": "campaigns.shipment_timer", "payload.revision": 1_i64, "payload.end": true, "open": false };
    eventually(async || jobs.count_documents(over.clone()).await.unwrap() == 2).await;
    assert_eq!(work.shipment(&work.ana).await.state, ShipmentState::AwaitingDispatch);
    let all = work.market.stored("campaign_shipments", doc! { "state": "not_needed" }).await;
    assert_eq!(all.len(), 1);
    let owed =
        work.market.stored("campaign_deliverables", doc! { "due_at": { "$ne": bson::Bson::Null } }).await;
    assert_eq!(owed.len(), 1, "theirs is waited for, without a product");
}

#[tokio::test]
async fn nothing_is_sent_any_more_once_the_campaign_is_cancelled() {
    let work = Work::with_product().await;
    let cancelled = work
        .market
        .owner
        .post(&list_of(&work.campaign, "cancel"), json!({ "reason": "Sin presupuesto." }))
        .await;
    assert_eq!(cancelled.status, 200, "{cancelled:?}");
    let answer = work.ship(&work.ana, "address").await;
    answer.assert_problem(ErrorCode::MoveNotAllowed);
    assert!(answer.json()["detail"].as_str().unwrap().contains("campaña cancelada"));
    let _worker = work.market.app.work();
    work.hours(72).await;
    let jobs = work.market.app.db.collection::<Document>("jobs");
    let over = doc! { "kind": "campaigns.shipment_timer", "open": false };
    eventually(async || jobs.count_documents(over.clone()).await.unwrap() == 2).await;
    assert_eq!(work.shipment(&work.ana).await.state, ShipmentState::AwaitingAddress);
    assert_eq!(told(&work.ana, "shipment_awaits_address").await, 0);
}

#[tokio::test]
async fn both_have_the_product_and_the_fee_where_both_were_agreed_on() {
    let both = json!({
        "kind": "both", "product": "Una taza", "value": product()["value"],
        "fee": { "amount": 100_000, "currency": "PYG" },
    });
    let work = Work::signed(json!({ "compensation": both })).await;
    assert_eq!(work.shipment(&work.ana).await.product, "Una taza");
    let first = work.first().await;
    assert_eq!(look(&work.market.owner, &first).await.summary.state, DeliverableState::Owed);
}
