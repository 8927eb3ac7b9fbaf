//! Hearing what happens, as it happens.

use std::pin::pin;

use api::domains::identity::{CurrentUser, Via};
use api::domains::notifications::NewAnnouncement;
use futures::{FutureExt, StreamExt};
use reqwest::Method;
use serde_json::json;
use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::Locale;
use shared::notifications::Event;

use super::stream::{Came, Hearing, STREAM};
use super::{NOTICES, id_of, tell};
use crate::support::{Client, TestApp, eventually};

fn why(came: &Came) -> &str {
    assert_eq!(came.name, "notice", "{came:?}");
    came.data["text_en"].as_str().unwrap().strip_prefix("The picture that you sent cannot be used: ").unwrap()
}

#[track_caller]
fn assert_ends(came: Option<Came>, reason: &str) {
    let came = came.unwrap();
    assert_eq!((came.name.as_str(), &came.data), ("end", &json!({ "why": reason })));
}

#[tokio::test]
async fn everybody_hears_their_own_and_nothing_else() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    let (a, e) = (id_of(&ana).await, id_of(&eva).await);
    let (mut first, mut second) = (Hearing::of(&ana, None).await, Hearing::of(&ana, None).await);
    let mut evas = Hearing::of(&eva, None).await;
    assert_eq!(first.block().await.as_deref(), Some("retry: 3000"));
    tell(&app, &[a], "hers").await;
    tell(&app, &[a, e], "for both").await;
    for hearing in [&mut first, &mut second] {
        let came = hearing.next().await.unwrap();
        assert_eq!((why(&came), came.id.as_deref()), ("hers", came.data["id"].as_str()));
        assert_eq!(why(&hearing.next().await.unwrap()), "for both");
    }
    assert_eq!(why(&evas.next().await.unwrap()), "for both");

    // What is marked on one device is known on the others.
    assert_eq!(ana.post_empty(&format!("{NOTICES}/read-all")).await.status, 204);
    for hearing in [&mut first, &mut second] {
        assert_eq!(hearing.next().await.unwrap().name, "marked");
    }
    assert_eq!(app.state.notifications.listeners(), 3);
    drop(evas);
    tell(&app, &[e], "to nobody").await;
    tell(&app, &[a], "still there").await;
    assert_eq!(why(&first.next().await.unwrap()), "still there");
}

#[tokio::test]
async fn the_staff_hears_announcements() {
    let app = TestApp::new().await;
    let (admin, user) = (app.admin().await, app.user("ana@example.org").await);
    let (mut admins, mut users) = (Hearing::of(&admin, None).await, Hearing::of(&user, None).await);
    let event = Event::DrillFailed { database: "avenue".to_owned(), error: "no".to_owned() };
    let new = NewAnnouncement { key: "drill_failed:1".to_owned(), event };
    app.state.notifications.announce(new, None).await.unwrap();
    let came = admins.next().await.unwrap();
    assert_eq!((came.name.as_str(), &came.data["kind"]), ("announcement", &json!("drill_failed")));
    tell(&app, &[id_of(&user).await], "hers").await;
    assert_eq!(why(&users.next().await.unwrap()), "hers", "and not the announcement before it");
}

