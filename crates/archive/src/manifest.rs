//! `MANIFEST.json`: what an archive holds, from where, of which instant, and how each part was read.
//!
//! Written in one way only: a reader parses it, writes it again and refuses it unless the bytes are equal. It carries
//! the digest of itself, computed while the field that holds it is empty.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Definition,
    catalog::{CollectionSpec, Internal, Kind},
    digest::{Digests, sha256_hex},
    names,
    source::DatabaseIdentity,
};

/// The version of the archive format that this crate writes and reads.
pub const FORMAT: u32 = 1;
/// The name of the manifest in an archive.
pub(crate) const MANIFEST_PATH: &str = "MANIFEST.json";
/// The name of the file in which mongodump names server and tool.
pub(crate) const PRELUDE_PATH: &str = "prelude.json";

/// The whole manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the archive format.
    pub format: u32,
    /// Whether the archive holds everything that the database held.
    pub verdict: Verdict,
    /// What wrote it.
    pub tool: Tool,
    /// Which database it is.
    pub database: DatabaseIdentity,
    /// When the dump began, by the clock of the machine that wrote it.
    pub started_at: Timestamp,
    /// The instant that the archive represents; absent when nothing in it could be read at a snapshot.
    pub snapshot: Option<Instant>,
    /// Sums over everything in the archive.
    pub totals: Totals,
    /// The file that names server and tool, as mongodump writes it.
    pub prelude: File,
    /// Every collection and view, in the order of the archive.
    pub collections: Vec<CollectionEntry>,
    /// What was left out on request.
    pub excluded: Vec<Excluded>,
    /// What the server keeps for itself and makes anew.
    pub internal: Vec<Internal>,
    /// SHA-256 of this manifest with this field empty.
    pub digest: String,
}

/// Whether an archive holds everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything that the server listed.
    Complete,
    /// Something was left out on request: see `excluded`.
    Partial,
}

/// A program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A moment of the server's logical clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instant {
    /// The moment as time of day.
    pub at: Timestamp,
    /// Seconds of the cluster time.
    pub seconds: u32,
    /// Operation within that second.
    pub increment: u32,
}

impl From<bson::Timestamp> for Instant {
    fn from(time: bson::Timestamp) -> Self {
        let at = Timestamp::from_second(time.time.into()).unwrap_or_default();
        Self { at, seconds: time.time, increment: time.increment }
    }
}

/// Sums.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Collections, time-series included.
    pub collections: u64,
    /// Of those, how many hold no document.
    pub empty: u64,
    /// Views.
    pub views: u64,
    /// Indexes.
    pub indexes: u64,
    /// Documents.
    pub documents: u64,
    /// Bytes of BSON.
    pub bytes: u64,
}

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its path in the archive.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its content, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// MD5 of its content, 32 lower-case hexadecimal digits.
    pub md5: String,
}

impl File {
    pub(crate) fn new(path: impl Into<String>, digests: Digests) -> Self {
        Self { path: path.into(), bytes: digests.bytes, sha256: digests.sha256, md5: digests.md5 }
    }

    /// Whether content of these digests is this file's.
    pub(crate) fn matches(&self, digests: &Digests) -> bool {
        self.bytes == digests.bytes && self.sha256 == digests.sha256 && self.md5 == digests.md5
    }
}

/// A collection or view in the archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionEntry {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// How its documents were read.
    pub read: HowRead,
    /// Documents in the archive, equal to what the server counted at the same instant.
    pub documents: u64,
    /// Bytes of BSON, equal to what the server summed at the same instant.
    pub bytes: u64,
    /// Its id on the server it came from.
    pub uuid: Option<String>,
    /// Its options.
    pub options: Definition,
    /// Its indexes.
    pub indexes: Vec<Definition>,
    /// Its metadata file.
    pub metadata: File,
    /// Its data file; none for a view.
    pub data: Option<File>,
}

/// How a collection was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum HowRead {
    /// At the archive's one snapshot.
    Snapshot,
    /// At an instant of its own: the server gives no snapshot of such a collection, so one transaction read it whole.
    Transaction {
        /// Why not at the snapshot.
        reason: String,
    },
    /// It is a definition without data.
    Definition,
}

/// A collection that was left out on request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// The request that left it out.
    pub reason: String,
    /// Documents that it held.
    pub documents: u64,
    /// Bytes of BSON that it held.
    pub bytes: u64,
}

