//! The outbox, where no mail server is configured.

use shared::notifications::EmailStatus;

use super::{plain_mail, queue, reset_mail, start_worker, until_it_is};
use crate::support::TestApp;

#[tokio::test]
async fn a_mail_is_kept_in_the_data_folder_with_its_link() {
    let app = TestApp::new().await;
    let id = queue(&app, reset_mail(&app, "reset:1")).await;
    let queued = app.state.notifications.get_email(id).await.unwrap();
    assert_eq!(queued.summary.status, EmailStatus::Queued);
    assert!(queued.text.contains("token=•••") && !queued.text.contains("T0K3N"));

    start_worker(&app);
    let kept = until_it_is(&app, id, EmailStatus::Kept).await;
    assert_eq!((kept.summary.attempts, kept.summary.sent_at), (1, Some(app.clock.now())));
    assert_eq!(kept.summary.template, "reset_password");

    let folder = app.data.path().join("mailbox");
    let file = std::fs::read(folder.join(format!("{id}.eml"))).unwrap();
    let file = String::from_utf8(file).unwrap();
    assert!(file.contains("To: reset@example.org"), "{file}");
    // Soft line breaks of quoted-printable fall where they fall.
    let unfolded = file.replace("=\r\n", "");
    assert_eq!(unfolded.matches("token=3DT0K3N").count(), 3, "once as text, twice in the HTML: {unfolded}");
    let names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with('.')), "a draft was left: {names:?}");
}

#[tokio::test]
async fn a_mail_comes_and_goes_with_its_transaction() {
    let app = TestApp::new().await;
    let mail = || plain_mail("tx@example.org", "tx:1");
    let mut session = app.db.client().start_session().await.unwrap();
    session.start_transaction().await.unwrap();
    let gone = app.state.notifications.queue_email(mail(), Some(&mut session)).await.unwrap();
    session.abort_transaction().await.unwrap();
    assert!(app.state.notifications.get_email(gone).await.is_err());

    session.start_transaction().await.unwrap();
    let kept = app.state.notifications.queue_email(mail(), Some(&mut session)).await.unwrap();
    session.commit_transaction().await.unwrap();
    start_worker(&app);
    until_it_is(&app, kept, EmailStatus::Kept).await;
}

#[tokio::test]
async fn each_thing_is_told_once() {
    let app = TestApp::new().await;
    let first = queue(&app, plain_mail("once@example.org", "once:1")).await;
    let again = queue(&app, plain_mail("once@example.org", "once:1")).await;
    let other = queue(&app, plain_mail("once@example.org", "once:2")).await;
    assert_eq!(first, again);
    assert_ne!(first, other);
    let jobs = app.db.collection::<bson::Document>("jobs");
    let deliveries = bson::doc! { "kind": "notifications.deliver", "subject": "once@example.org" };
    assert_eq!(jobs.count_documents(deliveries).await.unwrap(), 2);
}

#[tokio::test]
async fn a_link_that_died_in_the_outbox_is_not_sent() {
    let app = TestApp::new().await;
    let expired = queue(&app, reset_mail(&app, "reset:expired")).await;
    app.clock.advance(jiff::SignedDuration::from_mins(10));
    start_worker(&app);
    let failed = until_it_is(&app, expired, EmailStatus::Failed).await;
    assert!(failed.summary.error.unwrap().contains("expired"));
    assert!(!app.data.path().join(format!("mailbox/{expired}.eml")).exists());
}
