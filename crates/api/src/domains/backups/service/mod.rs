//! The use cases: load, decide, do, tell.

mod attempts;
mod by_command_line;
mod compare;
mod contents;
mod delete;
mod diagnose;
mod direct;
mod download;
mod drill;
mod jobs;
mod keep;
mod list;
mod obtain;
mod places;
mod progress;
mod reconcile;
mod restore;
mod retain;
mod run;
mod schedule;
mod start;
mod tell;
mod verify;

use std::path::PathBuf;
use std::sync::Arc;

use archive::{CancellationToken, Progress, Source};
use mongodb::ClientSession;
use shared::backups::BackupDestination;
use shared::error::ErrorCode;
use shared::id::{BackupId, JobId};
use shared::system::Job;
use tokio::sync::Semaphore;

pub use by_command_line::KeptDrill;
pub(in crate::domains::backups) use compare::comparison;
pub use download::Wanted;

use super::destinations::{Destination, Workshop, configured};
use super::repo::{BackupDoc, Repo};
use crate::config::Config;
use crate::domains::audit::{Audit, AuditEntry};
use crate::domains::notifications::Notifications;
use crate::http::{ApiError, ApiResult};
use crate::infra::clock::Clock;
use crate::infra::db::{Aborted, Db, in_kept_transaction};
use crate::infra::jobs::{Enqueued, Jobs, NewJob};
use crate::infra::sealing::Recipients;
use crate::infra::tickets::Tickets;
use crate::said;

/// How many archives may be streamed to browsers at once in this process: each reads a whole database.
const DIRECT_AT_ONCE: usize = 2;

/// Everything that can be done with backups. Cheap to clone.
#[derive(Clone)]
pub struct Backups(Arc<Parts>);

#[derive(Clone)]
struct Parts {
    clock: Clock,
    db: Db,
    /// How people know the server.
    host: String,
    /// The name of the database that the platform lives in.
    platform: String,
    repo: Repo,
    /// Where archives are made.
    workshop: Workshop,
    /// Where they are kept: the first counts, the others get copies.
    destinations: Vec<Arc<dyn Destination>>,
    places: Vec<BackupDestination>,
    /// Whom they are encrypted for.
    recipients: Option<Recipients>,
    /// The file with the key that reads them.
    identity: Option<PathBuf>,
    delete_delay_days: u16,
    jobs: Jobs,
    audit: Audit,
    notifications: Notifications,
    tickets: Tickets,
    direct: Arc<Semaphore>,
}

impl Backups {
    /// Archives of what the server of `db` holds, at the places of the configuration.
    pub fn new(
        config: &Config,
        clock: &Clock,
        db: &Db,
        jobs: &Jobs,
        tickets: &Tickets,
        audit: &Audit,
        notifications: &Notifications,
    ) -> Self {
        Self(Arc::new(Parts {
            clock: clock.clone(),
            db: db.clone(),
            host: db.host().to_owned(),
            platform: db.name().to_owned(),
            repo: Repo::new(db.database()),
            workshop: Workshop::new(&config.backups.folder),
            destinations: configured(config, clock),
            places: places::told(config),
            // What the configuration took are keys.
            recipients: Recipients::parse(&config.backups.recipients).unwrap_or_default(),
            identity: config.backups.identity_file.clone(),
            delete_delay_days: config.backups.delete_delay_days,
            jobs: jobs.clone(),
            audit: audit.clone(),
            notifications: notifications.clone(),
            tickets: tickets.clone(),
            direct: Arc::new(Semaphore::new(DIRECT_AT_ONCE)),
        }))
    }

    /// The same through another pool, with as many direct downloads at once in all.
    #[must_use]
    pub fn through(
        &self,
        db: &Db,
        jobs: &Jobs,
        tickets: &Tickets,
        audit: &Audit,
        notifications: &Notifications,
    ) -> Self {
        Self(Arc::new(Parts {
            db: db.clone(),
            repo: Repo::new(db.database()),
            jobs: jobs.clone(),
            audit: audit.clone(),
            notifications: notifications.clone(),
            tickets: tickets.clone(),
            ..Parts::clone(&self.0)
        }))
    }

    /// A database of the server as the engine takes it.
    fn source(&self, database: &str) -> Source {
        Source::new(self.0.db.client().clone(), database, &self.0.host)
    }

    /// The name of the place that counts.
    fn primary(&self) -> &'static str {
        self.0.destinations.first().map_or("none", |place| place.name())
    }

    /// The record of a backup.
    async fn existing(&self, id: BackupId) -> ApiResult<BackupDoc> {
        let found = self.0.repo.get(id).await?;
        found.ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound)
                .detail(said!("there is no backup {id}", "no existe el respaldo {id}"))
        })
    }

    /// A backup whose archive is there, and so can be read.
    async fn readable(&self, id: BackupId) -> ApiResult<BackupDoc> {
        let backup = self.existing(id).await?;
        if backup.available {
            return Ok(backup);
        }
        let name = &backup.file_name;
        Err(ApiError::new(ErrorCode::Conflict).detail(said!(
            "the archive {name} is not kept here, or not any more",
            "el archivo {name} no se guarda acá, o ya no"
        )))
    }

    /// Asks for work and records who did: both or neither.
    async fn enqueue(&self, job: NewJob, entry: AuditEntry) -> ApiResult<JobId> {
        self.enqueue_with(job, entry, async |_, _| Ok(())).await
    }

    /// The same, with what else must be there if the job is.
    async fn enqueue_with(
        &self,
        job: NewJob,
        entry: AuditEntry,
        also: impl AsyncFn(JobId, &mut ClientSession) -> mongodb::error::Result<()>,
    ) -> ApiResult<JobId> {
        let id = in_kept_transaction(&self.0.db, async |session| {
            match self.0.jobs.enqueue(job.clone(), Some(&mut *session)).await? {
                Enqueued::New(id) => {
                    self.0.audit.record(entry.clone(), Some(&mut *session)).await?;
                    also(id, session).await?;
                    Ok(id)
                }
                Enqueued::Existing(id) => {
                    let subject = &job.subject;
                    Err(Aborted::Refused(ApiError::new(ErrorCode::AlreadyRunning).detail(said!(
                        "job {id} is at the same for {subject}; wait for it or stop it",
                        "la tarea {id} está haciendo lo mismo para {subject}; esperá a que termine o cancelala"
                    ))))
                }
            }
        })
        .await
        .map_err(Aborted::into_inner)?;
        self.0.jobs.wake();
        Ok(id)
    }

    async fn job(&self, id: JobId) -> ApiResult<Job> {
        let stored = self.0.jobs.get(id).await?;
        stored.map(|stored| stored.job).ok_or_else(|| ApiError::internal(format!("job {id} vanished")))
    }

    /// Whether the server has a database of this name with anything in it.
    async fn holds_anything(&self, database: &str) -> mongodb::error::Result<bool> {
        Ok(!self.0.db.client().database(database).list_collection_names().await?.is_empty())
    }
}

/// Who watches long work, and how it is told to stop.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Takes reports.
    pub progress: &'a dyn Progress,
    /// Stops it.
    pub cancel: &'a CancellationToken,
}
