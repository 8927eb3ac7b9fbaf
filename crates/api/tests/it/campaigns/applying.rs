//! Applying: only with a complete profile that fits, once, while there is a place.

use serde_json::{Value, json};
use shared::campaigns::{Application, ApplicationState, ApplicationSummary, CampaignPage};
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{
    APPLICATIONS, CAMPAIGNS, Market, NOWHERE, applied, apply, at, become_creator, notices, of, to,
};
use crate::support::Client;

async fn list(who: &Client, address: &str) -> Page<ApplicationSummary> {
    let answer = who.get(address).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

#[tokio::test]
async fn a_creator_applies_and_both_sides_see_it() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = applied(&ana, &campaign).await;
    assert_eq!(application.summary.state, ApplicationState::Applied);
    assert_eq!((application.message.as_str(), &application.offers), ("¡Me encanta!", &Vec::new()));
    let snapshot = application.summary.creator.as_ref().unwrap();
    assert_eq!((snapshot.name.as_str(), snapshot.networks[0].followers), ("ana", Some(5_000)));

    let viewer = market.colleague("viewer").await;
    let address = format!("{APPLICATIONS}/{}", application.summary.id);
    for somebody in [&ana, &market.owner, &viewer] {
        assert_eq!(somebody.get(&address).await.to::<Application>(), application);
    }
    let (eva, nobody) = (market.creator("eva").await, market.app.anonymous());
    for rest in ["", "/brief"] {
        let address = format!("{address}{rest}");
        eva.get(&address).await.assert_problem(ErrorCode::NotFound);
        market.app.admin().await.get(&address).await.assert_problem(ErrorCode::NotFound);
        nobody.get(&address).await.assert_problem(ErrorCode::Unauthenticated);
    }
    assert_eq!(
        list(&viewer, &at(&campaign, "applications")).await.items,
        std::slice::from_ref(&application.summary)
    );
    let mine = format!("{APPLICATIONS}/mine");
    assert_eq!(list(&ana, &mine).await.items, std::slice::from_ref(&application.summary));
    assert_eq!(list(&eva, &mine).await.items, []);
    ana.get(&at(&campaign, "applications")).await.assert_problem(ErrorCode::NotFound);

    let page: CampaignPage = ana.get(&of(&campaign)).await.to();
    assert_eq!(page.my_application, Some(application.summary.id));
    assert_eq!((page.my_state, page.misfits), (Some(ApplicationState::Applied), Some(Vec::new())));
    assert_eq!(market.now(&campaign).await.applications.applied, 1);
    assert_eq!(notices(&market.owner).await, ["application_received"]);
    assert_eq!(notices(&viewer).await, Vec::<String>::new(), "who only looks is not told");
    let trail = market.app.trail(&application.summary.id.to_string()).await;
    assert_eq!(trail, ["campaigns.create_application"]);
}

#[tokio::test]
async fn what_the_creator_was_stays_whatever_they_become() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let before = applied(&ana, &campaign).await.summary.creator.unwrap();
    assert_eq!(ana.patch("/api/creators/me", json!({ "name": "Anahí", "city": "Luque" })).await.status, 200);
    let found = list(&market.owner, &at(&campaign, "applications")).await.items.remove(0).creator.unwrap();
    assert_eq!(found, before);
    // The control: who applies now is who they are now.
    let other = market.published(json!({ "title": "Otra campaña" })).await;
    assert_eq!(applied(&ana, &other).await.summary.creator.unwrap().name, "Anahí");
}

#[tokio::test]
async fn only_with_an_account_and_a_complete_profile() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    apply(&market.app.anonymous(), &campaign).await.assert_problem(ErrorCode::Unauthenticated);
    let ana = market.app.user("ana@example.org").await;
    apply(&ana, &campaign).await.assert_problem(ErrorCode::ProfileIncomplete);
    assert_eq!(ana.post("/api/creators", json!({ "name": "Ana" })).await.status, 201);
    let answer = apply(&ana, &campaign).await;
    answer.assert_problem(ErrorCode::ProfileIncomplete);
    assert!(
        answer.json()["detail"].as_str().unwrap().contains("una presentación de 30 letras"),
        "{answer:?}"
    );
    let page: CampaignPage = ana.get(&of(&campaign)).await.to();
    assert_eq!((page.saved, page.my_application), (Some(false), None));
    assert_eq!(market.now(&campaign).await.applications.applied, 0);
}

#[tokio::test]
async fn nobody_applies_to_their_own_brand_or_decides_on_their_own() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    become_creator(&market.owner, "owner").await;
    apply(&market.owner, &campaign).await.assert_problem(ErrorCode::Forbidden);
    let viewer = market.colleague("viewer").await;
    become_creator(&viewer, "viewer").await;
    apply(&viewer, &campaign).await.assert_problem(ErrorCode::Forbidden);

    // Who applies first and works there later still does not decide on it.
    let admin = market.app.user("admin@brand.example").await;
    become_creator(&admin, "admin").await;
    let application = applied(&admin, &campaign).await;
    let invitation = json!({ "email": "admin@brand.example", "role": "admin" });
    market.owner.post(&format!("/api/brands/{}/invitations", market.brand), invitation).await;
    let token = market.app.mailed_tokens("brand_invitation", "admin@brand.example").await.remove(0);
    let joined = admin.post("/api/brands/invitations/accept", json!({ "token": token })).await;
    assert_eq!(joined.status, 200, "{joined:?}");
    admin.post_empty(&to(&application, "shortlist")).await.assert_problem(ErrorCode::Forbidden);
    // The control: they decide on that of somebody else.
    let other = applied(&market.creator("ana").await, &campaign).await;
    assert_eq!(admin.post_empty(&to(&other, "shortlist")).await.status, 200);
}

