//! What a manifest says, as it is kept outside of the archive.

use archive::{CollectionEntry, FileDigest, HowRead, Kind, Manifest};
use bson::DateTime;
use shared::backups::{BackupCollection, Exclusion, Verdict};

use crate::domains::backups::repo::Contents;

/// What is kept of an archive.
pub(in crate::domains::backups) fn contents(manifest: &Manifest, file: &FileDigest) -> Contents {
    let totals = manifest.totals;
    Contents {
        verdict: verdict(manifest),
        server_version: manifest.database.server_version.clone(),
        instant: manifest.snapshot.map(|instant| DateTime::from_jiff(instant.at)),
        collections: totals.collections + totals.views,
        documents: totals.documents,
        bytes: totals.bytes,
        archive_bytes: file.bytes,
        sha256: file.sha256.clone(),
        sealed: None,
        exclusions: manifest
            .excluded
            .iter()
            .map(|excluded| Exclusion {
                collection: excluded.name.clone(),
                documents: excluded.documents,
                bytes: excluded.bytes,
            })
            .collect(),
        each: manifest.collections.iter().map(collection).collect(),
    }
}

/// How much an archive holds.
pub(in crate::domains::backups) fn verdict(manifest: &Manifest) -> Verdict {
    match manifest.verdict {
        archive::Verdict::Complete => Verdict::Complete,
        archive::Verdict::Partial => Verdict::Partial,
    }
}

fn collection(entry: &CollectionEntry) -> BackupCollection {
    let kind = match entry.kind {
        Kind::Collection if entry.spec().is_capped() => "capped",
        Kind::Collection => "collection",
        Kind::TimeSeries => "timeseries",
        Kind::View => "view",
    };
    // A view has no data: its definition is what it is.
    let file = entry.data.as_ref().unwrap_or(&entry.metadata);
    BackupCollection {
        name: entry.name.clone(),
        kind: kind.to_owned(),
        documents: entry.documents,
        bytes: entry.bytes,
        indexes: u64::try_from(entry.indexes.len()).unwrap_or(u64::MAX),
        sha256: file.sha256.clone(),
        md5: file.md5.clone(),
        read: match &entry.read {
            HowRead::Snapshot => "snapshot".to_owned(),
            HowRead::Transaction { reason } => format!("transaction: {reason}"),
            HowRead::Definition => "definition".to_owned(),
        },
    }
}
