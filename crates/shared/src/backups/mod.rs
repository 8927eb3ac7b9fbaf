//! Archives of a database that prove themselves complete: taking, verifying, comparing, restoring, drilling.
//!
//! | endpoint | does | answers |
//! |-|-|-|
//! | `POST /api/backups` | [`RunBackup`] | 202 [`StartedBackup`] |
//! | `GET /api/backups` | [`BackupQuery`] | `Page<Backup>` |
//! | `GET /api/backups/status` | | [`BackupStatus`] |
//! | `GET /api/backups/{id}` | | [`BackupDetail`] |
//! | `DELETE /api/backups/{id}` | | [`Backup`], with the instant of its deletion |
//! | `POST /api/backups/{id}/undelete` | | [`Backup`], which stays |
//! | `GET /api/backups/destinations` | | [`BackupDestinations`] |
//! | `POST /api/backups/{id}/verify` | | 202 job, result [`Verification`] |
//! | `POST /api/backups/{id}/compare` | [`CompareBackup`] | 202 job, result [`Comparison`] |
//! | `POST /api/backups/{id}/restore` | [`RestoreBackup`] | 202 job, result [`Restoration`] |
//! | `POST /api/backups/{id}/download-ticket` | | [`DownloadTicket`] |
//! | `GET /api/backups/{id}/download` | | the archive, whole or a range |
//! | `GET /api/backups/downloads/{ticket}` | | the archive that the ticket is for |
//! | `POST /api/backups/reconcile` | | 202 job, result `{ found, missing, returned }` file names |
//! | `POST /api/backups/direct/download-ticket` | [`RunBackup`] | [`DownloadTicket`] |
//! | `GET /api/backups/drills`, `POST /api/backups/drills` | [`RunDrill`] | `Page<Drill>`, 202 job, result [`Drill`] |
//! | `GET /api/backups/schedule`, `PUT …` | [`Schedule`] | [`Schedule`] |
//! | `GET /api/backups/diagnose` | | [`Diagnosis`] |
//! | `GET /api/backups/diagnostics` | | `Page<Attempt>` |

mod archive;
mod compare;
mod drill;
mod restore;
mod schedule;

pub use archive::{
    Attempt, Backup, BackupCollection, BackupCopy, BackupDestination, BackupDestinations, BackupDetail,
    BackupQuery, BackupState, BackupStatus, Check, DestinationRole, Diagnosis, DownloadTicket, EncryptedFile,
    Exclusion, PageQuery, RunBackup, StartedBackup, Trigger, Verdict, Verification,
};
pub use compare::{CollectionComparison, CompareBackup, Comparison};
pub use drill::{Drill, DrillVerdict, RunDrill};
pub use restore::{Restoration, RestoreBackup, RestoredCollection};
pub use schedule::Schedule;

/// Checks a MongoDB database name: 1 to 63 bytes, none of `/\. "$*<>:|?` or NUL.
pub fn valid_database_name(name: &str, _: &()) -> garde::Result {
    if name.is_empty() || name.len() > 63 {
        return Err(garde::Error::new("must have 1 to 63 bytes"));
    }
    match name.chars().find(|c| "/\\. \"$*<>:|?\0".contains(*c)) {
        Some(c) => Err(garde::Error::new(format!("must not contain {c:?}"))),
        None => Ok(()),
    }
}

fn valid_optional_database_name(name: &Option<String>, _: &()) -> garde::Result {
    name.as_deref().map_or(Ok(()), |name| valid_database_name(name, &()))
}
