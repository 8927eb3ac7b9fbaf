//! The outbox and log of mails.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::EmailId;
use shared::identity::Locale;
use shared::notifications::{Email, EmailQuery, EmailStatus, EmailSummary};

use super::MAX_TIME;
use crate::domains::notifications::render::unmask;
use crate::infra::db::index::{plain, plain_where, sparse, there, unique};

/// One mail as it is stored. Shard key it would have: `{ _id: "hashed" }`, with the send keys in a collection of their
/// own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct EmailDoc {
    #[serde(rename = "_id")]
    pub id: EmailId,
    pub send_key: String,
    pub to: String,
    pub locale: Locale,
    pub template: String,
    pub subject: String,
    /// With its secret masked, as is `html`.
    pub text: String,
    pub html: String,
    /// What the mask stands for; gone once it was sent, used or of no use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_until: Option<DateTime>,
    pub status: EmailStatus,
    pub attempts: i32,
    pub created_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// When what is known of it since it was sent became known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<DateTime>,
    /// The mail service's id of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
    /// How often a person sent it again.
    #[serde(default)]
    pub rounds: i32,
}

impl EmailDoc {
    /// The secret, if its link still works.
    pub(in super::super) fn good_secret(&self, now: Timestamp) -> Option<&str> {
        let good = self.secret_until.is_some_and(|until| now < until.to_jiff());
        self.secret.as_deref().filter(|_| good)
    }

    fn summary(self) -> EmailSummary {
        EmailSummary {
            id: self.id,
            to: self.to,
            subject: self.subject,
            template: self.template,
            status: self.status,
            attempts: u32::try_from(self.attempts).unwrap_or(0),
            created_at: self.created_at.to_jiff(),
            sent_at: self.sent_at.map(DateTime::to_jiff),
            told_at: self.told_at.map(DateTime::to_jiff),
            error: self.error,
        }
    }

    /// The mail for the console: with its secret only if it is kept here and the link still works.
    pub(in super::super) fn into_email(self, now: Timestamp) -> Email {
        let secret = self.good_secret(now).filter(|_| self.status == EmailStatus::Kept);
        let shown = |words: &str| secret.map_or_else(|| words.to_owned(), |secret| unmask(words, secret));
        Email { text: shown(&self.text), html: shown(&self.html), summary: self.summary() }
    }
}

/// Stands for the address of somebody who was erased.
const ERASED: &str = "erased";

/// The word of a status in the database, which is its word in JSON.
const fn word(status: EmailStatus) -> &'static str {
    match status {
        EmailStatus::Queued => "queued",
        EmailStatus::Sent => "sent",
        EmailStatus::Kept => "kept",
        EmailStatus::Delivered => "delivered",
        EmailStatus::Bounced => "bounced",
        EmailStatus::Complained => "complained",
        EmailStatus::Failed => "failed",
    }
}

#[derive(Clone)]
pub(in super::super) struct EmailRepo {
    emails: Collection<EmailDoc>,
}

impl EmailRepo {
    pub(in super::super) fn new(database: &Database) -> Self {
        Self { emails: database.collection("email_logs") }
    }

    pub(in super::super) async fn ensure_indexes(&self) -> Result<()> {
        let indexes = [
            unique(doc! { "send_key": 1 }),
            plain_where(doc! { "secret": 1 }, there("secret")),
            sparse(doc! { "provider_id": 1 }),
            plain(doc! { "to": 1, "_id": -1 }),
            plain(doc! { "status": 1, "_id": -1 }),
            plain(doc! { "to": 1, "status": 1, "_id": -1 }),
        ];
        self.emails.create_indexes(indexes).await.map(|_| ())
    }

    pub(in super::super) async fn insert(&self, email: &EmailDoc, session: &mut ClientSession) -> Result<()> {
        self.emails.insert_one(email).session(session).await.map(|_| ())
    }

    /// The mail with this send key, if it was written already.
    pub(in super::super) async fn id_of(
        &self,
        send_key: &str,
        session: &mut ClientSession,
    ) -> Result<Option<EmailId>> {
        let find = self.emails.find_one(doc! { "send_key": send_key }).max_time(MAX_TIME);
        Ok(find.session(session).await?.map(|email| email.id))
    }

    pub(in super::super) async fn get(&self, id: EmailId) -> Result<Option<EmailDoc>> {
        self.emails.find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await
    }

