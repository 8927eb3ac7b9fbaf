//! Registering, signing in, and being known.

use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{Permission, SignedIn};

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn who_registers_is_signed_in_at_level_one_without_points() {
    let app = TestApp::new().await;
    let ana = app.anonymous();
    let body = json!({ "email": "Ana@Example.org", "password": PASSWORD, "first_name": "Ana" });
    let answer = ana.post("/api/identity/register", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let entry: SignedIn = answer.to();
    assert_eq!((entry.token_type.as_str(), entry.expires_in), ("Bearer", 900));
    assert_eq!(
        (entry.user.email.as_str(), entry.user.level, entry.user.total_points),
        ("ana@example.org", 1, 0)
    );

    let me = ana.get("/api/identity/me").await;
    assert_eq!(me.status, 200, "{me:?}");
    assert_eq!(me.json(), serde_json::to_value(entry.user).unwrap());
    assert_eq!(ana.get("/api/auth/me").await.json(), me.json());
}

#[tokio::test]
async fn who_knows_the_password_signs_in_and_who_does_not_does_not() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    let ana = app.anonymous();
    for path in ["/api/identity/sign-in", "/api/auth/login"] {
        let answer = ana.post(path, json!({ "email": "ANA@example.org", "password": PASSWORD })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let wrong = ana.post(path, json!({ "email": "ana@example.org", "password": "Otra-clave-1" })).await;
        wrong.assert_problem(ErrorCode::InvalidCredentials);
        let unknown = ana.post(path, json!({ "email": "eva@example.org", "password": PASSWORD })).await;
        unknown.assert_problem(ErrorCode::InvalidCredentials);
    }
}

#[tokio::test]
async fn nobody_is_let_in_without_a_token_and_permissions_count_one_by_one() {
    let app = TestApp::new().await;
    let settings = "/api/system/settings";
    app.anonymous().get(settings).await.assert_problem(ErrorCode::Unauthenticated);
    app.user("ana@example.org").await.get(settings).await.assert_problem(ErrorCode::Forbidden);
    app.staff(&[Permission::InspectData]).await.get(settings).await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(app.staff(&[Permission::ManageSystem]).await.get(settings).await.status, 200);
    assert_eq!(app.admin().await.get(settings).await.status, 200);
}
