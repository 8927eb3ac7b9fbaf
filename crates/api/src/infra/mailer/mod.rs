//! How a mail leaves: by SMTP when a mail server is configured, else into the mailbox of the data folder.
//!
//! Knows no template and no outbox; who calls it decides when to try again. A mail has one id for all its tries: it is
//! its `Message-ID` and its file name, so that a second delivery of the same mail can be recognised as such.

mod mailbox;
mod message;
mod smtp;

use std::path::PathBuf;
use std::sync::Arc;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// The mail server took it.
    Sent,
    /// It lies in the mailbox of the data folder, because no mail server is configured.
    Kept,
}

/// Why a mail did not leave. The texts name no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailFailure {
    /// It never will: the address or the mail itself is not taken.
    #[error("{0}")]
    Permanent(String),
    /// It may, later.
    #[error("{0}")]
    Temporary(String),
}

/// The way out. Cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Way>);

enum Way {
    Smtp { from: String, server: smtp::Server },
    DataFolder { from: String, mailbox: PathBuf },
}

impl Mailer {
    /// The way that the configuration names; `data` is the data folder.
    pub fn new(settings: &config::Mail, data: &std::path::Path) -> Self {
        let from = settings.from.clone();
        Self(Arc::new(match &settings.smtp {
            Some(smtp) => Way::Smtp { from, server: smtp::Server::new(smtp.clone()) },
            None => Way::DataFolder { from, mailbox: data.join("mailbox") },
        }))
    }

    /// Whether mail really leaves, rather than being kept in the data folder.
    pub fn is_configured(&self) -> bool {
        matches!(*self.0, Way::Smtp { .. })
    }

    /// Lets a mail leave.
    ///
    /// # Errors
    /// When the server or the disk did not take it; [`MailFailure`] says whether another try makes sense.
    pub async fn send(&self, mail: &Mail) -> Result<Delivered, MailFailure> {
        match &*self.0 {
            Way::Smtp { from, server } => {
                server.send(message::build(mail, from)?).await?;
                Ok(Delivered::Sent)
            }
            Way::DataFolder { from, mailbox } => {
                mailbox::keep(mailbox, &mail.id, message::build(mail, from)?.formatted()).await?;
                Ok(Delivered::Kept)
            }
        }
    }
}
