//! Notices, announcements and mail.

mod announcing;
mod choosing;
mod delivering;
mod listening;
mod mailbox;
mod proofs;
mod real_smtp;
mod resend;
mod smtp;
pub mod stream;
mod telling;

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::domains::notifications::{NewEmail, Telling, Template};
use api::infra::jobs::{Worker, WorkerSettings};
use jiff::SignedDuration;
use shared::id::{EmailId, UserId};
use shared::identity::Locale;
use shared::notifications::{Email, EmailStatus, Event, Notice, NoticeQuery, Unread};
use shared::page::Page;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::{Client, TestApp};

const NOTICES: &str = "/api/notifications/notices";

/// Starts the application's worker; it ends with the test.
fn start_worker(app: &TestApp) -> JoinHandle<()> {
    let quick = WorkerSettings {
        beat: Duration::from_millis(20),
        poll: Duration::from_millis(10),
        ..WorkerSettings::default()
    };
    let registry = Arc::new(app.state.registry().unwrap());
    tokio::spawn(Worker::new(app.state.jobs.clone(), registry, quick).run(CancellationToken::new()))
}

/// A mail with a secret link that works for ten minutes.
fn reset_mail(app: &TestApp, send_key: &str) -> NewEmail {
    NewEmail {
        template: Template::ResetPassword {
            name: "Ana".to_owned(),
            token: "T0K3N".to_owned(),
            expires_at: app.clock.now() + SignedDuration::from_mins(10),
        },
        locale: Locale::Es,
        to: "reset@example.org".to_owned(),
        send_key: send_key.to_owned(),
    }
}

/// A mail without a secret.
fn plain_mail(to: &str, send_key: &str) -> NewEmail {
    NewEmail {
        template: Template::AccountExists { name: "Ana".to_owned() },
        locale: Locale::En,
        to: to.to_owned(),
        send_key: send_key.to_owned(),
    }
}

async fn queue(app: &TestApp, mail: NewEmail) -> EmailId {
    app.state.notifications.queue_email(mail, None).await.unwrap()
}

async fn until_it_is(app: &TestApp, id: EmailId, status: EmailStatus) -> Email {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let email = app.state.notifications.get_email(id).await.unwrap();
        if email.summary.status == status {
            return email;
        }
        assert!(Instant::now() < deadline, "waited in vain for {status:?}: {email:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The account of who is signed in.
async fn id_of(client: &Client) -> UserId {
    client.get("/api/identity/me").await.json()["id"].as_str().unwrap().parse().unwrap()
}

/// Something to tell that may go by mail; its English words end with `why`.
fn telling(to: &[UserId], why: &str) -> Telling {
    let event = Event::AvatarRefused { why: why.to_owned() };
    Telling { to: to.to_vec(), key: format!("avatar_refused:{why}"), event }
}

async fn tell(app: &TestApp, to: &[UserId], why: &str) {
    app.state.notifications.tell(telling(to, why), None).await.unwrap();
}

async fn notices(client: &Client, query: &NoticeQuery) -> Vec<Notice> {
    let query = serde_json::to_value(query).unwrap();
    let pairs: Vec<String> =
        query.as_object().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let answer = client.get(&format!("{NOTICES}?{}", pairs.join("&"))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<Notice>>().items
}

/// What somebody's notices say, newest first.
async fn said(client: &Client, query: &NoticeQuery) -> Vec<String> {
    notices(client, query).await.iter().map(why).collect()
}

/// The words with which a notice of [`telling`] ends.
fn why(notice: &Notice) -> String {
    notice.text_en.strip_prefix("The picture that you sent cannot be used: ").unwrap().to_owned()
}

async fn unread(client: &Client) -> u32 {
    client.get("/api/notifications/unread").await.to::<Unread>().notices
}
