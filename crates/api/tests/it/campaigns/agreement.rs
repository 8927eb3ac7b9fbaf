//! Signing: the version of the brief and the offer that were read, by a person, for a place that is there.

use serde_json::json;
use sha2::{Digest, Sha256};
use shared::campaigns::{Application, ApplicationState, BriefVersion, Campaign};
use shared::error::ErrorCode;

use super::market::{Market, at, fee, of, replaced, signature, to};

#[tokio::test]
async fn what_was_signed_can_be_checked_by_anybody_who_has_it() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = market.offered(&ana, &campaign).await;
    let answer = ana.post(&to(&application, "confirm"), signature(&campaign, &application)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let signed: Application = answer.to();
    assert_eq!(signed.summary.state, ApplicationState::Confirmed);
    let signature = signed.signature.clone().unwrap();
    assert_eq!((signature.name.as_str(), signature.ip.as_str()), ("Ana María López", ana.ip()));
    assert_eq!(signature.at, market.app.clock.now());
    assert_eq!(
        (signature.brief_version, Some(&signature.brief_digest)),
        (1, campaign.page.brief_digest.as_ref())
    );

    // By hand, as the documentation says: SHA-256 over the words without spaces.
    let words = format!(
        r#"{{"application_id":"{}","brief_version":1,"brief_digest":"{}","compensation":{},"name":"Ana María López","at":{},"ip":"{}"}}"#,
        signed.summary.id,
        signature.brief_digest,
        serde_json::to_string(&signature.compensation).unwrap(),
        signature.at.as_millisecond(),
        signature.ip,
    );
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(signature.digest, hex(&Sha256::digest(words.as_bytes())));

    // The brand changes its mind: what was signed stays.
    market.owner.patch(&of(&campaign), json!({ "title": "Otro café", "compensation": fee(1) })).await;
    let brief: BriefVersion = ana.get(&to(&application, "brief")).await.to();
    assert_eq!((brief.version, &brief.digest), (1, &signature.brief_digest));
    assert_eq!(brief.title, "Reseña de café");
    let now: Campaign = market.now(&campaign).await;
    assert_eq!((now.page.brief_version, now.page.summary.free_slots, now.applications.confirmed), (2, 1, 1));
    assert_eq!(market.used().await, 1);
    let seen: Application = market.owner.get(to(&application, "").trim_end_matches('/')).await.to();
    assert_eq!(seen.signature, Some(signature));
    let again =
        ana.post(&to(&application, "confirm"), super::market::signature(&campaign, &application)).await;
    again.assert_problem(ErrorCode::MoveNotAllowed);
    ana.post_empty(&to(&application, "withdraw")).await.assert_problem(ErrorCode::MoveNotAllowed);
    let reject = to(&application, "reject");
    market.owner.post(&reject, json!({})).await.assert_problem(ErrorCode::MoveNotAllowed);
}

#[tokio::test]
async fn only_the_newest_version_and_a_real_name() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = market.offered(&ana, &campaign).await;
    let confirm = to(&application, "confirm");
    let good = signature(&campaign, &application);
    for (field, value) in [
        ("name", json!("A7")),
        ("name", json!("1234")),
        ("brief_digest", json!("ab")),
        ("offer_number", json!(0)),
    ] {
        let answer = ana.post(&confirm, replaced(good.clone(), json!({ field: value }))).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{answer:?}");
    }
    let changed: Campaign = market.owner.patch(&of(&campaign), json!({ "title": "Otro café" })).await.to();
    ana.post(&confirm, &good).await.assert_problem(ErrorCode::TermsChanged);
    let brief: BriefVersion = ana.get(&to(&application, "brief")).await.to();
    assert_eq!((brief.version, Some(&brief.digest)), (2, changed.page.brief_digest.as_ref()));
    assert_eq!(ana.post(&confirm, signature(&changed, &application)).await.status, 200);
}

