//! Writing a database into an archive, at one instant, in constant memory.
//!
//! Before a collection is read, the server counts its documents and bytes at the same instant: tar wants the size in
//! front, and what arrives must equal what was counted. Before and after, everything is listed: a difference is a
//! failure, because listings are not part of a snapshot.

mod counting;
mod error;
mod read;
mod sink;
mod survey;
mod to_file;

use std::time::{Instant as Clock, UNIX_EPOCH};

use bytes::Bytes;
use jiff::Timestamp;
use tokio::io::AsyncWrite;
use tokio_util::sync::CancellationToken;

pub use error::DumpError;
pub(crate) use survey::left_out;
pub use to_file::dump_to_file;

use self::{counting::Counting, sink::Sink, survey::Survey};
use crate::{
    Compression, Source,
    catalog::{CollectionSpec, Kind},
    digest::{FileDigest, Hasher},
    manifest::{
        CollectionEntry, FORMAT, File, HowRead, MANIFEST_PATH, Manifest, PRELUDE_PATH, Tool, Verdict,
        data_path, metadata_path,
    },
    metadata,
    progress::{Phase, Progress, Tracker},
    raw::len64,
    snapshot::{CAPPED, Counted, Reader},
    tar,
};

/// What to dump and how.
#[derive(Debug, Clone, Default)]
pub struct DumpOptions {
    /// Collections to leave out, by name. Names that do not exist are ignored.
    pub exclude: Vec<String>,
    /// Whether to leave out GridFS: every pair of `<bucket>.files` and `<bucket>.chunks`.
    pub exclude_gridfs: bool,
    /// How to compress.
    pub compression: Compression,
}

/// What a dump wrote.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DumpReport {
    /// The manifest that the archive ends with.
    pub manifest: Manifest,
    /// Size and digest of the archive as a file. To be kept outside of it.
    pub archive: FileDigest,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// Dumps a database into `out`. Nothing but a returned report means that there is an archive.
///
/// # Errors
/// See [`DumpError`]. What was written until then must be thrown away; [`crate::verify`] would refuse it.
pub async fn dump<W: AsyncWrite + Send + Unpin>(
    source: &Source,
    options: &DumpOptions,
    out: W,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<DumpReport, DumpError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(DumpError::Cancelled),
        done = Dump::run(source, options, out, progress) => done,
    }
}

/// A dump under way.
struct Dump<'a, W> {
    source: &'a Source,
    sink: Sink<W>,
    tracker: Tracker<'a>,
    modified: u64,
    began: Clock,
}

