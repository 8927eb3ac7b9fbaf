//! Compression in independent blocks, and the seal that covers every byte of an archive.
//!
//! A block is a zstd frame or a gzip member of its own, with its checksum, so that blocks can be compressed side by
//! side and damage is found near to where it is. Both formats define the concatenation of such blocks as one stream.
//! The seal at the end is, to any other program, an empty block: a zstd skippable frame or an empty gzip member. It
//! carries the SHA-256 of all bytes before it. Without it, bits that a decoder ignores (reserved flags, padding)
//! could change unseen.

use std::io::{self, Write as _};

use serde::{Deserialize, Serialize};

/// How an archive is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// gzip, for people's own machines: `.tar.gz`.
    Gzip,
    /// zstd, for keeping: `.tar.zst`.
    #[default]
    Zstd,
}

/// Fast, because a dump must not outlive the server's snapshot window.
const ZSTD_LEVEL: i32 = 1;
const GZIP_LEVEL: u32 = 4;
/// Nobody's frames of ours need a larger window to read.
const ZSTD_LARGEST_WINDOW_LOG: u32 = 24;

const ZSTD_MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
const GZIP_MAGIC: [u8; 2] = [0x1F, 0x8B];

const ZSTD_SEAL: &[u8] = b"\x5A\x2A\x4D\x18\x28\x00\x00\x00avenue/1";
/// A gzip member with a comment (flag 0x10), no time, unknown system.
const GZIP_SEAL: &[u8] = b"\x1F\x8B\x08\x10\x00\x00\x00\x00\x00\xFF";
/// An empty final block, and the checksum and size of nothing.
const GZIP_NOTHING: &[u8] = b"\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00";

impl Compression {
    /// The ending of an archive's file name, without the first dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Gzip => "tar.gz",
            Self::Zstd => "tar.zst",
        }
    }

    /// The media type of an archive.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Gzip => "application/gzip",
            Self::Zstd => "application/zstd",
        }
    }

    /// Which compression a file begins with.
    pub(crate) fn detect(start: &[u8]) -> Option<Self> {
        if start.starts_with(&ZSTD_MAGIC) {
            Some(Self::Zstd)
        } else if start.starts_with(&GZIP_MAGIC) {
            Some(Self::Gzip)
        } else {
            None
        }
    }

    /// The seal for a file whose bytes so far have this SHA-256.
    pub(crate) fn seal(self, sha256: &[u8; 32]) -> Vec<u8> {
        match self {
            Self::Zstd => [ZSTD_SEAL, sha256].concat(),
            Self::Gzip => {
                let comment = format!("avenue/1 sha256 {}\0", crate::digest::hex(sha256));
                [GZIP_SEAL, comment.as_bytes(), GZIP_NOTHING].concat()
            }
        }
    }

    /// How long a seal is.
    pub(crate) fn seal_length(self) -> usize {
        self.seal(&[0; 32]).len()
    }

    /// Reads what blocks hold.
    pub(crate) fn decoder<'a, R: io::BufRead + 'a>(self, blocks: R) -> io::Result<Box<dyn io::Read + 'a>> {
        Ok(match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(blocks)),
            Self::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(blocks)?;
                decoder.window_log_max(ZSTD_LARGEST_WINDOW_LOG)?;
                Box::new(decoder)
            }
        })
    }
}

/// Compresses one block after the other.
pub(crate) enum BlockCompressor {
    Gzip,
    Zstd(Box<zstd::bulk::Compressor<'static>>),
}

impl BlockCompressor {
    pub fn new(compression: Compression) -> io::Result<Self> {
        Ok(match compression {
            Compression::Gzip => Self::Gzip,
            Compression::Zstd => {
                let mut compressor = zstd::bulk::Compressor::new(ZSTD_LEVEL)?;
                compressor.include_checksum(true)?;
                compressor.include_contentsize(true)?;
                Self::Zstd(Box::new(compressor))
            }
        })
    }

    /// A block that holds these bytes.
    pub fn compress(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Zstd(compressor) => compressor.compress(bytes),
            Self::Gzip => {
                let level = flate2::Compression::new(GZIP_LEVEL);
                let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 2), level);
                encoder.write_all(bytes)?;
                encoder.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn blocks_and_seal_read_as_one_stream() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let mut compressor = BlockCompressor::new(compression).unwrap();
            let mut file = compressor.compress(b"one ").unwrap();
            file.extend(compressor.compress(b"two").unwrap());
            let seal = compression.seal(&[0xAB; 32]);
            assert_eq!(seal.len(), compression.seal_length());
            file.extend(&seal);
            assert_eq!(Compression::detect(&file), Some(compression));
            let mut text = String::new();
            compression.decoder(&file[..]).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "one two");
        }
    }
}
