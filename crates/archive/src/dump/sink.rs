//! The way out of a dump: bytes of tar in, compressed blocks out, in order, with the digest of the file.

use std::{collections::VecDeque, io};

use bytes::Bytes;
use tokio::{
    io::{AsyncWrite, AsyncWriteExt as _},
    task::JoinHandle,
};

use crate::{
    compression::{BlockCompressor, Compression},
    digest::{FileDigest, FileHasher, HashThread},
    raw::len64,
};

/// How many bytes of tar a block holds at most, and what readers of a collection cut their chunks to.
pub(crate) const CHUNK: usize = 1024 * 1024;
/// Larger pieces become a block of their own instead of being copied into one.
const OWN_BLOCK: usize = CHUNK / 4;
/// How many blocks are in work at a time.
const IN_WORK: usize = 3;

type Job = JoinHandle<io::Result<(BlockCompressor, Vec<u8>)>>;

pub(crate) struct Sink<W> {
    out: W,
    compression: Compression,
    idle: Vec<BlockCompressor>,
    jobs: VecDeque<Job>,
    block: Vec<u8>,
    hash: HashThread<FileHasher>,
    /// Bytes of tar taken.
    pub taken: u64,
    /// Bytes of the archive written.
    pub written: u64,
}

impl<W: AsyncWrite + Unpin> Sink<W> {
    pub fn new(out: W, compression: Compression) -> io::Result<Self> {
        let idle = (0..IN_WORK).map(|_| BlockCompressor::new(compression)).collect::<io::Result<_>>()?;
        Ok(Self {
            out,
            compression,
            idle,
            jobs: VecDeque::new(),
            block: Vec::new(),
            hash: HashThread::spawn(IN_WORK),
            taken: 0,
            written: 0,
        })
    }

    /// Takes the next bytes of tar.
    pub async fn push(&mut self, bytes: Bytes) -> io::Result<()> {
        self.taken += len64(bytes.len());
        if bytes.len() >= OWN_BLOCK {
            self.flush_block().await?;
            return self.compress(bytes).await;
        }
        self.block.extend_from_slice(&bytes);
        if self.block.len() >= CHUNK {
            self.flush_block().await?;
        }
        Ok(())
    }

    /// Lets what was taken so far reach the output soon, so that a browser sees its download begin.
    pub async fn flush(&mut self) -> io::Result<()> {
        self.flush_block().await?;
        while !self.jobs.is_empty() {
            self.write_next().await?;
        }
        self.out.flush().await
    }

    /// Writes what is left and the seal.
    pub async fn finish(mut self) -> io::Result<(W, FileDigest)> {
        self.flush().await?;
        let seal = self.compression.seal(&self.hash.so_far().await?.sha256_so_far());
        self.write(seal.into()).await?;
        self.out.flush().await?;
        Ok((self.out, self.hash.finish().await?))
    }

    async fn flush_block(&mut self) -> io::Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        let block = std::mem::take(&mut self.block);
        self.compress(block.into()).await
    }

    async fn compress(&mut self, block: Bytes) -> io::Result<()> {
        if self.jobs.len() >= IN_WORK {
            self.write_next().await?;
        }
        let mut compressor = match self.idle.pop() {
            Some(compressor) => compressor,
            None => BlockCompressor::new(self.compression)?,
        };
        self.jobs.push_back(tokio::task::spawn_blocking(move || {
            let compressed = compressor.compress(&block)?;
            Ok((compressor, compressed))
        }));
        Ok(())
    }

    async fn write_next(&mut self) -> io::Result<()> {
        let Some(job) = self.jobs.pop_front() else { return Ok(()) };
        let (compressor, compressed) = job.await.map_err(io::Error::other)??;
        self.idle.push(compressor);
        self.write(compressed.into()).await
    }

    async fn write(&mut self, bytes: Bytes) -> io::Result<()> {
        self.hash.update(bytes.clone()).await?;
        self.out.write_all(&bytes).await?;
        self.written += len64(bytes.len());
        Ok(())
    }
}