#[tokio::test]
async fn whoever_comes_back_hears_what_was_missed() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let to = [id_of(&ana).await];
    let mut hearing = Hearing::of(&ana, None).await;
    for told in ["a", "b", "c"] {
        tell(&app, &to, told).await;
    }
    hearing.next().await.unwrap();
    let b = hearing.next().await.unwrap().id.unwrap();
    // Once it is heard, no stream that is opened later hears it as new.
    assert_eq!(why(&hearing.next().await.unwrap()), "c");
    drop(hearing);
    // What came less than a minute before is told again: it may have been committed later.
    let mut again = Hearing::of(&ana, Some(&b)).await;
    assert_eq!(why(&again.next().await.unwrap()), "a");
    assert_eq!(why(&again.next().await.unwrap()), "c");
    tell(&app, &to, "d").await;
    assert_eq!(why(&again.next().await.unwrap()), "d");
    let mut by_query = Hearing::over(ask(&ana, &format!("{STREAM}?last_event_id={b}")).await);
    assert_eq!(why(&by_query.next().await.unwrap()), "a");

    // An id that is none of ours cannot say what was missed; neither is more than a hundred told.
    let mut lost = Hearing::of(&ana, Some("7")).await;
    assert_eq!(lost.next().await.unwrap().name, "reload");
    for number in 0..101 {
        tell(&app, &to, &number.to_string()).await;
        assert_eq!(why(&again.next().await.unwrap()), number.to_string());
    }
    let mut late = Hearing::of(&ana, Some(&b)).await;
    assert_eq!(late.next().await.unwrap().name, "reload");
    tell(&app, &to, "new").await;
    assert_eq!(why(&late.next().await.unwrap()), "new");
}

/// Asks for a stream as a program might that would take a page too.
async fn ask(client: &Client, path: &str) -> reqwest::Response {
    client.request(Method::GET, path).header("accept", "text/html, text/event-stream;q=0.9").open().await
}

#[tokio::test]
async fn who_is_out_hears_nothing_more() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    // Signed out on another device, which keeps its own stream.
    let ana = app.user("ana@example.org").await;
    let phone = app.anonymous();
    let body = json!({ "email": "ana@example.org", "password": crate::support::PASSWORD });
    assert_eq!(phone.post("/api/identity/sign-in", body).await.status, 200);
    let (mut anas, mut phones) = (Hearing::of(&ana, None).await, Hearing::of(&phone, None).await);
    assert_eq!(ana.post_empty("/api/identity/sign-out").await.status, 204);
    assert_ends(anas.next().await, "signed_out");
    assert_eq!(anas.next().await, None);
    let id = id_of(&phone).await;
    tell(&app, &[id], "still here").await;
    assert_eq!(why(&phones.next().await.unwrap()), "still here");

    let user = format!("/api/identity/users/{id}");
    let revision = admin.get(&user).await.json()["revision"].clone();
    let suspended = admin.patch(&user, json!({ "status": "suspended", "revision": revision })).await;
    assert_eq!(suspended.status, 200, "{suspended:?}");
    assert_ends(phones.next().await, "signed_out");
    assert_eq!(phones.next().await, None);
    eventually(async || app.state.notifications.listeners() == 0).await;
    let refused = phone.request(Method::GET, STREAM).header("accept", "text/event-stream").send().await;
    refused.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn a_change_of_roles_asks_again_who_is_there() {
    let app = TestApp::new().await;
    let (admin, other) = (app.admin().await, app.admin().await);
    let mut hearing = Hearing::of(&other, None).await;
    let user = format!("/api/identity/users/{}", id_of(&other).await);
    let revision = admin.get(&user).await.json()["revision"].clone();
    let demoted = admin.patch(&user, json!({ "roles": ["customer"], "revision": revision })).await;
    assert_eq!(demoted.status, 200, "{demoted:?}");
    assert_ends(hearing.next().await, "signed_out");
}

#[tokio::test]
async fn a_process_that_stops_ends_its_streams() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let mut hearing = Hearing::of(&ana, None).await;
    app.state.notifications.stop_streams();
    assert_ends(hearing.next().await, "renew");
    assert_eq!(hearing.next().await, None);
    let refused = ana.request(Method::GET, STREAM).header("accept", "text/event-stream").send().await;
    refused.assert_problem(ErrorCode::Unavailable);
    assert_eq!(refused.header("retry-after"), Some("5"));
}

#[tokio::test]
async fn the_oldest_of_too_many_streams_makes_room() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let mut all = Vec::new();
    for _ in 0..21 {
        all.push(Hearing::of(&ana, None).await);
    }
    assert_ends(all[0].next().await, "replaced");
    assert_eq!(app.state.notifications.listeners(), 20);
    tell(&app, &[id_of(&ana).await], "news").await;
    for hearing in &mut all[1..] {
        assert_eq!(why(&hearing.next().await.unwrap()), "news");
    }
}

