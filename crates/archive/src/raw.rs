//! BSON as bytes: where a document ends, what its elements are, what its `_id` is.
//!
//! Data is never decoded into values and encoded again: a duplicate key, a deprecated type or text that is not
//! UTF-8 would not survive that. Everything here borrows from the bytes that it was given.

/// The largest document a server stores, with the room that it grants itself for internal ones.
pub(crate) const LARGEST_DOCUMENT: usize = 16 * 1024 * 1024 + 16 * 1024;
/// The smallest possible document: its length and its end.
pub(crate) const SMALLEST_DOCUMENT: usize = 5;

/// A length as the 64 bits that files and manifests use.
pub(crate) fn len64(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

/// The four bytes of a length in front of `bytes`, if there are four and it is not negative.
pub(crate) fn announced_length(bytes: &[u8]) -> Option<usize> {
    let (head, _) = bytes.split_first_chunk::<4>()?;
    usize::try_from(i32::from_le_bytes(*head)).ok()
}

/// What is wrong with the frame of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadFrame {
    /// Fewer bytes than the document announces.
    Cut,
    /// A length that no document can have.
    Length,
    /// The last byte is not the end of a document.
    NoEnd,
}

impl std::fmt::Display for BadFrame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Cut => "the last document is cut short",
            Self::Length => "a document announces an impossible length",
            Self::NoEnd => "a document does not end where it says",
        })
    }
}

/// A document and the bytes after it.
pub(crate) type Split<'a> = (&'a [u8], &'a [u8]);

/// Takes the first document off `bytes`. `Ok(None)` means that more bytes are needed.
pub(crate) fn split_document(bytes: &[u8]) -> Result<Option<Split<'_>>, BadFrame> {
    let Some(length) = announced_length(bytes) else {
        return if bytes.len() < 4 { Ok(None) } else { Err(BadFrame::Length) };
    };
    if !(SMALLEST_DOCUMENT..=LARGEST_DOCUMENT).contains(&length) {
        return Err(BadFrame::Length);
    }
    let Some((document, rest)) = bytes.split_at_checked(length) else { return Ok(None) };
    if document.last() != Some(&0) {
        return Err(BadFrame::NoEnd);
    }
    Ok(Some((document, rest)))
}

/// One element of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    /// The type byte.
    pub kind: u8,
    /// The key as stored: any bytes but zero.
    pub key: &'a [u8],
    /// The value as stored, without type and key.
    pub value: &'a [u8],
}

/// Walks the elements of a document. Ends early where the bytes make no sense: callers that need certainty compare
/// whole documents instead.
pub(crate) struct Elements<'a>(&'a [u8]);

/// The elements of a document that [`split_document`] accepted.
pub(crate) fn elements(document: &[u8]) -> Elements<'_> {
    Elements(document.get(4..).unwrap_or_default())
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let (&kind, rest) = self.0.split_first()?;
        if kind == 0 {
            return None;
        }
        let (key, rest) = cstring(rest)?;
        let length = value_length(kind, rest)?;
        let (value, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(Element { kind, key, value })
    }
}

/// The `_id` of a document: its type byte and value.
pub(crate) fn id(document: &[u8]) -> Option<Element<'_>> {
    elements(document).find(|element| element.key == b"_id")
}

/// Whether the server would put its own time in place of a value: it does so for an empty timestamp at the top of an
/// inserted document, but for `_id`.
pub(crate) fn has_empty_timestamp(document: &[u8]) -> bool {
    elements(document).any(|element| element.kind == 0x11 && element.value == [0; 8] && element.key != b"_id")
}

fn cstring(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|&byte| byte == 0)?;
    let (text, rest) = bytes.split_at_checked(end)?;
    Some((text, rest.get(1..)?))
}

fn value_length(kind: u8, bytes: &[u8]) -> Option<usize> {
    let announced = || announced_length(bytes);
    Some(match kind {
        0x01 | 0x09 | 0x11 | 0x12 => 8,
        0x02 | 0x0D | 0x0E => announced()?.checked_add(4)?,
        0x03 | 0x04 | 0x0F => announced()?,
        0x05 => announced()?.checked_add(5)?,
        0x06 | 0x0A | 0x7F | 0xFF => 0,
        0x07 => 12,
        0x08 => 1,
        0x0B => {
            let (pattern, rest) = cstring(bytes)?;
            let (options, _) = cstring(rest)?;
            pattern.len().checked_add(options.len())?.checked_add(2)?
        }
        0x0C => announced()?.checked_add(16)?,
        0x10 => 4,
        0x13 => 16,
        _ => return None,
    })
}

