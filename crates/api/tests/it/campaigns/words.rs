//! Work that is done, so that its two sides can rate each other, and what they write to each other.

use serde_json::{Value, json};
use shared::campaigns::{Application, Campaign, Message, Rating, Thread};
use shared::page::Page;

use super::market::{APPLICATIONS, Market, signature, to};
use crate::support::{Answer, Client};

/// The ratings.
pub const RATINGS: &str = "/api/campaigns/ratings";

/// A creator's application that was signed.
pub async fn signed(market: &Market, creator: &Client, campaign: &Campaign) -> Application {
    let application = market.offered(creator, campaign).await;
    let answer = creator.post(&to(&application, "confirm"), signature(campaign, &application)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// A completed campaign in which these creators worked, and their applications.
pub async fn done(market: &Market, creators: &[&Client]) -> (Campaign, Vec<Application>) {
    let campaign = market.published(json!({ "slots": creators.len(), "deadline": "2041-12-31" })).await;
    let mut all = Vec::new();
    for creator in creators {
        all.push(signed(market, creator, &campaign).await);
    }
    market.moved(&campaign, "close").await;
    (market.moved(&campaign, "complete").await, all)
}

/// A rating of a creator by a brand.
pub fn of_creator(stars: [u8; 3]) -> Value {
    marks(["quality", "punctuality", "communication"], stars)
}

/// A rating of a brand by a creator.
pub fn of_brand(stars: [u8; 3]) -> Value {
    marks(["clarity", "fulfilment", "communication"], stars)
}

fn marks(criteria: [&str; 3], stars: [u8; 3]) -> Value {
    let marks = criteria.iter().zip(stars);
    let marks: Vec<Value> =
        marks.map(|(criterion, stars)| json!({ "criterion": criterion, "stars": stars })).collect();
    json!({ "marks": marks, "words": "Todo bien." })
}

/// Rates.
pub async fn rate(who: &Client, application: &Application, body: Value) -> Answer {
    who.post(&to(application, "ratings"), body).await
}

/// The rating that is made by it.
pub async fn rated(who: &Client, application: &Application, body: Value) -> Rating {
    let answer = rate(who, application, body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

/// Writes a message.
pub async fn write(who: &Client, application: &Application, text: &str) -> Answer {
    who.post(&to(application, "messages"), json!({ "text": text })).await
}

/// The message that is made by it.
pub async fn written(who: &Client, application: &Application, text: &str) -> Message {
    let answer = write(who, application, text).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

/// The messages of a thread, the newest first.
pub async fn messages(who: &Client, application: &Application, query: &str) -> Page<Message> {
    let answer = who.get(&format!("{}{query}", to(application, "messages"))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// What they say.
pub async fn texts(who: &Client, application: &Application) -> Vec<String> {
    let page = messages(who, application, "?limit=100").await;
    page.items.into_iter().map(|message| message.text).collect()
}

/// Where a thread stands for somebody.
pub async fn thread(who: &Client, application: &Application) -> Thread {
    let answer = who.get(&to(application, "thread")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// Says how far somebody has read.
pub async fn read(who: &Client, application: &Application, number: u32) {
    let answer = who.put(&to(application, "messages/read"), json!({ "number": number })).await;
    assert_eq!(answer.status, 204, "{answer:?}");
}

/// Takes somebody on the shortlist, so that both sides can write.
pub async fn shortlisted(market: &Market, creator: &Client, campaign: &Campaign) -> Application {
    let application = super::market::applied(creator, campaign).await;
    let address = format!("{APPLICATIONS}/{}/shortlist", application.summary.id);
    let answer = market.owner.post_empty(&address).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

/// Signs somebody in anew whose token was for another time.
pub async fn refreshed(who: &Client) {
    let answer = who.post_empty("/api/identity/refresh").await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// The notices to somebody of these kinds, newest first.
pub async fn told(who: &Client, beginning: &str) -> Vec<String> {
    let all = who.get("/api/notifications/notices?limit=100").await.json();
    let kinds = all["items"].as_array().unwrap().iter().map(|notice| notice["kind"].as_str().unwrap());
    kinds.filter(|kind| kind.starts_with(beginning)).map(str::to_owned).collect()
}
