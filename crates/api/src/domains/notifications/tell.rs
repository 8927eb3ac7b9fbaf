//! Telling people something: each of them once, in the app and by mail, as each of them wants.

use std::collections::BTreeSet;

use bson::DateTime;
use futures::FutureExt;
use jiff::Timestamp;
use mongodb::ClientSession;
use mongodb::error::Result;
use shared::id::{NoticeId, UserId};
use shared::identity::Locale;
use shared::notifications::Event;

use super::repo::{NoticeDoc, SettingsDoc, Shelf};
use super::rules::{Mail, Plan, Wish, plan, zone_or_home};
use super::{NewEmail, Notifications, Template};
use crate::domains::identity::{Recipient, recipients};
use crate::infra::ids::new_id;

/// So many people are told in one transaction: each may cost a notice, a mail and its job.
const AT_ONCE: usize = 100;
/// Words that people put into an event are cut here, in characters.
const LONGEST: usize = 500;
/// The same for the subject of a mail.
const LONGEST_SUBJECT: usize = 120;

/// Something to tell, and whom.
#[derive(Debug, Clone)]
pub struct Telling {
    /// Whom. Who stands here twice is told once; accounts that are gone are passed over.
    pub to: Vec<UserId>,
    /// What makes it the same: whoever was told with this key is not told again. Such as `avatar_updated:<job>`.
    pub key: String,
    /// What happened.
    pub event: Event,
}

impl Telling {
    /// Something to tell one person.
    pub fn one(to: UserId, key: impl Into<String>, event: Event) -> Self {
        Self { to: vec![to], key: key.into(), event }
    }
}

impl Notifications {
    /// Tells people something, each of them once. In the caller's transaction if there is one: then it is told if and only if
    /// that is committed, and at most a hundred people may be told; call [`Jobs::wake`](crate::infra::jobs::Jobs::wake)
    /// after it, so that mails leave at once. Without one, any number.
    ///
    /// # Errors
    /// When the database fails: the driver's own error, which a transaction must be given.
    pub async fn tell(&self, telling: Telling, session: Option<&mut ClientSession>) -> Result<()> {
        if let Some(session) = session {
            return self.tell_within(&telling, session).await;
        }
        let Telling { to, key, event } = telling;
        for some in to.chunks(AT_ONCE) {
            let part = Telling { to: some.to_vec(), key: key.clone(), event: event.clone() };
            let mut session = self.database.client().start_session().await?;
            // Boxed, because jobs tell too, and what they run must be free to move between threads.
            let told = session.start_transaction().and_run((self.clone(), part), |session, (here, part)| {
                here.tell_within(part, session).boxed()
            });
            told.await?;
        }
        self.jobs.wake();
        Ok(())
    }

    async fn tell_within(&self, telling: &Telling, session: &mut ClientSession) -> Result<()> {
        let everybody: BTreeSet<UserId> = telling.to.iter().copied().collect();
        let keys: Vec<String> = everybody.iter().map(|user| key_of(telling, *user)).collect();
        let told = self.notices.told(&keys, session).await?;
        let fresh: Vec<UserId> =
            everybody.into_iter().filter(|user| !told.contains(&key_of(telling, *user))).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let people = recipients(&self.database, session, &fresh).await?;
        let chosen = self.settings.of(&fresh, session).await?;
        let now = self.clock.now();
        let mut notices = Vec::with_capacity(people.len());
        for person in people {
            let settings = chosen.get(&person.id).cloned().unwrap_or(SettingsDoc::of_nobody(person.id));
            let plan = plan(&wish(&telling.event, &person, &settings), now);
            if !plan.in_app && plan.mail == Mail::No {
                continue;
            }
            let notice = notice(telling, &person, plan, now);
            if let Mail::Own(not_before) = plan.mail {
                let email = self.write_email(mail(&notice, person))?;
                self.insert_email(&email, not_before, session).await?;
            }
            notices.push(notice);
        }
        self.notices.insert(&notices, session).await
    }
}

/// The key of one person's notice.
fn key_of(telling: &Telling, user: UserId) -> String {
    format!("{}:{user}", telling.key)
}

pub(super) fn wish<'a>(event: &Event, person: &'a Recipient, settings: &'a SettingsDoc) -> Wish<'a> {
    Wish {
        choice: settings.choice(event.topic()),
        quiet_hours: settings.quiet_hours.as_ref(),
        digest_hour: settings.digest_hour,
        zone: zone_or_home(person.time_zone.as_deref()),
        mail_possible: event.is_mailed() && person.takes_mail,
    }
}

pub(super) fn notice(telling: &Telling, person: &Recipient, plan: Plan, now: Timestamp) -> NoticeDoc {
    let event = &telling.event;
    let digest_due = match plan.mail {
        Mail::Digest(due) => Some(DateTime::from_jiff(due)),
        Mail::No | Mail::Own(_) => None,
    };
    NoticeDoc {
        id: NoticeId::new(new_id()),
        user: person.id,
        key: key_of(telling, person.id),
        at: DateTime::from_jiff(now),
        kind: event.word().to_owned(),
        topic: event.topic(),
        level: event.level(),
        text_es: shortened(event.es(), LONGEST),
        text_en: shortened(event.en(), LONGEST),
        link: Some(event.link()),
        read_at: None,
        shelf: (!plan.in_app).then_some(Shelf::MailOnly),
        quiet: plan.quiet,
        digest_due,
    }
}

/// The mail that says what a notice says.
fn mail(notice: &NoticeDoc, person: Recipient) -> NewEmail {
    let text = match person.locale {
        Locale::Es => notice.text_es.clone(),
        Locale::En => notice.text_en.clone(),
    };
    let template = Template::Notice {
        name: person.first_name,
        subject: shortened(text.clone(), LONGEST_SUBJECT),
        text,
        link: notice.link.clone().unwrap_or_else(|| "/account/notifications".to_owned()),
    };
    NewEmail {
        send_key: format!("{}:{}", template.name(), notice.key),
        template,
        locale: person.locale,
        to: person.email,
    }
}

/// The text, or as much of it as there is room for.
pub(super) fn shortened(text: String, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text,
        Some(_) => text.chars().take(longest.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_text_is_cut_where_there_is_no_more_room() {
        assert_eq!(shortened("ñandú".to_owned(), 5), "ñandú");
        assert_eq!(shortened("ñandúes".to_owned(), 5), "ñand…");
    }
}