/// Builds a document from elements, keeping their bytes and order.
#[derive(Debug, Clone)]
pub(crate) struct Builder(Vec<u8>);

impl Builder {
    /// A document without elements.
    pub fn new() -> Self {
        Self(vec![0; 4])
    }

    /// Appends one element.
    pub fn append(&mut self, kind: u8, key: &[u8], value: &[u8]) -> &mut Self {
        self.0.push(kind);
        self.0.extend_from_slice(key);
        self.0.push(0);
        self.0.extend_from_slice(value);
        self
    }

    /// Appends a string.
    pub fn string(&mut self, key: &[u8], value: &str) -> &mut Self {
        let encoded = string(value.as_bytes());
        self.append(0x02, key, &encoded)
    }

    /// Appends a boolean.
    pub fn boolean(&mut self, key: &[u8], value: bool) -> &mut Self {
        self.append(0x08, key, &[u8::from(value)])
    }

    /// The finished document.
    pub fn finish(mut self) -> Vec<u8> {
        self.0.push(0);
        let length = i32::try_from(self.0.len()).unwrap_or(i32::MAX).to_le_bytes();
        if let Some(head) = self.0.first_chunk_mut::<4>() {
            *head = length;
        }
        self.0
    }
}

/// A string value as BSON stores it.
pub(crate) fn string(text: &[u8]) -> Vec<u8> {
    let mut bytes = i32::try_from(text.len() + 1).unwrap_or(i32::MAX).to_le_bytes().to_vec();
    bytes.extend_from_slice(text);
    bytes.push(0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use bson::{Bson, doc};

    fn every_type() -> Vec<u8> {
        let scope = doc! { "x": 1 };
        let document = doc! {
            "double": 1.5, "string": "ñ", "doc": { "a": 1 }, "array": [1, "b"],
            "binary": bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes: vec![1, 2, 3] },
            "old": bson::Binary { subtype: bson::spec::BinarySubtype::BinaryOld, bytes: vec![1, 2, 3] },
            "undefined": Bson::Undefined, "_id": bson::oid::ObjectId::from_bytes([7; 12]), "bool": true,
            "date": bson::DateTime::from_millis(5), "null": Bson::Null,
            "regex": bson::Regex { pattern: "a.b".try_into().unwrap(), options: "ix".try_into().unwrap() },
            "code": Bson::JavaScriptCode("f()".into()), "symbol": Bson::Symbol("s".into()),
            "scoped": Bson::JavaScriptCodeWithScope(bson::JavaScriptCodeWithScope { code: "g()".into(), scope }),
            "int": 5_i32, "timestamp": bson::Timestamp { time: 1, increment: 2 }, "long": 5_i64,
            "decimal": "1.5".parse::<bson::Decimal128>().unwrap(), "min": Bson::MinKey, "max": Bson::MaxKey,
        };
        document.to_vec().unwrap()
    }

    #[test]
    fn every_type_is_walked_and_built_again() {
        let bytes = every_type();
        let mut builder = Builder::new();
        let mut count = 0;
        for element in elements(&bytes) {
            builder.append(element.kind, element.key, element.value);
            count += 1;
        }
        assert_eq!(count, 21);
        assert_eq!(builder.finish(), bytes);
        assert_eq!(id(&bytes).unwrap().value, [7; 12]);
    }

    #[test]
    fn a_damaged_document_never_panics_nor_runs_over() {
        let bytes = every_type();
        for position in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[position] ^= 1 << bit;
                let _ = elements(&damaged).count();
                let _ = split_document(&damaged);
            }
            let _ = elements(&bytes[..position]).count();
        }
    }

    #[test]
    fn frames_are_checked() {
        let bytes = doc! { "a": 1 }.to_vec().unwrap();
        assert_eq!(split_document(&bytes), Ok(Some((&bytes[..], &[][..]))));
        assert_eq!(split_document(&bytes[..7]), Ok(None));
        assert_eq!(split_document(&[4, 0, 0, 0]), Err(BadFrame::Length));
        assert_eq!(split_document(&[255, 255, 255, 255, 0]), Err(BadFrame::Length));
        assert_eq!(split_document(&[5, 0, 0, 0, 1]), Err(BadFrame::NoEnd));
    }

    #[test]
    fn only_an_empty_timestamp_at_the_top_counts() {
        let empty = bson::Timestamp { time: 0, increment: 0 };
        assert!(has_empty_timestamp(&doc! { "_id": 1, "t": empty }.to_vec().unwrap()));
        assert!(!has_empty_timestamp(&doc! { "_id": empty, "t": { "t": empty } }.to_vec().unwrap()));
    }
}
