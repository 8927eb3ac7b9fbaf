//! A creator who signed, and what follows from it.

use bson::{Document, doc};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use shared::campaigns::{
    Application, Campaign, DeliverableState, DeliverableWork, OwedDeliverable, Shipment,
};
use shared::creators::{Creator, OnTime};
use shared::media::{FileLink, MediaFile};

use super::market::{CAMPAIGNS, Market, replaced, signature, to};
use crate::support::{Answer, Client};

/// What is owed.
pub const DELIVERABLES: &str = "/api/campaigns/deliverables";
/// A post of the network that most tests sign.
pub const POST: &str = "https://www.instagram.com/reel/C8abcDEfghI/";

/// A creator who signed, with the brand that they work for.
pub struct Work {
    pub market: Market,
    pub ana: Client,
    pub campaign: Campaign,
    pub application: Application,
}

impl Work {
    /// With one reel for Instagram to deliver, for money; some of the campaign replaced.
    pub async fn signed(change: Value) -> Self {
        Self::signed_in(Market::new().await, change).await
    }

    /// The same in a market that is there.
    pub async fn signed_in(market: Market, change: Value) -> Self {
        let ana = market.creator("ana").await;
        let campaign = market.published(change).await;
        let application = sign(&market, &ana, &campaign).await;
        Self { market, ana, campaign, application }
    }

    /// With something else in the brief.
    pub async fn of_brief(change: Value) -> Self {
        Self::signed(json!({ "brief": brief(change) })).await
    }

    /// With a product that is sent.
    pub async fn with_product() -> Self {
        Self::signed(json!({ "compensation": product() })).await
    }