impl CollectionEntry {
    /// The collection's definition.
    pub fn spec(&self) -> CollectionSpec {
        CollectionSpec {
            name: self.name.clone(),
            kind: self.kind,
            options: self.options.clone(),
            indexes: self.indexes.clone(),
            uuid: self.uuid.clone(),
        }
    }
}

impl Manifest {
    /// The entry of a collection.
    pub fn collection(&self, name: &str) -> Option<&CollectionEntry> {
        self.collections.iter().find(|entry| entry.name == name)
    }

    /// The paths that the archive must hold, in order, the manifest excepted.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        let collections =
            self.collections.iter().flat_map(|entry| std::iter::once(&entry.metadata).chain(&entry.data));
        std::iter::once(&self.prelude).chain(collections)
    }

    /// Sums the collections.
    pub(crate) fn sum(collections: &[CollectionEntry]) -> Totals {
        let mut totals = Totals::default();
        for entry in collections {
            if entry.kind == Kind::View {
                totals.views += 1;
            } else {
                totals.collections += 1;
                totals.empty += u64::from(entry.documents == 0);
            }
            totals.indexes += crate::raw::len64(entry.indexes.len());
            totals.documents += entry.documents;
            totals.bytes += entry.bytes;
        }
        totals
    }

    /// The bytes of the manifest, its digest computed.
    ///
    /// # Errors
    /// Only when serialising fails, which it does for no manifest of ours.
    pub(crate) fn seal(mut self) -> Result<(Self, Vec<u8>), serde_json::Error> {
        self.digest.clear();
        self.digest = sha256_hex(&self.to_bytes()?);
        let bytes = self.to_bytes()?;
        Ok((self, bytes))
    }

    /// Reads a manifest and checks all that can be checked without the rest of the archive.
    ///
    /// # Errors
    /// A text that says what is wrong with it.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| format!("it cannot be read: {error}"))?;
        if manifest.format != FORMAT {
            return Err(format!(
                "it is of format {}, and this program reads format {FORMAT}",
                manifest.format
            ));
        }
        let (sealed, again) = manifest.clone().seal().map_err(|error| error.to_string())?;
        if sealed.digest != manifest.digest {
            return Err("its own digest does not match".to_owned());
        }
        if again != bytes {
            return Err("it is not written the way a manifest is".to_owned());
        }
        manifest.agrees_with_itself()?;
        Ok(manifest)
    }

    fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn agrees_with_itself(&self) -> Result<(), String> {
        if self.totals != Self::sum(&self.collections) {
            return Err("its totals are not the sums of its collections".to_owned());
        }
        let partial = !self.excluded.is_empty();
        if partial != (self.verdict == Verdict::Partial) {
            return Err("its verdict contradicts its exclusions".to_owned());
        }
        let mut previous: Option<&str> = None;
        for entry in &self.collections {
            if previous.is_some_and(|name| name >= entry.name.as_str()) {
                return Err(format!("the collection {} is listed twice or out of order", entry.name));
            }
            previous = Some(&entry.name);
            self.agrees(entry).map_err(|what| format!("of {} {what}", entry.name))?;
        }
        Ok(())
    }

    fn agrees(&self, entry: &CollectionEntry) -> Result<(), String> {
        let spec = entry.spec();
        let data = spec.data_collection();
        if entry.metadata.path != metadata_path(&self.database.name, &entry.name) {
            return Err("the metadata file has a foreign name".to_owned());
        }
        if data.map(|name| data_path(&self.database.name, &name))
            != entry.data.as_ref().map(|file| file.path.clone())
        {
            return Err("the data file has a foreign name, is missing or has no reason to be".to_owned());
        }
        if entry.bytes != entry.data.as_ref().map_or(0, |file| file.bytes) {
            return Err("the bytes differ from the size of the data file".to_owned());
        }
        Ok(())
    }
}

/// Where an archive keeps a collection's metadata.
pub(crate) fn metadata_path(database: &str, collection: &str) -> String {
    format!("{database}/{}{}", names::stem(collection), names::METADATA)
}

/// Where an archive keeps a collection's data.
pub(crate) fn data_path(database: &str, collection: &str) -> String {
    format!("{database}/{}{}", names::stem(collection), names::DATA)
}
