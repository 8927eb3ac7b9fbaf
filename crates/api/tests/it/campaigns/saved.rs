//! Campaigns that people saved.

use jiff::SignedDuration;
use serde_json::json;
use shared::campaigns::{CampaignPage, CampaignState, CampaignSummary};
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{CAMPAIGNS, Market, NOWHERE, at, of};
use crate::support::Client;

const SAVED: &str = "/api/campaigns/saved";

async fn titles(who: &Client, query: &str) -> Page<CampaignSummary> {
    let answer = who.get(&format!("{SAVED}{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

#[tokio::test]
async fn what_one_saves_is_listed_the_last_first_whatever_becomes_of_it() {
    let market = Market::new().await;
    let (ana, eva) = (market.app.user("ana@example.org").await, market.app.user("eva@example.org").await);
    let mut made = Vec::new();
    for title in ["Una campaña", "Dos campañas", "Tres campañas"] {
        let campaign = market.published(json!({ "title": title })).await;
        for _ in 0..2 {
            assert_eq!(ana.put(&at(&campaign, "saved"), json!(null)).await.status, 204);
        }
        market.app.clock.advance(SignedDuration::from_secs(1));
        made.push(campaign);
    }
    let page = titles(&ana, "?limit=2").await;
    let names: Vec<_> = page.items.iter().map(|campaign| campaign.title.as_str()).collect();
    assert_eq!(names, ["Tres campañas", "Dos campañas"]);
    assert_eq!(page.items[0].brand.as_ref().unwrap().company, "Yerba Ñandutí");
    let rest = titles(&ana, &format!("?limit=2&cursor={}", page.next_cursor.unwrap())).await;
    assert_eq!((rest.items[0].title.as_str(), rest.items.len()), ("Una campaña", 1));
    assert_eq!(rest.next_cursor, None);
    assert_eq!(titles(&eva, "").await.items, []);
    let seen = async |who: &Client| who.get(&of(&made[0])).await.to::<CampaignPage>().saved;
    assert_eq!((seen(&ana).await, seen(&eva).await), (Some(true), Some(false)));

    market.owner.post(&at(&made[0], "cancel"), json!({ "reason": "Se agotó." })).await;
    assert_eq!(titles(&ana, "").await.items[2].state, CampaignState::Cancelled);
    for _ in 0..2 {
        assert_eq!(ana.delete(&at(&made[0], "saved")).await.status, 204);
    }
    assert_eq!(titles(&ana, "").await.items.len(), 2);
    assert_eq!(seen(&ana).await, Some(false));
}

#[tokio::test]
async fn only_what_there_is_can_be_saved() {
    let market = Market::new().await;
    let ana = market.app.user("ana@example.org").await;
    let draft = market.draft(json!({})).await;
    ana.put(&at(&draft, "saved"), json!(null)).await.assert_problem(ErrorCode::NotFound);
    let nowhere = format!("{CAMPAIGNS}/{NOWHERE}/saved");
    ana.put(&nowhere, json!(null)).await.assert_problem(ErrorCode::NotFound);
    let nobody = market.app.anonymous();
    nobody.put(&nowhere, json!(null)).await.assert_problem(ErrorCode::Unauthenticated);
    nobody.get(SAVED).await.assert_problem(ErrorCode::Unauthenticated);
    ana.get(&format!("{SAVED}?cursor=nonsense")).await.assert_problem(ErrorCode::ValidationFailed);
}
