//! How a person wants to be told.

use shared::id::UserId;
use shared::notifications::{ChangeNotificationSettings, NotificationSettings, Topic};

use super::Notifications;
use super::repo::SettingsDoc;
use super::rules::zone_or_home;
use crate::domains::identity::{Recipient, recipients};
use crate::http::{ApiError, ApiResult};

impl Notifications {
    /// How somebody wants to be told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get_settings(&self, user: UserId) -> ApiResult<NotificationSettings> {
        let mut session = self.database.client().start_session().await?;
        let person = recipients(&self.database, &mut session, &[user]).await?.pop();
        let person = person.ok_or_else(|| ApiError::internal("who asks has no account"))?;
        Ok(shown(&self.settings.get(user).await?, &person))
    }

    /// Keeps how somebody wants to be told from now on. What waits for a digest keeps waiting for it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_settings(
        &self,
        user: UserId,
        new: &ChangeNotificationSettings,
    ) -> ApiResult<NotificationSettings> {
        self.settings.set(user, new).await?;
        self.get_settings(user).await
    }
}

fn shown(settings: &SettingsDoc, person: &Recipient) -> NotificationSettings {
    NotificationSettings {
        topics: Topic::CHOICES.iter().map(|topic| settings.choice(*topic)).collect(),
        digest_hour: settings.digest_hour,
        quiet_hours: settings.quiet_hours.clone(),
        time_zone: zone_or_home(person.time_zone.as_deref()).to_owned(),
        mail_possible: person.takes_mail,
    }
}
