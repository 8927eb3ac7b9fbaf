//! Looking at the platform as somebody else.

use bson::{Document, doc};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{Me, Permission, SignedIn};

use crate::support::operations::{address, operations};
use crate::support::{Client, TestApp};

async fn id_of(who: &Client) -> String {
    who.get("/api/identity/me").await.to::<Me>().id.to_string()
}

fn of(id: &str) -> String {
    format!("/api/identity/users/{id}/view")
}

/// Somebody of the staff who looks as the account of that id.
async fn looking(app: &TestApp, staff: &Client, id: &str) -> Client {
    let answer =
        staff.request(Method::POST, &of(id)).json(json!({ "reason": "an order got lost" })).send().await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let look = app.anonymous();
    look.set_token(Some(&answer.to::<SignedIn>().access_token));
    look
}

/// Begins without the client's taking the token over.
async fn staff_of(app: &TestApp) -> Client {
    app.staff(&[Permission::ManageUsers]).await
}

/// What the whole database holds, as one word.
async fn state_of(app: &TestApp) -> String {
    let answer = app.db.database().run_command(doc! { "dbHash": 1 }).await.unwrap();
    answer.get_str("md5").unwrap().to_owned()
}

async fn ends(app: &TestApp, id: &str) -> usize {
    app.trail(id).await.iter().filter(|action| *action == "identity.end_view").count()
}

#[tokio::test]
async fn one_sees_what_the_other_sees_and_both_ends_stand_in_the_trail() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let id = id_of(&ana).await;
    let staff = staff_of(&app).await;
    let own = staff.token();
    let look = looking(&app, &staff, &id).await;
    staff.set_token(own.as_deref());
    assert_eq!(id_of(&look).await, id);
    assert_eq!(
        look.get("/api/identity/sessions").await.json(),
        ana.get("/api/identity/sessions")
            .await
            .json()
            .as_array()
            .map(|all| {
                json!(
                    all.iter()
                        .map(|session| {
                            let mut session = session.clone();
                            session["current"] = json!(false);
                            session
                        })
                        .collect::<Vec<_>>()
                )
            })
            .unwrap()
    );
    assert_eq!(look.get("/api/identity/users").await.status, 403, "it is not the staff that asks");
    assert_eq!(look.patch("/api/identity/me", json!({ "first_name": "Eva" })).await.code(), "only_looking");

    assert_eq!(look.delete("/api/identity/view").await.status, 204);
    assert_eq!(look.get("/api/identity/me").await.status, 401);
    assert_eq!(
        app.trail(&id).await.iter().filter(|action| action.ends_with("_view")).collect::<Vec<_>>(),
        ["identity.begin_view", "identity.end_view"]
    );
    let events = app.db.collection::<Document>("audit_events");
    let line = events.find_one(doc! { "action": "identity.begin_view" }).await.unwrap().unwrap();
    assert_eq!(line.get_document("actor").unwrap().get_str("user_id").unwrap(), id_of(&staff).await);
    assert!(line.to_string().contains("an order got lost"), "{line}");
    assert_eq!(staff.delete("/api/identity/view").await.status, 404, "their own session is no look");
}

#[tokio::test]
async fn a_look_ends_by_itself_once() {
    let app = TestApp::new().await;
    let _worker = app.work();
    let ana = app.user("ana@example.org").await;
    let id = id_of(&ana).await;
    let staff = staff_of(&app).await;
    let own = staff.token();
    let left = looking(&app, &staff, &id).await;
    staff.set_token(own.as_deref());
    let look = looking(&app, &staff, &id).await;
    assert_eq!(left.delete("/api/identity/view").await.status, 204);
    app.clock.advance(SignedDuration::from_mins(14));
    assert_eq!(look.get("/api/identity/me").await.status, 200);
    assert_eq!(ends(&app, &id).await, 1);
    app.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(look.get("/api/identity/me").await.status, 401);
    crate::support::eventually(async || ends(&app, &id).await == 2).await;
    let jobs = app.db.collection::<Document>("jobs");
    crate::support::eventually(async || {
        jobs.count_documents(doc! { "kind": "identity.end_view", "status": "succeeded" }).await.unwrap() == 2
    })
    .await;
    assert_eq!(ends(&app, &id).await, 2, "who has left is not ended again");
}

