//! What lies in files: an archive of ours, or a plain folder of mongodump. Both are read the same way once opened.

mod dump_tar;
mod folder;

use std::{
    collections::HashMap,
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::{
    Manifest, VerifyError,
    catalog::CollectionSpec,
    digest::{FileDigest, FileHasher, Hash as _},
    names,
    progress::Progress,
    raw::BadFrame,
    reader::{Framer, Position, Visitor, read_archive},
    tar::Header,
    verify::verify_blocking,
};

/// Where stored data lie.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ArchiveSource {
    /// An archive of ours; or a `.tar.gz` or `.tar.zst` of a mongodump folder, which is treated like that folder.
    Archive {
        /// The file.
        path: PathBuf,
        /// The SHA-256 that was kept outside of it.
        recorded_sha256: Option<String>,
    },
    /// A folder as mongodump writes it: of one database, or one that holds the folder of one database. Such a folder
    /// carries no digests: only its form can be verified.
    Folder {
        /// The folder.
        path: PathBuf,
    },
}

impl ArchiveSource {
    /// An archive or a folder, whichever lies there.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        if path.is_dir() { Self::Folder { path } } else { Self::Archive { path, recorded_sha256: None } }
    }
}

/// One collection as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct StoredCollection {
    pub spec: CollectionSpec,
    pub documents: u64,
    pub bytes: u64,
    pub sha256: String,
    /// Its file: a path in the archive or on disk.
    data: Option<String>,
}

/// Stored data that were verified.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    source: ArchiveSource,
    /// The database's name where it came from.
    pub database: String,
    pub collections: Vec<StoredCollection>,
    /// Only archives have one.
    pub manifest: Option<Manifest>,
    pub archive: Option<FileDigest>,
    /// Where a tar of a mongodump was unpacked, kept for as long as it is read.
    unpacked: Option<Arc<Unpacked>>,
}

/// A folder that goes when nobody reads it any more, and the tar that it came from.
#[derive(Debug)]
struct Unpacked {
    _folder: TempDir,
    tar: PathBuf,
}

/// Takes documents as they are read.
pub(crate) trait Documents {
    /// The documents of a collection follow. `false` skips them.
    fn begin(&mut self, collection: &CollectionSpec) -> bool;
    /// One document.
    fn document(&mut self, bytes: &[u8]) -> Result<(), VerifyError>;
    /// The collection is over.
    fn end(&mut self) -> Result<(), VerifyError>;
}

impl Stored {
    /// Verifies and opens.
    pub fn open(
        source: &ArchiveSource,
        progress: &dyn Progress,
        cancel: &CancellationToken,
    ) -> Result<Self, VerifyError> {
        match source {
            ArchiveSource::Folder { path } => folder::open(path, progress, cancel),
            ArchiveSource::Archive { path, recorded_sha256 } => {
                if recorded_sha256.is_none()
                    && let Some(unpacked) = dump_tar::unpack(path, cancel)?
                {
                    let stored = folder::open(unpacked.path(), progress, cancel)?;
                    let unpacked = Unpacked { _folder: unpacked, tar: path.clone() };
                    return Ok(Self { unpacked: Some(Arc::new(unpacked)), ..stored });
                }
                let file = File::open(path)?;
                let size = file.metadata()?.len();
                let verified = verify_blocking(file, size, recorded_sha256.as_deref(), progress, cancel)?;
                let collections = verified.manifest.collections.iter().map(|entry| StoredCollection {
                    spec: entry.spec(),
                    documents: entry.documents,
                    bytes: entry.bytes,
                    sha256: entry.data.as_ref().map(|file| file.sha256.clone()).unwrap_or_default(),
                    data: entry.data.as_ref().map(|file| file.path.clone()),
                });
                Ok(Self {
                    source: source.clone(),
                    database: verified.manifest.database.name.clone(),
                    collections: collections.collect(),
                    manifest: Some(verified.manifest),
                    archive: Some(verified.archive),
                    unpacked: None,
                })
            }
        }
    }

    /// Reads the documents again, in the order of the archive. What differs from what was verified is damage.
    pub fn read(&self, documents: &mut dyn Documents, cancel: &CancellationToken) -> Result<(), VerifyError> {
        let mut again = Again { stored: self, by_path: self.by_path(), documents, current: None };
        match &self.source {
            ArchiveSource::Folder { .. } => folder::read(self, &mut again, cancel),
            ArchiveSource::Archive { path, .. } => {
                let file = read_archive(File::open(path)?, &mut again, &Position::default(), cancel)?;
                if Some(&file) != self.archive.as_ref() {
                    let what = "the file changed since it was verified";
                    return Err(VerifyError::damaged(None, 0, what));
                }
                Ok(())
            }
        }
    }

    /// How people know it.
    pub fn label(&self) -> String {
        if let Some(unpacked) = &self.unpacked {
            return file_name(&unpacked.tar);
        }
        match &self.source {
            ArchiveSource::Archive { path, .. } | ArchiveSource::Folder { path } => file_name(path),
        }
    }

    fn by_path(&self) -> HashMap<String, usize> {
        let data = self.collections.iter().enumerate();
        data.filter_map(|(at, collection)| Some((collection.data.clone()?, at))).collect()
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A second reading: hands documents on and checks that they are the same as at the first.
struct Again<'a> {
    stored: &'a Stored,
    by_path: HashMap<String, usize>,
    documents: &'a mut dyn Documents,
    current: Option<Current>,
}

struct Current {
    at: usize,
    path: String,
    offset: u64,
    wanted: bool,
    framer: Framer,
    hasher: FileHasher,
}

enum Failed {
    Frame(BadFrame),
    Taker(VerifyError),
}

impl From<BadFrame> for Failed {
    fn from(bad: BadFrame) -> Self {
        Self::Frame(bad)
    }
}

impl Visitor for Again<'_> {
    fn begin(&mut self, header: &Header, offset: u64) -> Result<(), VerifyError> {
        self.current =
            self.by_path.get(&header.path).filter(|_| header.path.ends_with(names::DATA)).map(|&at| {
                let wanted = self
                    .stored
                    .collections
                    .get(at)
                    .is_some_and(|collection| self.documents.begin(&collection.spec));
                let (framer, hasher) = Default::default();
                Current { at, path: header.path.clone(), offset, wanted, framer, hasher }
            });
        Ok(())
    }

    fn data(&mut self, bytes: &[u8]) -> Result<(), VerifyError> {
        let Some(current) = self.current.as_mut().filter(|current| current.wanted) else { return Ok(()) };
        current.hasher.update(bytes);
        let documents = &mut *self.documents;
        current
            .framer
            .push(bytes, &mut |document| documents.document(document).map_err(Failed::Taker))
            .map_err(|failed| match failed {
                Failed::Taker(error) => error,
                Failed::Frame(bad) => {
                    VerifyError::damaged(Some(&current.path), current.offset, bad.to_string())
                }
            })
    }

    fn end(&mut self) -> Result<(), VerifyError> {
        let Some(current) = self.current.take().filter(|current| current.wanted) else { return Ok(()) };
        let expected = self.stored.collections.get(current.at).map(|collection| collection.sha256.as_str());
        if expected != Some(&current.hasher.finish().sha256) {
            let what = "it changed since it was verified";
            return Err(VerifyError::damaged(Some(&current.path), current.offset, what));
        }
        self.documents.end()
    }
}