    /// Newest first, by id, which rises with time.
    pub(in super::super) async fn list(
        &self,
        query: &EmailQuery,
        after: Option<EmailId>,
        count: usize,
    ) -> Result<Vec<EmailSummary>> {
        let mut filter = doc! {};
        if let Some(to) = &query.to {
            filter.insert("to", to);
        }
        if let Some(status) = query.status {
            filter.insert("status", word(status));
        }
        if let Some(after) = after {
            filter.insert("_id", doc! { "$lt": after.to_string() });
        }
        let find = self
            .emails
            .find(filter)
            .sort(doc! { "_id": -1 })
            .limit(i64::try_from(count).unwrap_or(i64::MAX))
            .max_time(MAX_TIME);
        find.await?.map_ok(EmailDoc::summary).try_collect().await
    }

    /// The mails to any of these addresses, newest first, as the console shows them.
    pub(in super::super) async fn of(
        &self,
        addresses: &[String],
        count: usize,
        now: Timestamp,
    ) -> Result<Vec<Email>> {
        let find = self.emails.find(doc! { "to": { "$in": addresses } }).sort(doc! { "_id": -1 });
        let find = find.limit(i64::try_from(count).unwrap_or(i64::MAX)).max_time(MAX_TIME);
        // A copy of one's data is no place for links that sign in.
        let without_secret = |email: EmailDoc| EmailDoc { secret: None, ..email }.into_email(now);
        find.await?.map_ok(without_secret).try_collect().await
    }

    /// Takes addresses and words out of the log; that a mail of this kind was sent, and when, stays. What still waits is
    /// not sent any more.
    pub(in super::super) async fn forget(&self, addresses: &[String]) -> Result<()> {
        let theirs = doc! { "to": { "$in": addresses } };
        let waiting = doc! { "to": { "$in": addresses }, "status": word(EmailStatus::Queued) };
        let stop = doc! { "$set": { "status": word(EmailStatus::Failed), "error": "its reader was erased" } };
        self.emails.update_many(waiting, stop).await?;
        let blank = doc! {
            "$set": { "to": ERASED, "subject": "", "text": "", "html": "" },
            "$unset": { "secret": "", "secret_until": "" },
        };
        self.emails.update_many(theirs, blank).await.map(|_| ())
    }

    /// Counts a try, as long as the mail waits. `false` if it does not wait any more.
    pub(in super::super) async fn begin_try(&self, id: EmailId) -> Result<bool> {
        self.change(id, doc! { "$inc": { "attempts": 1 } }).await
    }

    pub(in super::super) async fn note_error(&self, id: EmailId, error: &str) -> Result<bool> {
        self.change(id, doc! { "$set": { "error": error } }).await
    }

    /// The mail left, or is kept here; then its secret stays, so that somebody can follow the link.
    pub(in super::super) async fn mark_delivered(
        &self,
        id: EmailId,
        status: EmailStatus,
        provider_id: Option<&str>,
        at: Timestamp,
    ) -> Result<bool> {
        let mut set = doc! { "status": word(status), "sent_at": at };
        if let Some(provider_id) = provider_id {
            set.insert("provider_id", provider_id);
        }
        let mut unset = doc! { "error": "" };
        if status != EmailStatus::Kept {
            unset.insert("secret", "");
        }
        self.change(id, doc! { "$set": set, "$unset": unset }).await
    }

    /// The recipient's server refused it.
    pub(in super::super) async fn mark_bounced(
        &self,
        id: EmailId,
        error: &str,
        at: Timestamp,
    ) -> Result<bool> {
        let set = doc! { "status": word(EmailStatus::Bounced), "error": error, "told_at": at };
        self.change(id, doc! { "$set": set, "$unset": { "secret": "" } }).await
    }

    /// The mail that the service has under this id.
    pub(in super::super) async fn of_provider(&self, id: &str) -> Result<Option<EmailDoc>> {
        self.emails.find_one(doc! { "provider_id": id }).max_time(MAX_TIME).await
    }

