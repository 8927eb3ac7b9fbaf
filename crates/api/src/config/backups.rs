//! Where archives go.

use std::path::PathBuf;

use super::Platform;
use super::platform::Folder;
use super::reader::{Reader, Variable};

const FOLDER: Variable = Variable {
    group: "backups",
    name: "AVENUE_BACKUPS",
    description: "The folder that archives are kept in; best on another disk than the database",
    expected: "a path",
};

/// Where archives go.
#[derive(Debug, Clone)]
pub struct Backups {
    /// The folder that archives are kept in.
    pub folder: PathBuf,
}

impl Backups {
    pub(super) fn read(reader: &mut Reader<'_>, platform: &Platform) -> Self {
        Self { folder: reader.value(FOLDER, Folder(platform.data.join("backups"))).0 }
    }
}
