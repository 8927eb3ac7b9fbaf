//! Reading an object: its volumes, one after the other.

use futures::{StreamExt, TryStreamExt, stream};
use tokio_util::io::{ReaderStream, StreamReader};

use super::client::Client;
use super::index::Index;
use crate::infra::object_store::Reading;

/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

/// `length` bytes from `start`. A volume is asked for when the one before it was read.
pub(super) fn volumes(client: Client, index: &Index, start: u64, length: u64) -> Reading {
    let end = start.saturating_add(length);
    let mut wanted = Vec::new();
    let mut at = 0_u64;
    for volume in &index.volumes {
        let (first, last) = (at, at.saturating_add(volume.bytes));
        let (from, to) = (start.max(first), end.min(last));
        if from < to {
            wanted.push((volume.id.clone(), from.saturating_sub(first), to.saturating_sub(from)));
        }
        at = last;
    }
    let chunks = stream::iter(wanted)
        .then(move |(id, from, length)| {
            let client = client.clone();
            async move {
                let reading = client.download(&id, Some((from, length))).await?;
                Ok::<_, std::io::Error>(ReaderStream::with_capacity(reading, CHUNK))
            }
        })
        .try_flatten();
    Box::new(StreamReader::new(Box::pin(chunks)))
}
