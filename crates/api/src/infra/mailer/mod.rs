//! How a mail leaves: by SMTP or Resend when one of them is configured, else into the mailbox of the data folder.
//!
//! Knows no template and no outbox; who calls it decides when to try again. A mail has one id for all its tries: it is
//! its `Message-ID` and its file name, so that a second delivery of the same mail can be recognised as such.

mod mailbox;
mod message;
mod resend;
mod smtp;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::config;

/// One mail to one person.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Letters, digits and hyphens; the same for every try.
    pub id: String,
    /// When it was written.
    pub date: Timestamp,
    /// The recipient's bare address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Where a mail is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// The mail server or service took it. A service has an id of its own for it, by which it tells what became of it.
    Sent(Option<String>),
    /// It lies in the mailbox of the data folder, because no mail server is configured.
    Kept,
}

/// Why a mail did not leave. The texts name no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailFailure {
    /// It never will: the address or the mail itself is not taken.
    #[error("{0}")]
    Permanent(String),
    /// The recipient's address is refused. Whether for good: then nothing should be sent there any more.
    #[error("{text}")]
    Bounced {
        /// The server's words.
        text: String,
        /// Whether the address itself is what is wrong.
        for_good: bool,
    },
    /// It may, later.
    #[error("{0}")]
    Temporary(String),
    /// It may, once so much time has passed.
    #[error("{0}")]
    Later(String, Duration),
}

/// The way out. Cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Way>);

enum Way {
    Smtp { from: String, server: smtp::Server },
    Resend { from: String, service: resend::Service },
    DataFolder { from: String, mailbox: PathBuf },
}

impl Mailer {
    /// The way that the configuration names; `data` is the data folder.
    pub fn new(settings: &config::Mail, data: &std::path::Path) -> Self {
        let from = settings.from.clone();
        Self(Arc::new(match (&settings.smtp, &settings.resend) {
            (Some(smtp), _) => Way::Smtp { from, server: smtp::Server::new(smtp.clone()) },
            (None, Some(resend)) => Way::Resend { from, service: resend::Service::new(resend.clone()) },
            (None, None) => Way::DataFolder { from, mailbox: data.join("mailbox") },
        }))
    }

    /// Whether mail really leaves, rather than being kept in the data folder.
    pub fn is_configured(&self) -> bool {
        !matches!(*self.0, Way::DataFolder { .. })
    }

    /// Lets a mail leave.
    ///
    /// # Errors
    /// When the server or the disk did not take it; [`MailFailure`] says whether another try makes sense.
    pub async fn send(&self, mail: &Mail) -> Result<Delivered, MailFailure> {
        match &*self.0 {
            Way::Smtp { from, server } => {
                server.send(message::build(mail, from)?).await?;
                Ok(Delivered::Sent(None))
            }
            Way::Resend { from, service } => {
                // What makes no mail is refused here already, in the same words whoever would have sent it.
                message::build(mail, from)?;
                Ok(Delivered::Sent(Some(service.send(mail, from).await?)))
            }
            Way::DataFolder { from, mailbox } => {
                mailbox::keep(mailbox, &mail.id, message::build(mail, from)?.formatted()).await?;
                Ok(Delivered::Kept)
            }
        }
    }
}
