//! Beginning, changing and copying campaigns.

use serde_json::{Value, json};
use shared::campaigns::{BrandCampaign, BriefVersion, Campaign, CampaignPage, CampaignState};
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{CAMPAIGNS, Market, NOWHERE, at, brand, fee, of, replaced};

#[tokio::test]
async fn a_draft_is_seen_by_its_brand_alone() {
    let market = Market::new().await;
    let draft = market.draft(json!({ "title": "  Reseña de café " })).await;
    let summary = &draft.page.summary;
    assert_eq!((summary.title.as_str(), summary.state), ("Reseña de café", CampaignState::Draft));
    assert_eq!((summary.slots, summary.free_slots), (2, 2));
    assert_eq!((draft.page.brief_version, &draft.page.brief_digest), (0, &None));
    assert_eq!(summary.time_zone, "America/Asuncion", "where none is named");

    let stranger = market.app.user("eva@example.org").await;
    let other = market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    for somebody in [&market.app.anonymous(), &stranger, &other, &market.app.admin().await, &market.owner] {
        somebody.get(&of(&draft)).await.assert_problem(ErrorCode::NotFound);
    }
    for somebody in [&stranger, &other] {
        for rest in ["own", "preview", "briefs", "applications"] {
            somebody.get(&at(&draft, rest)).await.assert_problem(ErrorCode::NotFound);
        }
        let list = format!("{CAMPAIGNS}/of-brand/{}", market.brand);
        somebody.get(&list).await.assert_problem(ErrorCode::NotFound);
        somebody.patch(&of(&draft), json!({ "title": "Mía" })).await.assert_problem(ErrorCode::NotFound);
    }
    let viewer = market.colleague("viewer").await;
    let preview: CampaignPage = viewer.get(&at(&draft, "preview")).await.to();
    assert_eq!(preview.summary.brand.as_ref().unwrap().company, "Yerba Ñandutí");
    assert_eq!(preview.brief, draft.page.brief);
    assert_eq!(viewer.get(&at(&draft, "own")).await.to::<Campaign>(), draft);
    viewer.patch(&of(&draft), json!({ "title": "Mía" })).await.assert_problem(ErrorCode::Forbidden);
    viewer.post(CAMPAIGNS, market.body(json!({}))).await.assert_problem(ErrorCode::Forbidden);
    stranger.post(CAMPAIGNS, market.body(json!({}))).await.assert_problem(ErrorCode::NotFound);
    let nobody = market.app.anonymous();
    nobody.post(CAMPAIGNS, market.body(json!({}))).await.assert_problem(ErrorCode::Unauthenticated);
    let member = market.colleague("member").await;
    assert_eq!(member.post(CAMPAIGNS, market.body(json!({}))).await.status, 201);
    assert_eq!(market.app.trail(&summary.id.to_string()).await, ["campaigns.create_campaign"]);
}

