//! A compressed tar of a mongodump folder, made by whoever made it: unpacked into a folder of its own and read there.
//!
//! It must never be a way around the digests of an archive of ours, so whatever shows a trace of one is left to
//! [`crate::verify`].

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek as _, SeekFrom, Write as _},
    path::{Component, Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::{
    VerifyError,
    compression::Compression,
    manifest::{MANIFEST_PATH, PRELUDE_PATH},
    raw::len64,
    tar::{BLOCK, padding},
};

/// What every seal of ours holds.
const SEAL: &[u8] = b"avenue/1";
/// No longer name is believed.
const LONGEST_NAME: u64 = 4096;
const READ: usize = 256 * 1024;

/// Unpacks a tar of a mongodump folder. `None` when the file is none: an archive of ours, whole or not, or no tar.
pub(super) fn unpack(path: &Path, cancel: &CancellationToken) -> Result<Option<TempDir>, VerifyError> {
    if is_sealed(path)? {
        return Ok(None);
    }
    let mut tar = match decoded(path)? {
        Some(tar) => tar,
        None => return Ok(None),
    };
    let mut first = [0; BLOCK];
    if tar.read_exact(&mut first).is_err() || !starts_a_dump(&first) {
        return Ok(None);
    }
    let folder = TempDir::new()?;
    let mut header = first;
    let mut long_name = None;
    while header.iter().any(|byte| *byte != 0) {
        if cancel.is_cancelled() {
            return Err(VerifyError::Cancelled);
        }
        let size = size(&header)?;
        let kind = header.get(156).copied().unwrap_or_default();
        let name = long_name.take().unwrap_or_else(|| name(&header));
        if name == MANIFEST_PATH {
            return Ok(None);
        }
        match kind {
            b'L' | b'x' => long_name = long(kind, &mut tar, size)?,
            b'0' | 0 => file(folder.path(), &name, &mut tar, size)?,
            _ => skip(&mut tar, size)?,
        }
        skip(&mut tar, len64(padding(size)))?;
        tar.read_exact(&mut header).map_err(|_| damaged(&name, "the tar is cut short after it"))?;
    }
    // The rest carries the checksum of the compression.
    io::copy(&mut tar, &mut io::sink())
        .map_err(|error| damaged("", &format!("it cannot be decompressed ({error})")))?;
    Ok(Some(folder))
}

fn damaged(name: &str, what: &str) -> VerifyError {
    VerifyError::damaged((!name.is_empty()).then_some(name), 0, what)
}

fn is_sealed(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(4096)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail.windows(SEAL.len()).any(|window| window == SEAL))
}

fn decoded(path: &Path) -> io::Result<Option<Box<dyn Read>>> {
    let mut start = [0; 4];
    let read = File::open(path)?.read(&mut start)?;
    let file = BufReader::new(File::open(path)?);
    Ok(match Compression::detect(start.get(..read).unwrap_or_default()) {
        Some(Compression::Gzip) => Some(Box::new(MultiGzDecoder::new(file))),
        Some(Compression::Zstd) => Some(Box::new(zstd::stream::read::Decoder::with_buffer(file)?)),
        None => None,
    })
}

/// A folder, or a file in one; an archive of ours begins with a file at the top.
fn starts_a_dump(header: &[u8; BLOCK]) -> bool {
    let name = name(header);
    header.get(257..262) == Some(b"ustar") && name != PRELUDE_PATH && name.contains('/')
}

fn name(header: &[u8; BLOCK]) -> String {
    let text = |range: std::ops::Range<usize>| {
        let field = header.get(range).unwrap_or_default();
        String::from_utf8_lossy(field.split(|byte| *byte == 0).next().unwrap_or_default()).into_owned()
    };
    // GNU tar has no prefix there.
    let prefix = if header.get(257..263) == Some(b"ustar\0") { text(345..500) } else { String::new() };
    if prefix.is_empty() { text(0..100) } else { format!("{prefix}/{}", text(0..100)) }
}

fn size(header: &[u8; BLOCK]) -> Result<u64, VerifyError> {
    let digits = header.get(124..136).unwrap_or_default();
    let text = String::from_utf8_lossy(digits);
    u64::from_str_radix(text.trim_matches(['\0', ' ']), 8)
        .map_err(|_| damaged(&name(header), "its size is no number"))
}

/// The name of the next entry, which is too long for its own header.
fn long(kind: u8, tar: &mut dyn Read, size: u64) -> Result<Option<String>, VerifyError> {
    if size > LONGEST_NAME {
        return Err(damaged("", "a name is longer than any"));
    }
    let mut bytes = Vec::new();
    tar.take(size).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned();
    if kind == b'L' {
        return Ok(Some(text));
    }
    let path = text.lines().find_map(|line| line.split_once(' ')?.1.strip_prefix("path=").map(str::to_owned));
    Ok(path)
}

fn file(folder: &Path, name: &str, tar: &mut dyn Read, size: u64) -> Result<(), VerifyError> {
    let inside: PathBuf = Path::new(name).components().filter(|part| *part != Component::CurDir).collect();
    if !inside.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(damaged(name, "it would be unpacked outside of its folder"));
    }
    let path = folder.join(inside);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = File::create_new(&path)?;
    let mut buffer = vec![0; READ];
    let mut left = size;
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(READ);
        let read = tar
            .read(buffer.get_mut(..wanted).unwrap_or_default())
            .map_err(|error| damaged(name, &format!("it cannot be decompressed ({error})")))?;
        if read == 0 {
            return Err(damaged(name, "it is cut short"));
        }
        file.write_all(buffer.get(..read).unwrap_or_default())?;
        left -= len64(read);
    }
    Ok(())
}

fn skip(tar: &mut dyn Read, size: u64) -> Result<(), VerifyError> {
    let skipped = io::copy(&mut tar.take(size), &mut io::sink())?;
    if skipped == size { Ok(()) } else { Err(damaged("", "the tar is cut short")) }
}
