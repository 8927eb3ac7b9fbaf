//! A backup as it is stored.

use bson::DateTime;
use serde::{Deserialize, Serialize};
use shared::backups::{
    Backup, BackupCollection, BackupCopy, BackupState, EncryptedFile, Exclusion, Trigger, Verdict,
};
use shared::id::{BackupId, JobId};

/// One document of `backups`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::domains::backups) struct BackupDoc {
    #[serde(rename = "_id")]
    pub id: BackupId,
    pub state: BackupState,
    pub trigger: Trigger,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub host: String,
    pub database: String,
    pub file_name: String,
    pub destination: String,
    /// Where else it was to be kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<CopyDoc>,
    /// Whether the archive is there.
    pub available: bool,
    /// What the archive holds, once it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Contents>,
    pub created_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drilled_at: Option<DateTime>,
    /// What a verification found wrong with the archive; cleared by one that finds it sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub damage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletion: Option<Deletion>,
    /// Whether a person had it back: then the schedule does not let it go again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

/// A copy at another place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::domains::backups) struct CopyDoc {
    pub destination: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// That an archive will be deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::domains::backups) struct Deletion {
    /// When.
    pub at: DateTime,
    /// Why the schedule let it go; absent when a person deleted it. What the schedule lets go keeps its record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expired: Option<String>,
}

/// What an archive holds, and its digests as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::domains::backups) struct Contents {
    pub verdict: Verdict,
    pub server_version: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instant: Option<DateTime>,
    pub collections: u64,
    pub documents: u64,
    pub bytes: u64,
    pub archive_bytes: u64,
    pub sha256: String,
    /// The file as it is kept, if the archive was encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<SealedFile>,
    pub exclusions: Vec<Exclusion>,
    /// Every collection; left out of lists.
    #[serde(default)]
    pub each: Vec<BackupCollection>,
}

/// An encrypted archive as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::domains::backups) struct SealedFile {
    pub bytes: u64,
    pub sha256: String,
    pub recipients: Vec<String>,
}

impl Contents {
    /// The SHA-256 of the file as it is kept.
    pub(in crate::domains::backups) fn kept_sha256(&self) -> &str {
        self.sealed.as_ref().map_or(&self.sha256, |sealed| &sealed.sha256)
    }
}

impl BackupDoc {
    /// Whether it is good, and stays.
    pub(in crate::domains::backups) fn is_good_and_stays(&self) -> bool {
        self.is_good() && self.deletion.is_none()
    }

    /// The places where its archive should be, the one that counts first.
    pub(in crate::domains::backups) fn places(&self) -> impl Iterator<Item = &str> {
        let copies = self.copies.iter().filter(|copy| copy.stored_at.is_some());
        std::iter::once(self.destination.as_str()).chain(copies.map(|copy| copy.destination.as_str()))
    }

    /// Whether it is an archive that holds everything, is there, and is not known to be damaged.
    pub(in crate::domains::backups) fn is_good(&self) -> bool {
        self.state == BackupState::Finished
            && self.available
            && self.damage.is_none()
            && self.contents.as_ref().is_some_and(|contents| contents.verdict == Verdict::Complete)
    }

    /// Which instant it represents; when it was asked for, if no snapshot was possible.
    pub(in crate::domains::backups) fn instant(&self) -> jiff::Timestamp {
        let instant = self.contents.as_ref().and_then(|contents| contents.instant);
        instant.unwrap_or(self.created_at).to_jiff()
    }

    /// As it travels, and what it holds collection by collection.
    pub(in crate::domains::backups) fn into_dto(self) -> (Backup, Vec<BackupCollection>) {
        let contents = self.contents;
        let of = |number: fn(&Contents) -> u64| contents.as_ref().map_or(0, number);
        let backup = Backup {
            id: self.id,
            state: self.state,
            verdict: contents.as_ref().map(|contents| contents.verdict),
            trigger: self.trigger,
            label: self.label,
            host: self.host,
            database: self.database,
            server_version: contents.as_ref().map(|contents| contents.server_version.clone()),
            instant: contents.as_ref().and_then(|contents| contents.instant).map(DateTime::to_jiff),
            collections: of(|contents| contents.collections),
            documents: of(|contents| contents.documents),
            bytes: of(|contents| contents.bytes),
            archive_bytes: contents.as_ref().map(|contents| contents.archive_bytes),
            sha256: contents.as_ref().map(|contents| contents.sha256.clone()),
            encrypted: contents.as_ref().and_then(|contents| contents.sealed.clone()).map(|sealed| {
                let SealedFile { bytes, sha256, recipients } = sealed;
                EncryptedFile { bytes, sha256, recipients }
            }),
            copies: self.copies.into_iter().map(CopyDoc::into_dto).collect(),
            deleting_at: self.deletion.map(|deletion| deletion.at.to_jiff()),
            file_name: self.file_name,
            destination: self.destination,
            available: self.available,
            exclusions: contents.as_ref().map(|contents| contents.exclusions.clone()).unwrap_or_default(),
            created_at: self.created_at.to_jiff(),
            finished_at: self.finished_at.map(DateTime::to_jiff),
            verified_at: self.verified_at.map(DateTime::to_jiff),
            drilled_at: self.drilled_at.map(DateTime::to_jiff),
            error: self.error.or(self.damage),
            job_id: self.job_id,
        };
        (backup, contents.map(|contents| contents.each).unwrap_or_default())
    }
}

impl CopyDoc {
    fn into_dto(self) -> BackupCopy {
        BackupCopy {
            destination: self.destination,
            stored_at: self.stored_at.map(DateTime::to_jiff),
            error: self.error,
        }
    }
}

impl From<BackupDoc> for Backup {
    fn from(doc: BackupDoc) -> Self {
        doc.into_dto().0
    }
}
