//! Every state of a deliverable × every state of its campaign × every step × every role, with and without rounds left,
//! something to publish, and lateness: what the rules forbid answers 409.

use bson::{Bson, Document, doc};
use shared::campaigns::CampaignState;
use shared::campaigns::DeliverableState::{
    self, Approved, ChangesRequested, InReview, Owed, Published, Rejected,
};

use super::market::brand;
use super::work::{Work, attempt, submitted};
use crate::support::proof::cases;

const STEPS: [&str; 6] = ["drafts", "comments", "approve", "changes", "reject", "publish"];
const ROLES: [&str; 9] =
    ["owner", "admin", "member", "viewer", "creator", "other brand", "other creator", "staff", "nobody"];
/// The states of a campaign in which somebody has signed.
const CAMPAIGN: [CampaignState; 4] =
    [CampaignState::Published, CampaignState::Closed, CampaignState::Completed, CampaignState::Cancelled];

/// What else decides.
#[derive(Debug, Clone, Copy)]
struct Facts {
    rounds_left: bool,
    to_publish: bool,
    late: bool,
}

const ALL_FACTS: [Facts; 8] = [
    Facts { rounds_left: true, to_publish: true, late: false },
    Facts { rounds_left: false, to_publish: true, late: false },
    Facts { rounds_left: true, to_publish: false, late: false },
    Facts { rounds_left: true, to_publish: true, late: true },
    Facts { rounds_left: false, to_publish: false, late: false },
    Facts { rounds_left: false, to_publish: true, late: true },
    Facts { rounds_left: true, to_publish: false, late: true },
    Facts { rounds_left: false, to_publish: false, late: true },
];

/// Where a step leads from where.
fn leads(step: &str, state: DeliverableState, facts: Facts) -> Result<DeliverableState, &'static str> {
    match (step, state) {
        ("drafts", Owed | ChangesRequested) => Ok(InReview),
        ("comments", InReview | ChangesRequested) => Ok(state),
        ("approve", InReview) => Ok(Approved),
        ("changes", InReview) if facts.rounds_left => Ok(ChangesRequested),
        ("changes", InReview) => Err("no_rounds_left"),
        ("reject", InReview) => Ok(Rejected),
        ("reject", Owed | ChangesRequested) if facts.late => Ok(Rejected),
        ("publish", Approved) if facts.to_publish => Ok(Published),
        _ => Err("move_not_allowed"),
    }
}

/// What must come of it: the status, the code of the problem, and where it stands then.
fn expected(
    role: &str,
    step: &str,
    state: DeliverableState,
    campaign: CampaignState,
    facts: Facts,
) -> (u16, &'static str, DeliverableState) {
    let theirs = match role {
        "creator" => matches!(step, "drafts" | "comments" | "publish"),
        _ => matches!(step, "comments" | "approve" | "changes" | "reject"),
    };
    match role {
        "nobody" => (401, "unauthenticated", state),
        "other brand" | "other creator" | "staff" => (404, "not_found", state),
        "viewer" => (403, "forbidden", state),
        _ if !theirs => (403, "forbidden", state),
        _ if campaign == CampaignState::Cancelled => (409, "move_not_allowed", state),
        _ => match leads(step, state, facts) {
            Ok(to) => (if step == "comments" { 201 } else { 200 }, "", to),
            Err(code) => (409, code, state),
        },
    }
}

struct Bench {
    work: Work,
    piece: Document,
    campaign: Document,
}

impl Bench {
    /// Puts both where they are to stand, as if it had always been so.
    async fn set(&self, state: DeliverableState, stands: CampaignState, facts: Facts) {
        let database = self.work.market.app.db.database();
        let mut piece = self.piece.clone();
        piece.insert("state", state.as_str());
        piece.insert("rounds_used", if facts.rounds_left { 1 } else { 2 });
        piece.insert("late", facts.late);
        piece.insert("counted", facts.late);
        if !facts.to_publish {
            piece.remove("platform");
        }
        let drafts = piece.get_array_mut("drafts").unwrap();
        if let Some(Bson::Document(draft)) = drafts.first_mut()
            && state != InReview
        {
            let answer =
                doc! { "verdict": "changes", "automatic": false, "at": bson::DateTime::from_millis(0) };
            draft.insert("answer", answer);
        }
        let mut campaign = self.campaign.clone();
        campaign.insert("state", stands.as_str());
        for (name, document) in [("campaign_deliverables", piece), ("campaigns", campaign)] {
            let by_id = doc! { "_id": document.get_str("_id").unwrap() };
            database.collection::<Document>(name).replace_one(by_id, &document).await.unwrap();
        }
        for name in ["jobs", "campaign_posts", "campaign_rights", "campaign_draft_comments"] {
            database.collection::<Document>(name).delete_many(doc! {}).await.unwrap();
        }
    }

    async fn state(&self) -> String {
        self.work.only("campaign_deliverables").await.get_str("state").unwrap().to_owned()
    }
}

#[tokio::test]
async fn every_state_every_step_every_role() {
    let work = Work::signed(serde_json::json!({})).await;
    let first = work.first().await;
    submitted(&work.ana, &first, super::work::draft()).await;
    let bench = Bench {
        piece: work.only("campaign_deliverables").await,
        campaign: work.only("campaigns").await,
        work,
    };
    let market = &bench.work.market;
    let other = market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    let people = [
        &market.owner,
        &market.colleague("admin").await,
        &market.colleague("member").await,
        &market.colleague("viewer").await,
        &bench.work.ana,
        &other,
        &market.creator("eva").await,
        &market.app.admin().await,
        &market.app.anonymous(),
    ];
    let id = first.id.to_string();
    let (mut cells, mut done, mut refused, mut wrong) = (0_usize, 0_usize, 0_usize, Vec::new());
    // The facts that decide most come first; a whole proof goes through all of them.
    let kinds = usize::try_from(cases(20)).unwrap().clamp(3, 8);
    for facts in &ALL_FACTS[..kinds] {
        for stands in CAMPAIGN {
            for state in DeliverableState::ALL {
                for step in STEPS {
                    bench.set(*state, stands, *facts).await;
                    for (role, who) in ROLES.iter().zip(people) {
                        cells += 1;
                        let answer = attempt(who, &id, step).await;
                        let (status, code, after) = expected(role, step, *state, stands, *facts);
                        let found = (answer.status, answer.code());
                        let cell = format!("{facts:?} {stands:?} {state:?} {step} {role}");
                        if found != (status, code.to_owned()) {
                            wrong.push(format!("{cell}: {found:?}, not {status} {code}"));
                        }
                        let now = bench.state().await;
                        if now != after.as_str() {
                            wrong.push(format!("{cell}: stands at {now}"));
                        }
                        refused += usize::from(answer.status == 409);
                        if answer.status < 300 {
                            done += 1;
                            bench.set(*state, stands, *facts).await;
                        }
                    }
                }
            }
        }
    }
    println!("{cells} cells, {done} done, {refused} refused with 409, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(cells, kinds * 4 * 6 * 6 * 9);
    // Of the creator three steps, of three roles of the brand four.
    assert_eq!(done + refused, kinds * 4 * 6 * (3 + 3 * 4));
    assert!(done > kinds * 3 * 12, "the control: some of it is allowed");
}
