//! Documents into collections, byte for byte.
//!
//! One thread reads the archive a second time and packs insert commands; they are sent one after the other, so that
//! the order of documents stays. Validation is bypassed: what was stored once may be stored again.

use std::{collections::BTreeMap, sync::Arc};

use bson::RawDocumentBuf;
use mongodb::error::Error;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::RestoreError;
use crate::{
    Source, VerifyError,
    blocking::run,
    catalog::CollectionSpec,
    names::BUCKETS,
    progress::{Progress, Silent, Tracker},
    raw::{Builder, LARGEST_DOCUMENT, has_empty_timestamp, id, len64},
    stored::{Documents, Stored},
};

/// An insert command holds at most this many bytes, unless one document alone is larger.
const COMMAND_BYTES: usize = 4 * 1024 * 1024;
/// And this many documents.
const COMMAND_DOCUMENTS: usize = 10_000;
/// Commands that may wait.
const WAITING: usize = 2;

/// What goes to the server.
enum Work {
    Begin(String),
    Insert {
        /// The whole command.
        command: Vec<u8>,
        /// How many documents it holds.
        documents: usize,
        bytes: usize,
        /// Documents whose empty timestamps the server will have filled in.
        refill: Vec<Vec<u8>>,
        into: String,
    },
    End,
}

/// Writes the documents of the chosen collections, by their names in the archive and in the target.
pub(super) async fn documents(
    stored: &Arc<Stored>,
    target: &Source,
    chosen: &BTreeMap<String, String>,
    tracker: &mut Tracker<'_>,
    cancel: &CancellationToken,
) -> Result<u64, RestoreError> {
    let (sender, receiver) = mpsc::channel(WAITING);
    let (stored, chosen) = (Arc::clone(stored), chosen.clone());
    let reading = run(&Silent, cancel, move |_: &dyn Progress, cancel| {
        let mut packer = Packer { chosen, sender, into: String::new(), batch: Batch::default() };
        stored.read(&mut packer, cancel)
    });
    let writing = async {
        // Dropped when writing fails: the thread that reads then stops.
        let mut receiver = receiver;
        let mut written = 0;
        while let Some(work) = receiver.recv().await {
            match work {
                Work::Begin(name) => tracker.begin(&name),
                Work::End => tracker.end(),
                Work::Insert { command, documents, bytes, refill, into } => {
                    let failed = RestoreError::server(format!("inserting into {into:?}"));
                    insert(target, command, documents, &into, refill).await.map_err(failed)?;
                    tracker.advance(len64(documents), len64(bytes));
                    written += len64(documents);
                }
            }
        }
        Ok(written)
    };
    let (read, written): (_, Result<_, RestoreError>) = futures::join!(reading, writing);
    let written = written?;
    read.unwrap_or(Err(VerifyError::Cancelled)).map_err(|error| match error {
        VerifyError::Cancelled => RestoreError::Cancelled,
        error => RestoreError::Changed(error),
    })?;
    Ok(written)
}

async fn insert(
    target: &Source,
    command: Vec<u8>,
    documents: usize,
    into: &str,
    refill: Vec<Vec<u8>>,
) -> Result<(), Error> {
    let command = RawDocumentBuf::from_bytes(command).map_err(Error::custom)?;
    let answer = target.db().run_raw_command(command).await?;
    if let Ok([first, ..]) = answer.get_array("writeErrors").map(Vec::as_slice) {
        return Err(Error::custom(format!("a document was refused: {first}")));
    }
    let inserted = answer.get("n").and_then(crate::source::count);
    if inserted != Some(len64(documents)) {
        return Err(Error::custom(format!(
            "{inserted:?} documents were inserted where {documents} were sent"
        )));
    }
    for document in refill {
        put_back(target, into, &document).await?;
    }
    Ok(())
}

/// An insert puts the server's time in place of an empty timestamp; an update by pipeline does not.
async fn put_back(target: &Source, into: &str, document: &[u8]) -> Result<(), Error> {
    let Some(id) = id(document) else { return Ok(()) };
    let mut query = Builder::new();
    query.append(id.kind, b"_id", id.value);
    let (mut literal, mut stage, mut pipeline) = (Builder::new(), Builder::new(), Builder::new());
    literal.append(0x03, b"$literal", document);
    stage.append(0x03, b"$replaceWith", &literal.finish());
    pipeline.append(0x03, b"0", &stage.finish());
    let (mut update, mut updates, mut command) = (Builder::new(), Builder::new(), Builder::new());
    update.append(0x03, b"q", &query.finish()).append(0x04, b"u", &pipeline.finish());
    updates.append(0x03, b"0", &update.finish());
    command
        .string(b"update", into)
        .append(0x04, b"updates", &updates.finish())
        .boolean(b"bypassDocumentValidation", true);
    let command = RawDocumentBuf::from_bytes(command.finish()).map_err(Error::custom)?;
    let answer = target.db().run_raw_command(command).await?;
    if let Ok([first, ..]) = answer.get_array("writeErrors").map(Vec::as_slice) {
        return Err(Error::custom(format!("an empty timestamp could not be kept: {first}")));
    }
    Ok(())
}

/// Packs documents into commands.
struct Packer {
    chosen: BTreeMap<String, String>,
    sender: mpsc::Sender<Work>,
    into: String,
    batch: Batch,
}

struct Batch {
    list: Builder,
    documents: usize,
    bytes: usize,
    refill: Vec<Vec<u8>>,
}

impl Default for Batch {
    fn default() -> Self {
        Self { list: Builder::new(), documents: 0, bytes: 0, refill: Vec::new() }
    }
}

impl Packer {
    fn send(&mut self, work: Work) -> Result<(), VerifyError> {
        self.sender.blocking_send(work).map_err(|_| VerifyError::Cancelled)
    }

    fn flush(&mut self) -> Result<(), VerifyError> {
        if self.batch.documents == 0 {
            return Ok(());
        }
        let Batch { list, documents, bytes, refill } = std::mem::take(&mut self.batch);
        let mut command = Builder::new();
        command.string(b"insert", &self.into).append(0x04, b"documents", &list.finish());
        command.boolean(b"ordered", true).boolean(b"bypassDocumentValidation", true);
        let mut concern = Builder::new();
        concern.append(0x10, b"w", &1_i32.to_le_bytes());
        command.append(0x03, b"writeConcern", &concern.finish());
        let into = self.into.clone();
        self.send(Work::Insert { command: command.finish(), documents, bytes, refill, into })
    }
}

impl Documents for Packer {
    fn begin(&mut self, collection: &CollectionSpec) -> bool {
        let Some(name) = self.chosen.get(&collection.name) else { return false };
        self.into = match collection.kind {
            crate::Kind::TimeSeries => format!("{BUCKETS}{name}"),
            _ => name.clone(),
        };
        let begin = Work::Begin(name.clone());
        self.send(begin).is_ok()
    }

    fn document(&mut self, bytes: &[u8]) -> Result<(), VerifyError> {
        let full = self.batch.documents >= COMMAND_DOCUMENTS
            || self.batch.bytes + bytes.len() > COMMAND_BYTES.min(LARGEST_DOCUMENT);
        if full {
            self.flush()?;
        }
        let batch = &mut self.batch;
        batch.list.append(0x03, batch.documents.to_string().as_bytes(), bytes);
        batch.documents += 1;
        batch.bytes += bytes.len();
        if has_empty_timestamp(bytes) {
            batch.refill.push(bytes.to_vec());
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), VerifyError> {
        self.flush()?;
        self.send(Work::End)
    }
}
