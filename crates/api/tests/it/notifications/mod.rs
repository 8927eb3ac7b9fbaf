//! Mail and announcements.

mod announcing;
mod delivering;
mod mailbox;
mod real_smtp;
mod resend;
mod smtp;

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::domains::notifications::{NewEmail, Template};
use api::infra::jobs::{Worker, WorkerSettings};
use jiff::SignedDuration;
use shared::id::EmailId;
use shared::identity::Locale;
use shared::notifications::{Email, EmailStatus};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::TestApp;

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
