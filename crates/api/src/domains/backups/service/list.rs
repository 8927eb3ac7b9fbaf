//! Looking at backups.

use shared::backups::{Backup, BackupDetail, BackupQuery, BackupState, BackupStatus, Drill, PageQuery};
use shared::id::BackupId;
use shared::page::Page;
use shared::system::JobStatus;

use super::{Backups, schedule};
use crate::domains::backups::repo::{BackupDoc, DrillPlace, Filter, Place};
use crate::http::{ApiResult, page};

/// How many backups can be under way at once before some are settled only at the next look.
const OPEN_AT_ONCE: i64 = 100;
/// A backup without a job that has not ended by then never will: no server keeps its instant readable for so long.
const UNHEARD_OF: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

impl Backups {
    /// The backups that `query` asks for, newest first.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn list(&self, query: BackupQuery) -> ApiResult<Page<Backup>> {
        self.settle().await?;
        let after = page::decode::<Place>(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let filter = Filter { database: query.database, state: query.state, after, ..Filter::default() };
        let found = self.0.repo.list(filter, one_more(limit)).await?;
        let backups = found.into_iter().map(Backup::from).collect();
        Ok(page::page(backups, limit, |backup| Place { at: backup.created_at, id: backup.id }))
    }

    /// One backup with every collection in it.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::NotFound`].
    pub async fn detail(&self, id: BackupId) -> ApiResult<BackupDetail> {
        self.settle().await?;
        let (backup, collections) = self.existing(id).await?.into_dto();
        Ok(BackupDetail { backup, collections })
    }

    /// Where backups stand.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn status(&self) -> ApiResult<BackupStatus> {
        self.settle().await?;
        let newest = async |filter| self.0.repo.newest(filter).await.map(|found| found.map(Backup::from));
        let kept = self.0.repo.kept().await?;
        let running = Filter { state: Some(BackupState::Running), ..Filter::default() };
        let complete = Filter { complete: true, ..Filter::default() };
        Ok(BackupStatus {
            last: newest(Filter::default()).await?,
            last_complete: newest(complete).await?,
            last_drill: self.0.repo.drills(None, 1).await?.into_iter().next(),
            running: newest(running).await?,
            next_scheduled_at: self.0.jobs.next_occurrence(schedule::DAILY).await?,
            kept: u64::try_from(kept.count).unwrap_or(0),
            kept_bytes: u64::try_from(kept.bytes).unwrap_or(0),
        })
    }

    /// Certificates of drills, newest first.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn drills(&self, query: &PageQuery) -> ApiResult<Page<Drill>> {
        let after = page::decode::<DrillPlace>(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let drills = self.0.repo.drills(after, one_more(limit)).await?;
        Ok(page::page(drills, limit, |drill| DrillPlace { at: drill.at, id: drill.id }))
    }

    /// Ends the records of backups whose jobs ended without a word: a job that waited and was cancelled never ran.
    pub(super) async fn settle(&self) -> ApiResult<()> {
        for state in [BackupState::Queued, BackupState::Running] {
            let open = Filter { state: Some(state), ..Filter::default() };
            for backup in self.0.repo.list(open, OPEN_AT_ONCE).await? {
                self.settle_one(&backup).await?;
            }
        }
        Ok(())
    }

    async fn settle_one(&self, backup: &BackupDoc) -> ApiResult<()> {
        let Some(job_id) = backup.job_id else { return self.settle_unheard_of(backup).await };
        let job = self.0.jobs.get(job_id).await?.map(|stored| stored.job);
        let (cancelled, error) = match job {
            Some(job) if !job.status.is_final() => return Ok(()),
            // The record is written before the job ends, so this is an old look at it.
            Some(job) if job.status == JobStatus::Succeeded => return Ok(()),
            Some(job) if job.status == JobStatus::Cancelled => (true, "stopped by a person".to_owned()),
            Some(job) => (false, job.error.unwrap_or_else(|| "its job failed".to_owned())),
            None => (false, "its job is gone".to_owned()),
        };
        self.0.repo.give_up(backup.id, cancelled, &error, self.0.clock.now()).await?;
        Ok(())
    }

    /// Direct downloads and the command line have no job: whoever writes them ends their record, unless it was killed.
    async fn settle_unheard_of(&self, backup: &BackupDoc) -> ApiResult<()> {
        let now = self.0.clock.now();
        if now.duration_since(backup.created_at.to_jiff()) > UNHEARD_OF {
            let error = "the process that wrote it ended before it did";
            self.0.repo.give_up(backup.id, false, error, now).await?;
        }
        Ok(())
    }
}

/// One more than a page shows, to know whether there is a next one.
pub(super) fn one_more(limit: usize) -> i64 {
    i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX)
}