#[tokio::test]
async fn once_for_each_creator_and_campaign_for_ever() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let application = applied(&ana, &campaign).await;
    apply(&ana, &campaign).await.assert_problem(ErrorCode::AlreadyApplied);
    assert_eq!(ana.post_empty(&to(&application, "withdraw")).await.status, 200);
    apply(&ana, &campaign).await.assert_problem(ErrorCode::AlreadyApplied);
    let other = market.published(json!({ "title": "Otra campaña" })).await;
    applied(&ana, &other).await;
    let counts = market.now(&campaign).await.applications;
    assert_eq!((counts.applied, counts.withdrawn), (0, 1));
}

#[tokio::test]
async fn what_is_missing_is_said_in_the_readers_language() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    for (requirements, words) in [
        (json!({ "networks": [{ "platform": "instagram", "followers": 5_001 }] }), "5001 seguidores"),
        (json!({ "networks": [{ "platform": "tiktok" }] }), "una cuenta en TikTok"),
        (json!({ "city": "Encarnación" }), "vivir en Encarnación"),
        (json!({ "categories": ["beauty", "fashion"] }), "otras categorías"),
        (json!({ "level": "verified" }), "un nivel más alto"),
    ] {
        let campaign = market.published(json!({ "requirements": requirements })).await;
        let answer = apply(&ana, &campaign).await;
        answer.assert_problem(ErrorCode::NotEligible);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(words), "{words}: {detail}");
        let page: CampaignPage = ana.get(&of(&campaign)).await.to();
        assert_eq!(page.misfits.unwrap().len(), 1, "{words}");
        let english = ana.request(reqwest::Method::GET, &of(&campaign)).header("accept-language", "en");
        let english: CampaignPage = english.send().await.to();
        assert!(english.misfits.unwrap()[0].starts_with("It asks for"), "{words}");
    }
    let fitting = json!({
        "networks": [{ "platform": "instagram", "followers": 5_000 }], "city": "ASUNCION",
        "categories": ["food", "travel"], "level": "trainee",
    });
    let campaign = market.published(json!({ "requirements": fitting })).await;
    applied(&ana, &campaign).await;
}

#[tokio::test]
async fn there_is_nothing_to_apply_to_where_there_is_no_campaign_that_takes_any() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let draft = market.draft(json!({})).await;
    apply(&ana, &draft).await.assert_problem(ErrorCode::NotFound);
    let address = format!("{CAMPAIGNS}/{NOWHERE}/applications");
    ana.post(&address, json!({})).await.assert_problem(ErrorCode::NotFound);
    ana.post(&address, json!({ "message": 7 })).await.assert_problem(ErrorCode::MalformedBody);
    let long = json!({ "message": "x".repeat(2_001) });
    ana.post(&at(&draft, "applications"), long).await.assert_problem(ErrorCode::ValidationFailed);
    let closed = market.moved(&market.moved(&draft, "publish").await, "close").await;
    apply(&ana, &closed).await.assert_problem(ErrorCode::CampaignClosed);
}

#[tokio::test]
async fn a_brand_in_the_trash_takes_no_applications_and_is_not_found() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let ana = market.creator("ana").await;
    let found = async || ana.get(CAMPAIGNS).await.json()["items"].as_array().unwrap().len();
    assert_eq!(found().await, 1);
    let answer = market.owner.delete(&format!("/api/brands/{}", market.brand)).await;
    assert!(answer.status < 300, "{answer:?}");
    assert_eq!(found().await, 0);
    apply(&ana, &campaign).await.assert_problem(ErrorCode::CampaignClosed);
}

#[tokio::test]
async fn lists_page_by_state_and_cursor() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let mut made: Vec<Application> = Vec::new();
    for name in ["ana", "eva", "leo", "mia", "noe"] {
        made.push(applied(&market.creator(name).await, &campaign).await);
    }
    assert_eq!(market.owner.post(&to(&made[1], "reject"), json!({})).await.status, 200);
    let base = at(&campaign, "applications");
    let names = |page: &Page<ApplicationSummary>| -> Vec<String> {
        page.items.iter().map(|line| line.creator.as_ref().unwrap().name.clone()).collect()
    };
    let first = list(&market.owner, &format!("{base}?limit=3")).await;
    assert_eq!(names(&first), ["ana", "eva", "leo"], "oldest first");
    let rest = format!("{base}?limit=3&cursor={}", first.next_cursor.unwrap());
    let rest = list(&market.owner, &rest).await;
    assert_eq!((names(&rest), rest.next_cursor), (vec!["mia".to_owned(), "noe".to_owned()], None));
    assert_eq!(names(&list(&market.owner, &format!("{base}?state=rejected")).await), ["eva"]);
    let nonsense: Value = market.owner.get(&format!("{base}?state=lost")).await.json();
    assert_eq!(nonsense["code"], "malformed_query");
    let ana = market.app.anonymous();
    ana.get(&format!("{APPLICATIONS}/mine")).await.assert_problem(ErrorCode::Unauthenticated);
    let counts = market.now(&campaign).await.applications;
    assert_eq!((counts.applied, counts.rejected), (4, 1));
}
