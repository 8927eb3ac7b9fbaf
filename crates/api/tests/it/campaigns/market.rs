//! A brand with a package, whoever works in it, creators who can apply, and campaigns.

use bson::{Document, doc};
use serde_json::{Value, json};
use shared::campaigns::{Application, Campaign};
use shared::identity::Me;

use crate::support::{Answer, Client, TestApp};

/// The campaigns.
pub const CAMPAIGNS: &str = "/api/campaigns";
/// The applications.
pub const APPLICATIONS: &str = "/api/campaigns/applications";
/// An id of nothing.
pub const NOWHERE: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// An application with a brand.
pub struct Market {
    /// The application.
    pub app: TestApp,
    /// Who owns the brand.
    pub owner: Client,
    /// The brand.
    pub brand: String,
}

impl Market {
    /// With more deliveries than a test uses.
    pub async fn new() -> Self {
        let market = Self::without_package().await;
        market.grant(10_000).await;
        market
    }

    /// With a brand that has no package.
    pub async fn without_package() -> Self {
        Self::of(TestApp::new().await).await
    }

    /// In an application that is there, with a brand that has no package.
    pub async fn of(app: TestApp) -> Self {
        let owner = app.user("owner@brand.example").await;
        let brand = brand(&owner, "Yerba Ñandutí").await;
        Self { app, owner, brand }
    }

