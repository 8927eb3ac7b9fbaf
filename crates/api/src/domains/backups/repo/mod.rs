//! The collections `backups`, `backup_drills` and `backup_settings`: the only place of the domain that stores.
//!
//! Shard keys they would have: `backups` `{ _id: 1 }` with `file_name` moved into a collection of its own (a unique
//! index must contain the shard key), `backup_drills` `{ _id: 1 }`, `backup_settings` is one document.

mod backup_doc;
mod backups;
mod drills;
mod settings;

use std::time::Duration;

use mongodb::{Collection, Database};

pub(super) use backup_doc::{BackupDoc, Contents, CopyDoc, Deletion, SealedFile};
pub(super) use backups::{Filter, Place};
use drills::DrillDoc;
pub(super) use drills::Place as DrillPlace;
use settings::SettingsDoc;

/// No query takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);

/// What is known of backups and drills.
#[derive(Clone)]
pub(super) struct Repo {
    backups: Collection<BackupDoc>,
    drills: Collection<DrillDoc>,
    settings: Collection<SettingsDoc>,
}

impl Repo {
    /// In the platform's own database.
    pub(super) fn new(database: &Database) -> Self {
        Self {
            backups: database.collection("backups"),
            drills: database.collection("backup_drills"),
            settings: database.collection("backup_settings"),
        }
    }

    /// Makes the indexes.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn ensure_indexes(&self) -> mongodb::error::Result<()> {
        self.backups.create_indexes(backups::indexes()).await?;
        self.drills.create_indexes(drills::indexes()).await?;
        Ok(())
    }
}
