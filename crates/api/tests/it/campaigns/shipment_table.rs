//! Every state of a shipment × every state of its campaign × every step × every role: what the rules forbid answers 409.

use bson::{Document, doc};
use shared::campaigns::CampaignState;
use shared::campaigns::ShipmentState::{
    self, AwaitingAddress, AwaitingDispatch, Damaged, NotNeeded, Received, Sent,
};

use super::market::brand;
use super::work::Work;

const STEPS: [&str; 5] = ["address", "send", "receive", "report", "waive"];
const ROLES: [&str; 9] =
    ["owner", "admin", "member", "viewer", "creator", "other brand", "other creator", "staff", "nobody"];
/// The states of a campaign in which somebody has signed.
const CAMPAIGN: [CampaignState; 4] =
    [CampaignState::Published, CampaignState::Closed, CampaignState::Completed, CampaignState::Cancelled];

/// From where which step of which side leads where.
const ALLOWED: &[(&str, bool, ShipmentState, ShipmentState)] = &[
    ("address", true, AwaitingAddress, AwaitingDispatch),
    ("address", true, AwaitingDispatch, AwaitingDispatch),
    ("address", true, Damaged, Damaged),
    ("send", false, AwaitingDispatch, Sent),
    ("send", false, Damaged, Sent),
    ("receive", true, Sent, Received),
    ("receive", true, Damaged, Received),
    ("report", true, Sent, Damaged),
    ("waive", true, AwaitingAddress, NotNeeded),
    ("waive", true, AwaitingDispatch, NotNeeded),
    ("waive", true, Damaged, NotNeeded),
    ("waive", false, AwaitingAddress, NotNeeded),
];

/// What must come of it: the status, the code of the problem, and where it stands then.
fn expected(
    role: &str,
    step: &str,
    state: ShipmentState,
    campaign: CampaignState,
) -> (u16, &'static str, ShipmentState) {
    let creator = role == "creator";
    let ever = ALLOWED.iter().any(|(this, side, ..)| (*this, *side) == (step, creator));
    let row = ALLOWED.iter().find(|(this, side, from, _)| (*this, *side, *from) == (step, creator, state));
    match role {
        "nobody" => (401, "unauthenticated", state),
        "other brand" | "other creator" | "staff" => (404, "not_found", state),
        "viewer" => (403, "forbidden", state),
        _ if !ever => (403, "forbidden", state),
        _ => match row {
            Some((.., to)) if campaign != CampaignState::Cancelled => (200, "", *to),
            _ => (409, "move_not_allowed", state),
        },
    }
}

/// Puts both where they are to stand, as if it had always been so.
async fn set(
    work: &Work,
    shipment: &Document,
    campaign: &Document,
    state: ShipmentState,
    stands: CampaignState,
) {
    let database = work.market.app.db.database();
    for (name, original, word) in
        [("campaign_shipments", shipment, state.as_str()), ("campaigns", campaign, stands.as_str())]
    {
        let mut document = original.clone();
        document.insert("state", word);
        let by_id = doc! { "_id": document.get_str("_id").unwrap() };
        database.collection::<Document>(name).replace_one(by_id, &document).await.unwrap();
    }
    // Timers of places that are left.
    database.collection::<Document>("jobs").delete_many(doc! {}).await.unwrap();
}

#[tokio::test]
async fn every_state_every_step_every_role() {
    let work = Work::with_product().await;
    let market = &work.market;
    // Something that was sent, so that there is something to report.
    work.shipped(&work.ana, "address").await;
    work.shipped(&market.owner, "send").await;
    let (shipment, campaign) = (work.only("campaign_shipments").await, work.only("campaigns").await);
    let other = market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    let people = [
        &market.owner,
        &market.colleague("admin").await,
        &market.colleague("member").await,
        &market.colleague("viewer").await,
        &work.ana,
        &other,
        &market.creator("eva").await,
        &market.app.admin().await,
        &market.app.anonymous(),
    ];
    let (mut cells, mut done, mut refused, mut wrong) = (0_u32, 0, 0, Vec::new());
    for stands in CAMPAIGN {
        for state in ShipmentState::ALL {
            for step in STEPS {
                set(&work, &shipment, &campaign, *state, stands).await;
                for (role, who) in ROLES.iter().zip(people) {
                    cells += 1;
                    let answer = work.ship(who, step).await;
                    let (status, code, after) = expected(role, step, *state, stands);
                    let found = (answer.status, answer.code());
                    let cell = format!("{stands:?} {state:?} {step} {role}");
                    if found != (status, code.to_owned()) {
                        wrong.push(format!("{cell}: {found:?}, not {status} {code}"));
                    }
                    let now = work.only("campaign_shipments").await.get_str("state").unwrap().to_owned();
                    if now != after.as_str() {
                        wrong.push(format!("{cell}: stands at {now}"));
                    }
                    refused += u32::from(answer.status == 409);
                    if answer.status == 200 {
                        done += 1;
                        set(&work, &shipment, &campaign, *state, stands).await;
                    }
                }
            }
        }
    }
    println!("{cells} cells, {done} done, {refused} refused with 409, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(cells, 4 * 6 * 5 * 9);
    // Unless it is cancelled: nine places of the creator, three of three roles of the brand.
    assert_eq!(done, 3 * (9 + 3 * 3));
    // Of the creator four steps, of three roles of the brand two.
    assert_eq!(refused, 4 * 6 * (4 + 3 * 2) - done);
}
