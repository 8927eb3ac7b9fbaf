//! The job that takes a mail out of the outbox.

use std::time::Duration;

use bson::doc;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::id::EmailId;
use shared::identity::Locale;
use shared::notifications::EmailStatus;

use super::Notifications;
use super::again::suppressed;
use super::render::unmask;
use super::repo::{EmailDoc, SuppressionDoc};
use crate::infra::jobs::{Backoff, DuplicateKind, GivenUp, JobContext, JobFailure, Kind, NewJob, Registry};
use crate::infra::mailer::{Delivered, Mail, MailFailure};

/// The job's kind. Its result is `{ "status": "sent" }` or `{ "status": "kept" }`.
pub const KIND: &str = "notifications.deliver";
/// 1 minute, 4, 16, 64, 4 h, and then every 6 h: nine tries over a day, each wait a fifth longer or shorter by chance.
const WAITS: Backoff =
    Backoff { first: Duration::from_secs(60), factor: 4, longest: Duration::from_secs(6 * 60 * 60) };
const TRIES: u16 = 9;
/// How many mails leave at once from each process.
const AT_ONCE: usize = 4;

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    email_id: EmailId,
}

/// The job for one mail.
pub(super) fn job(email: &EmailDoc) -> NewJob {
    NewJob::new(KIND, &email.to).payload(doc! { "email_id": email.id.to_string() }).max_attempts(TRIES)
}

impl Notifications {
    /// Registers the delivery of mail and the sending of digests.
    ///
    /// # Errors
    /// When a kind is registered already.
    pub fn register(&self, registry: &mut Registry) -> Result<(), DuplicateKind> {
        let (deliverer, mourner) = (self.clone(), self.clone());
        let kind = Kind::new(KIND, move |context| {
            let notifications = deliverer.clone();
            async move { notifications.deliver(context).await }
        });
        let kind = kind.when_given_up(move |job| {
            let notifications = mourner.clone();
            async move { notifications.give_up(job).await }
        });
        registry.register(kind.concurrency(AT_ONCE).backoff(WAITS))?;
        self.register_digest(registry)
    }

    async fn deliver(&self, context: JobContext) -> Result<Value, JobFailure> {
        let Payload { email_id } = context.payload()?;
        let gone = || JobFailure::Permanent("the mail is not in the outbox".to_owned());
        let email = self.emails.get(email_id).await?.ok_or_else(gone)?;
        if !self.emails.begin_try(email_id).await? {
            // Delivered by a run whose end was not written down.
            return Ok(json!({ "status": email.status }));
        }
        if let Some(suppression) = self.suppressions.of(&email.to).await? {
            return Err(JobFailure::Permanent(suppressed(&suppression).text(Locale::En).to_owned()));
        }
        let mail = self.write(email.clone())?;
        match self.mailer.send(&mail).await {
            Ok(delivered) => {
                let (status, provider_id) = match delivered {
                    Delivered::Sent(provider_id) => (EmailStatus::Sent, provider_id),
                    Delivered::Kept => (EmailStatus::Kept, None),
                };
                let now = self.clock.now();
                self.emails.mark_delivered(email_id, status, provider_id.as_deref(), now).await?;
                Ok(json!({ "status": status }))
            }
            Err(MailFailure::Bounced { text, for_good }) => {
                let now = self.clock.now();
                if for_good {
                    let bounced = SuppressionDoc::new(&email, EmailStatus::Bounced, Some(&text), now);
                    self.suppressions.add(&bounced).await?;
                }
                self.emails.mark_bounced(email_id, &text, now).await?;
                Err(JobFailure::Permanent(text))
            }
            Err(MailFailure::Later(error, wait)) => {
                self.emails.note_error(email_id, &error).await?;
                Err(JobFailure::RetryIn(error, wait))
            }
            Err(MailFailure::Temporary(error)) => {
                self.emails.note_error(email_id, &error).await?;
                Err(JobFailure::Retry(error))
            }
            Err(MailFailure::Permanent(error)) => Err(JobFailure::Permanent(error)),
        }
    }

    /// The mail as it leaves: with its secret.
    fn write(&self, email: EmailDoc) -> Result<Mail, JobFailure> {
        let (text, html) = if email.secret_until.is_some() {
            let dead =
                || JobFailure::Permanent("its link was used or expired before it could be sent".to_owned());
            let secret = email.good_secret(self.clock.now()).ok_or_else(dead)?;
            (unmask(&email.text, secret), unmask(&email.html, secret))
        } else {
            (email.text, email.html)
        };
        Ok(Mail {
            id: if email.rounds == 0 {
                email.id.to_string()
            } else {
                format!("{}-{}", email.id, email.rounds)
            },
            date: email.created_at.to_jiff(),
            to: email.to,
            subject: email.subject,
            text,
            html,
        })
    }

    async fn give_up(&self, job: GivenUp) -> Result<(), String> {
        let payload: Payload =
            bson::deserialize_from_document(job.payload).map_err(|error| error.to_string())?;
        let marked = self.emails.mark_failed(payload.email_id, &job.error).await;
        marked.map(|_| ()).map_err(|error| error.to_string())
    }
}
