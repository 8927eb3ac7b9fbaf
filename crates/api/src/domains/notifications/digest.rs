//! The daily digest: one mail with what somebody was told and has not read.
//!
//! Each hour a job looks whose digest is due. So the hour that was chosen is met in every time zone that is whole hours from
//! UTC; in the few others it comes up to an hour later.

use futures::FutureExt;
use mongodb::ClientSession;
use mongodb::error::Result;
use serde_json::{Value, json};
use shared::id::{NoticeId, UserId};
use shared::identity::Locale;

use super::repo::NoticeDoc;
use super::tell::shortened;
use super::{NewEmail, Notifications, Template};
use crate::domains::identity::recipients;
use crate::infra::jobs::{DuplicateKind, JobContext, JobFailure, Kind, NewJob, Registry, Rule, Timetable};

/// The job's kind. Its result is `{ "people": 12, "mails": 10 }`.
pub const KIND: &str = "notifications.digest";
/// The lines that a digest shows; it says how many more there are.
const SHOWN: usize = 30;
/// A line is cut here, in characters.
const LONGEST: usize = 200;

impl Notifications {
    /// Has digests sent from now on. Call it at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn start(&self) -> Result<()> {
        let hourly =
            Timetable::new(Rule::Hour { minute: 0 }, "UTC").map_err(mongodb::error::Error::custom)?;
        self.jobs.set_schedule(KIND, &hourly, &NewJob::new(KIND, "digests")).await
    }

    /// Registers the sending of digests.
    ///
    /// # Errors
    /// When the kind is registered already.
    pub(super) fn register_digest(&self, registry: &mut Registry) -> std::result::Result<(), DuplicateKind> {
        let here = self.clone();
        registry.register(Kind::new(KIND, move |context| {
            let here = here.clone();
            async move { here.send_digests(context).await }
        }))
    }

    async fn send_digests(&self, context: JobContext) -> std::result::Result<Value, JobFailure> {
        let (mut people, mut mails) = (0_u64, 0_u64);
        loop {
            let due = self.notices.with_digest_due(self.clock.now()).await?;
            if due.is_empty() {
                return Ok(json!({ "people": people, "mails": mails }));
            }
            for person in due {
                if context.stop().is_cancelled() {
                    return Err(JobFailure::Cancelled);
                }
                people += 1;
                mails += u64::from(self.send_digest(person).await?);
            }
            self.jobs.wake();
        }
    }

    /// Sends one person's digest, if there is anything that was not read; whether it did.
    async fn send_digest(&self, person: UserId) -> Result<bool> {
        let mut session = self.database.client().start_session().await?;
        session
            .start_transaction()
            .and_run((self.clone(), person), |session, (here, person)| {
                here.send_digest_within(*person, session).boxed()
            })
            .await
    }

    /// In one transaction: what is in the mail does not wait for one any more. If it waits for another digest already, that
    /// is this one.
    async fn send_digest_within(&self, person: UserId, session: &mut ClientSession) -> Result<bool> {
        let waiting = self.notices.for_digest(person, session).await?;
        let ids: Vec<NoticeId> = waiting.iter().map(|notice| notice.id).collect();
        self.notices.digested(person, &ids, session).await?;
        let unread: Vec<NoticeDoc> = waiting.into_iter().filter(|notice| notice.read_at.is_none()).collect();
        let reader = recipients(&self.database, session, &[person]).await?.pop();
        let Some((reader, last)) = reader.filter(|reader| reader.takes_mail).zip(unread.last()) else {
            return Ok(false);
        };
        let lines = unread.iter().take(SHOWN).map(|notice| {
            let text = match reader.locale {
                Locale::Es => &notice.text_es,
                Locale::En => &notice.text_en,
            };
            shortened(text.clone(), LONGEST)
        });
        let template = Template::Digest {
            name: reader.first_name.clone(),
            count: u64::try_from(unread.len()).unwrap_or(u64::MAX),
            lines: lines.collect(),
            more: u64::try_from(unread.len().saturating_sub(SHOWN)).unwrap_or(u64::MAX),
        };
        let email = NewEmail {
            send_key: format!("{}:{}", template.name(), last.id),
            template,
            locale: reader.locale,
            to: reader.email,
        };
        let email = self.write_email(email)?;
        self.insert_email(&email, None, session).await?;
        Ok(true)
    }
}
