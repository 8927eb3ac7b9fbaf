//! Reports of abuse.

mod deciding;
mod races;
mod reporting;

use serde_json::{Value, json};
use shared::abuse::{AbuseCaseSummary, OwnAbuseReport};
use shared::page::Page;

use crate::support::{Answer, Client};

const REPORTS: &str = "/api/abuse/reports";
const CASES: &str = "/api/abuse/cases";

async fn report(who: &Client, kind: &str, id: impl std::fmt::Display) -> Answer {
    who.post(REPORTS, body(kind, id)).await
}

fn body(kind: &str, id: impl std::fmt::Display) -> Value {
    json!({ "target": { "kind": kind, "id": id.to_string() }, "reason": "harassment", "words": "Me insulta." })
}

async fn reported(who: &Client, kind: &str, id: impl std::fmt::Display) -> OwnAbuseReport {
    let answer = report(who, kind, id).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

/// The open cases, the oldest first.
async fn cases(staff: &Client) -> Vec<AbuseCaseSummary> {
    let answer = staff.get(CASES).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<AbuseCaseSummary>>().items
}

async fn decide(staff: &Client, case: &AbuseCaseSummary, decision: &str) -> Answer {
    let body = json!({ "decision": decision, "reason": "Incumple las normas." });
    staff.post(&format!("{CASES}/{}/decide", case.id), body).await
}
