//! Holds what is read against the manifest at the end.

use std::collections::HashMap;

use super::VerifyError;
use crate::{
    digest::{Digests, Hash as _, Hasher},
    manifest::{MANIFEST_PATH, Manifest, PRELUDE_PATH},
    metadata, names,
    progress::Tracker,
    raw::{BadFrame, len64},
    reader::{Framer, Position, Visitor},
    tar::Header,
};

/// Nobody's metadata or manifest is larger; a damaged size must not fill the memory.
const LARGEST_TEXT: u64 = 256 * 1024 * 1024;

/// What an entry turned out to be.
struct Seen {
    path: String,
    offset: u64,
    modified: u64,
    digests: Digests,
    documents: u64,
    text: Vec<u8>,
}

/// The entry being read.
struct Current {
    path: String,
    offset: u64,
    modified: u64,
    hasher: Hasher,
    framer: Option<Framer>,
    documents: u64,
    /// Content that is kept: metadata and manifest.
    text: Vec<u8>,
}

pub(super) struct Check<'a> {
    tracker: Tracker<'a>,
    position: Position,
    current: Option<Current>,
    seen: Vec<Seen>,
    index: HashMap<String, usize>,
}

impl<'a> Check<'a> {
    pub fn new(tracker: Tracker<'a>, position: Position) -> Self {
        Self { tracker, position, current: None, seen: Vec::new(), index: HashMap::new() }
    }

    /// Everything was read: compares it with the manifest.
    pub fn finish(mut self, end: u64) -> Result<Manifest, VerifyError> {
        let Some(last) = self.seen.pop() else {
            return Err(VerifyError::damaged(None, end, "the archive is empty"));
        };
        if last.path != MANIFEST_PATH {
            let what = "the manifest is missing: it must be the last entry";
            return Err(VerifyError::damaged(Some(&last.path), last.offset, what));
        }
        let damaged = |what: String| VerifyError::damaged(Some(MANIFEST_PATH), last.offset, what);
        let manifest = Manifest::open(&last.text).map_err(damaged)?;
        let started = u64::try_from(manifest.started_at.as_second()).unwrap_or(0);
        if let Some(entry) = self.seen.iter().chain([&last]).find(|entry| entry.modified != started) {
            let what = "its time is not that of this archive: it comes from another one";
            return Err(VerifyError::damaged(Some(&entry.path), entry.offset, what));
        }
        self.entries(&manifest, last.offset)?;
        self.contents(&manifest)?;
        Ok(manifest)
    }

    /// The entries are those of the manifest, in its order.
    fn entries(&self, manifest: &Manifest, end: u64) -> Result<(), VerifyError> {
        let expected: Vec<&str> = manifest.files().map(|file| file.path.as_str()).collect();
        if let Some(path) = expected.iter().find(|path| !self.index.contains_key(**path)) {
            return Err(VerifyError::damaged(
                Some(path),
                end,
                "it is in the manifest, but not in the archive",
            ));
        }
        for (at, seen) in self.seen.iter().enumerate() {
            let damaged = |what: &str| Err(VerifyError::damaged(Some(&seen.path), seen.offset, what));
            if !expected.contains(&seen.path.as_str()) {
                return damaged("it is in the archive, but not in the manifest");
            }
            if expected.get(at) != Some(&seen.path.as_str()) {
                return damaged("it is not at its place: entries were swapped");
            }
        }
        Ok(())
    }

    /// Each entry holds what the manifest says.
    fn contents(&self, manifest: &Manifest) -> Result<(), VerifyError> {
        for (file, seen) in manifest.files().zip(&self.seen) {
            if !file.matches(&seen.digests) {
                let what = match manifest.files().find(|other| other.matches(&seen.digests)) {
                    Some(other) => format!("it holds what belongs into {:?}", other.path),
                    None => format!(
                        "its {} bytes have the SHA-256 {}, and the manifest says {} bytes and {}",
                        seen.digests.bytes, seen.digests.sha256, file.bytes, file.sha256
                    ),
                };
                return Err(VerifyError::damaged(Some(&seen.path), seen.offset, what));
            }
        }
        for entry in &manifest.collections {
            let damaged =
                |seen: &Seen, what: String| Err(VerifyError::damaged(Some(&seen.path), seen.offset, what));
            if let Some(seen) = entry.data.as_ref().and_then(|file| self.find(&file.path))
                && seen.documents != entry.documents
            {
                let what =
                    format!("it holds {} documents, the manifest says {}", seen.documents, entry.documents);
                return damaged(seen, what);
            }
            if let Some(seen) = self.find(&entry.metadata.path)
                && metadata::encode(&entry.spec()).ok().as_deref() != Some(&seen.text[..])
            {
                return damaged(seen, "it defines the collection differently from the manifest".to_owned());
            }
        }
        Ok(())
    }

    fn find(&self, path: &str) -> Option<&Seen> {
        self.index.get(path).and_then(|at| self.seen.get(*at))
    }
}

impl Visitor for Check<'_> {
    fn begin(&mut self, header: &Header, offset: u64) -> Result<(), VerifyError> {
        let damaged = |what: &str| Err(VerifyError::damaged(Some(&header.path), offset, what));
        if self.index.contains_key(&header.path) {
            return damaged("it is in the archive twice");
        }
        if self.seen.last().is_some_and(|last| last.path == MANIFEST_PATH) {
            return damaged("it comes after the manifest, which must be the last entry");
        }
        let is_data = header.path.ends_with(names::DATA);
        if !is_data && header.size > LARGEST_TEXT {
            return damaged("it is larger than any such file");
        }
        self.tracker.begin(&header.path);
        self.current = Some(Current {
            path: header.path.clone(),
            offset,
            modified: header.modified,
            hasher: Hasher::default(),
            framer: is_data.then(Framer::default),
            documents: 0,
            text: Vec::new(),
        });
        Ok(())
    }

    fn data(&mut self, bytes: &[u8]) -> Result<(), VerifyError> {
        let Some(current) = &mut self.current else { return Ok(()) };
        let at = current.offset + current.hasher.bytes();
        current.hasher.update(bytes);
        let before = current.documents;
        match &mut current.framer {
            None => current.text.extend_from_slice(bytes),
            Some(framer) => {
                let documents = &mut current.documents;
                framer
                    .push::<BadFrame>(bytes, &mut |_| {
                        *documents += 1;
                        Ok(())
                    })
                    .map_err(|bad| {
                        VerifyError::damaged(
                            Some(&current.path),
                            at,
                            format!("{bad}, after document {documents}"),
                        )
                    })?;
            }
        }
        self.tracker.advance(current.documents - before, 0);
        self.tracker.bytes_done(self.position.get(), len64(bytes.len()));
        Ok(())
    }

    fn end(&mut self) -> Result<(), VerifyError> {
        let Some(current) = self.current.take() else { return Ok(()) };
        if let Some(framer) = current.framer {
            framer
                .finish()
                .map_err(|bad| VerifyError::damaged(Some(&current.path), current.offset, format!("{bad}")))?;
        }
        if current.path != MANIFEST_PATH && current.path != PRELUDE_PATH {
            self.tracker.end();
        }
        self.index.insert(current.path.clone(), self.seen.len());
        self.seen.push(Seen {
            path: current.path,
            offset: current.offset,
            modified: current.modified,
            digests: current.hasher.finish(),
            documents: current.documents,
            text: current.text,
        });
        Ok(())
    }
}
