//! Announcements of the console.

use api::domains::notifications::NewAnnouncement;
use shared::error::ErrorCode;
use shared::notifications::{Announcement, Event, Unread};
use shared::page::Page;

use crate::support::{Client, TestApp};

const ANNOUNCEMENTS: &str = "/api/notifications/announcements";

async fn announce(app: &TestApp, key: &str) {
    let event = Event::DrillFailed { database: key.to_owned(), error: "no".to_owned() };
    let new = NewAnnouncement { key: key.to_owned(), event };
    app.state.notifications.announce(new, None).await.unwrap();
}

async fn list(client: &Client, query: &str) -> Page<Announcement> {
    let answer = client.get(&format!("{ANNOUNCEMENTS}?{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

async fn texts(client: &Client, query: &str) -> Vec<String> {
    let said = |text: String| {
        let name =
            text.strip_prefix("The restore drill of ").and_then(|text| text.strip_suffix(" failed: no"));
        name.unwrap_or_else(|| panic!("{text}")).to_owned()
    };
    list(client, query).await.items.into_iter().map(|announcement| said(announcement.text_en)).collect()
}

#[tokio::test]
async fn each_reader_has_marks_of_their_own() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.admin().await, app.staff(&[]).await);
    for key in ["a", "b", "c"] {
        announce(&app, key).await;
        announce(&app, key).await;
    }
    assert_eq!(texts(&ana, "").await, ["c", "b", "a"], "newest first, each once");

    let b = list(&ana, "").await.items[1].id;
    for _ in 0..2 {
        assert_eq!(ana.post_empty(&format!("{ANNOUNCEMENTS}/{b}/read")).await.status, 204);
        app.clock.advance(jiff::SignedDuration::from_secs(1));
    }
    assert_eq!(texts(&ana, "unread=true").await, ["c", "a"]);
    assert_eq!(texts(&ana, "unread=false").await, ["b"]);
    let first_mark = app.clock.now() - jiff::SignedDuration::from_secs(2);
    assert_eq!(list(&ana, "unread=false").await.items[0].read_at, Some(first_mark), "the first mark stands");
    assert_eq!(texts(&eva, "unread=true").await.len(), 3);

    assert_eq!(eva.post_empty(&format!("{ANNOUNCEMENTS}/read-all")).await.status, 204);
    assert!(texts(&eva, "unread=true").await.is_empty());
    assert_eq!(texts(&ana, "unread=true").await, ["c", "a"]);
    announce(&app, "d").await;
    assert_eq!(texts(&eva, "unread=true").await, ["d"]);
}

#[tokio::test]
async fn each_reader_puts_away_for_themselves() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.admin().await, app.staff(&[]).await);
    for key in ["a", "b"] {
        announce(&app, key).await;
    }
    let unread =
        async |client: &Client| client.get("/api/notifications/unread").await.to::<Unread>().announcements;
    assert_eq!((unread(&ana).await, unread(&eva).await), (Some(2), Some(2)));
    let a = list(&ana, "").await.items[1].id;
    let away = format!("{ANNOUNCEMENTS}/{a}/archive");
    for _ in 0..2 {
        assert_eq!(ana.post_empty(&away).await.status, 204);
    }
    assert_eq!(
        (texts(&ana, "").await, texts(&ana, "archived=true").await),
        (vec!["b".into()], vec!["a".into()])
    );
    assert!(list(&ana, "archived=true").await.items[0].archived);
    assert_eq!(texts(&eva, "").await, ["b", "a"]);
    assert_eq!((unread(&ana).await, unread(&eva).await), (Some(1), Some(2)));
    assert_eq!(ana.delete(&away).await.status, 204);
    assert_eq!(texts(&ana, "").await, ["b", "a"]);
    assert_eq!(unread(&app.user("nobody@example.org").await).await, None);
}

#[tokio::test]
async fn pages_neither_lose_nor_repeat() {
    let app = TestApp::new().await;
    let ana = app.admin().await;
    for number in 0..5 {
        announce(&app, &number.to_string()).await;
    }
    let first = list(&ana, "limit=3").await;
    let second = list(&ana, &format!("limit=3&cursor={}", first.next_cursor.unwrap())).await;
    assert!(second.next_cursor.is_none());
    let all: Vec<_> = first.items.iter().chain(&second.items).map(|item| item.id).collect();
    assert_eq!(all.len(), 5);
    assert!(all.is_sorted_by(|newer, older| newer > older), "{all:?}");
}

#[tokio::test]
async fn only_staff_is_told() {
    let app = TestApp::new().await;
    announce(&app, "a").await;
    let id = list(&app.admin().await, "").await.items[0].id;
    let (nobody, user) = (app.anonymous(), app.user("ana@example.org").await);
    nobody.get(ANNOUNCEMENTS).await.assert_problem(ErrorCode::Unauthenticated);
    user.get(ANNOUNCEMENTS).await.assert_problem(ErrorCode::Forbidden);
    let one = format!("{ANNOUNCEMENTS}/{id}");
    for path in [format!("{one}/read"), format!("{one}/archive"), format!("{ANNOUNCEMENTS}/read-all")] {
        nobody.post_empty(&path).await.assert_problem(ErrorCode::Unauthenticated);
        user.post_empty(&path).await.assert_problem(ErrorCode::Forbidden);
    }
    let admin = app.admin().await;
    let unknown = format!("{ANNOUNCEMENTS}/00000000-0000-0000-0000-000000000000/read");
    admin.post_empty(&unknown).await.assert_problem(ErrorCode::NotFound);
    admin.post_empty(&format!("{ANNOUNCEMENTS}/7/read")).await.assert_problem(ErrorCode::NotFound);
}
