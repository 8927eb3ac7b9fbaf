//! Telling the staff how a backup or drill went: by mail and in the console.
//!
//! That telling fails is logged and changes nothing: the backup is as good or as bad as before.

use jiff::Timestamp;
use shared::backups::{Backup, Drill, DrillVerdict, Verdict};
use shared::id::JobId;
use shared::identity::Permission;
use shared::notifications::Event;

use super::Backups;
use crate::domains::identity::staff_with;
use crate::domains::notifications::{NewAnnouncement, NewEmail, Template};
use crate::http::ApiResult;

/// What is told, in one key for all its forms so that nobody is told twice.
struct News {
    key: String,
    template: Template,
    event: Event,
}

impl Backups {
    /// A backup was taken and checked.
    pub(super) async fn tell_success(&self, backup: &Backup) {
        let (backup_id, database) = (backup.id, backup.database.clone());
        let (collections, documents) = (backup.collections, backup.documents);
        let event = match backup.verdict {
            Some(Verdict::Complete) => {
                Event::BackupSucceeded { backup: backup_id, database, collections, documents }
            }
            _ => Event::BackupPartial { backup: backup_id, database, collections, documents },
        };
        let took = backup.finished_at.map(|end| seconds(backup.created_at, end));
        self.tell(News {
            key: format!("backup_succeeded:{}", backup.id),
            template: Template::BackupSucceeded {
                backup_id,
                database: backup.database.clone(),
                file_name: backup.file_name.clone(),
                instant: backup.instant.unwrap_or(backup.created_at),
                collections,
                documents,
                bytes: backup.archive_bytes.unwrap_or_default(),
                seconds: took.unwrap_or_default(),
                excluded: backup.exclusions.iter().map(|excluded| excluded.collection.clone()).collect(),
            },
            event,
        })
        .await;
    }

    /// A backup was not finished.
    pub(super) async fn tell_failure(&self, backup: &Backup, error: &str) {
        let database = &backup.database;
        self.tell(News {
            key: format!("backup_failed:{}", backup.id),
            template: Template::BackupFailed {
                database: database.clone(),
                at: self.0.clock.now(),
                error: error.to_owned(),
            },
            event: Event::BackupFailed {
                backup: backup.id,
                database: database.clone(),
                error: error.to_owned(),
            },
        })
        .await;
    }

    /// A drill ended.
    pub(super) async fn tell_drill(&self, drill: &Drill) {
        let (database, collections, documents) = (&drill.database, drill.collections, drill.documents);
        let milliseconds =
            drill.verify_milliseconds + drill.restore_milliseconds + drill.compare_milliseconds;
        let news = match drill.verdict {
            DrillVerdict::Passed => News {
                key: format!("drill_passed:{}", drill.id),
                template: Template::DrillPassed {
                    database: database.clone(),
                    file_name: drill.file_name.clone(),
                    at: drill.at,
                    collections,
                    documents,
                    seconds: milliseconds.div_ceil(1000),
                },
                event: Event::DrillPassed { database: database.clone(), collections, documents },
            },
            DrillVerdict::Failed => {
                return self.tell_failed_drill(JobId::new(drill.id.uuid()), database, &drill.detail).await;
            }
        };
        self.tell(news).await;
    }

    /// A drill did not prove anything.
    pub(super) async fn tell_failed_drill(&self, drill: JobId, database: &str, error: &str) {
        self.tell(News {
            key: format!("drill_failed:{drill}"),
            template: Template::DrillFailed {
                database: database.to_owned(),
                at: self.0.clock.now(),
                error: error.to_owned(),
            },
            event: Event::DrillFailed { database: database.to_owned(), error: error.to_owned() },
        })
        .await;
    }

    async fn tell(&self, news: News) {
        let key = news.key.clone();
        if let Err(error) = self.try_to_tell(news).await {
            tracing::error!(%error, key, "the staff could not be told of {key}: {error}");
        }
    }

    async fn try_to_tell(&self, news: News) -> ApiResult<()> {
        let News { key, template, event } = news;
        let announcement = NewAnnouncement { key: key.clone(), event };
        self.0.notifications.announce(announcement, None).await?;
        let platform = self.0.db.client().database(&self.0.platform);
        for colleague in staff_with(&platform, Permission::ManageBackups).await? {
            let email = NewEmail {
                template: template.clone(),
                locale: colleague.locale,
                to: colleague.email,
                send_key: format!("{key}:{}", colleague.id),
            };
            self.0.notifications.queue_email(email, None).await?;
        }
        Ok(())
    }
}

fn seconds(from: Timestamp, until: Timestamp) -> u64 {
    u64::try_from(until.duration_since(from).as_millis()).unwrap_or(0).div_ceil(1000)
}
