//! What the owner set: the schedule.

use bson::doc;
use mongodb::ClientSession;
use mongodb::error::Result;
use serde::{Deserialize, Serialize};
use shared::backups::Schedule;

use super::{MAX_TIME, Repo};

const SCHEDULE: &str = "schedule";

/// One document of `backup_settings`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SettingsDoc {
    #[serde(rename = "_id")]
    id: String,
    schedule: Schedule,
}

impl Repo {
    /// The schedule in force; the default one until somebody sets another.
    pub(in crate::domains::backups) async fn schedule(&self) -> Result<Schedule> {
        let stored = self.settings.find_one(doc! { "_id": SCHEDULE }).max_time(MAX_TIME).await?;
        Ok(stored.map(|stored| stored.schedule).unwrap_or_default())
    }

    /// Sets the schedule.
    pub(in crate::domains::backups) async fn set_schedule(
        &self,
        schedule: &Schedule,
        session: &mut ClientSession,
    ) -> Result<()> {
        let doc = SettingsDoc { id: SCHEDULE.to_owned(), schedule: schedule.clone() };
        self.settings
            .replace_one(doc! { "_id": SCHEDULE }, doc)
            .upsert(true)
            .session(session)
            .await
            .map(|_| ())
    }
}
