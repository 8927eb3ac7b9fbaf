//! What is put, and the hash that is taken of it on its way.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, ReadBuf};

use crate::infra::hex::hex;

/// An object to be.
pub struct Content<'a> {
    /// Its bytes.
    pub reader: Box<dyn AsyncRead + Send + Unpin + 'a>,
    /// How many there are.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hex if it is known: kept with the object, and what arrives must have it.
    pub sha256: Option<String>,
    /// Its media type.
    pub media_type: String,
}

impl<'a> Content<'a> {
    /// Bytes in memory, with their hash.
    pub fn of(bytes: &'a [u8], media_type: impl Into<String>) -> Self {
        Self {
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: Some(hex(&Sha256::digest(bytes))),
            reader: Box::new(bytes),
            media_type: media_type.into(),
        }
    }
}

/// A reader that counts and hashes what passes.
pub struct Hashing<R> {
    inner: R,
    hasher: Sha256,
    bytes: u64,
}

impl<R> Hashing<R> {
    /// Over `inner`.
    pub fn new(inner: R) -> Self {
        Self { inner, hasher: Sha256::new(), bytes: 0 }
    }

    /// How many bytes passed, and their SHA-256 in lower-case hex.
    pub fn finish(self) -> (u64, String) {
        (self.bytes, hex(&self.hasher.finalize()))
    }

    /// The SHA-256, if what passed is what was announced.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`].
    pub fn confirm(self, bytes: u64, sha256: Option<&str>) -> io::Result<String> {
        let (found, digest) = self.finish();
        let wrong = |text: String| Err(io::Error::new(io::ErrorKind::InvalidData, text));
        if found != bytes {
            return wrong(format!("{bytes} bytes were announced, and {found} came"));
        }
        match sha256 {
            Some(expected) if expected != digest => {
                wrong(format!("the SHA-256 {expected} was announced, and {digest} came"))
            }
            _ => Ok(digest),
        }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Hashing<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(context, buffer))?;
        let new = buffer.filled().get(before..).unwrap_or_default();
        self.hasher.update(new);
        self.bytes = self.bytes.saturating_add(u64::try_from(new.len()).unwrap_or(u64::MAX));
        Poll::Ready(Ok(()))
    }
}
