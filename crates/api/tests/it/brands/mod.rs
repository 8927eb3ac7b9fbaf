//! Brands: their workspaces, who works in them, what they may use, and what everybody sees of them.

mod access;
mod deliveries;
mod forgetting;
mod invitations;
mod logo;
mod managed;
mod members;
mod packages;
mod page;
mod revisions;
mod trash;
mod workspace;

use serde_json::json;
use shared::brands::Brand;
use shared::id::{BrandId, UserId};
use shared::identity::Me;

use crate::support::{Client, TestApp};

const BRANDS: &str = "/api/brands";
/// A brand that there is not.
const NOWHERE: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// An address of a brand.
pub fn at(brand: BrandId, rest: &str) -> String {
    format!("{BRANDS}/{brand}{rest}")
}

/// A brand that somebody makes.
pub async fn brand(owner: &Client, company: &str) -> Brand {
    let answer = owner.post(BRANDS, json!({ "company": company })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

/// Whose account it is.
pub async fn id_of(who: &Client) -> UserId {
    who.get("/api/identity/me").await.to::<Me>().id
}

/// Invites an address; what the link of its mail carries.
pub async fn invite(app: &TestApp, manager: &Client, brand: BrandId, email: &str, role: &str) -> String {
    let answer = manager.post(&at(brand, "/invitations"), json!({ "email": email, "role": role })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    app.mailed_tokens("brand_invitation", &email.to_lowercase()).await.pop().expect("a mail with a link")
}

/// Somebody new who works in a brand.
pub async fn join(app: &TestApp, manager: &Client, brand: BrandId, email: &str, role: &str) -> Client {
    let token = invite(app, manager, brand, email, role).await;
    let client = app.user(email).await;
    let answer = client.post("/api/brands/invitations/accept", json!({ "token": token })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    client
}

/// The kinds of the notices to somebody, newest first.
pub async fn notices(who: &Client) -> Vec<String> {
    let notices = who.get("/api/notifications/notices?limit=100").await.json();
    let items = notices["items"].as_array().unwrap().iter();
    items.map(|notice| notice["kind"].as_str().unwrap().to_owned()).collect()
}
