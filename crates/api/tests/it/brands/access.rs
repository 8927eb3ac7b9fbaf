//! Who may do what: every operation on a brand × everybody.

use reqwest::Method;
use serde_json::{Value, json};
use shared::brands::{GrantPackage, PackagePlan};
use shared::error::ErrorCode;
use shared::identity::Permission;

use super::{BRANDS, NOWHERE, at, brand, id_of, join};
use crate::support::TestApp;

/// The operations of a workspace with bodies that change nothing, and the least of viewer, member, admin, owner that may.
fn operations(someone: &str) -> Vec<(Method, String, Option<Value>, usize)> {
    let get = |path: &str, least| (Method::GET, path.to_owned(), None, least);
    vec![
        get("", 0),
        get("/members", 0),
        get("/package", 0),
        get("/revisions", 0),
        get("/invitations", 2),
        (Method::PATCH, String::new(), Some(json!({})), 2),
        (Method::PATCH, format!("/members/{someone}"), Some(json!({ "role": "viewer" })), 2),
        (Method::POST, "/invitations".to_owned(), Some(json!({ "email": "x", "role": "viewer" })), 2),
        (Method::DELETE, format!("/invitations/{NOWHERE}"), None, 2),
        (Method::POST, "/revisions/7/revert".to_owned(), None, 2),
        (Method::POST, "/logo".to_owned(), Some(json!({})), 2),
        (Method::DELETE, "/logo".to_owned(), None, 2),
        (Method::POST, "/owner".to_owned(), Some(json!({ "user_id": NOWHERE })), 3),
    ]
}

#[tokio::test]
async fn each_role_may_what_it_says_and_to_others_there_is_no_such_brand() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let viewer = join(&app, &owner, id, "viewer@example.org", "viewer").await;
    let member = join(&app, &owner, id, "member@example.org", "member").await;
    let admin = join(&app, &owner, id, "admin@example.org", "admin").await;
    let stranger = app.user("stranger@example.org").await;
    brand(&stranger, "Otra").await;
    let staff = app.admin().await;
    let nobody = app.anonymous();
    let someone = id_of(&viewer).await.to_string();
    let (mut cells, mut wrong) = (0, Vec::new());
    for (method, rest, body, least) in operations(&someone) {
        let mut check = |who: &str, code: &str, expected: Option<&str>| {
            cells += 1;
            let refused = matches!(code, "unauthenticated" | "forbidden" | "not_found");
            // What fails for another reason was let in; what is not there was looked for.
            let looked_for = code == "not_found" && (rest.contains(NOWHERE) || rest.contains("revert"));
            let let_in = !refused || looked_for;
            let fits = expected.map_or(let_in, |expected| code == expected);
            if !fits {
                wrong.push(format!("{method} {rest} by {who}: {code:?}"));
            }
        };
        for (rank, (name, who)) in
            [("viewer", &viewer), ("member", &member), ("admin", &admin), ("owner", &owner)]
                .into_iter()
                .enumerate()
        {
            let request = who.request(method.clone(), &at(id, &rest));
            let answer = match &body {
                Some(body) => request.json(body).send().await,
                None => request.send().await,
            };
            check(name, &answer.code(), (rank < least).then_some("forbidden"));
        }
        for (name, who, expected) in [
            ("another brand", &stranger, "not_found"),
            ("the staff", &staff, "not_found"),
            ("nobody", &nobody, "unauthenticated"),
        ] {
            let request = who.request(method.clone(), &at(id, &rest));
            let answer = match &body {
                Some(body) => request.json(body).send().await,
                None => request.send().await,
            };
            check(name, &answer.code(), Some(expected));
        }
        let missing = owner.request(method.clone(), &format!("{BRANDS}/{NOWHERE}{rest}")).send().await;
        check("the owner of another", &missing.code(), Some("not_found"));
    }
    println!("{cells} cells of operations and people, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(cells > 100);
}

#[tokio::test]
async fn what_is_the_staff_s_is_no_member_s_and_needs_its_permission() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let clerk = app.staff(&[Permission::ManageUsers]).await;
    let grant = GrantPackage { plan: PackagePlan::Starter, deliveries_a_month: None, months: 1 };
    for (who, code) in [
        (&owner, ErrorCode::Forbidden),
        (&clerk, ErrorCode::Forbidden),
        (&app.anonymous(), ErrorCode::Unauthenticated),
    ] {
        who.get(BRANDS).await.assert_problem(code);
        who.get(&at(id, "/record")).await.assert_problem(code);
        who.get(&at(id, "/record/revisions")).await.assert_problem(code);
        who.post(&at(id, "/record/trash"), json!({ "reason": "spam" })).await.assert_problem(code);
        who.post_empty(&at(id, "/record/restore")).await.assert_problem(code);
        who.post(&at(id, "/package"), grant).await.assert_problem(code);
        who.post(&at(id, "/package/prolong"), json!({ "months": 1 })).await.assert_problem(code);
        who.delete(&at(id, "/package")).await.assert_problem(code);
    }
    let staff = app.staff(&[Permission::ManageMarketplace]).await;
    assert_eq!(staff.get(&at(id, "/record")).await.status, 200);
}

#[tokio::test]
async fn a_program_works_for_a_brand_and_never_gives_it_away() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let body = json!({ "name": "A test", "scopes": ["brands:read", "brands:write"] });
    let made = owner.post("/api/identity/keys", body).await;
    assert_eq!(made.status, 201, "{made:?}");
    let program = app.anonymous();
    program.set_token(made.json()["secret"].as_str());
    assert_eq!(program.get(&at(id, "")).await.status, 200);
    assert_eq!(program.patch(&at(id, ""), json!({ "description": "Por un programa." })).await.status, 200);
    program.delete(&at(id, "")).await.assert_problem(ErrorCode::KeyNotAllowed);
    program.post_empty(&at(id, "/restore")).await.assert_problem(ErrorCode::KeyNotAllowed);
    let heir = json!({ "user_id": NOWHERE });
    program.post(&at(id, "/owner"), heir).await.assert_problem(ErrorCode::KeyNotAllowed);
}