#[tokio::test]
async fn a_program_does_not_sign_and_nobody_signs_for_another() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = market.offered(&ana, &campaign).await;
    let confirm = to(&application, "confirm");
    let body = json!({ "name": "app", "scopes": ["campaigns:write"] });
    let key = ana.post("/api/identity/keys", body).await;
    assert_eq!(key.status, 201, "{key:?}");
    let program = market.app.anonymous();
    program.set_token(key.json()["secret"].as_str());
    let body = signature(&campaign, &application);
    program.post(&confirm, &body).await.assert_problem(ErrorCode::KeyNotAllowed);
    market.owner.post(&confirm, &body).await.assert_problem(ErrorCode::Forbidden);
    market.creator("eva").await.post(&confirm, &body).await.assert_problem(ErrorCode::NotFound);
    // The control: the same program does what a program may.
    assert_eq!(program.post_empty(&to(&application, "withdraw")).await.status, 200);
}

#[tokio::test]
async fn slots_never_overfill_and_are_never_fewer_than_are_taken() {
    let market = Market::new().await;
    let campaign = market.published(json!({ "slots": 1 })).await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let (first, second) = (market.offered(&ana, &campaign).await, market.offered(&eva, &campaign).await);
    assert_eq!(ana.post(&to(&first, "confirm"), signature(&campaign, &first)).await.status, 200);
    let sign = async || eva.post(&to(&second, "confirm"), signature(&campaign, &second)).await;
    sign().await.assert_problem(ErrorCode::SlotsFull);
    super::market::apply(&market.creator("leo").await, &campaign).await.assert_problem(ErrorCode::SlotsFull);
    let list = market.app.anonymous().get(super::market::CAMPAIGNS).await.json();
    assert_eq!(list["items"], json!([]), "a full campaign is not found");

    market.owner.patch(&of(&campaign), json!({ "slots": 2 })).await;
    assert_eq!(sign().await.status, 200);
    let fewer = market.owner.patch(&of(&campaign), json!({ "slots": 1 })).await;
    fewer.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(fewer.json()["fields"][0]["field"], "slots");
    let now = market.now(&campaign).await;
    assert_eq!((now.page.summary.slots, now.page.summary.free_slots), (2, 0));
}

#[tokio::test]
async fn without_a_delivery_in_the_package_nothing_is_signed() {
    let market = Market::without_package().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = market.offered(&ana, &campaign).await;
    let sign = async || ana.post(&to(&application, "confirm"), signature(&campaign, &application)).await;
    sign().await.assert_problem(ErrorCode::LimitReached);
    let now = market.now(&campaign).await;
    assert_eq!((now.page.summary.free_slots, now.applications.confirmed), (2, 0));
    assert_eq!(market.stored("campaign_signatures", bson::doc! {}).await.len(), 0);
    market.grant(1).await;
    assert_eq!(sign().await.status, 200);
    assert_eq!(market.used().await, 1);
    assert_eq!(market.stored("campaign_signatures", bson::doc! {}).await.len(), 1);
    let eva = market.creator("eva").await;
    let second = market.offered(&eva, &campaign).await;
    let answer = eva.post(&to(&second, "confirm"), signature(&campaign, &second)).await;
    answer.assert_problem(ErrorCode::LimitReached);
}

#[tokio::test]
async fn after_the_deadline_who_was_chosen_still_signs() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = market.offered(&ana, &campaign).await;
    market.moved(&campaign, "close").await;
    let answer = ana.post(&to(&application, "confirm"), signature(&campaign, &application)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let other = market.published(json!({ "title": "Otra campaña" })).await;
    let second = market.offered(&ana, &other).await;
    market.owner.post(&at(&other, "cancel"), json!({ "reason": "Se agotó." })).await;
    let answer = ana.post(&to(&second, "confirm"), signature(&other, &second)).await;
    answer.assert_problem(ErrorCode::MoveNotAllowed);
}
