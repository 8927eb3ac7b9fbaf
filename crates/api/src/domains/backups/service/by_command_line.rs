//! What the command line does with backups, without jobs: it waits for what it asked for.
//!
//! Records are kept only where the platform lives. On another server (the old one, say) nothing is written but into
//! files.

use std::io;
use std::path::Path;

use archive::{ArchiveSource, Compression};
use bson::DateTime;
use serde::Serialize;
use serde_json::json;
use shared::backups::{Backup, BackupState, Drill, DrillVerdict, RunBackup, Trigger};
use shared::id::{BackupId, DrillId};

use super::contents::contents;
use super::drill::{Drilled, Stopwatch, certificate};
use super::run::{Order, Written};
use super::{Backups, Watch, verify};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::destinations::Fetched;
use crate::domains::backups::repo::BackupDoc;
use crate::domains::backups::rules::names;
use crate::infra::ids::new_id;
use crate::infra::jobs::JobFailure;

/// A certificate, and whether it was put to the others.
#[derive(Debug, Serialize)]
pub struct KeptDrill {
    /// The certificate.
    #[serde(flatten)]
    pub drill: Drill,
    /// Whether the platform lives on this server, so that the console lists it.
    pub kept: bool,
}

impl Backups {
    /// Takes a backup into the destination and records it. [`JobFailure::Cancelled`] when it was stopped.
    ///
    /// # Errors
    /// Why there is no backup, for a person.
    pub async fn run_now(&self, asked: RunBackup, watch: Watch<'_>) -> Result<Backup, JobFailure> {
        let order = Order::of(asked, &self.0.platform, Trigger::CommandLine);
        let recorded = self.keeps_records().await?;
        let id = BackupId::new(new_id());
        let began = self.0.clock.now();
        let new = self.record(id, &order, began, Compression::Zstd);
        if recorded {
            self.0.repo.ask(&new, None).await?;
            self.0.repo.begin(id).await?;
        }
        let written = self.write(&new, &order, watch).await;
        let now = self.0.clock.now();
        let Written { contents, copies } = match written {
            Ok(written) => written,
            Err(failure) => {
                if recorded {
                    let cancelled = failure == JobFailure::Cancelled;
                    self.0.repo.give_up(id, cancelled, &failure.to_string(), now).await?;
                }
                return Err(failure);
            }
        };
        if recorded {
            self.0.repo.finish(id, &contents, &copies, now, true).await?;
            let what = target("backup", id, Some(&new.file_name));
            let details = json!({ "verdict": contents.verdict, "sha256": contents.sha256 });
            let entry = AuditEntry::new(By::command_line(), "backups.finish", what).details(details);
            self.0.audit.record(entry, None).await?;
        }
        Ok(Backup::from(BackupDoc {
            state: BackupState::Finished,
            available: true,
            copies,
            contents: Some(contents),
            finished_at: Some(DateTime::from_jiff(now)),
            verified_at: Some(DateTime::from_jiff(now)),
            ..new
        }))
    }

    /// Drills the archive in a file, which is called `file_name` where it is kept: verifies, restores into scratch, compares, drops. The certificate is kept if the
    /// platform lives on this server, whether or not there is a record of the archive.
    ///
    /// # Errors
    /// When the database cannot be worked with; [`JobFailure::Cancelled`] when it was stopped. That the archive proves
    /// bad is no error but a failed certificate; that it cannot be read at all is [`JobFailure::Permanent`].
    pub async fn drill_now(
        &self,
        file: &Path,
        file_name: &str,
        watch: Watch<'_>,
    ) -> Result<KeptDrill, JobFailure> {
        let id = DrillId::new(new_id());
        let recorded = self.keeps_records().await?;
        let known = if recorded { self.0.repo.of_file(file_name).await? } else { None };
        let drilled = match known {
            Some(backup) => Drilled::Recorded(backup),
            None => Drilled::Foreign(self.unrecorded(file, file_name, watch).await?),
        };
        let scratch = names::scratch(&self.0.platform, id);
        let stopwatch = Stopwatch::default();
        let recorded_sha256 = drilled.about().contents.as_ref().map(|contents| contents.sha256.clone());
        let source = ArchiveSource::Archive { path: file.to_owned(), recorded_sha256 };
        let restored = self.restore_scratch(&source, &scratch, &stopwatch, watch).await;
        self.drop_scratch(&scratch).await?;
        let drill = certificate(id, &drilled, scratch, restored, &stopwatch, self.0.clock.now());
        if watch.cancel.is_cancelled() {
            return Err(JobFailure::Cancelled);
        }
        if recorded {
            self.0.repo.certify(&drill).await?;
        }
        if let Some(backup) = drilled.record()
            && drill.verdict == DrillVerdict::Passed
        {
            self.0.repo.note_verification(backup, Ok(drill.at)).await?;
            self.0.repo.note_drill(backup, drill.at).await?;
        }
        Ok(KeptDrill { drill, kept: recorded })
    }

    /// The newest archive at the place that counts: its name, and the file as it is kept.
    ///
    /// # Errors
    /// When the place fails.
    pub async fn newest_file(&self) -> io::Result<Option<(String, Fetched)>> {
        let Some(place) = self.0.destinations.first() else { return Ok(None) };
        let there = place.list().await?;
        let Some(newest) = there.into_iter().max_by_key(|file| file.modified) else { return Ok(None) };
        let fetched = place.fetch(&newest.name, &self.0.workshop).await?;
        Ok(Some((newest.name, fetched)))
    }

    /// Whether the platform lives on this server, so that records belong here.
    async fn keeps_records(&self) -> mongodb::error::Result<bool> {
        self.holds_anything(&self.0.platform).await
    }

    /// What is known of an archive that has no record. One that is damaged has a certificate that says so, with what
    /// little is known.
    async fn unrecorded(
        &self,
        file: &Path,
        file_name: &str,
        watch: Watch<'_>,
    ) -> Result<BackupDoc, JobFailure> {
        let order = Order::of(RunBackup::default(), "", Trigger::Foreign);
        let mut backup = self.record(BackupId::new(new_id()), &order, self.0.clock.now(), Compression::Zstd);
        file_name.clone_into(&mut backup.file_name);
        match archive::verify(file, None, watch.progress, watch.cancel).await {
            Ok(sound) => {
                backup.database.clone_from(&sound.manifest.database.name);
                backup.contents = Some(contents(&sound.manifest, &sound.archive));
                Ok(backup)
            }
            Err(error) if verify::is_damage(&error) => Ok(backup),
            Err(error) => Err(verify::failure(error)),
        }
    }
}
