//! Writing into the outbox, and reading what was told.

use bson::DateTime;
use futures::FutureExt;
use jiff::Timestamp;
use mongodb::error::{Error, Result};
use mongodb::{ClientSession, Database};
use secrecy::SecretString;
use shared::error::ErrorCode;
use shared::id::EmailId;
use shared::notifications::{Email, EmailQuery, EmailStatus, EmailSummary};
use shared::page::Page;

use super::live::Hub;
use super::repo::{
    AnnouncementRepo, EmailDoc, EmailRepo, NoticeRepo, SettingsRepo, SignalRepo, SuppressionRepo,
};
use super::{NewEmail, deliver, render};
use crate::http::{ApiError, ApiResult, page};
use crate::infra::clock::Clock;
use crate::infra::ids::new_id;
use crate::infra::jobs::Jobs;
use crate::infra::mailer::Mailer;

/// What Avenue tells people. Cheap to clone.
#[derive(Clone)]
pub struct Notifications {
    pub(super) database: Database,
    pub(super) emails: EmailRepo,
    pub(super) suppressions: SuppressionRepo,
    pub(super) announcements: AnnouncementRepo,
    pub(super) notices: NoticeRepo,
    pub(super) settings: SettingsRepo,
    pub(super) signals: SignalRepo,
    pub(super) hub: Hub,
    pub(super) jobs: Jobs,
    pub(super) mailer: Mailer,
    pub(super) clock: Clock,
    site: String,
    /// What the mail service signs its calls by.
    pub(super) hook_secret: Option<SecretString>,
}

impl Notifications {
    /// Tells from this database; `site` is the address of the app, without a slash at its end.
    pub fn new(
        database: &Database,
        clock: Clock,
        jobs: Jobs,
        mailer: Mailer,
        site: impl Into<String>,
    ) -> Self {
        Self {
            database: database.clone(),
            emails: EmailRepo::new(database),
            suppressions: SuppressionRepo::new(database),
            announcements: AnnouncementRepo::new(database),
            notices: NoticeRepo::new(database),
            settings: SettingsRepo::new(database),
            signals: SignalRepo::new(database),
            hub: Hub::new(database),
            jobs,
            mailer,
            clock,
            site: site.into(),
            hook_secret: None,
        }
    }

    /// The same, with the same listeners, through another pool.
    #[must_use]
    pub fn through(&self, database: &Database, jobs: &Jobs) -> Self {
        let own =
            Self::new(database, self.clock.clone(), jobs.clone(), self.mailer.clone(), self.site.clone());
        Self { hub: self.hub.clone(), ..own }.heard_by(self.hook_secret.clone())
    }

    /// Hears of what became of mails through calls that are signed by this secret.
    #[must_use]
    pub fn heard_by(self, hook_secret: Option<SecretString>) -> Self {
        Self { hook_secret, ..self }
    }

    /// Makes the indexes. Call it once at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ensure_indexes(&self) -> Result<()> {
        self.emails.ensure_indexes().await?;
        self.suppressions.ensure_indexes().await?;
        self.notices.ensure_indexes().await?;
        self.signals.ensure_indexes().await?;
        self.announcements.ensure_indexes().await
    }

    /// Puts a mail into the outbox, in the caller's transaction if there is one, else in one of its own. A mail with
    /// the same send key is found instead of writing a second.
    ///
    /// # Errors
    /// When the database fails; then what the mail tells about must not happen either.
    pub async fn queue_email(&self, new: NewEmail, session: Option<&mut ClientSession>) -> Result<EmailId> {
        let email = self.write_email(new)?;
        if let Some(session) = session {
            return self.insert_email(&email, None, session).await;
        }
        let mut session = self.database.client().start_session().await?;
        // Boxed, because jobs queue mails too, and what they run must be free to move between threads.
        let id = session.start_transaction().and_run((self.clone(), email), |session, (outbox, email)| {
            outbox.insert_email(email, None, session).boxed()
        });
        let id = id.await?;
        self.jobs.wake();
        Ok(id)
    }

    /// Puts a mail into the outbox, to be sent not before an instant, if there is one.
    pub(super) async fn insert_email(
        &self,
        email: &EmailDoc,
        not_before: Option<Timestamp>,
        session: &mut ClientSession,
    ) -> Result<EmailId> {
        if let Some(id) = self.emails.id_of(&email.send_key, session).await? {
            return Ok(id);
        }
        self.emails.insert(email, session).await?;
        let mut job = deliver::job(email);
        job.run_at = not_before;
        self.jobs.enqueue(job, Some(session)).await?;
        Ok(email.id)
    }

    pub(super) fn write_email(&self, new: NewEmail) -> Result<EmailDoc> {
        let NewEmail { template, locale, to, send_key } = new;
        let words = render::render(&template, locale, &self.site).map_err(Error::custom)?;
        let (secret, secret_until) = template.secret().unzip();
        Ok(EmailDoc {
            id: EmailId::new(new_id()),
            send_key,
            to,
            locale,
            template: template.name().to_owned(),
            subject: words.subject,
            text: words.text,
            html: words.html,
            secret: secret.map(ToOwned::to_owned),
            secret_until: secret_until.map(DateTime::from_jiff),
            status: EmailStatus::Queued,
            attempts: 0,
            created_at: DateTime::from_jiff(self.clock.now()),
            sent_at: None,
            error: None,
            told_at: None,
            provider_id: None,
            rounds: 0,
        })
    }

    /// Forgets the secret of a mailed link: it was used or withdrawn, and is shown to nobody any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_secret(&self, secret: &str, session: Option<&mut ClientSession>) -> Result<()> {
        self.emails.forget_secret(secret, session).await
    }

    /// The log of mails, newest first.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn list_emails(&self, query: &EmailQuery) -> ApiResult<Page<EmailSummary>> {
        let after = page::decode(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let emails = self.emails.list(query, after, limit.saturating_add(1)).await?;
        Ok(page::page(emails, limit, |email| email.id))
    }

    /// One mail, whole.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], or when the database fails.
    pub async fn get_email(&self, id: EmailId) -> ApiResult<Email> {
        let email = self.emails.get(id).await?.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        Ok(email.into_email(self.clock.now()))
    }
}
