//! Accounts, for administrators.

use bson::doc;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::identity::{Permission, Role, Session, User, UserStatus, UserSummary};
use shared::page::Page;

use crate::support::{Client, PASSWORD, TestApp};

const USERS: &str = "/api/identity/users";

async fn id_of(client: &Client) -> String {
    client.get("/api/identity/me").await.json()["id"].as_str().unwrap().to_owned()
}

/// Changes an account as it is now.
async fn change(admin: &Client, id: &str, mut body: Value) -> crate::support::Answer {
    let user: User = admin.get(&format!("{USERS}/{id}")).await.to();
    body["revision"] = json!(user.revision);
    admin.patch(&format!("{USERS}/{id}"), body).await
}

#[tokio::test]
async fn accounts_are_found_by_the_beginning_of_words_without_accents() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for (email, first_name, last_name) in [
        ("ana@example.org", "Ana María", "Núñez"),
        ("nunca@example.org", "Eva", "Gómez"),
        ("x@else.org", "Ñandú", ""),
    ] {
        let body =
            json!({ "email": email, "password": PASSWORD, "first_name": first_name, "last_name": last_name });
        assert_eq!(app.anonymous().post("/api/identity/register", body).await.status, 201);
    }
    let found = async |query: &str| -> Vec<String> {
        let page: Page<UserSummary> = admin.get(&format!("{USERS}?{query}")).await.to();
        page.items.into_iter().map(|user| user.email).collect()
    };
    assert_eq!(found("search=NUN").await, ["nunca@example.org", "ana@example.org"]);
    assert_eq!(found("search=n%C3%BA%C3%B1ez%20mar").await, ["ana@example.org"]);
    assert_eq!(found("search=nandu").await, ["x@else.org"]);
    assert_eq!(found("search=else").await, ["x@else.org"]);
    assert!(found("search=unez").await.is_empty());
    assert!(found("search=.*").await.is_empty());
    assert_eq!(found("role=admin").await.len(), 1);
    assert_eq!(found("status=suspended").await.len(), 0);
    assert_eq!(found("limit=100").await.len(), 4);

    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<UserSummary> = admin.get(&format!("{USERS}?limit=1{cursor}")).await.to();
        seen.extend(page.items.into_iter().map(|user| user.email));
        let Some(next) = page.next_cursor else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, found("").await, "pages neither lose nor repeat");
    admin.get(&format!("{USERS}?cursor=nonsense")).await.assert_problem(ErrorCode::ValidationFailed);
    admin.get(&format!("{USERS}?limit=0")).await.assert_problem(ErrorCode::ValidationFailed);
    admin.get(&format!("{USERS}?color=red")).await.assert_problem(ErrorCode::MalformedQuery);
}

#[tokio::test]
async fn only_who_manages_accounts_sees_and_changes_them() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let id = id_of(&ana).await;
    let others: Vec<_> =
        Permission::ALL.iter().copied().filter(|one| *one != Permission::ManageUsers).collect();
    let reader = app.staff(&others).await;
    for (client, code) in [
        (&app.anonymous(), ErrorCode::Unauthenticated),
        (&ana, ErrorCode::Forbidden),
        (&reader, ErrorCode::Forbidden),
    ] {
        client.get(USERS).await.assert_problem(code);
        client.get(&format!("{USERS}/{id}")).await.assert_problem(code);
        client.patch(&format!("{USERS}/{id}"), json!({ "revision": 1 })).await.assert_problem(code);
        client.get(&format!("{USERS}/{id}/sessions")).await.assert_problem(code);
        client.delete(&format!("{USERS}/{id}/sessions")).await.assert_problem(code);
    }
    let admin = app.admin().await;
    admin
        .get(&format!("{USERS}/01890a5d-ac96-774b-bcce-b302099a8057"))
        .await
        .assert_problem(ErrorCode::NotFound);
    admin.get(&format!("{USERS}/7")).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn who_is_suspended_is_refused_at_the_next_request() {
    let app = TestApp::new().await;
    let (admin, ana) = (app.admin().await, app.user("ana@example.org").await);
    let id = id_of(&ana).await;
    let answer = change(&admin, &id, json!({ "status": "suspended" })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.to::<User>().status, UserStatus::Suspended);
    assert!(matches!(ana.get("/api/identity/me").await.status, 401 | 403));
    ana.post_empty("/api/identity/refresh").await.assert_problem(ErrorCode::InvalidRefreshToken);
    let wrong = json!({ "email": "ana@example.org", "password": "Otra-clave-1" });
    ana.post("/api/identity/sign-in", wrong).await.assert_problem(ErrorCode::InvalidCredentials);
    let right = json!({ "email": "ana@example.org", "password": PASSWORD });
    ana.post("/api/identity/sign-in", &right).await.assert_problem(ErrorCode::AccountSuspended);
    assert_eq!(change(&admin, &id, json!({ "status": "active" })).await.status, 200);
    assert_eq!(ana.post("/api/identity/sign-in", &right).await.status, 200);
    let trail = app.trail(&id).await;
    assert_eq!(trail.iter().filter(|action| *action == "identity.update_user").count(), 2);
}

