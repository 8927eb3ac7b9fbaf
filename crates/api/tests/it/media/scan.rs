//! Finds metadata in files: by walking their parts, and by the words that betray it.

use super::made::SECRET;

/// What of a file is not pixels: `exif`, `xmp`, `icc`, `text` … ; empty is what we want.
pub fn metadata(bytes: &[u8]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let has = |needle: &[u8]| {
        let first = needle[0];
        // A search by bytes in unoptimised code is slow: only where the first one stands is the rest compared.
        let mut from = 0;
        while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
            if bytes[from + at..].starts_with(needle) {
                return true;
            }
            from += at + 1;
        }
        false
    };
    for (what, needle) in [
        ("xmp", b"x:xmpmeta".as_slice()),
        ("xmp", b"http://ns.adobe.com/"),
        ("icc", b"ICC_PROFILE"),
        ("icc", b"acsp"),
        ("exif", b"Exif\0\0"),
        ("photoshop", b"8BIM"),
        ("script", b"<script"),
        ("secret", SECRET),
    ] {
        if has(needle) {
            found.push(what);
        }
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        found.extend(webp(bytes));
    } else if bytes.starts_with(b"\x89PNG") {
        found.extend(png(bytes));
    } else if bytes.starts_with(b"\xFF\xD8") {
        found.extend(jpeg(bytes));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn webp(bytes: &[u8]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut at = 12;
    while let (Some(kind), Some(length)) = (bytes.get(at..at + 4), bytes.get(at + 4..at + 8)) {
        match kind {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" => {}
            b"EXIF" => found.push("exif"),
            b"XMP " => found.push("xmp"),
            b"ICCP" => found.push("icc"),
            _ => found.push("unknown part"),
        }
        let length = usize::try_from(u32::from_le_bytes(length.try_into().unwrap())).unwrap();
        at += 8 + length + length % 2;
    }
    if at != bytes.len() {
        found.push("bytes behind the end");
    }
    found
}

fn png(bytes: &[u8]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut at = 8;
    while let (Some(length), Some(kind)) = (bytes.get(at..at + 4), bytes.get(at + 4..at + 8)) {
        match kind {
            b"tEXt" | b"zTXt" | b"iTXt" => found.push("text"),
            b"eXIf" => found.push("exif"),
            b"iCCP" => found.push("icc"),
            b"tIME" => found.push("time"),
            _ => {}
        }
        at = at.saturating_add(12 + usize::try_from(u32::from_be_bytes(length.try_into().unwrap())).unwrap());
    }
    found
}

fn jpeg(bytes: &[u8]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut at = 2;
    while let (Some([0xFF, marker]), Some(length)) = (bytes.get(at..at + 2), bytes.get(at + 2..at + 4)) {
        match marker {
            0xE1 => found.push("exif"),
            0xE2 => found.push("icc"),
            0xED => found.push("photoshop"),
            0xFE => found.push("comment"),
            0xDA => break,
            _ => {}
        }
        at += 2 + usize::from(u16::from_be_bytes(length.try_into().unwrap()));
    }
    found
}
