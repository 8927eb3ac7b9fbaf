//! Archives and what is known of them.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Drill, valid_optional_database_name};
use crate::id::{BackupId, JobId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Asks for a backup. Without exclusions it is complete.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunBackup {
    /// Which database of the server; the platform's own if absent.
    #[garde(custom(valid_optional_database_name))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Leave out GridFS files (every `*.files` with its `*.chunks`); the verdict is then `partial`.
    #[garde(skip)]
    pub exclude_gridfs: bool,
    /// Leave out these collections; the verdict is then `partial`.
    #[garde(length(max = 1000), inner(length(min = 1, max = 255)))]
    pub exclude_collections: Vec<String>,
    /// A few words to recognise it by.
    #[garde(inner(length(chars, max = 120)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A backup that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartedBackup {
    /// The backup: `GET /api/backups/{id}`.
    pub backup_id: BackupId,
    /// Its job: `GET /api/system/jobs/{id}` has the progress.
    pub job_id: JobId,
}

/// Where a backup stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BackupState {
    /// Waits for a worker.
    Queued,
    /// Is being written.
    Running,
    /// Written whole; the verdict says how much it holds.
    Finished,
    /// Not written; `error` says why.
    Failed,
    /// Stopped by a person.
    Cancelled,
}

/// How much of the database an archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Verdict {
    /// Everything that the server listed at the snapshot.
    Complete,
    /// Less, by request; the exclusions say what is missing.
    Partial,
}

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Trigger {
    /// A person asked for it.
    Manual,
    /// The daily schedule.
    Scheduled,
    /// Streamed to a browser and not stored here.
    Direct,
    /// The `avenue` command line.
    CommandLine,
    /// Found in the folder of archives: brought there, or taken before the platform's database was lost.
    Foreign,
}

/// What was left out on request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exclusion {
    /// The collection.
    pub collection: String,
    /// Its documents at that time.
    pub documents: u64,
    /// Its bytes at that time.
    pub bytes: u64,
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Backup {
    /// The backup.
    pub id: BackupId,
    /// Where it stands.
    pub state: BackupState,
    /// How much it holds; absent until it is finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Why it was taken.
    pub trigger: Trigger,
    /// The words it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The server it was read from, as `host:port[,…]`.
    pub host: String,
    /// The database it was read from.
    pub database: String,
    /// The server's version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_version: Option<String>,
    /// The instant that it represents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instant: Option<Timestamp>,
    /// Collections and views in it.
    pub collections: u64,
    /// Documents in it.
    pub documents: u64,
    /// Bytes of documents in it, before compression.
    pub bytes: u64,
    /// Bytes of the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_bytes: Option<u64>,
    /// SHA-256 of the archive, in hex; before it was encrypted, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The file as it is kept, if the archive was encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<EncryptedFile>,
    /// The archive's file name.
    pub file_name: String,
    /// Where the archive is: `local`, `s3`, `cloudinary`, or `none` for a direct download.
    pub destination: String,
    /// Where else it was to be kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<BackupCopy>,
    /// Whether the archive is still there.
    pub available: bool,
    /// What was left out on request.
    pub exclusions: Vec<Exclusion>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was finished, or given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// When it was last verified and found sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// When it was last restored in a drill and found equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drilled_at: Option<Timestamp>,
    /// When it will be deleted; until then that can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleting_at: Option<Timestamp>,
    /// Why it failed, for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The job that writes or wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
}

/// An encrypted archive as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EncryptedFile {
    /// Its bytes.
    pub bytes: u64,
    /// Its SHA-256, in hex.
    pub sha256: String,
    /// The public keys (age) of those who can read it.
    pub recipients: Vec<String>,
}

/// A copy of an archive at another place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackupCopy {
    /// Where: `local`, `s3`, `cloudinary`.
    pub destination: String,
    /// When it was proven to be there; absent when it could not be kept there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored_at: Option<Timestamp>,
    /// Why it could not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A place that archives can be kept in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackupDestination {
    /// `local`, `s3`, `cloudinary`.
    pub name: String,
    /// Whether it is configured at all.
    pub configured: bool,
    /// Which part it plays.
    pub role: DestinationRole,
    /// Where that is, for a person: a folder, a bucket, a cloud. Absent where it is not configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The part that a place plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DestinationRole {
    /// A backup counts once it is here.
    Primary,
    /// Gets a copy of each.
    Copies,
    /// Is not used.
    Unused,
}

/// Where archives are kept and who can read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackupDestinations {
    /// Every place, the primary one first.
    pub destinations: Vec<BackupDestination>,
    /// The public keys (age) that new archives are encrypted for; none when they are not.
    pub recipients: Vec<String>,
    /// Whether encrypted archives can be read here, to verify, restore and drill them.
    pub can_decrypt: bool,
    /// For how many days a deleted archive can be had back.
    pub delete_delay_days: u16,
}

