//! Every state of figures × every step × every role: what the rules forbid answers 409.

use bson::{Document, doc};
use serde_json::json;
use shared::campaigns::MetricsState::{self, Confirmed, Discarded, Questioned, Read, Reading, Unread};

use super::{METRICS, Post, figures, nothing};
use crate::campaigns::market::brand;
use crate::support::{Answer, Client};

const STEPS: [&str; 5] = ["look", "confirm", "discard", "question", "doubt"];
const ROLES: [&str; 9] =
    ["owner", "admin", "member", "viewer", "creator", "other brand", "other creator", "staff", "nobody"];

async fn attempt(who: &Client, id: &str, step: &str) -> Answer {
    let address = format!("{METRICS}/{id}/{step}");
    let reason = json!({ "reason": "¿Seguro?" });
    match step {
        "look" => who.get(&format!("{METRICS}/{id}")).await,
        "confirm" => who.post(&address, figures(&[("views", 7)])).await,
        "discard" => who.post_empty(&address).await,
        "question" => who.post(&address, reason).await,
        _ => who.post(&format!("{METRICS}/managed/{id}/question"), reason).await,
    }
}

fn leads(step: &str, state: MetricsState) -> Option<MetricsState> {
    match (step, state) {
        ("look", _) => Some(state),
        ("confirm", Reading | Read | Unread | Questioned) => Some(Confirmed),
        ("discard", Reading | Read | Unread) => Some(Discarded),
        ("question" | "doubt", Confirmed) => Some(Questioned),
        _ => None,
    }
}

/// What must come of it: the status, the code of the problem, and where they stand then.
fn expected(role: &str, step: &str, state: MetricsState) -> (u16, &'static str, MetricsState) {
    let decided = match leads(step, state) {
        Some(to) => (200, "", to),
        None => (409, "move_not_allowed", state),
    };
    match (role, step) {
        ("nobody", _) => (401, "unauthenticated", state),
        ("staff", "doubt") => decided,
        (_, "doubt") => (403, "forbidden", state),
        ("other brand" | "other creator" | "staff", _) => (404, "not_found", state),
        ("creator", "question") => (403, "forbidden", state),
        ("creator", _) => decided,
        _ if !state.is_shown() => (404, "not_found", state),
        (_, "look") => decided,
        ("owner" | "admin" | "member", "question") => decided,
        _ => (403, "forbidden", state),
    }
}

#[tokio::test]
async fn every_state_every_step_every_role() {
    let post = Post::new().await;
    let made = post.reported(nothing(1)).await;
    let market = &post.work.market;
    let other = market.app.user("other@brand.example").await;
    brand(&other, "Otra").await;
    let people = [
        &market.owner,
        &market.colleague("admin").await,
        &market.colleague("member").await,
        &market.colleague("viewer").await,
        post.ana(),
        &other,
        &market.creator("eva").await,
        &market.app.admin().await,
        &market.app.anonymous(),
    ];
    let id = made.id.to_string();
    let stored = market.app.db.collection::<Document>("campaign_metrics");
    let original = post.work.only("campaign_metrics").await;
    let (mut cells, mut done, mut refused, mut wrong) = (0_usize, 0_usize, 0_usize, Vec::new());
    for state in MetricsState::ALL {
        for step in STEPS {
            for (role, who) in ROLES.iter().zip(people) {
                let mut document = original.clone();
                document.insert("state", state.as_str());
                document.insert("open", state.is_open());
                stored.replace_one(doc! { "_id": &id }, &document).await.unwrap();
                for name in ["jobs", "notices"] {
                    market.app.db.collection::<Document>(name).delete_many(doc! {}).await.unwrap();
                }
                cells += 1;
                let answer = attempt(who, &id, step).await;
                let (status, code, after) = expected(role, step, *state);
                let cell = format!("{state:?} {step} {role}");
                if (answer.status, answer.code().as_str()) != (status, code) {
                    wrong.push(format!("{cell}: {} {}, not {status} {code}", answer.status, answer.code()));
                }
                let now = post.work.only("campaign_metrics").await;
                if now.get_str("state").unwrap() != after.as_str() {
                    wrong.push(format!("{cell}: stands at {now}"));
                }
                refused += usize::from(answer.status == 409);
                done += usize::from(answer.status < 300 && step != "look");
            }
        }
    }
    println!("{cells} cells, {done} done, {refused} refused with 409, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(cells, 6 * 5 * 9);
    assert_eq!(done, 4 + 3 + 3 + 1, "the control: some of it is allowed");
    assert_eq!(refused, 2 + 3 + 3 + 5);
}
