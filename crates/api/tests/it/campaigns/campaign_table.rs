//! Every state of a campaign × every move × every role: what the rules forbid answers 409.

use bson::doc;
use reqwest::Method;
use serde_json::json;
use shared::campaigns::CampaignState::{self, Cancelled, Closed, Completed, Draft, Published};

use super::market::{CAMPAIGNS, Market, brand};
use crate::support::{Answer, Client};

const MOVES: [&str; 7] = ["edit", "publish", "close", "complete", "cancel", "archive", "restore"];
/// Those who may see the campaign come first.
const ROLES: [&str; 9] =
    ["owner", "admin", "member", "viewer", "other brand", "creator", "staff", "account", "nobody"];

/// From where which move leads where.
const ALLOWED: &[(&str, CampaignState, CampaignState)] = &[
    ("edit", Draft, Draft),
    ("edit", Published, Published),
    ("publish", Draft, Published),
    ("close", Published, Closed),
    ("complete", Closed, Completed),
    ("cancel", Draft, Cancelled),
    ("cancel", Published, Cancelled),
    ("cancel", Closed, Cancelled),
    ("archive", Draft, Draft),
    ("archive", Completed, Completed),
    ("archive", Cancelled, Cancelled),
    ("restore", Draft, Draft),
    ("restore", Completed, Completed),
    ("restore", Cancelled, Cancelled),
];

/// A campaign that stands there.
async fn standing(market: &Market, state: CampaignState) -> String {
    let mut campaign = market.draft(json!({})).await;
    let way: &[&str] = match state {
        Draft => &[],
        Published => &["publish"],
        Closed => &["publish", "close"],
        Completed => &["publish", "close", "complete"],
        Cancelled => &["publish"],
    };
    for step in way {
        campaign = market.moved(&campaign, step).await;
    }
    let id = campaign.page.summary.id.to_string();
    if state == Cancelled {
        let reason = json!({ "reason": "Se agotó." });
        assert_eq!(market.owner.post(&format!("{CAMPAIGNS}/{id}/cancel"), reason).await.status, 200);
    }
    id
}

async fn attempt(who: &Client, id: &str, what: &str, seed: u32) -> Answer {
    let address = format!("{CAMPAIGNS}/{id}");
    match what {
        "edit" => {
            let request = who.request(Method::PATCH, &address);
            request.json(json!({ "title": format!("Otra reseña {seed}") })).send().await
        }
        "cancel" => who.post(&format!("{address}/cancel"), json!({ "reason": "Se agotó." })).await,
        _ => who.post_empty(&format!("{address}/{what}")).await,
    }
}

/// What must come of it: the status and the code of the problem.
fn expected(role: &str, what: &str, state: CampaignState) -> (u16, &'static str) {
    let allowed = ALLOWED.iter().any(|(this, from, _)| (*this, *from) == (what, state));
    match role {
        "nobody" => (401, "unauthenticated"),
        "other brand" | "creator" | "staff" | "account" => (404, "not_found"),
        "viewer" => (403, "forbidden"),
        "member" if what == "cancel" => (403, "forbidden"),
        _ if allowed => (200, ""),
        _ => (409, "move_not_allowed"),
    }
}

#[tokio::test]
async fn every_state_every_move_every_role() {
    let market = Market::new().await;
    let other = market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    let people = [
        &market.owner,
        &market.colleague("admin").await,
        &market.colleague("member").await,
        &market.colleague("viewer").await,
        &other,
        &market.creator("ana").await,
        &market.app.admin().await,
        &market.app.user("eva@example.org").await,
        &market.app.anonymous(),
    ];
    let campaigns = market.app.db.database().collection::<bson::Document>("campaigns");
    let (mut cells, mut done, mut refused, mut wrong) = (0_u32, 0, 0, Vec::new());
    for state in CampaignState::ALL {
        for what in MOVES {
            let mut id = standing(&market, *state).await;
            for (role, who) in ROLES.iter().zip(people) {
                cells += 1;
                let answer = attempt(who, &id, what, cells).await;
                let found = (answer.status, answer.code());
                let (status, code) = expected(role, what, *state);
                if found != (status, code.to_owned()) {
                    wrong.push(format!("{state:?} {what} {role}: {found:?}, not {status} {code}"));
                }
                let stored = campaigns.find_one(doc! { "_id": &id }).await.unwrap().unwrap();
                let stands = stored.get_str("state").unwrap().to_owned();
                let to = ALLOWED.iter().find(|(this, from, _)| (*this, *from) == (what, *state));
                let should = if status == 200 { to.unwrap().2 } else { *state };
                if stands != should.as_str() {
                    wrong.push(format!("{state:?} {what} {role}: stands at {stands}"));
                }
                done += u32::from(answer.status == 200);
                refused += u32::from(answer.status == 409);
                if answer.status == 200 {
                    id = standing(&market, *state).await;
                }
            }
        }
    }
    println!("{cells} cells, {done} done, {refused} refused with 409, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Three roles for each allowed move, two where members may not; the same for what is forbidden.
    assert_eq!((cells, done, refused), (5 * 7 * 9, 11 * 3 + 3 * 2, 19 * 3 + 2 * 2));
}
