//! Reporting: who may report what, once, and who learns of it.

use serde_json::json;
use shared::abuse::{AbuseCase, AbuseReason, AbuseTargetKind, OwnAbuseReport};
use shared::error::ErrorCode;
use shared::identity::Permission;
use shared::page::Page;

use super::{CASES, REPORTS, body, cases, report, reported};
use crate::campaigns::market::{Market, NOWHERE};
use crate::campaigns::words::{done, of_brand, of_creator, rated, shortlisted, told, written};

#[tokio::test]
async fn each_kind_of_thing_is_reported_by_others_and_never_by_ones_own_side() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let member = market.colleague("member").await;
    let (campaign, work) = done(&market, &[&ana]).await;
    let draft = market.draft(json!({})).await;
    let message = written(&market.owner, &work[0], "Sos una inútil").await;
    let rating = rated(&market.owner, &work[0], of_creator([1, 1, 1])).await;
    report(&ana, "rating", rating.id).await.assert_problem(ErrorCode::NotFound);
    rated(&ana, &work[0], of_brand([5, 5, 5])).await;
    let creator = work[0].summary.creator_id;
    let campaign_id = campaign.page.summary.id;

    report(&eva, "message", message.id).await.assert_problem(ErrorCode::NotFound);
    for own in [&market.owner, &member] {
        report(own, "message", message.id).await.assert_problem(ErrorCode::Forbidden);
        report(own, "rating", rating.id).await.assert_problem(ErrorCode::Forbidden);
        report(own, "campaign", campaign_id).await.assert_problem(ErrorCode::Forbidden);
        report(own, "brand", &market.brand).await.assert_problem(ErrorCode::Forbidden);
    }
    report(&ana, "creator", creator).await.assert_problem(ErrorCode::Forbidden);
    report(&ana, "campaign", draft.page.summary.id).await.assert_problem(ErrorCode::NotFound);
    for kind in ["message", "rating", "campaign", "brand", "creator"] {
        report(&ana, kind, NOWHERE).await.assert_problem(ErrorCode::NotFound);
        report(&ana, kind, "7").await.assert_problem(ErrorCode::ValidationFailed);
    }
    let other = json!({ "target": { "kind": "brand", "id": market.brand }, "reason": "other" });
    ana.post(REPORTS, other).await.assert_problem(ErrorCode::ValidationFailed);
    ana.post(REPORTS, json!({})).await.assert_problem(ErrorCode::MalformedBody);
    let nobody = market.app.anonymous();
    nobody.post(REPORTS, body("brand", &market.brand)).await.assert_problem(ErrorCode::Unauthenticated);

    reported(&ana, "message", message.id).await;
    reported(&eva, "rating", rating.id).await;
    reported(&ana, "campaign", campaign_id).await;
    reported(&ana, "brand", &market.brand).await;
    reported(&eva, "creator", creator).await;
    let mine: Page<OwnAbuseReport> = ana.get(&format!("{REPORTS}/mine")).await.to();
    let kinds: Vec<AbuseTargetKind> = mine.items.iter().map(|one| one.target.kind).collect();
    assert_eq!(kinds, [AbuseTargetKind::Brand, AbuseTargetKind::Campaign, AbuseTargetKind::Message]);
    assert!(mine.items.iter().all(|one| !one.decided));
}

#[tokio::test]
async fn what_several_report_is_one_case_and_each_reports_it_once() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let (staff, other) = (
        market.app.staff(&[Permission::ManageMarketplace]).await,
        market.app.staff(&[Permission::ManageUsers]).await,
    );
    reported(&ana, "brand", &market.brand).await;
    report(&ana, "brand", &market.brand).await.assert_problem(ErrorCode::AlreadyReported);
    reported(&eva, "brand", &market.brand).await;
    let open = cases(&staff).await;
    assert_eq!((open.len(), open[0].reports, open[0].label.as_str()), (1, 2, "Yerba Ñandutí"));
    assert_eq!(told(&staff, "abuse_").await, ["abuse_reported"], "told once, however many report");
    assert!(told(&other, "abuse_").await.is_empty(), "only who can decide");
    assert!(told(&market.owner, "abuse_").await.is_empty());

    let address = format!("{CASES}/{}", open[0].id);
    let case: AbuseCase = staff.get(&address).await.to();
    assert_eq!(case.reported.len(), 2);
    assert_eq!(case.reported[0].reason, AbuseReason::Harassment);
    assert_eq!(case.reported[0].words.as_deref(), Some("Me insulta."));
    for somebody in [&other, &market.owner, &ana] {
        somebody.get(CASES).await.assert_problem(ErrorCode::Forbidden);
        somebody.get(&address).await.assert_problem(ErrorCode::Forbidden);
        let decision = json!({ "decision": "nothing", "reason": "Porque sí." });
        somebody.post(&format!("{address}/decide"), decision).await.assert_problem(ErrorCode::Forbidden);
    }
    staff.get(&format!("{CASES}/{NOWHERE}")).await.assert_problem(ErrorCode::NotFound);
    let trail = market.app.trail(&open[0].id.to_string()).await;
    assert_eq!(trail, ["abuse.create_report", "abuse.create_report", "abuse.look_at_case"]);
    let none: Page<serde_json::Value> = staff.get(&format!("{CASES}?kind=creator")).await.to();
    assert!(none.items.is_empty());
}

#[tokio::test]
async fn a_case_shows_what_was_said_and_an_erasure_takes_it() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let member = market.colleague("member").await;
    let staff = market.app.admin().await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    let message = written(&member, &application, "Sos una inútil").await;
    reported(&ana, "message", message.id).await;
    let address = format!("{CASES}/{}", cases(&staff).await[0].id);
    let case: AbuseCase = staff.get(&address).await.to();
    assert_eq!((case.excerpt.as_deref(), case.summary.owner), (Some("Sos una inútil"), Some(message.author)));
    for id in [message.author.to_string(), crate::campaigns::market::user_id(&ana).await] {
        let person = api::domains::identity::Person { id: id.parse().unwrap(), emails: Vec::new() };
        let ours = api::app::PERSONAL_DATA.iter().find(|data| data.domain == "abuse").unwrap();
        (ours.forget)(&market.app.state, &person).await.unwrap();
    }
    let left: AbuseCase = staff.get(&address).await.to();
    assert_eq!((left.excerpt, left.reported[0].words.clone()), (None, None));
    assert_eq!(left.summary.reports, 1, "that somebody reported stays");
}

#[tokio::test]
async fn nobody_reports_more_than_a_person_sees() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let mut brands = Vec::new();
    for number in 0..21 {
        let owner = market.app.user(&format!("owner{number}@other.example")).await;
        brands.push(crate::campaigns::market::brand(&owner, &format!("Marca {number}")).await);
    }
    for brand in &brands[..20] {
        reported(&ana, "brand", brand).await;
    }
    report(&ana, "brand", &brands[20]).await.assert_problem(ErrorCode::TooManyRequests);
    market.app.clock.advance(jiff::SignedDuration::from_mins(10));
    reported(&ana, "brand", &brands[20]).await;
}
