//! Saying that something changed, to whoever listens.

use bson::DateTime;
use mongodb::ClientSession;
use mongodb::error::Result;
use shared::id::UserId;
use shared::notifications::Changed;

use super::Notifications;
use super::repo::SignalDoc;
use crate::infra::ids::new_id;

impl Notifications {
    /// Says to these people, as far as they listen at that moment, that something is not as it was; in the caller's
    /// transaction, so that nobody looks before there is something to see. It is no notice: nobody is told later.
    ///
    /// # Errors
    /// When the database fails: the driver's own error, which a transaction must be given.
    pub async fn signal(
        &self,
        users: Vec<UserId>,
        changed: Changed,
        session: &mut ClientSession,
    ) -> Result<()> {
        if users.is_empty() {
            return Ok(());
        }
        let at = DateTime::from_jiff(self.clock.now());
        let signal = SignalDoc { id: new_id().to_string(), users, changed, at };
        self.signals.add(&signal, session).await
    }
}