#[tokio::test]
async fn what_is_wrong_is_named_with_what_would_be_right() {
    let market = Market::new().await;
    let good = market.body(json!({}));
    let brief = good["brief"].clone();
    let brief = |change: Value| replaced(brief.clone(), change);
    for (field, change) in [
        ("title", json!({ "title": "x" })),
        ("slots", json!({ "slots": 0 })),
        ("slots", json!({ "slots": 501 })),
        ("deadline", json!({ "deadline": "2040-02-30" })),
        ("deadline", json!({ "deadline": "31/03/2040" })),
        ("deadline", json!({ "deadline": "2040-03-06" })),
        ("time_zone", json!({ "time_zone": "America/Luque" })),
        ("brief.about", json!({ "brief": brief(json!({ "about": "" })) })),
        ("brief.deliverables", json!({ "brief": brief(json!({ "deliverables": [] })) })),
        ("brief.revision_rounds", json!({ "brief": brief(json!({ "revision_rounds": 6 })) })),
        ("brief.references[0]", json!({ "brief": brief(json!({ "references": ["http://x.py"] })) })),
        ("compensation.fee", json!({ "compensation": fee(0) })),
        ("compensation.fee", json!({ "compensation": fee(-1) })),
        (
            "requirements.networks",
            json!({ "requirements": { "networks": [{ "platform": "x" }, { "platform": "x" }] } }),
        ),
    ] {
        let answer = market.owner.post(CAMPAIGNS, replaced(good.clone(), change)).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{answer:?}");
    }
    for change in [
        json!({ "compensation": { "kind": "fee", "fee": { "amount": 1, "currency": "GBP" } } }),
        json!({ "compensation": { "kind": "exchange", "product": "Café" } }),
        json!({ "requirements": { "level": "guru" } }),
        json!({ "brand_id": "7" }),
        json!({ "state": "published" }),
    ] {
        let answer = market.owner.post(CAMPAIGNS, replaced(good.clone(), change)).await;
        answer.assert_problem(ErrorCode::MalformedBody);
    }
    let foreign = replaced(good, json!({ "brand_id": NOWHERE }));
    market.owner.post(CAMPAIGNS, foreign).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_change_of_what_is_signed_makes_a_version_and_no_version_ever_changes() {
    let market = Market::new().await;
    let draft = market.draft(json!({})).await;
    let answer = market.owner.patch(&of(&draft), json!({ "title": "Café de altura" })).await;
    assert_eq!(answer.to::<Campaign>().page.brief_version, 0, "a draft has no versions");
    assert_eq!(market.owner.get(&at(&draft, "briefs")).await.to::<Vec<BriefVersion>>(), []);

    let first = market.moved(&draft, "publish").await;
    assert_eq!(first.page.brief_version, 1);
    let patch = async |body: Value| -> Campaign {
        let answer = market.owner.patch(&of(&draft), body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.to()
    };
    let same =
        patch(json!({ "slots": 5, "deadline": "2040-04-30", "requirements": { "city": "ciudad del éste" } }))
            .await;
    assert_eq!((same.page.brief_version, &same.page.brief_digest), (1, &first.page.brief_digest));
    assert_eq!((same.page.summary.slots, same.page.summary.free_slots), (5, 5));
    let nothing = patch(json!({ "title": "Café de altura" })).await;
    assert_eq!(nothing, same, "what says the same changes nothing");
    let second = patch(json!({ "compensation": fee(350_000) })).await;
    assert_eq!(second.page.brief_version, 2);
    assert_ne!(second.page.brief_digest, first.page.brief_digest);
    let back = patch(json!({ "compensation": fee(300_000) })).await;
    assert_eq!(back.page.brief_version, 3, "going back is a version too");

    let versions: Vec<BriefVersion> = market.owner.get(&at(&draft, "briefs")).await.to();
    let numbers: Vec<u32> = versions.iter().map(|version| version.version).collect();
    assert_eq!(numbers, [3, 2, 1]);
    assert_eq!(Some(&versions[2].digest), first.page.brief_digest.as_ref());
    assert_eq!(versions[2].compensation, first.page.summary.compensation);
    let digests: std::collections::BTreeSet<_> = versions.iter().map(|version| &version.digest).collect();
    assert_eq!(digests.len(), 3, "the version is part of what is signed");
    let trail = market.app.trail(&draft.page.summary.id.to_string()).await;
    assert_eq!(
        trail,
        [
            "campaigns.create_campaign",
            "campaigns.update_campaign",
            "campaigns.publish_campaign",
            "campaigns.update_campaign",
            "campaigns.update_campaign",
            "campaigns.update_campaign",
        ]
    );
}

#[tokio::test]
async fn two_who_change_the_same_do_not_overwrite_each_other() {
    let market = Market::new().await;
    let draft = market.draft(json!({})).await;
    let body = |title: &str| json!({ "revision": draft.revision, "title": title });
    assert_eq!(market.owner.patch(&of(&draft), body("Primera")).await.status, 200);
    market.owner.patch(&of(&draft), body("Segunda")).await.assert_problem(ErrorCode::Conflict);
    let path = of(&draft);
    let changes = (0..20).map(|n| market.owner.patch(&path, json!({ "slots": n + 1 })));
    let answers = futures::future::join_all(changes.collect::<Vec<_>>()).await;
    for answer in &answers {
        assert!(answer.status == 200 || answer.code() == "conflict", "{answer:?}");
    }
    let changed = answers.iter().filter(|answer| answer.status == 200).count();
    let now = market.now(&draft).await;
    // Nobody's change to what stood there already counts as one.
    let most = 2 + u32::try_from(changed).unwrap();
    assert!((3..=most).contains(&now.revision), "{now:?}");
    assert_eq!(now.page.summary.slots, now.page.summary.free_slots);
}

#[tokio::test]
async fn a_copy_is_a_draft_of_its_own() {
    let market = Market::new().await;
    let original = market.published(json!({ "slots": 7 })).await;
    let answer = market.owner.post_empty(&at(&original, "duplicate")).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let copy: Campaign = answer.to();
    assert_ne!(copy.page.summary.id, original.page.summary.id);
    assert_eq!(copy.copied_from, Some(original.page.summary.id));
    assert_eq!((copy.page.summary.state, copy.page.brief_version), (CampaignState::Draft, 0));
    assert_eq!((copy.page.summary.slots, copy.page.summary.free_slots), (7, 7));
    assert_eq!(copy.page.brief, original.page.brief);
    // The same words in another campaign are another contract.
    let copy = market.moved(&copy, "publish").await;
    assert_ne!(copy.page.brief_digest, original.page.brief_digest);
    let viewer = market.colleague("viewer").await;
    viewer.post_empty(&at(&original, "duplicate")).await.assert_problem(ErrorCode::Forbidden);
    let stranger = market.app.user("eva@example.org").await;
    stranger.post_empty(&at(&original, "duplicate")).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_brand_lists_its_own_and_puts_away_what_is_over() {
    let market = Market::new().await;
    let mut made = Vec::new();
    for title in ["Uno", "Dos y", "Tres"] {
        made.push(market.draft(json!({ "title": title.to_owned() + " de café" })).await);
    }
    let published = market.moved(&made[1], "publish").await;
    let base = format!("{CAMPAIGNS}/of-brand/{}", market.brand);
    let titles = async |query: &str| -> Vec<String> {
        let page: Page<BrandCampaign> = market.owner.get(&format!("{base}{query}")).await.to();
        page.items.into_iter().map(|campaign| campaign.summary.title).collect()
    };
    assert_eq!(titles("").await, ["Tres de café", "Dos y de café", "Uno de café"]);
    assert_eq!(titles("?state=published").await, ["Dos y de café"]);
    assert_eq!(titles("?archived=true").await, Vec::<String>::new());
    let first: Page<BrandCampaign> = market.owner.get(&format!("{base}?limit=2")).await.to();
    let next = format!("?limit=2&cursor={}", first.next_cursor.unwrap());
    assert_eq!(titles(&next).await, ["Uno de café"]);

    let answer = market.owner.post_empty(&at(&published, "archive")).await;
    answer.assert_problem(ErrorCode::MoveNotAllowed);
    let away = market.moved(&made[0], "archive").await;
    assert_eq!(away.archived_at, Some(market.app.clock.now()));
    assert_eq!(titles("").await, ["Tres de café", "Dos y de café"]);
    assert_eq!(titles("?archived=true").await, ["Uno de café"]);
    assert_eq!(market.moved(&made[0], "restore").await.archived_at, None);
    assert_eq!(titles("").await.len(), 3);
    let nonsense = market.owner.get(&format!("{base}?cursor=nonsense")).await;
    nonsense.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn a_creation_that_is_sent_again_is_made_once() {
    let market = Market::new().await;
    let key = "0190a1b2-a-campaign-once";
    let send = async || {
        let request = market.owner.request(reqwest::Method::POST, CAMPAIGNS);
        request.header("idempotency-key", key).json(market.body(json!({}))).send().await
    };
    let (first, second) = (send().await, send().await);
    assert_eq!((first.status, second.status), (201, 201), "{second:?}");
    assert_eq!(first.body, second.body);
    assert_eq!(market.stored("campaigns", bson::doc! {}).await.len(), 1);
    // The control: without a key there are two.
    assert_eq!(market.owner.post(CAMPAIGNS, market.body(json!({}))).await.status, 201);
    assert_eq!(market.stored("campaigns", bson::doc! {}).await.len(), 2);
}
