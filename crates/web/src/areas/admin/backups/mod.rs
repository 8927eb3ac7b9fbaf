//! Backups: taking, listing, proving, restoring, scheduling.

mod actions;
mod backup_page;
mod backups_page;
mod diagnostics;
mod drills;
mod list;
mod outcomes;
mod restore_dialog;
mod run;
mod run_form;
mod schedule;
pub mod words;

pub use backup_page::BackupPage;
pub use backups_page::BackupsPage;
pub use drills::certificate;
