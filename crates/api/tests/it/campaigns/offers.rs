//! Offers and counter-offers: one lies on the table, and one agrees to the other side's.

use serde_json::json;
use shared::campaigns::{Application, ApplicationState, OfferSide};
use shared::error::ErrorCode;

use super::market::{Market, applied, fee, notices, signature, to};

#[tokio::test]
async fn terms_go_back_and_forth_until_both_agree() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = applied(&ana, &campaign).await;
    let offer = to(&application, "offer");
    market.owner.post(&offer, json!({})).await.assert_problem(ErrorCode::MoveNotAllowed);
    let answer = market.owner.post_empty(&to(&application, "shortlist")).await;
    assert_eq!(answer.to::<Application>().summary.state, ApplicationState::Shortlisted);
    market.owner.post_empty(&to(&application, "shortlist")).await.assert_problem(ErrorCode::MoveNotAllowed);
    let confirm = to(&application, "confirm");
    let answer = ana.post(&confirm, signature(&campaign, &application)).await;
    answer.assert_problem(ErrorCode::MoveNotAllowed);

    let first: Application = market.owner.post(&offer, json!({ "note": " ¿Te va? " })).await.to();
    let laid = first.summary.offer.as_ref().unwrap();
    assert_eq!((laid.number, laid.by, laid.note.as_deref()), (1, OfferSide::Brand, Some("¿Te va?")));
    assert_eq!(laid.compensation, campaign.page.summary.compensation, "what the campaign says");

    let body = json!({ "compensation": fee(450_000), "note": "Son dos tomas." });
    let answer = ana.post(&to(&application, "counter"), body).await;
    let second: Application = answer.to();
    let laid = second.summary.offer.clone().unwrap();
    assert_eq!((laid.number, laid.by), (2, OfferSide::Creator));
    // One's own offer is not signed.
    let answer = ana.post(&confirm, signature(&campaign, &second)).await;
    answer.assert_problem(ErrorCode::MoveNotAllowed);
    let accept = to(&application, "accept");
    market.owner.post(&accept, json!({ "offer_number": 1 })).await.assert_problem(ErrorCode::TermsChanged);
    let third: Application = market.owner.post(&accept, json!({ "offer_number": 2 })).await.to();
    let agreed = third.summary.offer.clone().unwrap();
    assert_eq!((agreed.number, agreed.by, &agreed.compensation), (3, OfferSide::Brand, &laid.compensation));
    market.owner.post(&accept, json!({ "offer_number": 3 })).await.assert_problem(ErrorCode::MoveNotAllowed);

    let answer = ana.post(&confirm, signature(&campaign, &first)).await;
    answer.assert_problem(ErrorCode::TermsChanged);
    let answer = ana.post(&confirm, signature(&campaign, &third)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let signed: Application = answer.to();
    assert_eq!(signed.signature.unwrap().compensation, laid.compensation);
    assert_eq!(signed.offers.len(), 3, "what was offered stays to be read");
    assert_eq!(
        market.app.trail(&application.summary.id.to_string()).await,
        [
            "campaigns.create_application",
            "campaigns.shortlist_application",
            "campaigns.offer_terms",
            "campaigns.make_counter_offer",
            "campaigns.accept_counter_offer",
            "campaigns.confirm_application",
        ]
    );
    let told = ["application_accepted", "application_offered", "application_shortlisted"];
    assert_eq!(notices(&ana).await, told);
    let told = ["application_confirmed", "application_countered", "application_received"];
    assert_eq!(notices(&market.owner).await, told);
}

#[tokio::test]
async fn a_new_offer_takes_the_place_of_the_one_before() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let first = market.offered(&ana, &campaign).await;
    let body = json!({ "compensation": { "kind": "both", "product": "Café", "value": { "amount": 90_000, "currency": "PYG" },
        "fee": { "amount": 200_000, "currency": "PYG" } } });
    let second: Application = market.owner.post(&to(&first, "offer"), body).await.to();
    let confirm = to(&first, "confirm");
    ana.post(&confirm, signature(&campaign, &first)).await.assert_problem(ErrorCode::TermsChanged);
    assert_eq!(ana.post(&confirm, signature(&campaign, &second)).await.status, 200);
}

#[tokio::test]
async fn nobody_haggles_for_ever_or_about_nothing() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = market.offered(&ana, &campaign).await;
    let counter = to(&application, "counter");
    ana.post(&counter, json!({})).await.assert_problem(ErrorCode::MalformedBody);
    let nothing = json!({ "compensation": fee(0) });
    ana.post(&counter, nothing).await.assert_problem(ErrorCode::ValidationFailed);
    for amount in 1..20 {
        let answer = ana.post(&counter, json!({ "compensation": fee(300_000 + amount) })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let more = json!({ "compensation": fee(1) });
    ana.post(&counter, more).await.assert_problem(ErrorCode::LimitReached);
    market.owner.post(&to(&application, "offer"), json!({})).await.assert_problem(ErrorCode::LimitReached);
    assert_eq!(ana.post_empty(&to(&application, "withdraw")).await.status, 200, "it can still end");
}

#[tokio::test]
async fn a_reason_for_declining_is_read_by_the_creator() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = applied(&ana, &campaign).await;
    let reject = to(&application, "reject");
    ana.post(&reject, json!({})).await.assert_problem(ErrorCode::Forbidden);
    let answer = market.owner.post(&reject, json!({ "reason": " Buscamos otro estilo. " })).await;
    assert_eq!(answer.to::<Application>().reject_reason.as_deref(), Some("Buscamos otro estilo."));
    let seen: Application = ana.get(to(&application, "").trim_end_matches('/')).await.to();
    assert_eq!(seen.reject_reason.as_deref(), Some("Buscamos otro estilo."));
    assert_eq!(notices(&ana).await, ["application_rejected"]);
    for rest in ["withdraw", "shortlist"] {
        let who = if rest == "withdraw" { &ana } else { &market.owner };
        who.post_empty(&to(&application, rest)).await.assert_problem(ErrorCode::MoveNotAllowed);
    }
}
