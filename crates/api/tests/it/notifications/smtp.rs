//! Delivery through a mail server: a stand-in that speaks SMTP.

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use shared::notifications::EmailStatus;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{plain_mail, queue, reset_mail, start_worker, until_it_is};
use crate::support::TestApp;

/// What a mail server took, and what it answers to the recipient of the next mails.
#[derive(Clone, Default)]
struct Server {
    taken: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<Vec<&'static str>>>,
}

impl Server {
    /// Starts it, and an application that sends through it.
    async fn with_app(answers: &[&'static str]) -> (Self, TestApp) {
        let server = Self { answers: Arc::new(Mutex::new(answers.to_vec())), ..Self::default() };
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let here = server.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let server = here.clone();
                // A client that hangs up ends its conversation.
                tokio::spawn(async move { server.talk(stream).await });
            }
        });
        let app = TestApp::with(&[
            ("SMTP_HOST", "127.0.0.1"),
            ("SMTP_PORT", &port),
            ("SMTP_SECURITY", "none"),
            ("AVENUE_MAIL_FROM", "Avenue <hola@avenue.example>"),
        ])
        .await;
        (server, app)
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 stand-in\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250-stand-in\r\n250 8BITMIME",
                "RCPT" => {
                    let mut answers = self.answers.lock().unwrap();
                    if answers.is_empty() { "250 good" } else { answers.remove(0) }
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut mail = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        mail.push_str(&line);
                        mail.push_str("\r\n");
                    }
                    self.taken.lock().unwrap().push(mail);
                    "250 taken"
                }
                "QUIT" => "221 bye",
                _ => "250 good",
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn a_mail_leaves_whole_and_its_secret_is_forgotten() {
    let (server, app) = Server::with_app(&[]).await;
    start_worker(&app);
    let id = queue(&app, reset_mail(&app, "reset:1")).await;
    let sent = until_it_is(&app, id, EmailStatus::Sent).await;
    assert!(sent.text.contains("token=•••") && !sent.html.contains("T0K3N"), "the console never sees it");
    let raw = app.db.collection::<bson::Document>("email_logs");
    let stored = raw.find_one(bson::doc! { "_id": id.to_string() }).await.unwrap().unwrap();
    assert!(!stored.to_string().contains("T0K3N"), "{stored}");

    let mails = server.taken();
    let mail = mails[0].replace("=\r\n", "");
    assert_eq!(mails.len(), 1);
    for part in [
        "From: Avenue <hola@avenue.example>",
        "To: reset@example.org",
        &format!("Message-ID: <{id}@avenue.example>"),
        "token=3DT0K3N",
    ] {
        assert!(mail.contains(part), "{part:?} is missing in {mail}");
    }
    assert!(!app.data.path().join("mailbox").exists(), "nothing is kept besides");
}

#[tokio::test]
async fn what_the_server_cannot_take_now_is_tried_again() {
    let (server, app) = Server::with_app(&["451 come back later", "421 busy"]).await;
    start_worker(&app);
    let id = queue(&app, plain_mail("later@example.org", "later")).await;
    for (attempts, wait) in [(1, 72), (2, 288)] {
        let tried = async || {
            let email = app.state.notifications.get_email(id).await.unwrap().summary;
            email.attempts == attempts && email.error.is_some()
        };
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
        let jobs = app.db.collection::<bson::Document>("jobs");
        let waiting = bson::doc! { "subject": "later@example.org", "status": "queued", "attempts": attempts };
        while !tried().await || jobs.count_documents(waiting.clone()).await.unwrap() == 0 {
            assert!(std::time::Instant::now() < deadline, "try {attempts} was not noted");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        app.clock.advance(SignedDuration::from_secs(wait));
    }
    let sent = until_it_is(&app, id, EmailStatus::Sent).await.summary;
    assert_eq!((sent.attempts, sent.error, sent.sent_at), (3, None, Some(app.clock.now())));
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_given_up_at_once() {
    let (server, app) = Server::with_app(&["550 no such mailbox"]).await;
    start_worker(&app);
    let id = queue(&app, plain_mail("nobody@example.org", "nobody")).await;
    let failed = until_it_is(&app, id, EmailStatus::Bounced).await.summary;
    assert_eq!((failed.attempts, failed.told_at), (1, Some(app.clock.now())));
    assert!(failed.error.unwrap().contains("no such mailbox"));
    assert!(server.taken().is_empty());
}
