//! The fixture of the old database.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The old database as mongodump wrote it, unpacked below `folder`.
pub fn legacy_folder(folder: &Path) -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    let fixture = Path::new(&here).join("../../fixtures/legacy-dump.tar.gz");
    let unpacked = Command::new("tar").arg("xzf").arg(fixture).arg("-C").arg(folder).status().unwrap();
    assert!(unpacked.success());
    folder.join("legacy-dump")
}
