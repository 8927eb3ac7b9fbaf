//! Delivery through a real mail server (aiosmtpd, from `e2e/requirements.txt`): TLS, STARTTLS, accounts, greylisting and
//! addresses that do not exist.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use jiff::SignedDuration;
use shared::notifications::{EmailStatus, Suppression};

use super::{plain_mail, queue, start_worker, until_it_is};
use crate::support::{TestApp, eventually};

/// Ends with its standard input, and so with the process that started it.
const SERVER: &str = r#"
import asyncio, os, ssl, sys, threading
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

mode, folder = sys.argv[1], sys.argv[2]
authority = trustme.CA()
authority.cert_pem.write_to_path(folder + "/authority.pem")
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
authority.issue_cert("localhost").configure_cert(context)
seen = set()

class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("grey") and address not in seen:
            seen.add(address)
            return "451 4.7.1 Greylisted, come back later"
        if address.startswith("nobody"):
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if session.ssl is None and mode == "starttls":
            return "554 in the clear"
        with open(folder + "/" + envelope.rcpt_tos[0], "ab") as mail:
            mail.write(envelope.content)
        return "250 taken"

def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"avenue", b"s3cret")
    # What is not handled here, the server answers itself: 535.
    return AuthResult(success=good, handled=good)

def conversation():
    starttls = {"tls_context": context, "require_starttls": True} if mode == "starttls" else {}
    return SMTP(Handler(), authenticator=authenticate, auth_required=True,
                auth_require_tls=mode == "starttls", **starttls)

async def main():
    loop = asyncio.get_running_loop()
    tls = context if mode == "tls" else None
    server = await loop.create_server(conversation, "127.0.0.1", 0, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
asyncio.run(main())
"#;

struct Server {
    child: Child,
    port: String,
    folder: tempfile::TempDir,
}

impl Server {
    fn start(mode: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let python = std::env::var("AVENUE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let mut child = Command::new(python)
            .args(["-c", SERVER, mode])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 runs; AVENUE_TEST_PYTHON may name another one");
        let mut port = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut port).unwrap();
        assert!(!port.is_empty(), "aiosmtpd starts; is e2e/requirements.txt installed?");
        Self { child, port: port.trim().to_owned(), folder }
    }

    async fn app(&self, mode: &str, password: &str, authority: bool) -> TestApp {
        let certificate = self.folder.path().join("authority.pem").display().to_string();
        let mut variables = vec![
            ("SMTP_HOST", "localhost"),
            ("SMTP_PORT", &self.port),
            ("SMTP_SECURITY", mode),
            ("SMTP_USER", "avenue"),
            ("SMTP_PASSWORD", password),
            ("AVENUE_MAIL_FROM", "Avenue <hola@avenue.example>"),
        ];
        if authority {
            variables.push(("SMTP_CA_FILE", &certificate));
        }
        let app = TestApp::with(&variables).await;
        start_worker(&app);
        app
    }

    fn taken(&self, address: &str) -> PathBuf {
        self.folder.path().join(address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[tokio::test]
async fn mails_leave_through_tls_and_starttls_with_an_account() {
    for mode in ["tls", "starttls"] {
        let server = Server::start(mode);
        let app = server.app(mode, "s3cret", true).await;
        let id = queue(&app, plain_mail("ana@example.org", mode)).await;
        until_it_is(&app, id, EmailStatus::Sent).await;
        let mail = std::fs::read_to_string(server.taken("ana@example.org")).unwrap();
        assert!(mail.contains(&format!("Message-ID: <{id}@avenue.example>")), "{mode}: {mail}");
    }
}

#[tokio::test]
async fn what_is_ours_to_mend_waits() {
    for (mode, password, authority) in [("tls", "s3cret", false), ("starttls", "wrong", true)] {
        let server = Server::start(mode);
        let app = server.app(mode, password, authority).await;
        let id = queue(&app, plain_mail("ana@example.org", mode)).await;
        eventually(async || app.state.notifications.get_email(id).await.unwrap().summary.error.is_some())
            .await;
        let email = app.state.notifications.get_email(id).await.unwrap().summary;
        assert_eq!(email.status, EmailStatus::Queued, "{email:?}");
        let error = email.error.unwrap();
        assert!(!error.contains("s3cret") && !error.contains("wrong"), "{error}");
        assert!(!server.taken("ana@example.org").exists());
    }
}

#[tokio::test]
async fn a_greylisted_mail_comes_through_later_and_an_unknown_address_is_not_tried_again() {
    let server = Server::start("starttls");
    let app = server.app("starttls", "s3cret", true).await;
    let grey = queue(&app, plain_mail("grey@example.org", "grey")).await;
    eventually(async || app.state.notifications.get_email(grey).await.unwrap().summary.error.is_some()).await;
    let waiting = bson::doc! { "subject": "grey@example.org", "status": "queued", "attempts": 1 };
    let jobs = app.db.collection::<bson::Document>("jobs");
    eventually(async || jobs.count_documents(waiting.clone()).await.unwrap() == 1).await;
    app.clock.advance(SignedDuration::from_secs(80));
    assert_eq!(until_it_is(&app, grey, EmailStatus::Sent).await.summary.attempts, 2);

    let first = queue(&app, plain_mail("Nobody@example.org", "nobody:1")).await;
    // Addresses are looked at without regard to case; this server is not.
    until_it_is(&app, first, EmailStatus::Sent).await;
    let first = queue(&app, plain_mail("nobody@example.org", "nobody:2")).await;
    let bounced = until_it_is(&app, first, EmailStatus::Bounced).await.summary;
    assert!(bounced.error.unwrap().contains("No such user here"));
    let owner = app.admin().await;
    let suppressed: Vec<Suppression> = owner.get("/api/notifications/suppressions").await.to();
    assert_eq!((suppressed.len(), suppressed[0].address.as_str()), (1, "nobody@example.org"));
    let second = queue(&app, plain_mail("Nobody@example.org", "nobody:3")).await;
    let failed = until_it_is(&app, second, EmailStatus::Failed).await.summary;
    assert!(failed.error.unwrap().contains("nothing is sent to nobody@example.org"));
}
