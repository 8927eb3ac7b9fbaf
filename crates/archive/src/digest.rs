//! Digests: SHA-256 as the proof; for what lies within an archive MD5 too, because the old manifests had it.

use bytes::Bytes;
use md5::Md5;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::sync::{mpsc, oneshot};

use crate::raw::len64;

/// Size and digests of a run of bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    /// How many bytes.
    pub bytes: u64,
    /// SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// MD5, 32 lower-case hexadecimal digits.
    pub md5: String,
}

/// Size and SHA-256 of an archive as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileDigest {
    /// How many bytes.
    pub bytes: u64,
    /// SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// Takes bytes one run after the other and tells their digests in the end.
pub(crate) trait Hash: Default + Send + 'static {
    /// What it tells.
    type Digest: Send + 'static;

    fn update(&mut self, bytes: &[u8]);
    fn finish(self) -> Self::Digest;
}

/// Computes a [`FileDigest`].
#[derive(Clone, Default)]
pub(crate) struct FileHasher {
    sha256: Sha256,
    bytes: u64,
}

impl FileHasher {
    /// How many bytes so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The SHA-256 so far, as bytes.
    pub fn sha256_so_far(&self) -> [u8; 32] {
        self.sha256.clone().finalize().into()
    }
}

impl Hash for FileHasher {
    type Digest = FileDigest;

    fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.bytes += len64(bytes.len());
    }

    fn finish(self) -> FileDigest {
        FileDigest { bytes: self.bytes, sha256: hex(&self.sha256.finalize()) }
    }
}

/// Computes [`Digests`].
#[derive(Clone, Default)]
pub(crate) struct Hasher {
    file: FileHasher,
    md5: Md5,
}

impl Hasher {
    /// How many bytes so far.
    pub fn bytes(&self) -> u64 {
        self.file.bytes()
    }

    pub fn of(bytes: &[u8]) -> Digests {
        let mut hasher = Self::default();
        hasher.update(bytes);
        hasher.finish()
    }
}

impl Hash for Hasher {
    type Digest = Digests;

    fn update(&mut self, bytes: &[u8]) {
        self.file.update(bytes);
        self.md5.update(bytes);
    }

    fn finish(self) -> Digests {
        let FileDigest { bytes, sha256 } = self.file.finish();
        Digests { bytes, sha256, md5: hex(&self.md5.finalize()) }
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of some bytes as hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A hasher on a thread of its own, so that hashing does not hold up reading.
pub(crate) struct HashThread<H: Hash> {
    sender: mpsc::Sender<Message<H>>,
}

enum Message<H: Hash> {
    Bytes(Bytes),
    /// Hands out the hasher as it stands, to ask it something.
    SoFar(oneshot::Sender<H>),
    Finish(oneshot::Sender<H::Digest>),
}

/// The thread of a hasher ended before it was asked to: only when the runtime is being shut down.
#[derive(Debug, thiserror::Error)]
#[error("the hashing thread ended early")]
pub(crate) struct HashThreadGone;

impl From<HashThreadGone> for std::io::Error {
    fn from(error: HashThreadGone) -> Self {
        Self::other(error)
    }
}

impl<H: Hash + Clone> HashThread<H> {
    /// `queued` is how many chunks may wait.
    pub fn spawn(queued: usize) -> Self {
        let (sender, mut receiver) = mpsc::channel(queued);
        // It ends when the sender is dropped.
        tokio::task::spawn_blocking(move || {
            let mut hasher = H::default();
            while let Some(message) = receiver.blocking_recv() {
                // A receiver that is gone no longer wants the answer.
                let _ = match message {
                    Message::Bytes(bytes) => {
                        hasher.update(&bytes);
                        continue;
                    }
                    Message::SoFar(answer) => answer.send(hasher.clone()).is_ok(),
                    Message::Finish(answer) => answer.send(std::mem::take(&mut hasher).finish()).is_ok(),
                };
            }
        });
        Self { sender }
    }

    pub async fn update(&self, bytes: Bytes) -> Result<(), HashThreadGone> {
        self.sender.send(Message::Bytes(bytes)).await.map_err(|_| HashThreadGone)
    }

    /// The hasher as it stands after everything so far.
    pub async fn so_far(&self) -> Result<H, HashThreadGone> {
        self.ask(Message::SoFar).await
    }

    /// The digests of everything since the last call.
    pub async fn finish(&self) -> Result<H::Digest, HashThreadGone> {
        self.ask(Message::Finish).await
    }

    async fn ask<T>(
        &self,
        question: impl FnOnce(oneshot::Sender<T>) -> Message<H>,
    ) -> Result<T, HashThreadGone> {
        let (sender, receiver) = oneshot::channel();
        self.sender.send(question(sender)).await.map_err(|_| HashThreadGone)?;
        receiver.await.map_err(|_| HashThreadGone)
    }
}
