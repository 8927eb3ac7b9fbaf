//! The first administrator, and the command line's help for a locked-out owner.

use api::domains::identity::{
    FirstStart, OneTimePassword, create_administrator, first_administrator, reset_password,
};
use secrecy::ExposeSecret;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{Me, Permission, Role};

use crate::support::{Client, PASSWORD, TestApp};

const ADMIN: &[(&str, &str)] = &[("AVENUE_ADMIN_EMAIL", "Owner@Avenue.example")];

async fn sign_in(app: &TestApp, given: &OneTimePassword) -> Client {
    let client = app.anonymous();
    let body = json!({ "email": given.email, "password": given.password.expose_secret() });
    let answer = client.post("/api/identity/sign-in", body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    client
}

#[tokio::test]
async fn the_first_start_makes_an_administrator_who_must_change_the_password() {
    let app = TestApp::with(ADMIN).await;
    let FirstStart::Created(given) = first_administrator(&app.state).await.unwrap() else {
        panic!("not created")
    };
    assert_eq!(given.email, "owner@avenue.example");
    assert!(!format!("{given:?}").contains(given.password.expose_secret()));
    assert!(matches!(first_administrator(&app.state).await.unwrap(), FirstStart::AlreadyThere));

    let owner = sign_in(&app, &given).await;
    let me: Me = owner.get("/api/identity/me").await.to();
    assert!(me.must_change_password);
    assert_eq!((me.roles.as_slice(), me.permissions.as_slice()), ([Role::Admin].as_slice(), Permission::ALL));
    for path in ["/api/identity/users", "/api/identity/links", "/api/system/settings"] {
        owner.get(path).await.assert_problem(ErrorCode::PasswordChangeRequired);
    }
    let body = json!({ "first_name": "x" });
    owner.patch("/api/identity/me", body).await.assert_problem(ErrorCode::PasswordChangeRequired);
    let body = json!({ "current_password": given.password.expose_secret(), "new_password": PASSWORD });
    assert_eq!(owner.post("/api/identity/password/change", body).await.status, 204);
    assert_eq!(owner.get("/api/identity/users").await.status, 200);
    let trail = app.trail(&me.id.to_string()).await;
    assert_eq!(trail, ["identity.first_administrator", "identity.sign_in", "identity.change_password"]);
}

#[tokio::test]
async fn of_several_processes_that_start_at_once_one_makes_the_administrator() {
    let app = TestApp::with(ADMIN).await;
    let starts = (0..8).map(|_| first_administrator(&app.state));
    let done = futures::future::join_all(starts).await;
    let created = done.iter().filter(|done| matches!(done, Ok(FirstStart::Created(_)))).count();
    assert_eq!(created, 1, "{done:?}");
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    let users = app.db.database().collection::<bson::Document>("users");
    assert_eq!(users.count_documents(bson::doc! {}).await.unwrap(), 1);
}

#[tokio::test]
async fn without_an_address_there_is_no_administrator() {
    let app = TestApp::new().await;
    assert!(matches!(first_administrator(&app.state).await.unwrap(), FirstStart::NoAddress));
    let users = app.db.database().collection::<bson::Document>("users");
    assert_eq!(users.count_documents(bson::doc! {}).await.unwrap(), 0);
}

#[tokio::test]
async fn an_account_with_the_address_becomes_the_administrator() {
    let app = TestApp::with(ADMIN).await;
    let early = app.user("owner@avenue.example").await;
    let FirstStart::Created(given) = first_administrator(&app.state).await.unwrap() else {
        panic!("not created")
    };
    early.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert!(
        sign_in(&app, &given).await.get("/api/identity/me").await.to::<Me>().may(Permission::ManageUsers)
    );
}

#[tokio::test]
async fn the_command_line_makes_administrators_and_resets_passwords() {
    let app = TestApp::new().await;
    let given = create_administrator(&app.state, "Second@Avenue.example").await.unwrap();
    let second = sign_in(&app, &given).await;
    assert!(second.get("/api/identity/me").await.to::<Me>().must_change_password);
    let again = create_administrator(&app.state, "second@avenue.example").await.unwrap_err();
    assert_eq!(again.code(), ErrorCode::EmailTaken);
    assert_eq!(
        create_administrator(&app.state, "nobody").await.unwrap_err().code(),
        ErrorCode::ValidationFailed
    );

    let ana = app.user("ana@example.org").await;
    let given = reset_password(&app.state, "ana@example.org").await.unwrap();
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert!(sign_in(&app, &given).await.get("/api/identity/me").await.to::<Me>().must_change_password);
    let unknown = reset_password(&app.state, "nobody@example.org").await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::NotFound);
}