    /// What is owed.
    pub async fn owed(&self) -> Vec<OwedDeliverable> {
        let answer = self.ana.get(&to(&self.application, "deliverables")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.to()
    }

    /// The first of it.
    pub async fn first(&self) -> OwedDeliverable {
        self.owed().await.remove(0)
    }

    /// The shipment as somebody sees it.
    pub async fn shipment(&self, who: &Client) -> Shipment {
        let answer = who.get(&to(&self.application, "shipment")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.to()
    }

    /// Something done with the shipment.
    pub async fn ship(&self, who: &Client, step: &str) -> Answer {
        let address = to(&self.application, &format!("shipment/{step}"));
        match step {
            "address" => who.put(&address, home()).await,
            "send" => who.post(&address, parcel()).await,
            "report" => who.post(&address, json!({ "problem": "damaged", "note": "Llegó roto." })).await,
            _ => who.post_empty(&address).await,
        }
    }

    /// The same, which must go well.
    pub async fn shipped(&self, who: &Client, step: &str) -> Shipment {
        let answer = self.ship(who, step).await;
        assert_eq!(answer.status, 200, "{step}: {answer:?}");
        answer.to()
    }

    /// Lets time pass; both sides are still signed in then.
    pub async fn hours(&self, hours: i64) {
        self.market.app.clock.advance(SignedDuration::from_hours(hours));
        for who in [&self.market.owner, &self.ana] {
            let answer = who.post_empty("/api/identity/refresh").await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
    }

    /// The creator's on-time score.
    pub async fn score(&self) -> Option<OnTime> {
        self.ana.get("/api/creators/me").await.to::<Creator>().on_time
    }

    /// A stored document of a collection of which there is one.
    pub async fn only(&self, collection: &str) -> Document {
        let mut all = self.market.stored(collection, doc! {}).await;
        assert_eq!(all.len(), 1, "{collection}");
        all.remove(0)
    }
}

/// A brief of one reel for Instagram, some of it replaced.
pub fn brief(change: Value) -> Value {
    let brief = json!({
        "about": "Un café de altura de Concepción.",
        "deliverables": [{ "kind": "reel", "count": 1, "platform": "instagram" }],
        "revision_rounds": 2,
    });
    replaced(brief, change)
}

/// A product for the work.
pub fn product() -> Value {
    json!({ "kind": "exchange", "product": "Un kilo de café", "value": { "amount": 90_000, "currency": "PYG" } })
}

/// Rights of ten days.
pub fn ten_days() -> Value {
    json!({
        "channels": ["social", "website"],
        "term": { "kind": "days", "days": 10 },
        "territory": { "kind": "countries", "countries": ["PY"] },
        "editing": "adapt",
        "paid_ads": { "days": 3, "from_creators_account": true },
        "exclusivity": { "against": "otros cafés", "days": 30 },
    })
}

/// Where a creator lives.
pub fn home() -> Value {
    json!({
        "recipient": "Ana López", "phone": "0981 123456", "street": "Palma 1234", "city": "Asunción", "country": "PY",
    })
}

/// How a parcel is followed.
pub fn parcel() -> Value {
    json!({ "carrier": "AEX", "tracking_number": "RB123456789PY", "tracking_url": "https://aex.com.py/RB123456789PY" })
}

/// A draft that says that it is advertising.
pub fn draft() -> Value {
    json!({
        "content": { "kind": "url", "url": "https://drive.example.com/f/1" },
        "caption": "El mejor café. #publicidad",
    })
}

/// Signs a campaign.
pub async fn sign(market: &Market, creator: &Client, campaign: &Campaign) -> Application {
    let application = market.offered(creator, campaign).await;
    let answer = creator.post(&to(&application, "confirm"), signature(campaign, &application)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// An address of a deliverable.
pub fn of(piece: &OwedDeliverable, rest: &str) -> String {
    format!("{DELIVERABLES}/{}/{rest}", piece.id)
}

/// A deliverable as somebody sees it.
pub async fn look(who: &Client, piece: &OwedDeliverable) -> DeliverableWork {
    let answer = who.get(&format!("{DELIVERABLES}/{}", piece.id)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// Hands in a draft.
pub async fn submitted(creator: &Client, piece: &OwedDeliverable, draft: Value) -> DeliverableWork {
    let answer = creator.post(&of(piece, "drafts"), draft).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// Does something with a deliverable, with a body that is right.
pub async fn attempt(who: &Client, piece: &str, step: &str) -> Answer {
    let address = format!("{DELIVERABLES}/{piece}/{step}");
    match step {
        "drafts" => who.post(&address, draft()).await,
        "comments" => who.post(&address, json!({ "draft": 1, "text": "Más luz." })).await,
        "changes" => who.post(&address, json!({ "note": "Más luz." })).await,
        "reject" => who.post(&address, json!({ "reason": "No es lo pedido." })).await,
        "publish" => who.post(&address, json!({ "post_url": POST })).await,
        _ => who.post_empty(&address).await,
    }
}

/// The same, which must go well and lead there.
pub async fn moved(
    who: &Client,
    piece: &OwedDeliverable,
    step: &str,
    to: DeliverableState,
) -> DeliverableWork {
    let answer = attempt(who, &piece.id.to_string(), step).await;
    assert_eq!(answer.status, 200, "{step}: {answer:?}");
    let work: DeliverableWork = answer.to();
    assert_eq!(work.summary.state, to);
    work
}

/// Sends a file.
pub async fn send(who: &Client, piece: &OwedDeliverable, bytes: Vec<u8>) -> Answer {
    let request = who.request(Method::POST, &of(piece, "files"));
    request.header("content-type", "application/octet-stream").body(bytes).send().await
}

/// The file that is made of it.
pub async fn sent(who: &Client, piece: &OwedDeliverable, bytes: Vec<u8>) -> MediaFile {
    let answer = send(who, piece, bytes).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

/// A draft of a file.
pub fn draft_of(file: &MediaFile) -> Value {
    replaced(draft(), json!({ "content": { "kind": "file", "file_id": file.id } }))
}

/// An address of a draft's file.
pub async fn link(who: &Client, piece: &OwedDeliverable, number: u32) -> Answer {
    who.post_empty(&of(piece, &format!("drafts/{number}/link"))).await
}

/// The one that is given.
pub async fn linked(who: &Client, piece: &OwedDeliverable, number: u32) -> FileLink {
    let answer = link(who, piece, number).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// So many bytes that begin as an MP4 file does.
pub fn film(bytes: usize) -> Vec<u8> {
    let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    film.extend((film.len()..bytes).map(|n| u8::try_from(n * 7 % 251).unwrap()));
    film
}

/// How many notices of a kind there are to somebody.
pub async fn told(who: &Client, kind: &str) -> usize {
    let all = who.get("/api/notifications/notices?limit=100").await.json();
    all["items"].as_array().unwrap().iter().filter(|notice| notice["kind"] == kind).count()
}

/// An address of a campaign's list.
pub fn list_of(campaign: &Campaign, rest: &str) -> String {
    format!("{CAMPAIGNS}/{}/{rest}", campaign.page.summary.id)
}
