//! The mailbox of the console.

use jiff::SignedDuration;
use shared::audit::AuditEvent;
use shared::backups::DownloadTicket;
use shared::error::ErrorCode;
use shared::id::EmailId;
use shared::identity::Permission;
use shared::notifications::{Email, EmailStatus, EmailSummary};
use shared::page::Page;

use super::{plain_mail, queue, reset_mail, start_worker, until_it_is};
use crate::support::TestApp;

const EMAILS: &str = "/api/notifications/emails";

#[tokio::test]
async fn a_kept_link_can_be_followed_until_it_expires() {
    let app = TestApp::new().await;
    start_worker(&app);
    let staff = app.staff(&[Permission::ReadMailbox]).await;
    let id = queue(&app, reset_mail(&app, "reset:1")).await;
    until_it_is(&app, id, EmailStatus::Kept).await;
    let one = format!("{EMAILS}/{id}");
    let email: Email = staff.get(&one).await.to();
    assert!(email.text.contains("/reset-password?token=T0K3N"), "{}", email.text);
    assert!(email.html.contains("token=T0K3N"));
    app.clock.advance(SignedDuration::from_mins(10));
    let email: Email = staff.get(&one).await.to();
    assert!(email.text.contains("/reset-password?token=•••") && !email.html.contains("T0K3N"));
    // Each look is in the trail.
    let trail: Page<AuditEvent> =
        app.admin().await.get("/api/audit/events?action=notifications.read_email").await.to();
    assert_eq!(trail.items.len(), 2);
    assert!(trail.items.iter().all(|line| line.target.id == id.to_string()));
}

#[tokio::test]
async fn a_used_link_is_masked() {
    let app = TestApp::new().await;
    start_worker(&app);
    let id = queue(&app, reset_mail(&app, "reset:1")).await;
    assert!(until_it_is(&app, id, EmailStatus::Kept).await.text.contains("T0K3N"));
    app.state.notifications.forget_secret("another", None).await.unwrap();
    assert!(app.state.notifications.get_email(id).await.unwrap().text.contains("T0K3N"));
    app.state.notifications.forget_secret("T0K3N", None).await.unwrap();
    assert!(!app.state.notifications.get_email(id).await.unwrap().text.contains("T0K3N"));
}

#[tokio::test]
async fn mails_are_found_by_address_and_status_page_by_page() {
    let app = TestApp::new().await;
    let staff = app.staff(&[Permission::ReadMailbox]).await;
    let mut made = Vec::new();
    for number in 0..5 {
        made.push(queue(&app, plain_mail("many@example.org", &format!("many:{number}"))).await);
    }
    queue(&app, plain_mail("other@example.org", "other")).await;
    made.reverse();
    let list =
        async |query: &str| -> Page<EmailSummary> { staff.get(&format!("{EMAILS}?{query}")).await.to() };
    let first = list("to=many@example.org&status=queued&limit=3").await;
    let cursor = first.next_cursor.unwrap();
    let second = list(&format!("to=many@example.org&status=queued&limit=3&cursor={cursor}")).await;
    let all: Vec<EmailId> = first.items.iter().chain(&second.items).map(|email| email.id).collect();
    assert_eq!(all, made);
    assert!(list("to=many@example.org&status=failed").await.items.is_empty());
    assert!(list("to=other@example.org").await.items.len() == 1);
}

#[tokio::test]
async fn only_who_may_read_the_mailbox_reads_it() {
    let app = TestApp::new().await;
    let id = queue(&app, plain_mail("ana@example.org", "x")).await;
    for path in [EMAILS.to_owned(), format!("{EMAILS}/{id}")] {
        app.anonymous().get(&path).await.assert_problem(ErrorCode::Unauthenticated);
        app.user(&format!("u{}@example.org", path.len()))
            .await
            .get(&path)
            .await
            .assert_problem(ErrorCode::Forbidden);
        app.staff(&[Permission::ReadAudit]).await.get(&path).await.assert_problem(ErrorCode::Forbidden);
    }
    let staff = app.staff(&[Permission::ReadMailbox]).await;
    let nothing = EmailId::new(uuid::Uuid::nil());
    staff.get(&format!("{EMAILS}/{nothing}")).await.assert_problem(ErrorCode::NotFound);
    staff.get(&format!("{EMAILS}?status=lost")).await.assert_problem(ErrorCode::MalformedQuery);
}

#[tokio::test]
async fn a_mail_is_shown_once_by_its_ticket_and_nothing_in_it_runs() {
    let app = TestApp::new().await;
    let staff = app.staff(&[Permission::ReadMailbox]).await;
    let id = queue(&app, plain_mail("ana@example.org", "x")).await;
    let path = format!("{EMAILS}/{id}/preview-ticket");
    app.anonymous().post_empty(&path).await.assert_problem(ErrorCode::Unauthenticated);
    app.user("eva@example.org").await.post_empty(&path).await.assert_problem(ErrorCode::Forbidden);
    let nothing = format!("{EMAILS}/01890a5d-ac96-774b-bcce-b302099a8057/preview-ticket");
    staff.post_empty(&nothing).await.assert_problem(ErrorCode::NotFound);

    let ticket: DownloadTicket = staff.post_empty(&path).await.to();
    let shown = app.anonymous().get(&ticket.url).await;
    assert_eq!(shown.status, 200, "{shown:?}");
    assert!(shown.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{shown:?}");
    let policy = shown.header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    assert!(policy.contains("sandbox") && !policy.contains("script-src"), "{policy}");
    assert_eq!(shown.header("x-frame-options"), Some("SAMEORIGIN"));
    app.anonymous().get(&ticket.url).await.assert_problem(ErrorCode::LinkExpired);

    let late: DownloadTicket = staff.post_empty(&path).await.to();
    app.clock.advance(SignedDuration::from_mins(2));
    app.anonymous().get(&late.url).await.assert_problem(ErrorCode::LinkExpired);
    let trail: Page<AuditEvent> =
        app.admin().await.get("/api/audit/events?action=notifications.preview_email").await.to();
    assert_eq!(trail.items.len(), 1);
}