/// One backup with every collection in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackupDetail {
    /// The backup.
    pub backup: Backup,
    /// What the manifest says of each collection, by name; empty until it is finished.
    pub collections: Vec<BackupCollection>,
}

/// One collection in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackupCollection {
    /// Its name.
    pub name: String,
    /// `collection`, `view`, `timeseries`, `capped`.
    pub kind: String,
    /// Documents.
    pub documents: u64,
    /// Bytes of BSON.
    pub bytes: u64,
    /// Indexes.
    pub indexes: u64,
    /// SHA-256 of its BSON, in hex.
    pub sha256: String,
    /// MD5 of its BSON, in hex.
    pub md5: String,
    /// How it was read: `snapshot`, or how else where the server gives none.
    pub read: String,
}

/// Which backups, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct BackupQuery {
    /// Only backups of this database.
    #[garde(inner(length(max = 63)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Only backups that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<BackupState>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A list without filters.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PageQuery {
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Where backups stand, for the overview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackupStatus {
    /// The last backup, whatever became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Backup>,
    /// The last complete one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_complete: Option<Backup>,
    /// The last drill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_drill: Option<Drill>,
    /// The one that is being written now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<Backup>,
    /// When the schedule takes the next one; absent when it is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_scheduled_at: Option<Timestamp>,
    /// Archives kept.
    pub kept: u64,
    /// Bytes of all archives kept.
    pub kept_bytes: u64,
}

impl BackupStatus {
    /// The one that is being written, or else the newest if it has not ended: it may wait for a worker.
    #[must_use]
    pub fn under_way(&self) -> Option<&Backup> {
        let open = |last: &&Backup| matches!(last.state, BackupState::Queued | BackupState::Running);
        self.running.as_ref().or_else(|| self.last.as_ref().filter(open))
    }
}

/// The finding of a verification: the archive is sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verification {
    /// When.
    pub verified_at: Timestamp,
    /// How much the archive holds.
    pub verdict: Verdict,
    /// Collections and views in it.
    pub collections: u64,
    /// Documents in it.
    pub documents: u64,
    /// Bytes of documents in it.
    pub bytes: u64,
    /// SHA-256 of the archive, in hex.
    pub sha256: String,
    /// Whether that is the digest kept outside the archive.
    pub digest_matches_record: bool,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// A link that downloads once, so that the browser itself can stream the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DownloadTicket {
    /// The address to open, relative to the API.
    pub url: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Whether a backup could be taken now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Diagnosis {
    /// Whether every check passed.
    pub ready: bool,
    /// The checks.
    pub checks: Vec<Check>,
}

/// One check of a diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Check {
    /// What was checked: `database`, `replica_set`, `snapshot_window`, `local_folder`, `disk_space`, `cloudinary` …
    pub name: String,
    /// Whether it passed; absent for what is not configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
    /// The finding, with figures, and what would be right.
    pub detail: String,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// One attempt in the history: a backup, verification, restore or drill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// The job that did it; absent for a direct download.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    /// `backup`, `verification`, `comparison`, `restore`, `drill`.
    pub kind: String,
    /// The database.
    pub database: String,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds; absent while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u64>,
    /// Whether it ended well; absent while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeded: Option<bool>,
    /// The finding in one sentence.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(state: &str) -> Backup {
        serde_json::from_value(serde_json::json!({
            "id": "01890a5d-ac96-774b-bcce-b302099a8057", "state": state, "trigger": "manual", "host": "h",
            "database": "d", "collections": 0, "documents": 0, "bytes": 0, "file_name": "f", "destination": "local",
            "available": false, "exclusions": [], "created_at": "2026-11-22T10:00:00Z",
        }))
        .unwrap()
    }

    fn status(last: Option<&str>, running: bool) -> BackupStatus {
        BackupStatus {
            last: last.map(backup),
            last_complete: None,
            last_drill: None,
            running: running.then(|| backup("running")),
            next_scheduled_at: None,
            kept: 0,
            kept_bytes: 0,
        }
    }

    #[test]
    fn a_backup_that_waits_for_a_worker_is_under_way_and_one_that_ended_is_not() {
        let under_way = |status: BackupStatus| status.under_way().map(|backup| backup.state);
        assert_eq!(under_way(status(Some("queued"), false)), Some(BackupState::Queued));
        assert_eq!(
            under_way(status(Some("queued"), true)),
            Some(BackupState::Running),
            "the one being written is first"
        );
        assert_eq!(
            under_way(status(Some("running"), false)),
            Some(BackupState::Running),
            "it ended between two reads"
        );
        for ended in [Some("finished"), Some("failed"), Some("cancelled"), None] {
            assert_eq!(under_way(status(ended, false)), None, "{ended:?}");
        }
    }
}