impl<'a, W: AsyncWrite + Send + Unpin> Dump<'a, W> {
    async fn run(
        source: &'a Source,
        options: &DumpOptions,
        out: W,
        progress: &'a dyn Progress,
    ) -> Result<DumpReport, DumpError> {
        let began = Clock::now();
        let started_at = now();
        let identity =
            source.identity().await.map_err(|error| DumpError::server("asking who it is", error))?;
        let mut survey = Survey::take(source, options, progress).await?;
        let (documents, bytes) = source.estimate().await;
        let collections = len64(survey.chosen.len());
        let mut dump = Self {
            source,
            sink: Sink::new(out, options.compression)?,
            tracker: Tracker::new(progress, Phase::Reading, collections, documents, bytes),
            modified: u64::try_from(started_at.as_second()).unwrap_or(0),
            began,
        };

        let prelude = format!(
            "{{\"ServerVersion\":{:?},\"ToolVersion\":{:?}}}",
            identity.server_version,
            concat!("avenue ", env!("CARGO_PKG_VERSION"))
        );
        let prelude = dump.small_file(PRELUDE_PATH.to_owned(), prelude.into_bytes()).await?;
        dump.sink.flush().await?;

        let mut counting = Counting::ahead(source, &survey).await?;
        let mut entries = Vec::with_capacity(survey.chosen.len());
        for spec in std::mem::take(&mut survey.chosen) {
            entries.push(dump.collection(spec, &mut counting, &mut survey.reader).await?);
        }
        let (excluded, snapshot) = survey.close(source).await?;

        let manifest = Manifest {
            format: FORMAT,
            verdict: if excluded.is_empty() { Verdict::Complete } else { Verdict::Partial },
            tool: Tool { name: "avenue".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            database: identity,
            started_at,
            snapshot,
            totals: Manifest::sum(&entries),
            prelude,
            collections: entries,
            excluded,
            internal: survey.before.internal,
            digest: String::new(),
        };
        let (manifest, bytes) = manifest.seal()?;
        dump.small_file(MANIFEST_PATH.to_owned(), bytes).await?;
        dump.sink.push(Bytes::from_static(&tar::END)).await?;
        let (_, archive) = dump.sink.finish().await?;
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(DumpReport { manifest, archive, milliseconds })
    }

    async fn collection(
        &mut self,
        spec: CollectionSpec,
        counting: &mut Counting,
        snapshot: &mut Reader,
    ) -> Result<CollectionEntry, DumpError> {
        self.tracker.begin(&spec.name);
        let metadata = self
            .small_file(metadata_path(&self.source.database, &spec.name), metadata::encode(&spec)?)
            .await?;
        let (read, counted, data) = match spec.data_collection() {
            None => (HowRead::Definition, Counted::default(), None),
            Some(data) if Reader::needs_transaction(&spec) => {
                let reason = CAPPED.to_owned();
                let mut reader = Reader::transaction(self.source)
                    .await
                    .map_err(|error| self.reading(&spec.name, error))?;
                let counted = reader.count(&data).await.map_err(|error| self.reading(&spec.name, error))?;
                let file = self.data(&spec, &data, counted, &mut reader).await?;
                reader.end().await;
                (HowRead::Transaction { reason }, counted, Some(file))
            }
            Some(data) => {
                let counted = counting.next(&data).await.map_err(|error| self.reading(&spec.name, error))?;
                let file = self.data(&spec, &data, counted, snapshot).await?;
                (HowRead::Snapshot, counted, Some(file))
            }
        };
        self.tracker.end();
        Ok(CollectionEntry {
            name: spec.name,
            kind: spec.kind,
            read,
            documents: counted.documents,
            bytes: counted.bytes,
            uuid: spec.uuid,
            options: spec.options,
            indexes: spec.indexes,
            metadata,
            data,
        })
    }

    async fn data(
        &mut self,
        spec: &CollectionSpec,
        data: &str,
        counted: Counted,
        reader: &mut Reader,
    ) -> Result<File, DumpError> {
        let path = data_path(&self.source.database, data);
        self.header(&path, counted.bytes).await?;
        let digests = self.stream(spec, data, counted, reader).await?;
        self.pad(counted.bytes).await?;
        Ok(File::new(path, digests))
    }

    async fn small_file(&mut self, path: String, content: Vec<u8>) -> Result<File, DumpError> {
        let digests = Hasher::of(&content);
        self.header(&path, digests.bytes).await?;
        self.sink.push(content.into()).await?;
        self.pad(digests.bytes).await?;
        Ok(File::new(path, digests))
    }

    async fn header(&mut self, path: &str, size: u64) -> Result<(), DumpError> {
        let header = tar::Header { path: path.to_owned(), size, modified: self.modified };
        Ok(self.sink.push(header.encode().into()).await?)
    }

    async fn pad(&mut self, size: u64) -> Result<(), DumpError> {
        Ok(self.sink.push(vec![0; tar::padding(size)].into()).await?)
    }

    fn reading(&self, collection: &str, source: mongodb::error::Error) -> DumpError {
        if crate::failure::is_snapshot_gone(&source) {
            return DumpError::OutlivedSnapshot {
                collection: collection.to_owned(),
                seconds: self.began.elapsed().as_secs(),
                source: Box::new(source),
            };
        }
        DumpError::server(format!("reading {collection:?}"), source)
    }
}

#[expect(clippy::disallowed_methods, reason = "an engine knows no infra; the instant is only recorded")]
fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_second(i64::try_from(since.as_secs()).unwrap_or(0)).unwrap_or_default()
}

/// Whether a collection is one half of a GridFS bucket.
fn is_gridfs(name: &str, all: &[CollectionSpec]) -> bool {
    let exists = |other: String| all.iter().any(|spec| spec.name == other && spec.kind == Kind::Collection);
    match (name.strip_suffix(".files"), name.strip_suffix(".chunks")) {
        (Some(bucket), _) => exists(format!("{bucket}.chunks")),
        (_, Some(bucket)) => exists(format!("{bucket}.files")),
        _ => false,
    }
}
