//! A brand and a creator who have done with each other all there is to do.

use std::collections::HashMap;

use reqwest::Method;
use serde_json::{Value, json};
use shared::campaigns::DeliverableState;

use crate::campaigns::market::{Market, to, user_id};
use crate::campaigns::words::{of_brand, of_creator, rate};
use crate::campaigns::work::{self, Work, draft_of, ten_days};
use crate::media::gradient;
use crate::metrics::{confirmed, nothing, reported};
use crate::support::{Client, TestApp};

/// What one side has.
pub struct Side {
    pub owner: Client,
    pub creator: Client,
    /// By the part of the address that stands before it, or by what it is called where that says too little.
    pub ids: HashMap<&'static str, String>,
}

/// The id of what was answered.
pub fn id_in(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// A brand and a creator who have done with each other all there is to do.
pub async fn side(market: Market, name: &str, letter: &str, member: Client) -> (TestApp, Side) {
    let mut ids = HashMap::from([("brands", market.brand.clone())]);
    ids.insert("members", user_id(&member).await);
    ids.insert("users", user_id(&market.owner).await);
    let handle = format!("marca-{name}");
    let brand = format!("/api/brands/{}", market.brand);
    let said = json!({ "handle": handle, "description": "Café de Concepción." });
    let answer = market.owner.patch(&brand, said).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    ids.insert("pages", handle);
    let invitation = json!({ "email": format!("pending.{name}@brand.example"), "role": "viewer" });
    let answer = market.owner.post(&format!("{brand}/invitations"), invitation).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    ids.insert("invitations", id_in(&answer.json()));

    let creator = market.creator(name).await;
    let me = creator.get("/api/creators/me").await.json();
    ids.insert("creators", id_in(&me));
    if let Some(handle) = me["handle"].as_str() {
        ids.insert("kits", handle.to_owned());
    }
    let open = market.published(json!({})).await;
    ids.insert("open", open.page.summary.id.to_string());
    let terms = json!({
        "slots": 3,
        "compensation": {
            "kind": "both", "product": "Un kilo de café", "value": { "amount": 90_000, "currency": "PYG" },
            "fee": { "amount": 300_000, "currency": "PYG" },
        },
        "brief": work::brief(json!({ "rights": ten_days() })),
    });
    let campaign = market.published(terms).await;
    ids.insert("campaigns", campaign.page.summary.id.to_string());
    let application = work::sign(&market, &creator, &campaign).await;
    ids.insert("applications", application.summary.id.to_string());
    let work = Work { market, ana: creator, campaign, application };
    let (owner, creator) = (&work.market.owner, &work.ana);

    let sent = creator
        .request(Method::POST, &to(&work.application, "attachments"))
        .header("content-type", "application/octet-stream")
        .body(gradient(64, 48))
        .send()
        .await;
    assert_eq!(sent.status, 201, "{sent:?}");
    let file = id_in(&sent.json());
    let message = json!({ "text": "Va la foto.", "attachments": [file] });
    let answer = creator.post(&to(&work.application, "messages"), message).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    ids.insert("attachments", file);

    work.shipped(creator, "address").await;
    work.shipped(owner, "send").await;
    work.shipped(creator, "receive").await;
    let piece = work.first().await;
    ids.insert("deliverables", piece.id.to_string());
    let file = work::sent(creator, &piece, gradient(640, 480)).await;
    work::submitted(creator, &piece, draft_of(&file)).await;
    work::moved(owner, &piece, "approve", DeliverableState::Approved).await;
    let post = json!({ "post_url": format!("https://www.instagram.com/reel/C8abcDEfgh{letter}/"), "ad_code": "spark-1234" });
    let answer = creator.post(&work::of(&piece, "publish"), post).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let picture = nothing(if letter == "I" { 3 } else { 6 });
    let metrics = reported(creator, &piece, picture).await;
    confirmed(creator, &metrics, &[("views", 1_000), ("likes", 50)]).await;
    ids.insert("metrics", metrics.id.to_string());

    work.market.moved(&work.campaign, "close").await;
    work.market.moved(&work.campaign, "complete").await;
    let answer = rate(owner, &work.application, of_creator([5, 4, 5])).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    ids.insert("ratings", id_in(&answer.json()));
    let answer = rate(creator, &work.application, of_brand([5, 4, 5])).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let Work { market: Market { app, owner, .. }, ana, .. } = work;
    (app, Side { owner, creator: ana, ids })
}
