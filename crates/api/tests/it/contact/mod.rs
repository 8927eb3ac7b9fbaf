//! Writing to whoever runs the platform.

mod answering;
mod writing;

use serde_json::{Value, json};
use shared::contact::{ContactMessage, ContactReceipt, ContactSummary};
use shared::page::Page;

use crate::support::Client;

const CONTACT: &str = "/api/contact";
const MESSAGES: &str = "/api/contact/messages";

fn message(kind: &str) -> Value {
    json!({
        "kind": kind, "name": "Lurdes", "email": "Lurdes@marca.example", "subject": "Precios",
        "words": "Hola:\n¿cuánto cuesta una campaña?", "seconds": 40,
    })
}

async fn written(who: &Client, kind: &str) -> ContactReceipt {
    let answer = who.post(CONTACT, message(kind)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.to()
}

async fn listed(staff: &Client, query: &str) -> Vec<ContactSummary> {
    let answer = staff.get(&format!("{MESSAGES}{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<ContactSummary>>().items
}

async fn shown(staff: &Client, id: impl std::fmt::Display) -> ContactMessage {
    let answer = staff.get(&format!("{MESSAGES}/{id}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}
