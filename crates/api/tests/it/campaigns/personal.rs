//! What is held of a person: its copy, and what is left when they are erased.

use api::app::PERSONAL_DATA;
use api::domains::identity::{Person, PersonalData};
use bson::{Document, doc};
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::campaigns::{Application, ApplicationState, ApplicationSummary, DeliverableState};
use shared::page::Page;

use super::market::{Market, applied, at, signature, to, user_id};
use super::work::{POST, Work, draft_of, film, link, look, moved, of, sent, submitted, ten_days};
use crate::support::{Client, eventually};

/// What the domain holds of people.
fn ours() -> &'static PersonalData {
    PERSONAL_DATA.iter().find(|data| data.domain == "campaigns").unwrap()
}

/// What the domain gives of somebody for a copy of their data, by the names of its files.
pub async fn copied(market: &Market, id: &str, email: &str) -> Vec<(String, Value)> {
    let person = Person { id: id.parse().unwrap(), emails: vec![email.to_owned()] };
    let pieces = (ours().collect)(&market.app.state, &person).await.unwrap();
    pieces.into_iter().map(|piece| (piece.name, serde_json::from_slice(&piece.bytes).unwrap())).collect()
}

/// Forgets somebody, as an erasure does.
pub async fn forget(market: &Market, id: &str) {
    let person = Person { id: id.parse().unwrap(), emails: Vec::new() };
    (ours().forget)(&market.app.state, &person).await.unwrap();
}

#[tokio::test]
async fn a_copy_holds_what_one_applied_to_signed_saved_and_began() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let eva = market.creator("eva").await;
    let campaign = market.published(json!({})).await;
    let application = market.offered(&ana, &campaign).await;
    assert_eq!(ana.post(&to(&application, "confirm"), signature(&campaign, &application)).await.status, 200);
    applied(&eva, &campaign).await;
    assert_eq!(ana.put(&at(&campaign, "saved"), json!(null)).await.status, 204);
    let asked = [
        "applications.json",
        "signatures.json",
        "saved.json",
        "campaigns.json",
        "shipments.json",
        "deliverables.json",
        "comments.json",
        "rights.json",
    ];
    let counts = async |who: &Client, email: &str| -> Vec<(String, usize)> {
        let pieces = copied(&market, &user_id(who).await, email).await;
        let pieces = pieces.iter().filter(|(name, _)| asked.contains(&name.as_str()));
        pieces.map(|(name, list)| (name.clone(), list.as_array().unwrap().len())).collect()
    };
    let files = |numbers: [usize; 8]| -> Vec<(String, usize)> {
        asked.iter().zip(numbers).map(|(name, number)| ((*name).to_owned(), number)).collect()
    };
    assert_eq!(counts(&ana, "ana@creators.example").await, files([1, 1, 1, 0, 0, 1, 0, 0]));
    assert_eq!(counts(&eva, "eva@creators.example").await, files([1, 0, 0, 0, 0, 0, 0, 0]));
    assert_eq!(counts(&market.owner, "owner@brand.example").await, files([0, 0, 0, 1, 0, 0, 0, 0]));
}

