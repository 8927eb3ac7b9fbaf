//! One collection's documents: from the server's batches into chunks, hashed, counted and handed on.

use bson::RawBsonRef;
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use tokio::{io::AsyncWrite, sync::mpsc};

use super::{Dump, DumpError, sink::CHUNK};
use crate::{
    catalog::CollectionSpec,
    digest::{Digests, HashThread, Hasher},
    raw::len64,
    snapshot::{Counted, Reader, batch_size},
};

/// Bytes of documents, and how many of them began here.
struct Chunk {
    bytes: Bytes,
    documents: u64,
}

/// Chunks that may wait between the server and the archive. With batches of 4 MiB, this and a batch under way are
/// what a dump holds in memory.
const WAITING: usize = 4;

impl<W: AsyncWrite + Send + Unpin> Dump<'_, W> {
    /// Copies a collection into the archive and checks it against the server's count.
    pub(super) async fn stream(
        &mut self,
        spec: &CollectionSpec,
        data: &str,
        counted: Counted,
        reader: &mut Reader,
    ) -> Result<Digests, DumpError> {
        let (sender, receiver) = mpsc::channel(WAITING);
        let reading = read(reader, data, counted, sender);
        let writing = async {
            // Owned by the writing, so that when it fails the reading does not wait for room that never comes.
            let mut receiver = receiver;
            let hash = HashThread::<Hasher>::spawn(WAITING);
            let mut documents = 0;
            while let Some(chunk) = receiver.recv().await {
                documents += chunk.documents;
                self.tracker.advance(chunk.documents, len64(chunk.bytes.len()));
                hash.update(chunk.bytes.clone()).await.map_err(std::io::Error::from)?;
                self.sink.push(chunk.bytes).await?;
            }
            Ok((documents, hash.finish().await.map_err(std::io::Error::from)?))
        };
        let (read, written): (_, Result<_, DumpError>) = futures::join!(reading, writing);
        // When writing fails, reading ends because nobody takes its chunks: the write error is the cause.
        let (documents, digests) = written?;
        read.map_err(|error| self.reading(&spec.name, error))?;
        if (documents, digests.bytes) != (counted.documents, counted.bytes) {
            return Err(DumpError::Incomplete {
                collection: spec.name.clone(),
                expected_documents: counted.documents,
                expected_bytes: counted.bytes,
                documents,
                bytes: digests.bytes,
            });
        }
        Ok(digests)
    }
}

async fn read(
    reader: &mut Reader,
    data: &str,
    counted: Counted,
    sender: mpsc::Sender<Chunk>,
) -> Result<(), mongodb::error::Error> {
    if counted.documents == 0 {
        return Ok(());
    }
    let mut cursor = reader.open(data, batch_size(counted)).await?;
    let mut batches = cursor.stream(reader.session());
    let mut bytes = BytesMut::with_capacity(CHUNK);
    let mut documents = 0;
    while let Some(batch) = batches.next().await {
        let batch = batch?;
        for document in batch.doc_slices()? {
            let RawBsonRef::Document(document) = document? else { continue };
            documents += 1;
            // In pieces, so that a document of 16 MB is not copied as a whole.
            let mut rest = document.as_bytes();
            while !rest.is_empty() {
                let (piece, after) = rest.split_at_checked(CHUNK - bytes.len()).unwrap_or((rest, &[]));
                bytes.extend_from_slice(piece);
                rest = after;
                if bytes.len() == CHUNK {
                    let full = bytes.split().freeze();
                    bytes.reserve(CHUNK);
                    let chunk = Chunk { bytes: full, documents: std::mem::take(&mut documents) };
                    if sender.send(chunk).await.is_err() {
                        return Ok(());
                    }
                }
            }
        }
    }
    if !bytes.is_empty() || documents > 0 {
        // Nobody to take it means that writing failed, which is reported there.
        let _ = sender.send(Chunk { bytes: bytes.freeze(), documents }).await;
    }
    Ok(())
}
