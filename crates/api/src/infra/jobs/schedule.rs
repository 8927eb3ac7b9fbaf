//! Recurring work. A schedule is data, so that every process fires it and a person can change it while it runs.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::IndexModel;
use mongodb::error::Result;
use serde::{Deserialize, Serialize};

use super::queue::MAX_TIME;
use super::{Enqueued, Jobs, NewJob, Timetable};
use crate::infra::db::index::plain;
use crate::infra::db::is_duplicate;

/// How many schedules fire in one round; the rest fire in the next.
const ROUND: i64 = 50;

/// One document of `job_schedules`. Shard key it would have: `{ _id: 1 }`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ScheduleDoc {
    #[serde(rename = "_id")]
    pub name: String,
    pub timetable: Timetable,
    /// The occurrence that comes next.
    pub next_at: DateTime,
    /// What is then asked for.
    pub job: NewJob,
}

/// What `job_schedules` is searched by.
pub(super) fn indexes() -> Vec<IndexModel> {
    vec![plain(doc! { "next_at": 1 })]
}

impl Jobs {
    /// Sets the schedule of this name: `job` is asked for whenever the timetable comes round, once, whatever the
    /// number of processes. An unchanged timetable keeps its next occurrence, so this may be called at every start;
    /// then an occurrence that was missed while nothing ran comes once, late.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_schedule(&self, name: &str, timetable: &Timetable, job: &NewJob) -> Result<()> {
        let stored = bson::serialize_to_bson(timetable)?;
        let job = bson::serialize_to_bson(job)?;
        loop {
            let same = doc! { "_id": name, "timetable": &stored };
            if self.schedules.update_one(same, doc! { "$set": { "job": &job } }).await?.matched_count == 1 {
                return Ok(());
            }
            // A timetable is checked when it is made; only a zone that vanished from the machine leads here.
            let next_at = timetable.next_after(self.clock.now()).map_err(mongodb::error::Error::custom)?;
            let changed = doc! { "$set": { "timetable": &stored, "job": &job, "next_at": next_at } };
            match self.schedules.update_one(doc! { "_id": name }, changed).upsert(true).await {
                // Another process made it at the same moment.
                Err(error) if is_duplicate(&error) => {}
                result => return result.map(|_| ()),
            }
        }
    }

    /// Removes the schedule of this name; jobs that it asked for stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_schedule(&self, name: &str) -> Result<()> {
        self.schedules.delete_one(doc! { "_id": name }).await.map(|_| ())
    }

    /// When the schedule of this name comes round next, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_occurrence(&self, name: &str) -> Result<Option<Timestamp>> {
        let schedule = self.schedules.find_one(doc! { "_id": name }).max_time(MAX_TIME).await?;
        Ok(schedule.map(|schedule| schedule.next_at.to_jiff()))
    }

    /// Asks for the work of every schedule whose time has come. Safe to be called by any number of processes at once,
    /// and to be cut off anywhere: the occurrence is a unique key of the job, and the schedule moves on after it.
    pub(super) async fn fire_schedules(&self) -> Result<()> {
        let due = doc! { "next_at": { "$lte": self.clock.now() } };
        let due: Vec<ScheduleDoc> =
            self.schedules.find(due).limit(ROUND).max_time(MAX_TIME).await?.try_collect().await?;
        for schedule in due {
            self.fire(schedule).await?;
        }
        Ok(())
    }

    async fn fire(&self, schedule: ScheduleDoc) -> Result<()> {
        let ScheduleDoc { name, timetable, next_at, job } = schedule;
        // However many occurrences were missed, the next one is in the future: they run once.
        let following = match timetable.next_after(self.clock.now()) {
            Ok(following) => following,
            Err(error) => {
                tracing::error!(schedule = name, %error, "the schedule {name} cannot come round: {error}");
                return Ok(());
            }
        };
        let occurrence = next_at.to_jiff();
        let enqueued = self.insert(job, Some((format!("{name}@{occurrence}"), occurrence)), None).await?;
        // Conditional on what was read: another process may have moved it on, or a person may have changed it.
        let read = doc! {
            "_id": &name, "next_at": next_at, "timetable": bson::serialize_to_bson(&timetable)?,
        };
        let moved = self.schedules.update_one(read, doc! { "$set": { "next_at": following } }).await?;
        if moved.matched_count == 1 {
            let (Enqueued::New(job) | Enqueued::Existing(job)) = enqueued;
            tracing::info!(schedule = name, %occurrence, %job, "the schedule {name} came round: job {job}");
        }
        Ok(())
    }
}
