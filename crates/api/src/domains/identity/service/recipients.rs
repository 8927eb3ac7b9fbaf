//! Whom others may tell something, and when somebody who is signed in is so no more.

use bson::Document;
use jiff::Timestamp;
use mongodb::change_stream::event::ChangeStreamEvent;
use mongodb::{ClientSession, Database};
use shared::id::{SessionId, UserId};
use shared::identity::{Locale, UserStatus};

use super::super::repo::recipients as stored;
use super::super::repo::{sessions, users};
use crate::http::ApiResult;

/// Somebody who can be told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The account.
    pub id: UserId,
    /// The address to write to.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// The language to write in.
    pub locale: Locale,
    /// The time zone by its IANA name, where one was chosen.
    pub time_zone: Option<String>,
    /// Whether mails may be sent: the address is proven, and the account is in use.
    pub takes_mail: bool,
}

impl From<stored::RecipientDoc> for Recipient {
    fn from(doc: stored::RecipientDoc) -> Self {
        Self {
            id: doc.id,
            takes_mail: doc.email_verified && doc.status == UserStatus::Active && doc.closing.is_none(),
            email: doc.email,
            first_name: doc.first_name,
            locale: doc.locale,
            time_zone: doc.profile.time_zone,
        }
    }
}

/// The people of these accounts, read inside the caller's transaction, in no order. Accounts that are gone are left out.
///
/// # Errors
/// When the database fails: the driver's own error, for the transaction.
pub async fn recipients(
    database: &Database,
    session: &mut ClientSession,
    ids: &[UserId],
) -> mongodb::error::Result<Vec<Recipient>> {
    let found = stored::of(database, session, ids).await?;
    Ok(found.into_iter().filter(|doc| doc.erased_at.is_none()).map(Recipient::from).collect())
}

/// Who is not signed in any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Departure {
    /// One session has ended.
    Session(SessionId),
    /// Nothing that an account may do is as it was: it was suspended, closed or erased, or has other roles.
    Account(UserId),
}

impl Departure {
    /// Which changes tell of departures: branches for the `$match` of a change stream over the platform's database.
    pub fn watched() -> Vec<Document> {
        stored::watched()
    }

    /// What such a change means.
    pub fn of(change: &ChangeStreamEvent<Document>) -> Option<Self> {
        match stored::out(change)? {
            (Some(session), _) => Some(Self::Session(session)),
            (None, Some(account)) => Some(Self::Account(account)),
            (None, None) => None,
        }
    }
}

/// Whether a session that was let in a moment ago still is: for whoever begins to listen for departures only now.
///
/// # Errors
/// When the database fails.
pub async fn is_still_in(
    database: &Database,
    session: SessionId,
    account: UserId,
    now: Timestamp,
) -> ApiResult<bool> {
    let (session, user) =
        futures::try_join!(sessions::pulse(database, session, now), users::presence(database, account))?;
    let active = user.is_some_and(|user| user.status == UserStatus::Active && user.closing.is_none());
    Ok(active && session.is_some_and(|session| session.user_id == account))
}
