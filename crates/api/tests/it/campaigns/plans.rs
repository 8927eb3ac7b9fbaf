//! No query of the domain reads a collection from end to end: the server's own record of every query says so.

use bson::{Document, doc};
use serde_json::json;
use shared::campaigns::{Application, DeliverableState};

use super::market::{APPLICATIONS, CAMPAIGNS, Market, applied, apply, at, fee, of, signature, to, user_id};
use super::personal::{copied, forget};
use super::work::{
    Work, attempt, draft_of, film, linked, list_of, moved, of as of_piece, sent, submitted, told,
};
use crate::support::eventually;

/// The collections of the domain.
const OURS: [&str; 12] = [
    "campaigns",
    "campaign_briefs",
    "campaign_applications",
    "campaign_signatures",
    "campaign_saves",
    "campaign_shipments",
    "campaign_deliverables",
    "campaign_draft_comments",
    "campaign_posts",
    "campaign_rights",
    "media_files",
    "media_passes",
];

/// What the server recorded of queries that read a collection whole.
pub async fn scans(market: &Market, names: &[&str]) -> Vec<String> {
    let scanned = doc! { "planSummary": "COLLSCAN" };
    let found = market.stored("system.profile", scanned).await;
    let ours = found.iter().filter(|line| {
        let namespace = line.get_str("ns").unwrap_or_default();
        names.iter().any(|name| namespace.ends_with(&format!(".{name}")))
    });
    ours.map(|line| line.get_document("command").map(ToString::to_string).unwrap_or_default()).collect()
}

#[tokio::test]
async fn nothing_reads_a_collection_from_end_to_end() {
    let market = Market::new().await;
    let (ana, eva, leo) =
        (market.creator("ana").await, market.creator("eva").await, market.creator("leo").await);
    let database = market.app.db.database();
    let scans_alone = doc! { "profile": 1, "filter": { "planSummary": "COLLSCAN" } };
    database.run_command(scans_alone).await.unwrap();

    let campaign = market.published(json!({})).await;
    let draft = market.draft(json!({})).await;
    market.owner.patch(&of(&draft), json!({ "slots": 9 })).await;
    market.owner.patch(&of(&campaign), json!({ "slots": 3 })).await;
    for move_on in ["archive", "restore", "duplicate"] {
        market.owner.post_empty(&at(&draft, move_on)).await;
    }
    for rest in ["own", "preview", "briefs", "applications", "applications?state=applied"] {
        assert_eq!(market.owner.get(&at(&campaign, rest)).await.status, 200, "{rest}");
    }
    let list = format!("{CAMPAIGNS}/of-brand/{}", market.brand);
    for query in ["", "?state=draft", "?archived=true"] {
        assert_eq!(market.owner.get(&format!("{list}{query}")).await.status, 200);
    }
    assert_eq!(ana.put(&at(&campaign, "saved"), json!(null)).await.status, 204);
    let of_the_brand = format!("?brand={}", market.brand);
    for query in [
        "",
        of_the_brand.as_str(),
        "?search=cafe%20res",
        "?category=food",
        "?platform=instagram",
        "?city=luque",
        "?compensation=fee",
        "?currency=PYG&min_fee=1&sort=fee",
        "?sort=deadline",
        "?fits_me=true&limit=1",
        "/saved",
    ] {
        assert_eq!(ana.get(&format!("{CAMPAIGNS}{query}")).await.status, 200, "{query}");
    }
    let application = market.offered(&ana, &campaign).await;
    apply(&ana, &campaign).await;
    ana.get(&of(&campaign)).await;
    let countered = ana.post(&to(&application, "counter"), json!({ "compensation": fee(7) })).await;
    assert_eq!(countered.status, 200);
    let agreed: Application =
        market.owner.post(&to(&application, "accept"), json!({ "offer_number": 2 })).await.to();
    let campaign = market.now(&campaign).await;
    assert_eq!(ana.post(&to(&application, "confirm"), signature(&campaign, &agreed)).await.status, 200);
    for rest in ["", "/brief"] {
        let address = format!("{APPLICATIONS}/{}{rest}", application.summary.id);
        assert_eq!(ana.get(&address).await.status, 200);
    }
    ana.get(&format!("{APPLICATIONS}/mine?state=confirmed")).await;
    let declined = applied(&eva, &campaign).await;
    market.owner.post(&to(&declined, "reject"), json!({})).await;
    applied(&leo, &campaign).await;
    market.moved(&campaign, "close").await;
    market.moved(&campaign, "complete").await;
    let worker = market.app.work();
    eventually(async || market.now(&campaign).await.applications.rejected == 2).await;
    drop(worker);
    assert_eq!(ana.delete(&at(&campaign, "saved")).await.status, 204);

    copied(&market, &user_id(&ana).await, "ana@creators.example").await;
    forget(&market, &user_id(&leo).await).await;

    assert_eq!(scans(&market, &OURS).await, Vec::<String>::new());
    // The control: a query that has no index is recorded as what it is.
    let asked = market.app.db.database().collection::<Document>("campaigns");
    asked.find_one(doc! { "content.slots": 77 }).await.unwrap();
    assert_eq!(scans(&market, &OURS).await.len(), 1);
}

