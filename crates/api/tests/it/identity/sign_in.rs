//! Registering, signing in, and being known.

use bson::doc;
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
    assert_eq!(me.json(), serde_json::to_value(&entry.user).unwrap());
    assert_eq!(ana.get("/api/auth/me").await.json(), me.json());

    let stored = app.stored_user("ana@example.org").await;
    assert!(stored.get_str("password_hash").unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(app.trail(&entry.user.id.to_string()).await, ["identity.register"]);
    assert_eq!(app.mailed_tokens("verify_email", "ana@example.org").await.len(), 1);
}

#[tokio::test]
async fn the_cookies_are_for_our_pages_and_no_script() {
    for (site, secure) in [("http://localhost:8080", false), ("https://avenue.example", true)] {
        let app = TestApp::with(&[("AVENUE_PUBLIC_URL", site)]).await;
        let body = json!({ "email": "ana@example.org", "password": PASSWORD, "first_name": "Ana" });
        let answer = app.anonymous().post("/api/auth/register", body).await;
        let cookies: Vec<_> =
            answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
        let named = |name: &str| *cookies.iter().find(|cookie| cookie.starts_with(name)).unwrap();
        for (cookie, path) in [(named("avenue_refresh="), "/api/identity"), (named("avenue_device="), "/api")]
        {
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
            assert!(cookie.contains(&format!("Path={path};")), "{cookie}");
            assert_eq!(cookie.contains("Secure"), secure, "{cookie}");
        }
        assert!(!String::from_utf8_lossy(&answer.body).contains("refresh"), "no refresh token in the body");
    }
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
        let told = |answer: &serde_json::Value| {
            let mut answer = answer.clone();
            answer.as_object_mut().unwrap().remove("request_id");
            answer
        };
        assert_eq!(told(&wrong.json()), told(&unknown.json()), "the answers are the same");
    }
    let id = app.stored_user("ana@example.org").await.get_str("_id").unwrap().to_owned();
    let trail = app.trail(&id).await;
    let count = |action: &str| trail.iter().filter(|found| *found == action).count();
    assert_eq!((count("identity.sign_in"), count("identity.sign_in_refused")), (2, 2), "{trail:?}");
    assert_eq!(app.trail("unknown").await.len(), 2);
}

#[tokio::test]
async fn wrong_bodies_are_refused_with_the_field_that_is_wrong() {
    let app = TestApp::new().await;
    let ana = app.anonymous();
    let with = |field: &str, value: serde_json::Value| {
        let mut body = json!({ "email": "ana@example.org", "password": PASSWORD, "first_name": "Ana" });
        body[field] = value;
        body
    };
    for (field, value) in [
        ("email", json!("nobody")),
        ("password", json!("short")),
        ("first_name", json!("")),
        ("role", json!("admin")),
    ] {
        let answer = ana.post("/api/identity/register", with(field, value)).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field);
    }
    ana.post("/api/identity/register", with("is_admin", json!(true)))
        .await
        .assert_problem(ErrorCode::MalformedBody);
    ana.post("/api/identity/sign-in", json!({ "email": "" })).await.assert_problem(ErrorCode::MalformedBody);
    let empty = ana.post("/api/identity/sign-in", json!({ "email": "", "password": "" })).await;
    empty.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn easy_passwords_are_refused() {
    let app = TestApp::new().await;
    let ana = app.anonymous();
    for password in ["P@ssw0rd123", "Ana-Example1!"] {
        let body = json!({ "email": "ana@example.org", "password": password, "first_name": "Ana" });
        let answer = ana.post("/api/identity/register", body).await;
        answer.assert_problem(ErrorCode::WeakPassword);
        assert_eq!(answer.json()["fields"][0]["field"], "password");
    }
}

#[tokio::test]
async fn a_taken_address_is_refused_and_its_owner_hears_of_it() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    let body = json!({ "email": "ANA@example.org", "password": PASSWORD, "first_name": "Eva" });
    for _ in 0..5 {
        let answer = app.anonymous().post("/api/identity/register", &body).await;
        answer.assert_problem(ErrorCode::EmailTaken);
    }
    assert_eq!(app.mails("account_exists", "ana@example.org").await, 3, "told, but not flooded");
    assert_eq!(app.stored_user("ana@example.org").await.get_str("first_name").unwrap(), "Test");
}

#[tokio::test]
async fn of_ten_that_register_one_address_at_once_one_gets_it() {
    let app = TestApp::new().await;
    let body = json!({ "email": "ana@example.org", "password": PASSWORD, "first_name": "Ana" });
    let clients: Vec<_> = (0..10).map(|_| app.anonymous()).collect();
    let answers =
        futures::future::join_all(clients.iter().map(|one| one.post("/api/identity/register", &body))).await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn hashes_of_the_old_platform_are_taken_and_replaced() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    let old = bcrypt::hash("Clave-Vieja-1", 5).unwrap();
    for prefix in ["$2a$", "$2b$", "$2y$"] {
        let stored = format!("{prefix}{}", &old[4..]);
        let users = app.db.database().collection::<bson::Document>("users");
        let set = doc! { "$set": { "password_hash": stored } };
        users.update_one(doc! { "email": "ana@example.org" }, set).await.unwrap();
        let ana = app.anonymous();
        let wrong = json!({ "email": "ana@example.org", "password": "Clave-Vieja-2" });
        ana.post("/api/identity/sign-in", wrong).await.assert_problem(ErrorCode::InvalidCredentials);
        let right = json!({ "email": "ana@example.org", "password": "Clave-Vieja-1" });
        assert_eq!(ana.post("/api/identity/sign-in", &right).await.status, 200);
        let stored = app.stored_user("ana@example.org").await;
        assert!(stored.get_str("password_hash").unwrap().starts_with("$argon2id$"));
        assert_eq!(ana.post("/api/identity/sign-in", &right).await.status, 200, "the same password still");
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
