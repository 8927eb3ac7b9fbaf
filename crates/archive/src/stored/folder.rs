//! A plain folder of mongodump, gzipped files included.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use tokio_util::sync::CancellationToken;

use super::{ArchiveSource, Stored, StoredCollection};
use crate::{
    VerifyError,
    catalog::{CollectionSpec, Kind},
    digest::{FileHasher, Hash as _},
    metadata,
    names::{BUCKETS, DATA, METADATA, collection_of, stem},
    progress::{Phase, Progress, Tracker},
    raw::{BadFrame, len64},
    reader::{Framer, Visitor},
    tar::Header,
};

const GZ: &str = ".gz";
const READ: usize = 256 * 1024;

/// Finds the database in a folder, reads all of it once and remembers what it saw.
pub(super) fn open(
    path: &Path,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Stored, VerifyError> {
    let folder = database_folder(path)?;
    let files = files(&folder)?;
    let database = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut tracker = Tracker::new(progress, Phase::Verifying, len64(files.len()), 0, 0);
    let mut specs = BTreeMap::new();
    for (name, file) in files.iter().filter(|(name, _)| name.ends_with(METADATA)) {
        let stem = name.trim_end_matches(METADATA);
        let mut text = Vec::new();
        reader(file)?.read_to_end(&mut text)?;
        let known_as = collection_of(stem).unwrap_or_else(|| stem.to_owned());
        let spec =
            metadata::decode(&text, &known_as).map_err(|what| VerifyError::damaged(Some(name), 0, what))?;
        specs.insert(spec.name.clone(), spec);
    }
    // Very old dumps have data without metadata: a collection without options.
    for name in files.keys().filter_map(|name| name.strip_suffix(DATA)).filter_map(collection_of) {
        let known = name.strip_prefix(BUCKETS).unwrap_or(&name);
        let is_known = specs.values().any(|spec: &CollectionSpec| spec.name == known);
        if !is_known
            && !matches!(name.as_str(), "system.indexes" | "system.profile")
            && !name.starts_with('$')
        {
            let options = bson::RawDocumentBuf::new().into();
            let kind = Kind::Collection;
            specs.insert(
                name.clone(),
                CollectionSpec { name, kind, options, indexes: Vec::new(), uuid: None },
            );
        }
    }
    if specs.is_empty() {
        return Err(VerifyError::NotAnArchive("the folder holds no collection of a mongodump".to_owned()));
    }
    let mut collections = Vec::with_capacity(specs.len());
    for spec in specs.into_values() {
        collections.push(collection(spec, &files, &mut tracker, cancel)?);
    }
    let source = ArchiveSource::Folder { path: path.to_owned() };
    Ok(Stored { source, database, collections, manifest: None, archive: None, unpacked: None })
}

/// Reads the data files as if they were entries of an archive.
pub(super) fn read(
    stored: &Stored,
    visitor: &mut dyn Visitor,
    cancel: &CancellationToken,
) -> Result<(), VerifyError> {
    for path in stored.collections.iter().filter_map(|collection| collection.data.as_ref()) {
        visitor.begin(&Header { path: path.clone(), size: 0, modified: 0 }, 0)?;
        let ArchiveSource::Folder { path: folder } = &stored.source else { continue };
        let folder = database_folder(folder)?;
        let plain = folder.join(path);
        let file = if plain.exists() { plain } else { folder.join(format!("{path}{GZ}")) };
        each_piece(&file, cancel, &mut |bytes| visitor.data(bytes))?;
        visitor.end()?;
    }
    Ok(())
}

fn collection(
    spec: CollectionSpec,
    files: &BTreeMap<String, PathBuf>,
    tracker: &mut Tracker<'_>,
    cancel: &CancellationToken,
) -> Result<StoredCollection, VerifyError> {
    tracker.begin(&spec.name);
    let mut stored = StoredCollection { spec, documents: 0, bytes: 0, sha256: String::new(), data: None };
    if let Some(data) = stored.spec.data_collection() {
        let name = format!("{}{DATA}", stem(&data));
        let Some(file) = files.get(&name) else {
            return Err(VerifyError::damaged(
                Some(&name),
                0,
                "its metadata are there, but the file is missing",
            ));
        };
        let (mut framer, mut hasher) = (Framer::default(), FileHasher::default());
        each_piece(file, cancel, &mut |bytes| {
            let (at, before) = (hasher.bytes(), stored.documents);
            hasher.update(bytes);
            framer
                .push::<BadFrame>(bytes, &mut |_| {
                    stored.documents += 1;
                    Ok(())
                })
                .map_err(|bad| VerifyError::damaged(Some(&name), at, bad.to_string()))?;
            tracker.advance(stored.documents - before, len64(bytes.len()));
            Ok(())
        })?;
        framer.finish().map_err(|bad| VerifyError::damaged(Some(&name), hasher.bytes(), bad.to_string()))?;
        let digests = hasher.finish();
        (stored.bytes, stored.sha256, stored.data) = (digests.bytes, digests.sha256, Some(name));
    }
    tracker.end();
    Ok(stored)
}

fn each_piece(
    file: &Path,
    cancel: &CancellationToken,
    call: &mut dyn FnMut(&[u8]) -> Result<(), VerifyError>,
) -> Result<(), VerifyError> {
    let mut reader = reader(file)?;
    let mut buffer = vec![0; READ];
    loop {
        if cancel.is_cancelled() {
            return Err(VerifyError::Cancelled);
        }
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        call(buffer.get(..read).unwrap_or_default())?;
    }
}

fn reader(file: &Path) -> io::Result<Box<dyn Read>> {
    let open = File::open(file)?;
    let gzipped = file.extension().is_some_and(|extension| extension == "gz");
    Ok(if gzipped { Box::new(MultiGzDecoder::new(open)) } else { Box::new(open) })
}

/// How deep a dump may lie in a folder: `<anything>/<dump>/<database>`.
const DEPTH: usize = 3;

/// The folder itself, or the only folder in it that holds a dump.
fn database_folder(path: &Path) -> Result<PathBuf, VerifyError> {
    let mut found = Vec::new();
    dumps_in(path, DEPTH, &mut found)?;
    match (found.pop(), found.len()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(VerifyError::NotAnArchive("the folder holds no mongodump".to_owned())),
        (Some(_), _) => Err(VerifyError::NotAnArchive(
            "the folder holds several databases; name the folder of one".to_owned(),
        )),
    }
}

fn dumps_in(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if !files(path)?.is_empty() {
        found.push(path.to_owned());
    } else if depth > 0 {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                dumps_in(&entry.path(), depth - 1, found)?;
            }
        }
    }
    Ok(())
}

/// The data and metadata files of a folder by their names, without `.gz`.
fn files(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = name.strip_suffix(GZ).unwrap_or(&name).to_owned();
        if entry.file_type()?.is_file() && (name.ends_with(DATA) || name.ends_with(METADATA)) {
            files.insert(name, entry.path());
        }
    }
    Ok(files)
}