#[tokio::test]
async fn a_stream_is_asked_for_by_name_and_in_person() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    ana.get(STREAM).await.assert_problem(ErrorCode::NotAcceptable);
    let response = ask(&ana, STREAM).await;
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        (header("cache-control"), header("x-accel-buffering")),
        ("no-store".to_owned(), "no".to_owned())
    );
    assert_eq!(ask(&app.anonymous(), STREAM).await.status(), 401);
    assert_eq!(ask(&ana, &format!("{STREAM}?last_event_id=7")).await.status(), 400);
    assert_eq!(ask(&ana, &format!("{STREAM}?nonsense=1")).await.status(), 400);
}

/// The other end of the same: one that does not read at all, besides one that does.
#[tokio::test]
async fn one_who_reads_too_slowly_is_told_to_reload() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let id = id_of(&ana).await;
    let stored = app.db.collection::<bson::Document>("sessions");
    let stored = stored.find_one(bson::doc! { "user_id": id.to_string() }).await.unwrap().unwrap();
    let session: SessionId = stored.get_str("_id").unwrap().parse().unwrap();
    let who = CurrentUser {
        viewer: None,
        id,
        via: Via::Session { id: session, proved_at: None },
        email: "ana@example.org".to_owned(),
        roles: vec![],
        permissions: vec![],
        locale: Locale::Es,
        must_change_password: false,
        phone_required: false,
        second_factor_required: false,
    };
    let mut slow = pin!(app.state.notifications.listen(&who, session, None).await.unwrap());
    let mut quick = Hearing::of(&ana, None).await;
    for number in 0..40 {
        tell(&app, &[id], &number.to_string()).await;
        // Those who listen are told one after the other, the slow one first.
        assert_eq!(why(&quick.next().await.unwrap()), number.to_string());
    }
    let next = slow.next().now_or_never().flatten().unwrap().unwrap();
    assert_eq!(next, "retry: 3000\n\n");
    let next = slow.next().now_or_never().flatten().unwrap().unwrap();
    assert_eq!(next, "event: reload\ndata: {}\n\n");
    assert!(slow.next().now_or_never().is_none(), "of forty events nothing is kept");
    tell(&app, &[id], "new").await;
    let next = slow.next().await.unwrap().unwrap();
    assert!(std::str::from_utf8(&next).unwrap().contains("cannot be used: new"));
}

#[tokio::test]
async fn a_session_that_ended_between_the_door_and_the_stream_is_not_listened_to() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let who = CurrentUser {
        viewer: None,
        id: id_of(&ana).await,
        via: Via::Session { id: SessionId::new(uuid::Uuid::nil()), proved_at: None },
        email: "ana@example.org".to_owned(),
        roles: vec![],
        permissions: vec![],
        locale: Locale::Es,
        must_change_password: false,
        phone_required: false,
        second_factor_required: false,
    };
    let ended = SessionId::new(uuid::Uuid::nil());
    let refused = app.state.notifications.listen(&who, ended, None).await.err().unwrap();
    assert_eq!(refused.code(), ErrorCode::Unauthenticated);
    assert_eq!(app.state.notifications.listeners(), 0);
}

#[test]
fn the_stream_is_described_with_its_events() {
    let api = serde_json::to_value(api::app::description()).unwrap();
    let stream = &api["paths"][STREAM]["get"];
    assert!(stream["responses"]["200"]["content"]["text/event-stream"]["schema"].is_object(), "{stream}");
    let said = stream["description"].as_str().unwrap();
    for word in ["`notice`", "`announcement`", "`marked`", "`reload`", "`end`", "Last-Event-ID", "heartbeat"]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    let names: Vec<&str> =
        stream["parameters"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["last_event_id", "Last-Event-ID"]);
    for schema in ["Live", "Notice", "Announcement", "EndReason"] {
        assert!(api["components"]["schemas"][schema].is_object(), "{schema}");
    }
}
