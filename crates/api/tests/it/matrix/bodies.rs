//! What is sent: something right where it decides who may, and a broken body where whoever may is known before it is read.

use reqwest::Method;
use serde_json::{Value, json};

use super::parties::Who;
use super::world::World;
use crate::campaigns::market::fee;
use crate::campaigns::words::{of_brand, of_creator};
use crate::campaigns::work::{draft, home, parcel};
use crate::media::gradient;
use crate::metrics::figures;
use crate::support::Answer;
use crate::support::operations::Operation;

/// Sends it.
pub async fn send(world: &World, operation: &Operation, who: Who, address: &str) -> Answer {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    let request = world.client(who).request(method, address);
    let content = &operation.body["requestBody"]["content"];
    let request = if content["application/json"].is_object() {
        match right(operation.id(), world.member(who), who.is_creator()) {
            Some(body) => request.json(body),
            None => request.header("content-type", "application/json").body("{\"a\": "),
        }
    } else if content["application/octet-stream"].is_object() {
        request.header("content-type", "application/octet-stream").body(gradient(320, 320))
    } else {
        request
    };
    request.send().await
}

/// Whether what is sent is broken.
pub fn is_broken(operation: &Operation) -> bool {
    let takes_json = operation.body["requestBody"]["content"]["application/json"].is_object();
    takes_json && right(operation.id(), "", false).is_none()
}

/// A body that is right, where one is needed to see who may.
fn right(operation: &str, member: &str, by_creator: bool) -> Option<Value> {
    Some(match operation {
        "update_brand" => json!({ "description": "Otra." }),
        "create_brand_invitation" => json!({ "email": "nuevo@brand.example", "role": "viewer" }),
        "update_brand_member" => json!({ "role": "viewer" }),
        "hand_over_brand" => json!({ "user_id": member }),
        "update_campaign" => json!({ "title": "Otro café" }),
        "cancel_campaign" => json!({ "reason": "No llega el producto." }),
        "create_application" => json!({ "message": "¡Me encanta!" }),
        "offer_application" => json!({}),
        "accept_application" => json!({ "offer_number": 1 }),
        "reject_application" => json!({ "reason": "Esta vez no." }),
        "counter_application" => json!({ "compensation": fee(400_000) }),
        "confirm_application" => {
            json!({ "name": "Ana María López", "brief_digest": "0".repeat(64), "offer_number": 1 })
        }
        "set_shipment_address" => home(),
        "send_shipment" => parcel(),
        "report_shipment" => json!({ "problem": "damaged", "note": "Llegó roto." }),
        "submit_deliverable" => draft(),
        "ask_deliverable_changes" => json!({ "note": "Más luz." }),
        "reject_deliverable" => json!({ "reason": "No es lo pedido." }),
        "publish_deliverable" => json!({ "post_url": "https://www.instagram.com/reel/C9zzzDEfghI/" }),
        "create_draft_comment" => json!({ "draft": 1, "text": "Más luz." }),
        "send_message" => json!({ "text": "Hola." }),
        "read_messages" => json!({ "number": 1 }),
        "confirm_metrics" => figures(&[("views", 1_200)]),
        "question_metrics" | "question_managed_metrics" => json!({ "reason": "Son muchos." }),
        "create_rating" if by_creator => of_brand([5, 4, 5]),
        "create_rating" => of_creator([5, 4, 5]),
        "update_portfolio_item" => json!({ "title": "Lo mejor" }),
        "reply_to_rating" => json!({ "words": "Gracias." }),
        _ => return None,
    })
}