#[tokio::test]
async fn who_may_look_and_as_whom() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let id = id_of(&ana).await;
    let reason = json!({ "reason": "a question" });
    let staff = staff_of(&app).await;
    assert_eq!(ana.post(&of(&id), &reason).await.status, 403);
    assert_eq!(app.anonymous().post(&of(&id), &reason).await.status, 401);
    assert_eq!(app.staff(&[Permission::ManageMarketplace]).await.post(&of(&id), &reason).await.status, 403);
    for wrong in [json!({}), json!({ "reason": "x" }), json!({ "reason": "a question", "for": "ever" })] {
        assert!([400, 422].contains(&staff.post(&of(&id), wrong).await.status));
    }
    let other = id_of(&app.staff(&[Permission::ReadAudit]).await).await;
    for admin in [other, id_of(&staff).await] {
        assert_eq!(staff.post(&of(&admin), &reason).await.code(), "forbidden");
    }
    assert_eq!(staff.post(&of("01890a5d-ac96-774b-bcce-b302099a8057"), &reason).await.status, 404);
    let users = app.db.collection::<Document>("users");
    let set = async |id: &str, change: Document| {
        let update = doc! { "$set": change };
        assert_eq!(users.update_one(doc! { "_id": id }, update).await.unwrap().matched_count, 1);
    };
    set(&id, doc! { "status": "suspended" }).await;
    assert_eq!(staff.post(&of(&id), &reason).await.code(), "account_suspended");
    set(&id, doc! { "status": "active" }).await;

    // Whoever loses the right loses the look, and nobody looks as who has become an administrator.
    let (me, own) = (id_of(&staff).await, staff.token());
    let look = looking(&app, &staff, &id).await;
    staff.set_token(own.as_deref());
    assert_eq!(look.get("/api/identity/me").await.status, 200);
    set(&me, doc! { "permissions": ["read_audit"] }).await;
    assert_eq!(look.get("/api/identity/me").await.status, 401);
    set(&me, doc! { "permissions": ["manage_users"] }).await;
    assert_eq!(look.get("/api/identity/me").await.status, 200);
    set(&id, doc! { "roles": ["admin"] }).await;
    assert_eq!(look.get("/api/identity/me").await.status, 401);
    app.clock.advance(SignedDuration::from_mins(11));
    set(&id, doc! { "roles": [] }).await;
    assert_eq!(staff.post(&of(&id), &reason).await.code(), "fresh_sign_in_required");
}

/// Of every operation of the description, those that write are refused before anything is looked at, and nothing changes.
#[tokio::test]
async fn no_writing_operation_passes_and_the_reading_ones_do() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let id = id_of(&ana).await;
    let staff = staff_of(&app).await;
    let look = looking(&app, &staff, &id).await;
    let before = state_of(&app).await;
    let (writing, reading): (Vec<_>, Vec<_>) =
        operations().into_iter().filter(|one| one.id() != "end_view").partition(|one| one.method != "GET");
    for operation in &writing {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        for body in [json!({}).to_string(), "{\"a\": ".to_owned()] {
            let request = look.request(method.clone(), &address(&operation.path));
            let request =
                request.header("content-type", "application/json").header("idempotency-key", "look");
            let answer = request.body(body).send().await;
            assert_eq!(
                (answer.status, answer.code()),
                (403, "only_looking".to_owned()),
                "{}",
                operation.id()
            );
        }
    }
    assert_eq!(state_of(&app).await, before, "something was written");
    // The control: reading is not refused for that, and writing as oneself changes what is stored.
    for operation in reading.iter().filter(|one| !one.path.ends_with("/stream")) {
        let answer = look.get(&address(&operation.path)).await;
        assert_ne!(answer.code(), "only_looking", "{}", operation.id());
    }
    // Nor does it listen: the stream would be the account's.
    let stream = look.request(Method::GET, "/api/notifications/stream").header("accept", "text/event-stream");
    stream.send().await.assert_problem(ErrorCode::OnlyLooking);
    assert_eq!(look.get("/api/identity/me").await.status, 200);
    assert_eq!(ana.patch("/api/identity/me", json!({ "first_name": "Eva" })).await.status, 200);
    assert_ne!(state_of(&app).await, before);
    let (writing, reading) = (writing.len(), reading.len());
    println!("0 of {writing} writing operations passed; {reading} reading ones did");
    assert!(writing > 100 && reading > 60, "{writing} writing, {reading} reading");
}
