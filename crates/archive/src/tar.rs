//! Tar, written in one way only, so that a reader can refuse every header that is not byte for byte what we write.
//!
//! Ordinary ustar headers; a path over 100 bytes or beyond ASCII, or a size of 8 GiB and more, goes into a pax header
//! in front. All entries are plain files of mode 0644 that belong to nobody in particular.

use crate::raw::len64;

/// The unit of tar.
pub(crate) const BLOCK: usize = 512;
/// What ends an archive.
pub(crate) const END: [u8; 2 * BLOCK] = [0; 2 * BLOCK];
/// The largest size that a ustar header can hold.
const LARGEST_PLAIN: u64 = 0o77_777_777_777;
/// The longest path that a ustar header holds without splitting it.
const LONGEST_PLAIN: usize = 100;
/// No pax header of ours is longer.
const LARGEST_PAX: u64 = 4096;

/// One entry's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Path inside the archive, with `/`.
    pub path: String,
    /// Bytes of content.
    pub size: u64,
    /// Seconds since 1970.
    pub modified: u64,
}

/// How many zero bytes follow content of a size.
pub(crate) fn padding(size: u64) -> usize {
    let block = len64(BLOCK);
    usize::try_from((block - size % block) % block).unwrap_or(0)
}

impl Header {
    /// The header's bytes, a pax header before it included.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BLOCK);
        let long = self.path.len() > LONGEST_PLAIN || !self.path.is_ascii();
        let large = self.size > LARGEST_PLAIN;
        if long || large {
            let mut records = String::new();
            if long {
                records.push_str(&record("path", &self.path));
            }
            if large {
                records.push_str(&record("size", &self.size.to_string()));
            }
            let size = len64(records.len());
            bytes.extend_from_slice(&block("././@PaxHeader", size, self.modified, b'x'));
            bytes.extend_from_slice(records.as_bytes());
            bytes.resize(bytes.len() + padding(size), 0);
        }
        let short: String = if self.path.is_ascii() {
            self.path.chars().take(LONGEST_PLAIN).collect()
        } else {
            self.path.chars().map(|c| if c.is_ascii() { c } else { '_' }).take(LONGEST_PLAIN).collect()
        };
        bytes.extend_from_slice(&block(&short, if large { 0 } else { self.size }, self.modified, b'0'));
        bytes
    }
}

/// A pax record, whose length counts itself.
fn record(key: &str, value: &str) -> String {
    let bare = key.len() + value.len() + 3;
    let mut length = bare + 1;
    while bare + length.to_string().len() != length {
        length = bare + length.to_string().len();
    }
    format!("{length} {key}={value}\n")
}

fn block(name: &str, size: u64, modified: u64, kind: u8) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| {
        if let Some(field) = block.get_mut(at..at + bytes.len()) {
            field.copy_from_slice(bytes);
        }
    };
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{size:011o}\0").as_bytes());
    put(136, format!("{modified:011o}\0").as_bytes());
    put(148, b"        ");
    put(156, &[kind]);
    put(257, b"ustar\x0000");
    put(329, b"0000000\0");
    put(337, b"0000000\0");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    if let Some(field) = block.get_mut(148..156) {
        field.copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }
    block
}

/// What a reader has understood so far.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    /// A header and how many bytes it took.
    Header(Header, usize),
    /// The end of the archive, [`END`] long.
    End,
    /// More bytes are needed: this many in all.
    Need(usize),
}

