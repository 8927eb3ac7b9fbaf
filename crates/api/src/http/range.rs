//! Files in parts: which part a `Range` header asks for (RFC 9110, 14.1.2), and the headers that go with it. One range at a
//! time: whoever asks for several gets the whole, which the standard allows.

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderName, IF_RANGE, RANGE};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// RFC 9530: the digest of the whole, whatever part is sent.
pub const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// The range that is asked for, unless it was meant for another state of the file.
pub fn wanted<'a>(request: &'a HttpRequest, etag: &str) -> Option<&'a str> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    match header(IF_RANGE) {
        Some(meant) if meant != etag => None,
        _ => header(RANGE),
    }
}

/// A hexadecimal SHA-256 as RFC 9530 writes it.
pub fn digest(sha256: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = sha256
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    bytes.filter(|bytes| bytes.len() == 32).map(|bytes| format!("sha-256=:{}:", STANDARD.encode(bytes)))
}

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The first byte.
    pub start: u64,
    /// How many bytes.
    pub length: u64,
}

/// What a header asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// All of it.
    Whole,
    /// A part.
    Part(Part),
    /// A part that does not exist.
    Unsatisfiable,
}

/// Reads a header about a file of `size` bytes.
pub fn asked(header: Option<&str>, size: u64) -> Asked {
    let Some(ranges) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    let Some((first, last)) = ranges.trim().split_once('-').filter(|_| !ranges.contains(',')) else {
        return Asked::Whole;
    };
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (number(first), number(last)) {
        (Some(first), _) if last.is_empty() => from(first, u64::MAX, size),
        (Some(first), Some(last)) if first <= last => from(first, last, size),
        (None, Some(0)) if first.is_empty() => Asked::Unsatisfiable,
        (None, Some(suffix)) if first.is_empty() => from(size.saturating_sub(suffix), u64::MAX, size),
        _ => Asked::Whole,
    }
}

fn from(first: u64, last: u64, size: u64) -> Asked {
    if first >= size {
        return Asked::Unsatisfiable;
    }
    let end = last.saturating_add(1).min(size);
    Asked::Part(Part { start: first, length: end - first })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_given_and_everything_else_is_the_whole() {
        let part = |start, length| Asked::Part(Part { start, length });
        for (header, expected) in [
            ("bytes=0-0", part(0, 1)),
            ("bytes=2-5", part(2, 4)),
            ("bytes=2-", part(2, 8)),
            ("bytes=-3", part(7, 3)),
            ("bytes=-30", part(0, 10)),
            ("bytes=5-99", part(5, 5)),
            ("bytes=10-", Asked::Unsatisfiable),
            ("bytes=10-12", Asked::Unsatisfiable),
            ("bytes=-0", Asked::Unsatisfiable),
            ("bytes=5-2", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("bytes=a-b", Asked::Whole),
            ("bytes=+1-2", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("items=0-1", Asked::Whole),
        ] {
            assert_eq!(asked(Some(header), 10), expected, "{header}");
        }
        assert_eq!(asked(None, 10), Asked::Whole);
        assert_eq!(asked(Some("bytes=-1"), 0), Asked::Unsatisfiable);
    }
}
