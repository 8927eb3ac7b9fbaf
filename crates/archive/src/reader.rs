//! The way back in: a sealed, compressed tar, read once from front to end, every byte of it accounted for.

use std::{
    io::{self, BufRead, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tokio_util::sync::CancellationToken;

use crate::{
    VerifyError,
    compression::Compression,
    digest::{FileDigest, FileHasher, Hash as _},
    raw::{BadFrame, len64, split_document},
    tar::{self, Header, Parsed},
};

/// Bytes read from a file at a time.
const READ: usize = 256 * 1024;

/// Takes what an archive holds, in order.
pub(crate) trait Visitor {
    /// An entry begins; `offset` is where its content begins in the tar.
    fn begin(&mut self, header: &Header, offset: u64) -> Result<(), VerifyError>;
    /// The next bytes of its content.
    fn data(&mut self, bytes: &[u8]) -> Result<(), VerifyError>;
    /// The entry is over.
    fn end(&mut self) -> Result<(), VerifyError>;
}

/// Where reading is in the file, seen from outside.
#[derive(Clone, Default)]
pub(crate) struct Position(Arc<AtomicU64>);

impl Position {
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Reads a whole archive. Returns the digest of the file.
pub(crate) fn read_archive<R: Read>(
    reader: R,
    visitor: &mut dyn Visitor,
    position: &Position,
    cancel: &CancellationToken,
) -> Result<FileDigest, VerifyError> {
    let mut sealed = Sealed::open(reader, position.clone())?;
    let compression = sealed.compression;
    let failed = Arc::clone(&sealed.failed);
    let mut walk = Walk { entry: None, offset: 0, visitor, cancel };
    let walked = compression
        .decoder(&mut sealed)
        .map_err(VerifyError::from)
        .and_then(|mut decoded| walk.run(&mut decoded, &failed));
    match walked {
        Ok(()) => sealed.finish(walk.offset),
        Err(error) => Err(error),
    }
}

/// A file without its seal: what is read through it is hashed, the seal is held back and checked in the end.
struct Sealed<R> {
    inner: R,
    compression: Compression,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    hasher: FileHasher,
    position: Position,
    /// Whether the file itself could not be read, as opposed to being damaged.
    failed: Arc<AtomicBool>,
}

impl<R: Read> Sealed<R> {
    fn open(inner: R, position: Position) -> Result<Self, VerifyError> {
        let mut sealed = Self {
            inner,
            compression: Compression::Zstd,
            buffer: Vec::new(),
            at: 0,
            ended: false,
            hasher: FileHasher::default(),
            position,
            failed: Arc::default(),
        };
        while !sealed.ended && sealed.buffer.len() < 4 {
            sealed.read_more()?;
        }
        sealed.compression = Compression::detect(&sealed.buffer).ok_or_else(|| {
            VerifyError::NotAnArchive(if sealed.buffer.is_empty() {
                "the file is empty".to_owned()
            } else {
                "it begins neither like zstd nor like gzip".to_owned()
            })
        })?;
        Ok(sealed)
    }

    fn read_more(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let filled = self.buffer.len();
        self.buffer.resize(filled + READ, 0);
        let read = loop {
            match self.inner.read(self.buffer.get_mut(filled..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let read = read.inspect_err(|_| self.failed.store(true, Ordering::Relaxed));
        self.buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
        self.ended = read? == 0;
        Ok(())
    }

    /// Checks that nothing but the right seal is left.
    fn finish(mut self, offset: u64) -> Result<FileDigest, VerifyError> {
        if !self.fill_buf()?.is_empty() {
            return Err(VerifyError::damaged(
                None,
                offset,
                "there is more data after the end of the archive",
            ));
        }
        let seal = self.compression.seal(&self.hasher.sha256_so_far());
        if self.buffer.get(self.at..) != Some(&seal[..]) {
            let what = "the seal at the end does not match the bytes before it: something changed that decompression \
                        does not notice, or the end is missing";
            return Err(VerifyError::damaged(None, offset, what));
        }
        self.hasher.update(&seal);
        Ok(self.hasher.finish())
    }
}

impl<R: Read> Read for Sealed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let read = available.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Sealed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let seal = self.compression.seal_length();
        while !self.ended && self.buffer.len() - self.at <= seal {
            self.read_more()?;
        }
        let end = self.buffer.len().saturating_sub(seal);
        Ok(self.buffer.get(self.at..end).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = self.at + amount;
        self.hasher.update(self.buffer.get(self.at..end).unwrap_or_default());
        self.at = end;
        self.position.0.fetch_add(len64(amount), Ordering::Relaxed);
    }
}

/// The tar inside.
struct Walk<'a> {
    entry: Option<String>,
    offset: u64,
    visitor: &'a mut dyn Visitor,
    cancel: &'a CancellationToken,
}

impl Walk<'_> {
    fn run(&mut self, decoded: &mut dyn Read, failed: &AtomicBool) -> Result<(), VerifyError> {
        while let Some(header) = self.header(decoded, failed)? {
            self.entry = Some(header.path.clone());
            self.visitor.begin(&header, self.offset)?;
            self.content(header.size, decoded, failed)?;
            self.visitor.end()?;
            let padding = self.exactly(tar::padding(header.size), decoded, failed)?;
            if padding.iter().any(|byte| *byte != 0) {
                return Err(self.damage("the padding after it is not empty"));
            }
        }
        if self.read(decoded, &mut [0], failed)? != 0 {
            return Err(self.damage("there is more data after the end of the tar"));
        }
        Ok(())
    }

    fn header(&mut self, decoded: &mut dyn Read, failed: &AtomicBool) -> Result<Option<Header>, VerifyError> {
        let mut bytes = Vec::new();
        loop {
            match tar::parse(&bytes)
                .map_err(|what| self.damage(&format!("what follows begins with {what}")))?
            {
                Parsed::Need(length) => {
                    let more = self.exactly(length - bytes.len(), decoded, failed)?;
                    bytes.extend_from_slice(&more);
                }
                Parsed::Header(header, _) => return Ok(Some(header)),
                Parsed::End => return Ok(None),
            }
        }
    }

    fn content(&mut self, size: u64, decoded: &mut dyn Read, failed: &AtomicBool) -> Result<(), VerifyError> {
        let mut buffer = vec![0; READ];
        let mut left = size;
        while left > 0 {
            if self.cancel.is_cancelled() {
                return Err(VerifyError::Cancelled);
            }
            let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(READ);
            let read = self.read(decoded, buffer.get_mut(..wanted).unwrap_or_default(), failed)?;
            if read == 0 {
                return Err(self.damage("it is cut short: the archive ends inside of it"));
            }
            self.visitor.data(buffer.get(..read).unwrap_or_default())?;
            left -= len64(read);
        }
        Ok(())
    }

    fn exactly(
        &mut self,
        length: usize,
        decoded: &mut dyn Read,
        failed: &AtomicBool,
    ) -> Result<Vec<u8>, VerifyError> {
        let mut bytes = vec![0; length];
        let mut filled = 0;
        while filled < length {
            let read = self.read(decoded, bytes.get_mut(filled..).unwrap_or_default(), failed)?;
            if read == 0 {
                return Err(self.damage("the archive is cut short: it ends without manifest and end"));
            }
            filled += read;
        }
        Ok(bytes)
    }

    fn read(
        &mut self,
        decoded: &mut dyn Read,
        into: &mut [u8],
        failed: &AtomicBool,
    ) -> Result<usize, VerifyError> {
        loop {
            match decoded.read(into) {
                Ok(read) => {
                    self.offset += len64(read);
                    return Ok(read);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if failed.load(Ordering::Relaxed) => return Err(error.into()),
                Err(error) => return Err(self.damage(&format!("it cannot be decompressed ({error})"))),
            }
        }
    }

    fn damage(&self, what: &str) -> VerifyError {
        VerifyError::damaged(self.entry.as_deref(), self.offset, what)
    }
}

/// Cuts a run of bytes into documents.
#[derive(Default)]
pub(crate) struct Framer {
    /// The beginning of a document whose end has not come yet.
    begun: Vec<u8>,
}

impl Framer {
    /// Takes the next bytes and calls for each document that they complete.
    pub fn push<E: From<BadFrame>>(
        &mut self,
        bytes: &[u8],
        call: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = bytes;
        if !self.begun.is_empty() {
            // Little by little, so that no more than one document is ever copied.
            let head = rest.len().min(4_usize.saturating_sub(self.begun.len()));
            rest = self.take(rest, head);
            let Some(length) = crate::raw::announced_length(&self.begun) else {
                return if self.begun.len() < 4 { Ok(()) } else { Err(BadFrame::Length.into()) };
            };
            let missing = length.saturating_sub(self.begun.len());
            rest = self.take(rest, missing.min(rest.len()));
            match split_document(&self.begun)? {
                Some((document, _)) => call(document)?,
                None => return Ok(()),
            }
            self.begun.clear();
        }
        while let Some((document, after)) = split_document(rest)? {
            call(document)?;
            rest = after;
        }
        self.begun.extend_from_slice(rest);
        Ok(())
    }

    /// Nothing more comes.
    pub fn finish(self) -> Result<(), BadFrame> {
        if self.begun.is_empty() { Ok(()) } else { Err(BadFrame::Cut) }
    }

    fn take<'b>(&mut self, bytes: &'b [u8], amount: usize) -> &'b [u8] {
        let (taken, rest) = bytes.split_at_checked(amount).unwrap_or((bytes, &[]));
        self.begun.extend_from_slice(taken);
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_come_whole_however_they_are_cut() {
        let documents: Vec<Vec<u8>> = (0..5)
            .map(|n| {
                bson::doc! { "n": n, "text": "x".repeat(usize::try_from(n).unwrap() * 7) }.to_vec().unwrap()
            })
            .collect();
        let all = documents.concat();
        for size in 1..all.len() {
            let mut framer = Framer::default();
            let mut seen = Vec::new();
            for piece in all.chunks(size) {
                framer
                    .push::<BadFrame>(piece, &mut |document| {
                        seen.push(document.to_vec());
                        Ok(())
                    })
                    .unwrap();
            }
            framer.finish().unwrap();
            assert_eq!(seen, documents, "in pieces of {size}");
        }
        let mut framer = Framer::default();
        framer.push::<BadFrame>(&all[..all.len() - 1], &mut |_| Ok(())).unwrap();
        assert_eq!(framer.finish(), Err(BadFrame::Cut));
    }
}