    /// Notes what became of a mail that was sent. What comes late or twice never takes back what is worse.
    pub(in super::super) async fn note_fate(
        &self,
        provider_id: &str,
        status: EmailStatus,
        error: Option<&str>,
        at: Timestamp,
    ) -> Result<bool> {
        let sent = [EmailStatus::Sent, EmailStatus::Delivered];
        let before = if status == EmailStatus::Delivered { sent.get(..1) } else { sent.get(..) };
        let before: Vec<&str> = before.unwrap_or_default().iter().map(|status| word(*status)).collect();
        let mut set = doc! { "status": word(status), "told_at": at };
        if let Some(error) = error {
            set.insert("error", error);
        }
        let filter = doc! { "provider_id": provider_id, "status": { "$in": before } };
        Ok(self.emails.update_one(filter, doc! { "$set": set }).await?.modified_count == 1)
    }

    /// Puts a mail that stands at `status` into the outbox again. `false` if it stands elsewhere by now.
    pub(in super::super) async fn queue_again(
        &self,
        id: EmailId,
        status: EmailStatus,
        session: &mut ClientSession,
    ) -> Result<bool> {
        let filter = doc! { "_id": id.to_string(), "status": word(status) };
        let update = doc! {
            "$set": { "status": word(EmailStatus::Queued), "attempts": 0 },
            "$inc": { "rounds": 1 },
            "$unset": { "error": "", "sent_at": "", "told_at": "", "provider_id": "" },
        };
        Ok(self.emails.update_one(filter, update).session(session).await?.modified_count == 1)
    }

    pub(in super::super) async fn mark_failed(&self, id: EmailId, error: &str) -> Result<bool> {
        let set = doc! { "status": word(EmailStatus::Failed), "error": error };
        self.change(id, doc! { "$set": set, "$unset": { "secret": "" } }).await
    }

    /// Forgets a secret wherever it waits or is kept.
    pub(in super::super) async fn forget_secret(
        &self,
        secret: &str,
        session: Option<&mut ClientSession>,
    ) -> Result<()> {
        let forget = self.emails.update_many(doc! { "secret": secret }, doc! { "$unset": { "secret": "" } });
        match session {
            Some(session) => forget.session(session).await?,
            None => forget.await?,
        };
        Ok(())
    }

    /// Only a mail that waits can change: what was delivered once is never marked otherwise by a late second run.
    async fn change(&self, id: EmailId, update: Document) -> Result<bool> {
        let waiting = doc! { "_id": id.to_string(), "status": word(EmailStatus::Queued) };
        Ok(self.emails.update_one(waiting, update).await?.matched_count == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(status: EmailStatus) -> EmailDoc {
        let at = |text: &str| DateTime::from_jiff(text.parse().unwrap());
        EmailDoc {
            id: EmailId::new(uuid::Uuid::nil()),
            send_key: "verify_email:1".to_owned(),
            to: "ana@example.com".to_owned(),
            locale: Locale::Es,
            template: "verify_email".to_owned(),
            subject: "Confirmá".to_owned(),
            text: "https://avenue.example/verify-email?token=•••".to_owned(),
            html: "<a href=\"https://avenue.example/verify-email?token=•••\">".to_owned(),
            secret: Some("T0K3N".to_owned()),
            secret_until: Some(at("2026-11-21T12:00:00Z")),
            status,
            attempts: 1,
            created_at: at("2026-11-21T10:00:00Z"),
            sent_at: None,
            error: None,
            told_at: None,
            provider_id: None,
            rounds: 0,
        }
    }

    #[test]
    fn a_secret_is_shown_only_in_a_kept_mail_whose_link_works() {
        let before: Timestamp = "2026-11-21T11:59:59Z".parse().unwrap();
        let after: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let shows = |email: EmailDoc, at| {
            let email = email.into_email(at);
            assert_eq!(email.text.contains("T0K3N"), email.html.contains("T0K3N"));
            email.text.contains("T0K3N")
        };
        assert!(shows(email(EmailStatus::Kept), before));
        assert!(!shows(email(EmailStatus::Kept), after));
        for status in [EmailStatus::Queued, EmailStatus::Sent, EmailStatus::Failed] {
            assert!(!shows(email(status), before), "{status:?}");
        }
        assert!(!shows(EmailDoc { secret: None, ..email(EmailStatus::Kept) }, before));
    }

    #[test]
    fn the_stored_word_is_the_one_that_travels() {
        let sent = [EmailStatus::Sent, EmailStatus::Delivered, EmailStatus::Bounced, EmailStatus::Complained];
        for status in sent.into_iter().chain([EmailStatus::Queued, EmailStatus::Kept, EmailStatus::Failed]) {
            assert_eq!(bson::serialize_to_bson(&status).unwrap(), bson::Bson::from(word(status)));
        }
    }
}