#[tokio::test]
async fn who_is_erased_leaves_open_applications_and_only_what_was_signed_names_them() {
    let market = Market::new().await;
    let ana = market.creator("anahi").await;
    let (first, second) =
        (market.published(json!({})).await, market.published(json!({ "title": "Otra campaña" })).await);
    let signed = market.offered(&ana, &first).await;
    assert_eq!(ana.post(&to(&signed, "confirm"), signature(&first, &signed)).await.status, 200);
    let open = applied(&ana, &second).await;
    ana.put(&at(&second, "saved"), json!(null)).await;
    let id = user_id(&ana).await;
    let body = json!({ "email": "anahi@creators.example" });
    let closing = ana.request(reqwest::Method::DELETE, "/api/identity/me").json(body).send().await;
    assert_eq!(closing.status, 202, "{closing:?}");
    let _worker = market.app.work();
    market.app.clock.advance(SignedDuration::from_hours(14 * 24));
    let users = market.app.db.collection::<Document>("users");
    let erased = doc! { "_id": &id, "erased_at": { "$exists": true } };
    eventually(async || users.find_one(erased.clone()).await.unwrap().is_some()).await;

    let refreshed = market.owner.post_empty("/api/identity/refresh").await;
    assert_eq!(refreshed.status, 200, "{refreshed:?}");
    let left: Page<ApplicationSummary> = market.owner.get(&at(&second, "applications")).await.to();
    assert_eq!(left.items[0].id, open.summary.id);
    assert_eq!((left.items[0].state, &left.items[0].creator), (ApplicationState::Withdrawn, &None));
    let counts = market.now(&second).await.applications;
    assert_eq!((counts.applied, counts.withdrawn), (0, 1));
    let kept: Application = market.owner.get(to(&signed, "").trim_end_matches('/')).await.to();
    assert_eq!((kept.summary.state, kept.summary.creator), (ApplicationState::Confirmed, None));
    assert_eq!(kept.message, "");
    assert_eq!(kept.signature.unwrap().name, "Ana María López", "the contract of two stays as it was signed");
    assert!(market.stored("campaign_saves", doc! {}).await.is_empty());
    for collection in ["campaigns", "campaign_applications", "notices"] {
        let found = market.stored(collection, doc! {}).await;
        assert!(found.iter().all(|document| !document.to_string().contains("anahi")), "{collection}");
    }
}

#[tokio::test]
async fn of_what_was_sent_and_delivered_only_what_the_brand_took_is_left_without_a_word() {
    let brief = super::work::brief(json!({
        "deliverables": [{ "kind": "reel", "count": 2, "platform": "instagram" }], "rights": ten_days(),
    }));
    let work = Work::signed(json!({ "brief": brief, "compensation": super::work::product() })).await;
    let (owner, owed) = (&work.market.owner, work.owed().await);
    work.shipped(&work.ana, "address").await;
    work.shipped(owner, "send").await;
    work.shipped(&work.ana, "report").await;
    let mut files = Vec::new();
    for (piece, number) in [(&owed[0], 1), (&owed[0], 2), (&owed[1], 1)] {
        let file = sent(&work.ana, piece, film(500 + number)).await;
        let mut draft = draft_of(&file);
        draft["note"] = json!("De anahi, con cariño.");
        submitted(&work.ana, piece, draft).await;
        if (piece.number, number) == (1, 1) {
            moved(owner, piece, "changes", DeliverableState::ChangesRequested).await;
        }
        files.push(file);
    }
    let said = work.ana.post(&of(&owed[1], "comments"), json!({ "draft": 1, "text": "Soy anahi." })).await;
    assert_eq!(said.status, 201, "{said:?}");
    moved(owner, &owed[0], "approve", DeliverableState::Approved).await;
    moved(&work.ana, &owed[0], "publish", DeliverableState::Published).await;
    let id = user_id(&work.ana).await;
    let copy = copied(&work.market, &id, "ana@creators.example").await;
    let text = |name: &str| copy.iter().find(|(found, _)| found == name).unwrap().1.to_string();
    assert!(text("shipments.json").contains("Palma 1234"));
    assert!(text("deliverables.json").contains(&files[2].sha256));
    assert!(text("comments.json").contains("Soy anahi."));
    assert!(text("rights.json").contains("otros cafés"));

    forget(&work.market, &id).await;
    forget(&work.market, &id).await;
    for collection in [
        "campaign_shipments",
        "campaign_deliverables",
        "campaign_draft_comments",
        "campaign_posts",
        "audit_events",
    ] {
        let left = work.market.stored(collection, doc! {}).await;
        assert!(!left.is_empty(), "{collection}");
        for word in ["Palma", "anahi", "Llegó roto", POST.trim_end_matches('/')] {
            assert!(left.iter().all(|document| !document.to_string().contains(word)), "{collection} {word}");
        }
    }
    let kept: Vec<String> = work
        .market
        .stored("media_files", doc! {})
        .await
        .iter()
        .map(|file| file.get_str("_id").unwrap().to_owned())
        .collect();
    assert_eq!(kept, [files[1].id.to_string()], "what the brand took");
    assert_eq!(link(owner, &owed[0], 2).await.status, 200);
    link(owner, &owed[1], 1).await.assert_problem(shared::error::ErrorCode::NotFound);
    assert_eq!(
        look(owner, &owed[0]).await.summary.state,
        DeliverableState::Published,
        "where it stands stays"
    );
}