#[tokio::test]
async fn nothing_that_follows_from_a_signature_reads_a_collection_from_end_to_end() {
    let brief = super::work::brief(json!({ "rights": super::work::ten_days() }));
    let market = Market::new().await;
    let database = market.app.db.database();
    let scans_alone = doc! { "profile": 1, "filter": { "planSummary": "COLLSCAN" } };
    database.run_command(scans_alone).await.unwrap();
    let ana = market.creator("ana").await;
    let change = json!({ "brief": brief, "compensation": super::work::product() });
    let campaign = market.published(change).await;
    let application = super::work::sign(&market, &ana, &campaign).await;
    let work = Work { market, ana, campaign, application };
    let (owner, first) = (&work.market.owner, work.first().await);
    work.shipped(&work.ana, "address").await;
    work.shipped(owner, "send").await;
    work.shipped(&work.ana, "receive").await;
    let file = sent(&work.ana, &first, film(500)).await;
    submitted(&work.ana, &first, draft_of(&file)).await;
    assert_eq!(attempt(owner, &first.id.to_string(), "comments").await.status, 201);
    let pass = linked(owner, &first, 1).await;
    assert_eq!(owner.get(&pass.url).await.status, 200);
    moved(owner, &first, "approve", DeliverableState::Approved).await;
    moved(&work.ana, &first, "publish", DeliverableState::Published).await;
    let brand = &work.market.brand;
    for address in [
        list_of(&work.campaign, "shipments"),
        list_of(&work.campaign, "shipments?state=received"),
        list_of(&work.campaign, "deliverables"),
        list_of(&work.campaign, "deliverables?state=published"),
        format!("/api/campaigns/rights/of-brand/{brand}"),
        format!("/api/campaigns/rights/of-brand/{brand}?state=active"),
        of_piece(&first, "comments"),
        of_piece(&first, "comments?draft=1"),
        of_piece(&first, "rights"),
    ] {
        assert_eq!(owner.get(&address).await.status, 200, "{address}");
    }
    for address in
        ["deliverables/mine", "deliverables/mine?state=owed", "rights/mine", "rights/mine?state=ended"]
    {
        assert_eq!(work.ana.get(&format!("{CAMPAIGNS}/{address}")).await.status, 200, "{address}");
    }
    let _worker = work.market.app.work();
    work.hours(11 * 24).await;
    eventually(async || told(owner, "rights_ended").await == 1).await;
    let id = user_id(&work.ana).await;
    copied(&work.market, &id, "ana@creators.example").await;
    forget(&work.market, &id).await;
    assert_eq!(scans(&work.market, &OURS).await, Vec::<String>::new());
}
