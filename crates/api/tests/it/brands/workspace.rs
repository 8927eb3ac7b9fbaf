//! The workspace: made, shown, changed.

use serde_json::{Value, json};
use shared::brands::{Brand, BrandMembership, BrandRole};
use shared::error::ErrorCode;

use super::{BRANDS, at, brand, join};
use crate::support::{Answer, TestApp};

fn fields(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let fields = problem["fields"].as_array().unwrap().iter();
    fields.map(|field| field["field"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn who_makes_a_brand_owns_it_and_acts_as_one() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let answer = ana.post(BRANDS, json!({ "company": " Lurdes ", "website": "lurdes.com.py" })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let made: Brand = answer.to();
    assert_eq!((made.company.as_str(), made.your_role, made.revision), ("Lurdes", Some(BrandRole::Owner), 1));
    assert_eq!(made.website.as_deref(), Some("https://lurdes.com.py"));
    assert_eq!(made.created_at, app.clock.now());
    let mine: Vec<BrandMembership> = ana.get("/api/brands/mine").await.to();
    assert_eq!((mine[0].brand_id, mine[0].role, mine.len()), (made.id, BrandRole::Owner, 1));
    assert_eq!(ana.get(&at(made.id, "")).await.to::<Brand>(), made);
    let stored = app.stored_user("ana@example.org").await;
    assert!(stored.get_array("roles").unwrap().contains(&"brand".into()), "{stored}");
    assert_eq!(app.trail(&made.id.to_string()).await, ["brands.create_brand"]);
    // The key of a request makes one brand, however often it is sent.
    let send = || {
        let request =
            ana.request(reqwest::Method::POST, BRANDS).header("idempotency-key", "a-key-of-the-tests-1");
        request.json(json!({ "company": "Otra" })).send()
    };
    assert_eq!(send().await.to::<Brand>().id, send().await.to::<Brand>().id);
    assert_eq!(ana.get("/api/brands/mine").await.json().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_given_is_changed_and_read_as_people_type_it() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let id = brand(&ana, "Lurdes").await.id;
    let body = json!({
        "legal_name": "Lurdes S.A.", "ruc": "80.009.735-1", "website": "WWW.lurdes.com.py/tienda",
        "description": "Dulces de siempre.", "contact_name": "Ana", "contact_email": "Ventas@Lurdes.com.py",
        "contact_phone": "0981 123456", "handle": "Lurdes", "revision": 1,
        "networks": [
            { "network": "instagram", "handle": "https://www.instagram.com/lurdes.py/?hl=es" },
            { "network": "tiktok", "handle": "@lurdes" },
        ],
    });
    let answer = ana.patch(&at(id, ""), &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let told = answer.json();
    assert_eq!(told["ruc"], "80009735-1");
    assert_eq!(told["website"], "https://www.lurdes.com.py/tienda");
    assert_eq!(told["contact"]["email"], "ventas@lurdes.com.py");
    assert_eq!(told["contact"]["phone"]["e164"], "+595981123456");
    assert_eq!(told["contact"]["whatsapp"], "https://wa.me/595981123456");
    assert_eq!((told["handle"].as_str(), told["revision"].as_u64()), (Some("lurdes"), Some(2)));
    assert_eq!(
        told["networks"][0],
        json!({ "network": "instagram", "handle": "lurdes.py", "url": "https://www.instagram.com/lurdes.py/" })
    );
    ana.patch(&at(id, ""), &body).await.assert_problem(ErrorCode::Conflict);
    let cleared =
        ana.patch(&at(id, ""), json!({ "ruc": "", "contact_phone": "", "networks": [] })).await.json();
    assert_eq!((&cleared["ruc"], &cleared["contact"]["whatsapp"]), (&Value::Null, &Value::Null));
    assert_eq!((&cleared["networks"], &cleared["legal_name"]), (&json!([]), &json!("Lurdes S.A.")));
    // The same again is no change.
    assert_eq!(ana.patch(&at(id, ""), json!({ "ruc": "" })).await.json()["revision"], 3);
    assert_eq!(
        app.trail(&id.to_string()).await,
        ["brands.create_brand", "brands.update_brand", "brands.update_brand"]
    );
    // How to reach a person is not in the trail.
    let events = app.db.collection::<bson::Document>("audit_events");
    let event = events.find_one(bson::doc! { "action": "brands.update_brand" }).await.unwrap().unwrap();
    let event = event.to_string();
    assert!(event.contains("80009735-1") && event.contains("contact_changed"), "{event}");
    assert!(!event.contains("981123456") && !event.contains("ventas@"), "{event}");
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_its_field() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let path = at(brand(&ana, "Lurdes").await.id, "");
    for (body, field) in [
        (json!({ "company": " " }), "company"),
        (json!({ "ruc": "80009735-2" }), "ruc"),
        (json!({ "website": "javascript:alert(1)" }), "website"),
        (json!({ "contact_email": "ana" }), "contact_email"),
        (json!({ "contact_phone": "12345" }), "contact_phone"),
        (json!({ "contact_country": "Paraguay" }), "contact_country"),
        (json!({ "handle": "avenue" }), "handle"),
        (json!({ "networks": [{ "network": "instagram", "handle": "https://lurdes.com.py" }] }), "networks"),
        (json!({ "description": "x".repeat(1001) }), "description"),
    ] {
        let answer = ana.patch(&path, &body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert!(fields(&answer)[0].starts_with(field), "{body}: {answer:?}");
    }
    ana.patch(&path, json!({ "owner": "me" })).await.assert_problem(ErrorCode::MalformedBody);
    ana.post(BRANDS, json!({ "company": "" })).await.assert_problem(ErrorCode::ValidationFailed);
    ana.post(BRANDS, json!({})).await.assert_problem(ErrorCode::MalformedBody);
    app.anonymous().post(BRANDS, json!({ "company": "X" })).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn the_name_of_a_page_is_one_brand_s() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    let (lurdes, other) = (brand(&ana, "Lurdes").await.id, brand(&eva, "Otra").await.id);
    assert_eq!(ana.patch(&at(lurdes, ""), json!({ "handle": "dulces" })).await.status, 200);
    let taken = eva.patch(&at(other, ""), json!({ "handle": "Dulces" })).await;
    taken.assert_problem(ErrorCode::HandleTaken);
    assert_eq!(fields(&taken), ["handle"]);
    // Of two at once, one has it.
    let wish = json!({ "handle": "nuevo" });
    let (path_a, path_b) = (at(lurdes, ""), at(other, ""));
    let (a, b) = futures::join!(ana.patch(&path_a, &wish), eva.patch(&path_b, &wish));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{a:?} {b:?}");
    (if a.status == 409 { a } else { b }).assert_problem(ErrorCode::HandleTaken);
}

#[tokio::test]
async fn of_many_changes_at_once_from_one_revision_one_holds() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let id = brand(&ana, "Lurdes").await.id;
    let path = at(id, "");
    let change = |n: u32| ana.patch(&path, json!({ "description": format!("n. {n}"), "revision": 1 }));
    let answers = futures::future::join_all((0..20).map(change)).await;
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(done, 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.assert_problem(ErrorCode::Conflict);
    }
    let revisions = ana.get(&at(id, "/revisions")).await.json();
    assert_eq!(revisions["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_account_works_in_fifty_brands_at_most() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    for number in 0..50 {
        brand(&ana, &format!("Marca {number}")).await;
    }
    ana.post(BRANDS, json!({ "company": "Una más" })).await.assert_problem(ErrorCode::LimitReached);
    let theirs = brand(&eva, "Otra").await.id;
    let token = super::invite(&app, &eva, theirs, "ana@example.org", "viewer").await;
    let more = ana.post("/api/brands/invitations/accept", json!({ "token": token })).await;
    more.assert_problem(ErrorCode::LimitReached);
    assert_eq!(ana.get("/api/brands/mine").await.json().as_array().unwrap().len(), 50);
    // The link is good still, for who makes room.
    let _ = join(&app, &eva, theirs, "ida@example.org", "viewer").await;
    let shown = app.anonymous().post("/api/brands/invitations/show", json!({ "token": token })).await;
    assert_eq!(shown.status, 200, "{shown:?}");
}
