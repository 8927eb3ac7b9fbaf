//! The engine that dumps, verifies, restores and compares MongoDB databases.
//!
//! An archive is a compressed tar of mongodump's layout with a manifest at its end; `README.md` of this crate
//! describes it. The engine knows no HTTP and no other part of the platform, starts no program, and moves documents
//! as the bytes that the server sent: no value passes through a type that could lose something.
//!
//! Nothing is ever called an archive that is not whole: [`dump`] compares what it wrote with what the server counted
//! and listed at the same instant, [`verify`] re-reads every byte before anything is written anywhere, and a restore
//! that did not end leaves a mark in its target.

mod blocking;
mod catalog;
mod compare;
mod compression;
mod digest;
mod dump;
mod extjson;
mod failure;
mod inventory;
mod manifest;
mod metadata;
mod names;
mod progress;
mod raw;
mod reader;
mod restore;
mod snapshot;
mod source;
mod stored;
mod tar;
mod verify;

pub use catalog::{Catalogue, CollectionSpec, Internal, Kind, list};
pub use compare::{
    CollectionComparison, CompareError, Comparison, Ids, Presence, SHOWN_IDS, Side, SideInfo, compare,
};
pub use compression::Compression;
pub use digest::{Digests, FileDigest};
pub use dump::{DumpError, DumpOptions, DumpReport, dump, dump_to_file};
pub use extjson::Definition;
pub use inventory::{Inventory, InventoryItem, inventory, list_exclusions};
pub use manifest::{
    CollectionEntry, Excluded, FORMAT, File, HowRead, Instant, Manifest, Tool, Totals, Verdict,
};
pub use progress::{Amount, Event, Phase, Progress, Silent};
pub use restore::{
    Existing, Expiry, RestoreError, RestoreOptions, RestoreReport, RestoredCollection, restore,
};
pub use source::{DatabaseIdentity, Source};
pub use stored::ArchiveSource;
pub use tokio_util::sync::CancellationToken;
pub use verify::{Verified, VerifyError, verify, verify_stream};

/// The collection that marks a database as the target of a restore that has not ended.
pub const MARKER: &str = "avenue_restore_unfinished";