/// Reads the header at the start of `bytes`.
///
/// # Errors
/// A text that says what is wrong, when the bytes are not what [`Header::encode`] gives.
pub(crate) fn parse(bytes: &[u8]) -> Result<Parsed, String> {
    let Some(first) = bytes.get(..BLOCK) else { return Ok(Parsed::Need(BLOCK)) };
    if first.iter().all(|byte| *byte == 0) {
        return match bytes.get(..END.len()) {
            None => Ok(Parsed::Need(END.len())),
            Some(end) if end == END => Ok(Parsed::End),
            Some(_) => Err("one empty block where two end an archive".to_owned()),
        };
    }
    let (records, taken) = if kind(first) == Some(b'x') {
        let size = octal(first, 124)?;
        if size > LARGEST_PAX {
            return Err("an extended header larger than any of ours".to_owned());
        }
        let length = usize::try_from(size).map_err(|error| error.to_string())?;
        let taken = BLOCK + length + padding(size);
        let Some(records) = bytes.get(BLOCK..BLOCK + length) else {
            return Ok(Parsed::Need(taken + BLOCK));
        };
        (str::from_utf8(records).map_err(|_| "an extended header that is not text".to_owned())?, taken)
    } else {
        ("", 0)
    };
    let Some(main) = bytes.get(taken..taken + BLOCK) else { return Ok(Parsed::Need(taken + BLOCK)) };
    let path = match value(records, "path") {
        Some(path) => path.to_owned(),
        None => {
            let name = main.get(..LONGEST_PLAIN).unwrap_or_default();
            let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
            str::from_utf8(name).map_err(|_| "a name that is not text".to_owned())?.to_owned()
        }
    };
    let size = match value(records, "size") {
        Some(size) => size.parse().map_err(|_| "a size that is no number".to_owned())?,
        None => octal(main, 124)?,
    };
    let header = Header { path, size, modified: octal(main, 136)? };
    let taken = taken + BLOCK;
    if bytes.get(..taken) != Some(&header.encode()) {
        return Err("a header that differs from what is written for such an entry".to_owned());
    }
    Ok(Parsed::Header(header, taken))
}

fn kind(block: &[u8]) -> Option<u8> {
    block.get(156).copied()
}

fn value<'a>(records: &'a str, key: &str) -> Option<&'a str> {
    records
        .split('\n')
        .find_map(|line| line.split_once(' ')?.1.split_once('=').filter(|pair| pair.0 == key))
        .map(|pair| pair.1)
}

fn octal(block: &[u8], at: usize) -> Result<u64, String> {
    block
        .get(at..at + 11)
        .and_then(|digits| str::from_utf8(digits).ok())
        .and_then(|digits| u64::from_str_radix(digits, 8).ok())
        .ok_or_else(|| "a header whose numbers are not octal".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers() -> Vec<Header> {
        [
            ("db/a.bson".to_owned(), 0),
            ("db/a.bson".to_owned(), 5),
            ("x".repeat(100), 512),
            ("x".repeat(101), 512),
            ("ñ/ñ.bson".to_owned(), LARGEST_PLAIN),
            ("db/huge.bson".to_owned(), LARGEST_PLAIN + 1),
            (format!("ñ{}", "y".repeat(300)), u64::MAX / 2),
        ]
        .into_iter()
        .map(|(path, size)| Header { path, size, modified: 1_700_000_000 })
        .collect()
    }

    #[test]
    fn what_is_written_is_read() {
        for header in headers() {
            let bytes = header.encode();
            assert_eq!(bytes.len() % BLOCK, 0);
            assert_eq!(parse(&bytes), Ok(Parsed::Header(header, bytes.len())));
        }
    }

    #[test]
    fn every_flipped_bit_is_refused_or_reads_as_another_entry() {
        for header in headers() {
            let bytes = header.encode();
            for at in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1;
                assert_ne!(parse(&damaged), Ok(Parsed::Header(header.clone(), bytes.len())), "byte {at}");
            }
        }
    }

    #[test]
    fn a_cut_header_asks_for_more_and_the_end_is_two_blocks() {
        let bytes = headers().pop().unwrap().encode();
        for at in 0..bytes.len() {
            assert!(matches!(parse(&bytes[..at]), Ok(Parsed::Need(more)) if more > at));
        }
        assert_eq!(parse(&END), Ok(Parsed::End));
        assert_eq!(parse(&END[..BLOCK]), Ok(Parsed::Need(END.len())));
    }

    #[test]
    fn a_pax_record_counts_its_own_length() {
        assert_eq!(record("path", &"p".repeat(90)).len(), 99);
        for length in 1..1200 {
            let record = record("path", &"p".repeat(length));
            assert!(record.starts_with(&format!("{} ", record.len())));
        }
    }
}
