//! Every state of an application × every state of its campaign × every step × every role: what the rules forbid answers 409.

use bson::{Document, doc};
use serde_json::json;
use shared::campaigns::ApplicationState::{self, Applied, Confirmed, Rejected, Shortlisted, Withdrawn};
use shared::campaigns::CampaignState;

use super::market::{APPLICATIONS, Market, brand, fee, signature, to};
use crate::support::{Answer, Client};

const STEPS: [&str; 7] = ["shortlist", "offer", "accept", "reject", "counter", "confirm", "withdraw"];
const ROLES: [&str; 9] =
    ["owner", "admin", "member", "viewer", "creator", "other brand", "other creator", "staff", "nobody"];
/// The states of a campaign that has applications.
const CAMPAIGN: [CampaignState; 4] =
    [CampaignState::Published, CampaignState::Closed, CampaignState::Completed, CampaignState::Cancelled];

/// From where which step leads where.
const ALLOWED: &[(&str, ApplicationState, ApplicationState)] = &[
    ("shortlist", Applied, Shortlisted),
    ("offer", Shortlisted, Shortlisted),
    ("accept", Shortlisted, Shortlisted),
    ("reject", Applied, Rejected),
    ("reject", Shortlisted, Rejected),
    ("counter", Shortlisted, Shortlisted),
    ("confirm", Shortlisted, Confirmed),
    ("withdraw", Applied, Withdrawn),
    ("withdraw", Shortlisted, Withdrawn),
];

/// What must come of it: the status and the code of the problem.
fn expected(role: &str, step: &str, state: ApplicationState, campaign: CampaignState) -> (u16, &'static str) {
    let creators = matches!(step, "counter" | "confirm" | "withdraw");
    let in_work = matches!(campaign, CampaignState::Published | CampaignState::Closed);
    let allowed = in_work && ALLOWED.iter().any(|(this, from, _)| (*this, *from) == (step, state));
    match role {
        "nobody" => (401, "unauthenticated"),
        "other brand" | "other creator" | "staff" => (404, "not_found"),
        "viewer" => (403, "forbidden"),
        "creator" if !creators => (403, "forbidden"),
        "owner" | "admin" | "member" if creators => (403, "forbidden"),
        _ if allowed => (200, ""),
        _ => (409, "move_not_allowed"),
    }
}

/// One application that is set back to what a cell begins with.
struct Bench {
    market: Market,
    id: String,
    application: Document,
    campaign: Document,
    body: serde_json::Value,
}

impl Bench {
    /// Puts both where they are to stand, as if it had always been so. Not by steps: this is about what the rules say of a
    /// place, and more places are asked about than ways lead to.
    async fn set(&self, step: &str, state: ApplicationState, campaign: CampaignState) {
        let database = self.market.app.db.database();
        let mut document = self.application.clone();
        document.insert("state", state.as_str());
        let offers = document.get_array_mut("offers").unwrap();
        // One agrees to the other side's offer.
        offers.truncate(if step == "accept" { 2 } else { 1 });
        let applications = database.collection::<Document>("campaign_applications");
        let by_id = |document: &Document| doc! { "_id": document.get_str("_id").unwrap() };
        applications.replace_one(by_id(&document), &document).await.unwrap();
        let mut document = self.campaign.clone();
        document.insert("state", campaign.as_str());
        let campaigns = database.collection::<Document>("campaigns");
        campaigns.replace_one(by_id(&document), &document).await.unwrap();
        // What a signature begins would begin once more.
        for begun in ["campaign_signatures", "campaign_deliverables", "campaign_shipments"] {
            database.collection::<Document>(begun).delete_many(doc! {}).await.unwrap();
        }
    }

    async fn attempt(&self, who: &Client, step: &str) -> Answer {
        let address = format!("{APPLICATIONS}/{}/{step}", self.id);
        match step {
            "offer" | "reject" => who.post(&address, json!({})).await,
            "accept" => who.post(&address, json!({ "offer_number": 2 })).await,
            "counter" => who.post(&address, json!({ "compensation": fee(7) })).await,
            "confirm" => who.post(&address, &self.body).await,
            _ => who.post_empty(&address).await,
        }
    }

    async fn state(&self) -> String {
        let found = self.market.stored("campaign_applications", doc! { "_id": &self.id }).await.remove(0);
        found.get_str("state").unwrap().to_owned()
    }
}

#[tokio::test]
async fn every_state_every_step_every_role() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let campaign = market.published(json!({})).await;
    let application = market.offered(&ana, &campaign).await;
    let body = signature(&campaign, &application);
    let answer = ana.post(&to(&application, "counter"), json!({ "compensation": fee(450_000) })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let other = market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    let people = [
        &market.app.anonymous(),
        &market.colleague("admin").await,
        &market.colleague("member").await,
        &market.colleague("viewer").await,
        &ana,
        &other,
        &market.creator("eva").await,
        &market.app.admin().await,
        &market.app.anonymous(),
    ];
    // The owner's session is that of the market.
    people[0].set_token(market.owner.token().as_deref());
    let bench = Bench {
        id: application.summary.id.to_string(),
        application: market.stored("campaign_applications", doc! {}).await.remove(0),
        campaign: market.stored("campaigns", doc! {}).await.remove(0),
        body,
        market,
    };
    let (mut cells, mut done, mut refused, mut wrong) = (0_u32, 0, 0, Vec::new());
    for at in CAMPAIGN {
        for state in ApplicationState::ALL {
            for step in STEPS {
                bench.set(step, *state, at).await;
                for (role, who) in ROLES.iter().zip(people) {
                    cells += 1;
                    let answer = bench.attempt(who, step).await;
                    let found = (answer.status, answer.code());
                    let (status, code) = expected(role, step, *state, at);
                    let cell = format!("{at:?} {state:?} {step} {role}");
                    if found != (status, code.to_owned()) {
                        wrong.push(format!("{cell}: {found:?}, not {status} {code}"));
                    }
                    let leads = ALLOWED.iter().find(|(this, from, _)| (*this, *from) == (step, *state));
                    let should = if status == 200 { leads.unwrap().2 } else { *state };
                    let stands = bench.state().await;
                    if stands != should.as_str() {
                        wrong.push(format!("{cell}: stands at {stands}"));
                    }
                    refused += u32::from(answer.status == 409);
                    if answer.status == 200 {
                        done += 1;
                        bench.set(step, *state, at).await;
                    }
                }
            }
        }
    }
    println!("{cells} cells, {done} done, {refused} refused with 409, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(cells, 4 * 5 * 7 * 9);
    // While it is in work: 5 places of three roles, 4 of the creator.
    assert_eq!(done, 2 * (5 * 3 + 4));
    let asked = 4 * 5 * (4 * 3 + 3);
    assert_eq!(refused, asked - done);
}
