//! Listening: who comes, and what was missed since the last time.

use shared::error::ErrorCode;
use shared::id::{NoticeId, SessionId};
use shared::identity::Role;
use shared::notifications::Live;
use uuid::Uuid;

use super::Notifications;
use super::live::Listener;
use crate::domains::identity::{CurrentUser, is_still_in};
use crate::http::{ApiError, ApiResult};
use crate::said;

/// The most missed notices that are told again; who missed more reloads.
const MISSED: usize = 100;
/// What was told so many milliseconds before the last notice that is known is told again. Ids are given before their
/// transactions end, so one with a smaller id may have come later.
const OVERLAP: u128 = 60_000;

impl Notifications {
    /// Lets somebody listen, beginning with what was missed since the notice `last`.
    ///
    /// # Errors
    /// [`ErrorCode::Unavailable`] when this process takes no more listeners; [`ErrorCode::Unauthenticated`] when they were
    /// signed out meanwhile; [`ErrorCode::OnlyLooking`] for a look as somebody else.
    pub async fn listen(
        &self,
        who: &CurrentUser,
        session: SessionId,
        last: Option<NoticeId>,
    ) -> ApiResult<Listener> {
        if who.viewer.is_some() {
            return Err(ApiError::new(ErrorCode::OnlyLooking).detail(said!(
                "who looks as somebody else hears nothing live; read the notices with GET /api/notifications",
                "mirando como otra persona no hay avisos en vivo; leé los avisos con GET /api/notifications"
            )));
        }
        let mut listener = self.hub.open(who.id, session, who.roles.contains(&Role::Admin))?;
        // After the line is there: whenever following ends, so does every line.
        self.hub.follow().await?;
        // What happens from now on is heard. Whoever was signed out before, although let in, would listen for ever.
        if !is_still_in(&self.database, session, who.id, self.clock.now()).await? {
            return Err(ErrorCode::Unauthenticated.into());
        }
        let Some(last) = last else { return Ok(listener) };
        let missed = match earlier(last) {
            Some(since) => self.notices.since(who.id, since, MISSED.saturating_add(1)).await?,
            None => Vec::new(),
        };
        if missed.len() > MISSED || earlier(last).is_none() {
            listener.tell_first(&Live::Reload);
        } else {
            let missed = missed.into_iter().rev().filter(|notice| notice.id != last);
            missed.for_each(|notice| listener.tell_first(&Live::Notice(notice)));
        }
        Ok(listener)
    }

    /// How many listen to this process.
    pub fn listeners(&self) -> usize {
        self.hub.count()
    }

    /// Ends every stream of this process and opens none any more: they would keep it from stopping.
    pub fn stop_streams(&self) {
        self.hub.stop();
    }
}

/// The smallest id that may have been given [`OVERLAP`] before this one; `None` for an id that we did not make.
fn earlier(id: NoticeId) -> Option<NoticeId> {
    let id = id.uuid();
    // The first 48 bits of version 7 are milliseconds.
    (id.get_version_num() == 7)
        .then(|| NoticeId::new(Uuid::from_u128((id.as_u128() >> 80).saturating_sub(OVERLAP) << 80)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_minute_before_sorts_before_all_of_that_minute() {
        let id = |text: &str| text.parse::<NoticeId>().unwrap();
        // 0x01890a5dac96 - 60,000 = 0x01890a5cc236
        assert_eq!(
            earlier(id("01890a5d-ac96-774b-bcce-b302099a8057")).unwrap(),
            id("01890a5c-c236-0000-0000-000000000000")
        );
        assert_eq!(earlier(id("00000000-0000-7000-8000-000000000000")).unwrap(), NoticeId::new(Uuid::nil()));
        assert_eq!(earlier(id("f47ac10b-58cc-4372-a567-0e02b2c3d479")), None);
    }
}
