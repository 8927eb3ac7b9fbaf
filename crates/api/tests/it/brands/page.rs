//! What everybody may see of a brand.

use serde_json::{Value, json};
use shared::error::ErrorCode;

use super::{at, brand};
use crate::support::TestApp;

const PAGES: &str = "/api/brands/pages";

#[tokio::test]
async fn a_brand_without_a_page_is_nowhere_and_one_with_a_page_shows_what_it_wants() {
    let app = TestApp::new().await;
    let (owner, nobody) = (app.user("owner@example.org").await, app.anonymous());
    let id = brand(&owner, "Lurdes").await.id;
    let page = async |name: &str| nobody.get(&format!("{PAGES}/{name}")).await;
    page("lurdes").await.assert_problem(ErrorCode::NotFound);
    page(&id.to_string()).await.assert_problem(ErrorCode::NotFound);
    let body = json!({
        "handle": "Lurdes", "description": "Dulces de siempre.", "website": "lurdes.com.py", "legal_name": "Lurdes S.A.",
        "ruc": "80009735-1", "contact_name": "Ana", "contact_email": "ventas@lurdes.com.py",
        "contact_phone": "0981 123456", "networks": [{ "network": "instagram", "handle": "@lurdes.py" }],
    });
    assert_eq!(owner.patch(&at(id, ""), body).await.status, 200);
    let answer = page("LURDES").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let text = String::from_utf8(answer.body.clone()).unwrap();
    for hidden in ["S.A.", "80009735", "ventas@", "981123456", "owner@example.org", "package", "members"] {
        assert!(!text.contains(hidden), "{hidden} is on the page: {text}");
    }
    let shown = answer.json();
    assert_eq!((&shown["company"], &shown["handle"]), (&json!("Lurdes"), &json!("lurdes")));
    assert_eq!(shown["website"], "https://lurdes.com.py");
    assert_eq!(shown["networks"][0]["url"], "https://www.instagram.com/lurdes.py/");
    assert_eq!(shown["contact"], Value::Null);

    assert_eq!(owner.patch(&at(id, ""), json!({ "contact_public": true })).await.status, 200);
    let contact = page("lurdes").await.json()["contact"].clone();
    assert_eq!(contact["whatsapp"], "https://wa.me/595981123456");
    assert_eq!((&contact["name"], &contact["email"]), (&json!("Ana"), &json!("ventas@lurdes.com.py")));
    // The page is closed again, and its name is free.
    assert_eq!(owner.patch(&at(id, ""), json!({ "handle": "" })).await.status, 200);
    page("lurdes").await.assert_problem(ErrorCode::NotFound);
    let eva = app.user("eva@example.org").await;
    let other = brand(&eva, "Otra").await.id;
    assert_eq!(eva.patch(&at(other, ""), json!({ "handle": "lurdes" })).await.status, 200);
    assert_eq!(page("lurdes").await.json()["id"], json!(other));
}
