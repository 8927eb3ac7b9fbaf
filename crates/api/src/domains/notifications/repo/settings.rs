//! How people want to be told, and that they marked something.

use std::collections::HashMap;

use bson::{Bson, DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::UserId;
use shared::notifications::{ChangeNotificationSettings, DIGEST_HOUR, QuietHours, Topic, TopicChoice};

use super::MAX_TIME;

/// One person's choice. Shard key it would have: `{ _id: "hashed" }`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct SettingsDoc {
    #[serde(rename = "_id")]
    pub user: UserId,
    #[serde(default)]
    pub topics: Vec<TopicChoice>,
    #[serde(default = "digest_hour")]
    pub digest_hour: u8,
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
}

const fn digest_hour() -> u8 {
    DIGEST_HOUR
}

impl SettingsDoc {
    /// What counts for whoever has not chosen.
    pub(in super::super) const fn of_nobody(user: UserId) -> Self {
        Self { user, topics: Vec::new(), digest_hour: DIGEST_HOUR, quiet_hours: None }
    }

    /// How its person is told about a topic.
    pub(in super::super) fn choice(&self, topic: Topic) -> TopicChoice {
        let chosen = self.topics.iter().find(|choice| choice.topic == topic);
        chosen.copied().unwrap_or(TopicChoice::default_of(topic))
    }
}

#[derive(Clone)]
pub(in super::super) struct SettingsRepo {
    settings: Collection<SettingsDoc>,
}

impl SettingsRepo {
    pub(in super::super) fn new(database: &Database) -> Self {
        Self { settings: database.collection("notification_settings") }
    }

    /// One person's choice.
    pub(in super::super) async fn get(&self, user: UserId) -> Result<SettingsDoc> {
        let found = self.settings.find_one(doc! { "_id": user.to_string() }).max_time(MAX_TIME).await?;
        Ok(found.unwrap_or(SettingsDoc::of_nobody(user)))
    }

    /// The choices of those who have chosen, as the transaction sees them.
    pub(in super::super) async fn of(
        &self,
        users: &[UserId],
        session: &mut ClientSession,
    ) -> Result<HashMap<UserId, SettingsDoc>> {
        let ids: Vec<String> = users.iter().map(UserId::to_string).collect();
        let mut found = self.settings.find(doc! { "_id": { "$in": ids } }).session(&mut *session).await?;
        found.stream(session).map_ok(|settings| (settings.user, settings)).try_collect().await
    }

    /// Stores a choice as a whole.
    pub(in super::super) async fn set(&self, user: UserId, new: &ChangeNotificationSettings) -> Result<()> {
        let quiet_hours = match &new.quiet_hours {
            Some(quiet) => bson::serialize_to_bson(quiet)?,
            None => Bson::Null,
        };
        let set = doc! {
            "topics": bson::serialize_to_bson(&new.topics)?,
            "digest_hour": i32::from(new.digest_hour),
            "quiet_hours": quiet_hours,
        };
        let update = doc! { "$set": set };
        self.settings.update_one(doc! { "_id": user.to_string() }, update).upsert(true).await.map(|_| ())
    }

    /// Notes that its person marked something, so that every listener of theirs hears of it, in every process.
    pub(in super::super) async fn touch(&self, user: UserId, at: Timestamp) -> Result<()> {
        let update = doc! { "$inc": { "marks": 1_i64 }, "$set": { "marked_at": DateTime::from_jiff(at) } };
        self.settings.update_one(doc! { "_id": user.to_string() }, update).upsert(true).await.map(|_| ())
    }

    /// Removes a person's choice.
    pub(in super::super) async fn forget(&self, person: UserId) -> Result<()> {
        self.settings.delete_one(doc! { "_id": person.to_string() }).await.map(|_| ())
    }
}