#[tokio::test]
async fn who_is_demoted_is_refused_at_the_next_request() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.admin().await, app.staff(&[Permission::ManageUsers]).await);
    assert_eq!(staff.get(USERS).await.status, 200);
    let answer = change(&owner, &id_of(&staff).await, json!({ "roles": ["customer"] })).await;
    let demoted: User = answer.to();
    assert_eq!(
        (demoted.roles.as_slice(), demoted.permissions.as_slice()),
        ([Role::Customer].as_slice(), [].as_slice())
    );
    staff.get(USERS).await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(staff.get("/api/identity/me").await.status, 200);
}

#[tokio::test]
async fn nobody_raises_themselves_or_a_friend() {
    let app = TestApp::new().await;
    let (clerk, ana) = (app.staff(&[Permission::ManageUsers]).await, app.user("ana@example.org").await);
    let more = json!({ "permissions": ["manage_users", "restore_backups"] });
    change(&clerk, &id_of(&clerk).await, more).await.assert_problem(ErrorCode::Forbidden);
    let friend = json!({ "roles": ["admin"], "permissions": ["restore_backups"] });
    change(&clerk, &id_of(&ana).await, friend).await.assert_problem(ErrorCode::Forbidden);
    let none = json!({ "permissions": ["manage_users"] });
    change(&clerk, &id_of(&ana).await, none).await.assert_problem(ErrorCode::ValidationFailed);
    let same = json!({ "roles": ["admin", "creator"], "permissions": ["manage_users"] });
    assert_eq!(change(&clerk, &id_of(&ana).await, same).await.status, 200, "what one has, one can hand out");
}

#[tokio::test]
async fn the_last_who_manages_accounts_stays() {
    let app = TestApp::new().await;
    let owner = app.admin().await;
    let id = id_of(&owner).await;
    for body in
        [json!({ "roles": ["customer"] }), json!({ "permissions": [] }), json!({ "status": "suspended" })]
    {
        change(&owner, &id, body).await.assert_problem(ErrorCode::LastOne);
    }
    assert_eq!(owner.get(USERS).await.status, 200);
}

#[tokio::test]
async fn of_two_that_demote_each_other_at_once_one_stays() {
    let app = TestApp::new().await;
    let (a, b) = (app.admin().await, app.admin().await);
    let (id_a, id_b) = (id_of(&a).await, id_of(&b).await);
    let path = |id: &str| format!("{USERS}/{id}");
    let revision = async |id: &str| a.get(&path(id)).await.to::<User>().revision;
    let down_a = json!({ "roles": ["customer"], "revision": revision(&id_a).await });
    let down_b = json!({ "roles": ["customer"], "revision": revision(&id_b).await });
    let (path_a, path_b) = (path(&id_a), path(&id_b));
    let answers = futures::join!(a.patch(&path_b, down_b), b.patch(&path_a, down_a));
    let users = app.db.database().collection::<bson::Document>("users");
    let left = users.count_documents(doc! { "permissions": "manage_users" }).await.unwrap();
    assert_eq!(left, 1, "{answers:?}");
}

#[tokio::test]
async fn nobody_overwrites_what_another_changed() {
    let app = TestApp::new().await;
    let (admin, ana) = (app.admin().await, app.user("ana@example.org").await);
    let path = format!("{USERS}/{}", id_of(&ana).await);
    let revision = admin.get(&path).await.to::<User>().revision;
    let body = json!({ "roles": ["brand"], "revision": revision });
    assert_eq!(admin.patch(&path, &body).await.status, 200);
    admin.patch(&path, &body).await.assert_problem(ErrorCode::Conflict);
    admin.patch(&path, json!({ "roles": ["brand"] })).await.assert_problem(ErrorCode::MalformedBody);
    admin
        .patch(&path, json!({ "roles": [], "revision": 2 }))
        .await
        .assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn an_administrator_sees_and_ends_an_account_s_sessions() {
    let app = TestApp::new().await;
    let (admin, ana) = (app.admin().await, app.user("ana@example.org").await);
    let id = id_of(&ana).await;
    let path = format!("{USERS}/{id}/sessions");
    let sessions: Vec<Session> = admin.get(&path).await.to();
    assert_eq!((sessions.len(), sessions[0].current), (1, false));
    assert_eq!(admin.delete(&path).await.status, 204);
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    assert!(admin.get(&path).await.to::<Vec<Session>>().is_empty());
    assert!(app.trail(&id).await.contains(&"identity.revoke_sessions".to_owned()));
}

#[tokio::test]
async fn no_list_of_accounts_reads_them_all() {
    let app = TestApp::new().await;
    for filter in [
        doc! { "email": "ana@example.org" },
        doc! { "search": { "$elemMatch": { "$gte": "an", "$lt": "an\u{10FFFF}" } } },
        doc! { "roles": "admin" },
        doc! { "password_hash": { "$gte": "$2", "$lt": "$3" } },
    ] {
        let explain = doc! { "explain": { "find": "users", "filter": filter.clone() } };
        let plan = app.db.database().run_command(explain).await.unwrap().to_string();
        assert!(plan.contains("IXSCAN") && !plan.contains("COLLSCAN"), "{filter}: {plan}");
    }
}
