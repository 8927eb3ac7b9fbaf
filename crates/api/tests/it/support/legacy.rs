//! The fixture of the old database.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The old database as mongodump wrote it, unpacked below `folder`.
pub fn legacy_folder(folder: &Path) -> PathBuf {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/legacy-dump.tar.gz");
    let unpacked = Command::new("tar").arg("xzf").arg(fixture).arg("-C").arg(folder).status().unwrap();
    assert!(unpacked.success());
    folder.join("legacy-dump")
}
