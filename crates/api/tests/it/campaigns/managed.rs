//! Campaigns and applications, for the staff.

use serde_json::json;
use shared::campaigns::{ApplicationSummary, BrandCampaign, Campaign, CampaignState};
use shared::identity::Permission;
use shared::page::Page;

use super::market::{CAMPAIGNS, Market, NOWHERE, applied, notices};

#[tokio::test]
async fn the_staff_sees_every_campaign_and_who_applied_and_calls_one_off() {
    let market = Market::new().await;
    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    let ana = market.creator("ana").await;
    let draft = market.draft(json!({ "title": "Un borrador" })).await;
    let published = market.published(json!({})).await;
    let application = applied(&ana, &published).await;
    let list = async |query: &str| {
        let answer = staff.get(&format!("{CAMPAIGNS}/managed{query}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.to::<Page<BrandCampaign>>()
    };
    let titles = |page: &Page<BrandCampaign>| {
        page.items.iter().map(|one| one.summary.title.clone()).collect::<Vec<_>>()
    };
    let all = list("").await;
    assert_eq!(titles(&all), ["Reseña de café", "Un borrador"]);
    assert_eq!(all.items[0].summary.brand.as_ref().unwrap().company, "Yerba Ñandutí");
    assert_eq!(titles(&list("?state=draft").await), ["Un borrador"]);
    let first = list("?limit=1").await;
    let next = list(&format!("?limit=1&cursor={}", first.next_cursor.unwrap())).await;
    assert_eq!((titles(&next), next.next_cursor), (vec!["Un borrador".to_owned()], None));

    let at = |id: &str, rest: &str| format!("{CAMPAIGNS}/managed/{id}{rest}");
    let id = published.page.summary.id.to_string();
    let shown: Campaign = staff.get(&at(&id, "")).await.to();
    assert_eq!((shown.applications.applied, shown.revision), (1, published.revision));
    let who = staff.get(&at(&id, "/applications")).await.to::<Page<ApplicationSummary>>().items;
    assert_eq!(who.iter().map(|one| one.id).collect::<Vec<_>>(), [application.summary.id]);
    assert_eq!(staff.get(&at(&id, "/applications?state=rejected")).await.json()["items"], json!([]));
    assert_eq!(staff.get(&at(NOWHERE, "")).await.status, 404);
    assert_eq!(staff.get(&at(NOWHERE, "/applications")).await.status, 404);

    let reason = json!({ "reason": "Promete lo que no es." });
    assert_eq!(staff.post(&at(&id, "/suspend"), json!({ "reason": "" })).await.status, 422);
    let answer = staff.post(&at(&id, "/suspend"), &reason).await;
    assert_eq!(answer.to::<Campaign>().page.summary.state, CampaignState::Cancelled);
    assert_eq!(notices(&market.owner).await[0], "campaign_suspended");
    assert_eq!(staff.post(&at(&id, "/suspend"), &reason).await.code(), "move_not_allowed");
    for outsider in [&market.owner, &ana, &market.app.staff(&[Permission::ManageUsers]).await] {
        for path in [format!("{CAMPAIGNS}/managed"), at(&id, ""), at(&id, "/applications")] {
            assert_eq!(outsider.get(&path).await.status, 403, "{path}");
        }
        let draft = draft.page.summary.id.to_string();
        assert_eq!(outsider.post(&at(&draft, "/suspend"), &reason).await.status, 403);
    }
}

#[tokio::test]
async fn the_staff_finds_what_was_put_away_and_takes_it_out_again() {
    let market = Market::new().await;
    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    let draft = market.draft(json!({ "title": "Un borrador" })).await.page.summary.id;
    let published = market.published(json!({})).await.page.summary.id;
    let put_away = market.owner.post_empty(&format!("{CAMPAIGNS}/{draft}/archive")).await;
    assert_eq!(put_away.status, 200, "{put_away:?}");
    let list = async |query: &str| {
        let answer = staff.get(&format!("{CAMPAIGNS}/managed?{query}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let page = answer.to::<Page<BrandCampaign>>();
        page.items.iter().map(|one| one.summary.id).collect::<Vec<_>>()
    };
    assert_eq!(list("archived=true").await, [draft]);
    assert_eq!(list("archived=false").await, [published]);
    assert_eq!(list("archived=true&state=published").await, []);
    assert_eq!(list("").await, [published, draft]);

    let restore = |id: &str| format!("{CAMPAIGNS}/managed/{id}/restore");
    let address = restore(&draft.to_string());
    for outsider in [&market.owner, &market.app.staff(&[Permission::ManageUsers]).await] {
        assert_eq!(outsider.post_empty(&address).await.status, 403);
    }
    assert_eq!(staff.post_empty(&restore(NOWHERE)).await.status, 404);
    assert_eq!(staff.post_empty(&restore(&published.to_string())).await.code(), "move_not_allowed");
    let now = staff.post_empty(&address).await;
    assert_eq!(now.status, 200, "{now:?}");
    assert_eq!(now.to::<Campaign>().archived_at, None);
    assert!(list("archived=true").await.is_empty());
    let trail = market.app.trail(&draft.to_string()).await;
    assert_eq!(trail.last().unwrap(), "campaigns.restore_campaign");
}
