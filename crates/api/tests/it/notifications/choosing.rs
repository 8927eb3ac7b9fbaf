//! How a person wants to be told: by topic and channel, in a digest, not in quiet hours.

use api::app::PERSONAL_DATA;
use api::domains::identity::Person;
use api::domains::notifications::DIGEST;
use api::infra::jobs::NewJob;
use bson::doc;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::notifications::{NoticeQuery, NotificationSettings};

use super::{id_of, notices, said, tell, unread};
use crate::support::{Client, PASSWORD, TestApp};

const SETTINGS: &str = "/api/notifications/settings";
const ANA: &str = "ana@example.org";

async fn choose(client: &Client, mail: &str, in_app: bool, quiet: Option<(&str, &str)>) {
    let mut wish =
        json!({ "topics": [{ "topic": "account", "in_app": in_app, "mail": mail }], "digest_hour": 8 });
    if let Some((from, until)) = quiet {
        wish["quiet_hours"] = json!({ "from": from, "until": until });
    }
    let answer = client.put(SETTINGS, wish).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// Somebody whose address is proven.
async fn ana(app: &TestApp) -> Client {
    let ana = app.user(ANA).await;
    app.prove_address(ANA).await;
    ana
}

/// When the mails that wait may leave.
async fn mails_due(app: &TestApp) -> Vec<Timestamp> {
    use futures::TryStreamExt;
    let jobs = app.db.collection::<bson::Document>("jobs");
    let due = jobs.find(doc! { "kind": "notifications.deliver", "subject": ANA }).sort(doc! { "_id": 1 });
    let due: Vec<bson::Document> = due.await.unwrap().try_collect().await.unwrap();
    let mut due: Vec<Timestamp> =
        due.iter().map(|job| job.get_datetime("due_at").unwrap().to_jiff()).collect();
    // The mail that proves the address was written when the account was opened.
    assert!(!due.is_empty());
    due.remove(0);
    due
}

async fn send_digests(app: &TestApp) {
    let _worker = app.work();
    let job = app.state.jobs.enqueue(NewJob::new(DIGEST, "digests"), None).await.unwrap().id();
    let ended = app.ended(job).await;
    assert!(ended.error.is_none(), "{ended:?}");
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn whoever_has_not_chosen_is_told_in_the_app() {
    let app = TestApp::new().await;
    let ana = ana(&app).await;
    let settings: NotificationSettings = ana.get(SETTINGS).await.to();
    assert_eq!((settings.digest_hour, settings.time_zone.as_str()), (8, "America/Asuncion"));
    assert!(settings.mail_possible && settings.quiet_hours.is_none());
    tell(&app, &[id_of(&ana).await], "news").await;
    assert_eq!(said(&ana, &NoticeQuery::default()).await, ["news"]);
    assert_eq!(app.mails("notice", ANA).await, 0);
}

#[tokio::test]
async fn a_mail_is_sent_to_who_wants_it_and_has_proven_the_address() {
    let app = TestApp::new().await;
    let (ana, eva) = (ana(&app).await, app.user("eva@example.org").await);
    for somebody in [&ana, &eva] {
        choose(somebody, "at_once", true, None).await;
    }
    assert!(!eva.get(SETTINGS).await.to::<NotificationSettings>().mail_possible);
    for _ in 0..2 {
        tell(&app, &[id_of(&ana).await, id_of(&eva).await], "news").await;
    }
    assert_eq!((app.mails("notice", ANA).await, app.mails("notice", "eva@example.org").await), (1, 0));
    assert_eq!(mails_due(&app).await, [app.clock.now()]);
    assert_eq!((unread(&ana).await, unread(&eva).await), (1, 1));
    let mails = app.db.collection::<bson::Document>("email_logs");
    let mail = mails.find_one(doc! { "template": "notice" }).await.unwrap().unwrap();
    assert_eq!(mail.get_str("subject").unwrap(), "No se pudo usar la foto que enviaste. Probá con otra.");
    assert!(mail.get_str("text").unwrap().contains("/account/notifications/settings"));
}

#[tokio::test]
async fn a_channel_that_is_off_is_silent_and_what_was_told_stays_told() {
    let app = TestApp::new().await;
    let ana = ana(&app).await;
    let to = [id_of(&ana).await];
    choose(&ana, "at_once", false, None).await;
    for _ in 0..2 {
        tell(&app, &to, "by mail alone").await;
    }
    assert_eq!((app.mails("notice", ANA).await, unread(&ana).await), (1, 0));
    assert!(said(&ana, &NoticeQuery::default()).await.is_empty());
    choose(&ana, "never", false, None).await;
    tell(&app, &to, "not at all").await;
    choose(&ana, "never", true, None).await;
    tell(&app, &to, "by mail alone").await;
    tell(&app, &to, "in the app alone").await;
    assert_eq!(said(&ana, &NoticeQuery::default()).await, ["in the app alone"]);
    assert_eq!(app.mails("notice", ANA).await, 1);
}

#[tokio::test]
async fn in_quiet_hours_mails_wait_and_nobody_is_called() {
    let app = TestApp::new().await;
    let ana = ana(&app).await;
    let to = [id_of(&ana).await];
    // It is nine in the morning in Asunción, and one in the afternoon in Madrid.
    choose(&ana, "at_once", true, Some(("22:00", "09:30"))).await;
    tell(&app, &to, "early").await;
    choose(&ana, "at_once", true, Some(("22:00", "08:30"))).await;
    tell(&app, &to, "late").await;
    let quiet: Vec<bool> =
        notices(&ana, &NoticeQuery::default()).await.iter().map(|notice| notice.quiet).collect();
    assert_eq!(quiet, [false, true]);
    assert_eq!(ana.patch("/api/identity/profile", json!({ "time_zone": "Europe/Madrid" })).await.status, 200);
    choose(&ana, "at_once", true, Some(("13:00", "15:00"))).await;
    tell(&app, &to, "siesta").await;
    let now = app.clock.now();
    assert_eq!(mails_due(&app).await, [at("2040-03-07T12:30:00Z"), now, at("2040-03-07T14:00:00Z")]);
}

#[tokio::test]
async fn a_digest_brings_once_what_was_not_read() {
    let app = TestApp::new().await;
    let ana = ana(&app).await;
    let to = [id_of(&ana).await];
    choose(&ana, "daily", true, None).await;
    for why in ["read", "first", "second"] {
        tell(&app, &to, why).await;
    }
    let read = notices(&ana, &NoticeQuery::default()).await[2].id;
    assert_eq!(ana.post_empty(&format!("/api/notifications/notices/{read}/read")).await.status, 204);
    // Eight in the morning, tomorrow.
    app.clock.advance(SignedDuration::from_mins(23 * 60 - 1));
    send_digests(&app).await;
    assert_eq!(app.mails("digest", ANA).await, 0);
    app.clock.advance(SignedDuration::from_mins(1));
    for _ in 0..2 {
        send_digests(&app).await;
    }
    assert_eq!((app.mails("digest", ANA).await, app.mails("notice", ANA).await), (1, 0));
    let mails = app.db.collection::<bson::Document>("email_logs");
    let mail = mails.find_one(doc! { "template": "digest" }).await.unwrap().unwrap();
    assert_eq!(mail.get_str("subject").unwrap(), "Tenés 2 novedades en Avenue");
    assert_eq!(mail.get_str("text").unwrap().matches("- No se pudo usar la foto").count(), 2);

    // What was read before it is due makes no mail at all.
    tell(&app, &to, "third").await;
    let again = json!({ "email": ANA, "password": PASSWORD });
    assert_eq!(ana.post("/api/identity/sign-in", again).await.status, 200, "a day has passed");
    assert_eq!(ana.post_empty("/api/notifications/notices/read-all").await.status, 204);
    app.clock.advance(SignedDuration::from_hours(24));
    send_digests(&app).await;
    assert_eq!(app.mails("digest", ANA).await, 1);
}

#[tokio::test]
async fn a_digest_comes_at_the_hour_of_the_readers_zone() {
    let app = TestApp::new().await;
    let ana = ana(&app).await;
    let to = [id_of(&ana).await];
    choose(&ana, "daily", true, None).await;
    tell(&app, &to, "home").await;
    assert_eq!(ana.patch("/api/identity/profile", json!({ "time_zone": "Europe/Madrid" })).await.status, 200);
    tell(&app, &to, "away").await;
    let stored = app.db.collection::<bson::Document>("notices");
    for (why, due) in [("home", "2040-03-08T11:00:00Z"), ("away", "2040-03-08T07:00:00Z")] {
        let key = doc! { "key": format!("avatar_refused:{why}:{}", to[0]) };
        let notice = stored.find_one(key).await.unwrap().unwrap();
        assert_eq!(notice.get_datetime("digest_due").unwrap().to_jiff(), at(due), "{why}");
    }
    app.state.notifications.start().await.unwrap();
    assert_eq!(app.state.jobs.next_occurrence(DIGEST).await.unwrap(), Some(at("2040-03-07T13:00:00Z")));
}

#[tokio::test]
async fn a_choice_that_makes_no_sense_is_refused() {
    let app = TestApp::new().await;
    let ana = app.user(ANA).await;
    let account = json!({ "topic": "account", "in_app": true, "mail": "never" });
    let good = json!({ "topics": [account], "digest_hour": 20, "quiet_hours": { "from": "22:00", "until": "06:00" } });
    let settings: Value = ana.put(SETTINGS, &good).await.json();
    assert_eq!(
        (&settings["digest_hour"], &settings["quiet_hours"]),
        (&good["digest_hour"], &good["quiet_hours"])
    );
    assert_eq!(ana.get(SETTINGS).await.json(), settings);
    let wrong = |change: Value| {
        let mut wrong = good.clone();
        wrong.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        wrong
    };
    for change in [
        json!({ "digest_hour": 24 }),
        json!({ "topics": [account, account] }),
        json!({ "topics": [{ "topic": "system", "in_app": true, "mail": "never" }] }),
        json!({ "quiet_hours": { "from": "22:00", "until": "22:00" } }),
        json!({ "quiet_hours": { "from": "22", "until": "06:00" } }),
    ] {
        ana.put(SETTINGS, wrong(change)).await.assert_problem(ErrorCode::ValidationFailed);
    }
    for change in [json!({ "topics": [{ "topic": "nonsense" }] }), json!({ "nonsense": 1 })] {
        let answer = ana.put(SETTINGS, wrong(change)).await;
        assert!(matches!(answer.status, 400 | 422), "{answer:?}");
    }
    assert_eq!(ana.get(SETTINGS).await.json(), settings, "nothing of it was kept");
    app.anonymous().get(SETTINGS).await.assert_problem(ErrorCode::Unauthenticated);
    app.anonymous().put(SETTINGS, &good).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn what_is_held_of_a_person_is_given_and_forgotten() {
    let app = TestApp::new().await;
    let (ana, eva) = (ana(&app).await, app.user("eva@example.org").await);
    let (a, e) = (id_of(&ana).await, id_of(&eva).await);
    for somebody in [&ana, &eva] {
        choose(somebody, "never", true, Some(("22:00", "07:00"))).await;
    }
    tell(&app, &[a, e], "news").await;
    let data = PERSONAL_DATA.iter().find(|data| data.domain == "notifications").unwrap();
    let person = Person { id: a, emails: vec![ANA.to_owned()] };
    let pieces = (data.collect)(&app.state, &person).await.unwrap();
    let piece = |name: &str| -> Value {
        serde_json::from_slice(&pieces.iter().find(|piece| piece.name == name).unwrap().bytes).unwrap()
    };
    assert_eq!(piece("notices.json")[0]["kind"], "avatar_refused");
    assert_eq!(piece("settings.json")["quiet_hours"]["from"], "22:00");
    for _ in 0..2 {
        (data.forget)(&app.state, &person).await.unwrap();
    }
    for (collection, field) in [("notices", "user"), ("notification_settings", "_id")] {
        let all = app.db.collection::<bson::Document>(collection);
        let left: Vec<u64> = [
            all.count_documents(doc! { field: a.to_string() }).await.unwrap(),
            all.count_documents(doc! { field: e.to_string() }).await.unwrap(),
        ]
        .to_vec();
        assert_eq!(left, [0, 1], "{collection}");
    }
}
