//! File names of collections, as mongodump writes them, so that mongorestore finds its way.
//!
//! A name is percent-encoded like a URL query; one that would be too long for a file system is cut and ends in
//! `%24` and the hash of the whole name. The true name always stands in the metadata file.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha1::{Digest as _, Sha1};

/// What a time-series collection keeps its data under.
pub(crate) const BUCKETS: &str = "system.buckets.";
/// What follows the stem of a data file.
pub(crate) const DATA: &str = ".bson";
/// What follows the stem of a metadata file.
pub(crate) const METADATA: &str = ".metadata.json";

/// The longest stem that mongodump writes uncut.
const LONGEST: usize = 238;
/// How much of a longer one it keeps.
const KEPT: usize = 208;

/// The file name of a collection without its ending.
pub(crate) fn stem(collection: &str) -> String {
    let escaped = escape(collection);
    if escaped.len() <= LONGEST {
        return escaped;
    }
    let kept: String = escaped.chars().take(KEPT).collect();
    format!("{kept}%24{}", URL_SAFE_NO_PAD.encode(Sha1::digest(collection.as_bytes())))
}

/// The collection that a stem stands for; `None` when it was cut or is not an encoding.
pub(crate) fn collection_of(stem: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(stem.len());
    let mut rest = stem.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                bytes.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).ok()
}

fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                escaped.push(char::from(byte));
            }
            b' ' => escaped.push('+'),
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay() {
        assert_eq!(stem("fs.chunks"), "fs.chunks");
        assert_eq!(stem("a-b_c~d"), "a-b_c~d");
    }

    #[test]
    fn unusual_names_are_escaped_and_come_back() {
        for (name, file) in [
            ("with space", "with+space"),
            ("a/b\\c", "a%2Fb%5Cc"),
            ("ñandú", "%C3%B1and%C3%BA"),
            ("50%+1", "50%25%2B1"),
            ("*?:\"<>|", "%2A%3F%3A%22%3C%3E%7C"),
        ] {
            assert_eq!(stem(name), file);
            assert_eq!(collection_of(file).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_long_name_is_cut_and_told_apart_by_its_hash() {
        let (one, other) = (format!("{}1", "x".repeat(240)), format!("{}2", "x".repeat(240)));
        assert_eq!(stem(&one).len(), LONGEST);
        assert!(stem(&one).starts_with(&format!("{}%24", "x".repeat(208))));
        assert_ne!(stem(&one), stem(&other));
        assert_eq!(stem(&"x".repeat(238)), "x".repeat(238));
    }

    #[test]
    fn what_is_no_encoding_is_refused() {
        assert_eq!(collection_of("a%2"), None);
        assert_eq!(collection_of("a%zz"), None);
        assert_eq!(collection_of("%ff"), None);
    }
}