    /// Grants the brand a package with so many deliveries a month.
    pub async fn grant(&self, deliveries: u32) {
        let body = json!({ "plan": "enterprise", "deliveries_a_month": deliveries, "months": 12 });
        let answer = self.app.admin().await.post(&format!("/api/brands/{}/package", self.brand), body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
    }

    /// How many deliveries are used.
    pub async fn used(&self) -> u64 {
        let answer = self.owner.get(&format!("/api/brands/{}/package", self.brand)).await.json();
        let months = answer["current"]["months"].as_array().unwrap();
        months.iter().map(|month| month["used"].as_u64().unwrap()).sum()
    }

    /// Somebody who works in the brand: `admin`, `member` or `viewer`.
    pub async fn colleague(&self, role: &str) -> Client {
        let email = format!("{role}@brand.example");
        let client = self.app.user(&email).await;
        let invitation = json!({ "email": email, "role": role });
        let answer = self.owner.post(&format!("/api/brands/{}/invitations", self.brand), invitation).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let token = self.app.mailed_tokens("brand_invitation", &email).await.pop().unwrap();
        let answer = client.post("/api/brands/invitations/accept", json!({ "token": token })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        client
    }

    /// A creator of Asunción who speaks about food, with 5,000 followers on Instagram.
    pub async fn creator(&self, name: &str) -> Client {
        let client = self.app.user(&format!("{name}@creators.example")).await;
        become_creator(&client, name).await;
        client
    }

    /// What a campaign is begun with, some of it replaced.
    pub fn body(&self, change: Value) -> Value {
        let body = json!({
            "brand_id": self.brand,
            "title": "Reseña de café",
            "brief": {
                "about": "Un café de altura de Concepción.",
                "deliverables": [{ "kind": "reel", "count": 1, "platform": "instagram" }],
                "revision_rounds": 2,
            },
            "compensation": fee(300_000),
            "slots": 2,
            "deadline": "2040-03-31",
        });
        replaced(body, change)
    }

    /// A draft.
    pub async fn draft(&self, change: Value) -> Campaign {
        let answer = self.owner.post(CAMPAIGNS, self.body(change)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.to()
    }

    /// A published campaign.
    pub async fn published(&self, change: Value) -> Campaign {
        let draft = self.draft(change).await;
        self.moved(&draft, "publish").await
    }

    /// A campaign that its owner moved on.
    pub async fn moved(&self, campaign: &Campaign, how: &str) -> Campaign {
        let answer = self.owner.post_empty(&at(campaign, how)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.to()
    }

    /// The campaign as it is now.
    pub async fn now(&self, campaign: &Campaign) -> Campaign {
        self.owner.get(&at(campaign, "own")).await.to()
    }

    /// A creator's application that has an offer of the brand on the table.
    pub async fn offered(&self, creator: &Client, campaign: &Campaign) -> Application {
        let application = applied(creator, campaign).await;
        assert_eq!(self.owner.post_empty(&to(&application, "shortlist")).await.status, 200);
        let answer = self.owner.post(&to(&application, "offer"), json!({})).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.to()
    }

    /// Every document of a collection that matches.
    pub async fn stored(&self, collection: &str, filter: Document) -> Vec<Document> {
        use futures::TryStreamExt;
        let stored = self.app.db.database().collection::<Document>(collection);
        stored.find(filter).sort(doc! { "_id": 1 }).await.unwrap().try_collect().await.unwrap()
    }
}

/// A brand of somebody.
pub async fn brand(owner: &Client, company: &str) -> String {
    let answer = owner.post("/api/brands", json!({ "company": company })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Makes somebody a creator with a complete profile.
pub async fn become_creator(client: &Client, name: &str) {
    let answer = client.post("/api/creators", json!({ "name": name })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let profile = json!({
        "bio": "Cocino con lo que hay en el mercado de mi barrio.",
        "city": "Asunción", "languages": ["es"], "categories": ["food"],
    });
    let answer = client.patch("/api/creators/me", profile).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let networks = json!({ "networks": [{ "platform": "instagram", "account": format!("av.{name}"), "followers": 5_000 }] });
    let answer = client.put("/api/creators/me/networks", networks).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// A fee in guaraníes.
pub fn fee(amount: i64) -> Value {
    json!({ "kind": "fee", "fee": { "amount": amount, "currency": "PYG" } })
}

/// An object with some fields replaced.
pub fn replaced(mut object: Value, change: Value) -> Value {
    if let Value::Object(change) = change {
        object.as_object_mut().unwrap().extend(change);
    }
    object
}

/// An address of a campaign.
pub fn at(campaign: &Campaign, rest: &str) -> String {
    format!("{CAMPAIGNS}/{}/{rest}", campaign.page.summary.id)
}

/// The address of a campaign itself.
pub fn of(campaign: &Campaign) -> String {
    format!("{CAMPAIGNS}/{}", campaign.page.summary.id)
}

/// An address of an application.
pub fn to(application: &Application, rest: &str) -> String {
    format!("{APPLICATIONS}/{}/{rest}", application.summary.id)
}

/// Applies to a campaign.
pub async fn apply(creator: &Client, campaign: &Campaign) -> Answer {
    creator.post(&at(campaign, "applications"), json!({ "message": "¡Me encanta!" })).await
}

/// The application that is made by it.
pub async fn applied(creator: &Client, campaign: &Campaign) -> Application {
    let answer = apply(creator, campaign).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

/// What signs the last offer and a version of the brief.
pub fn signature(campaign: &Campaign, application: &Application) -> Value {
    json!({
        "name": "Ana María López",
        "brief_digest": campaign.page.brief_digest,
        "offer_number": application.summary.offer.as_ref().map_or(1, |offer| offer.number),
    })
}

/// The account of somebody.
pub async fn user_id(who: &Client) -> String {
    who.get("/api/identity/me").await.to::<Me>().id.to_string()
}

/// The notices to somebody, newest first, by kind; those of the marketplace.
pub async fn notices(who: &Client) -> Vec<String> {
    let all = who.get("/api/notifications/notices?limit=100").await.json();
    let kinds = all["items"].as_array().unwrap().iter().map(|notice| notice["kind"].as_str().unwrap());
    let ours = |kind: &&str| kind.starts_with("application_") || kind.starts_with("campaign_");
    kinds.filter(ours).map(str::to_owned).collect()
}
