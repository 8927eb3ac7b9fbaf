//! What people who are made up were told. They have chosen nothing and take no mail.

use std::collections::BTreeSet;

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::id::NoticeId;
use shared::identity::Locale;

use super::Telling;
use super::repo::{KEPT, NoticeDoc, NoticeRepo, SettingsDoc};
use super::rules::plan;
use super::tell::{notice, wish};
use crate::domains::identity::Recipient;
use crate::http::ApiResult;
use crate::infra::bulk::Bulk;
use crate::infra::chance::Chance;

/// Tells people who are made up something, as of an instant. What lies so far back that it would have been removed since is
/// left out; of the rest, most has been read.
///
/// # Errors
/// When it is nothing that the database can hold.
pub fn tell_made_up(
    bulk: &mut Bulk,
    chance: &mut Chance,
    telling: &Telling,
    at: Timestamp,
    now: Timestamp,
) -> ApiResult<()> {
    let age = now.duration_since(at);
    if age.unsigned_abs() >= KEPT {
        return Ok(());
    }
    let everybody: BTreeSet<_> = telling.to.iter().copied().collect();
    for id in everybody {
        let person = Recipient {
            id,
            email: String::new(),
            first_name: String::new(),
            locale: Locale::Es,
            time_zone: None,
            takes_mail: false,
        };
        let settings = SettingsDoc::of_nobody(id);
        let plan = plan(&wish(&telling.event, &person, &settings), at);
        let read = chance.percent(if age > SignedDuration::from_hours(4 * 24) { 85 } else { 35 });
        let read_at =
            chance.moment(at, now.min(at.saturating_add(SignedDuration::from_hours(30)).unwrap_or(now)));
        let told = NoticeDoc {
            id: NoticeId::new(chance.id(at)),
            read_at: read.then(|| DateTime::from_jiff(read_at)),
            ..notice(telling, &person, plan, at)
        };
        let notices = NoticeRepo::new(bulk.database());
        bulk.add(notices.collection(), &told)?;
    }
    Ok(())
}
