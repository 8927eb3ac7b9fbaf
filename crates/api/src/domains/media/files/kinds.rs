//! What a file is, by its first bytes.

use shared::media::FileKind;

use super::super::picture::unknown_kind;
use crate::http::Said;

/// So many bytes tell what a file is.
pub const START: usize = 4_096;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: FileKind,
    /// The same more exactly.
    pub media_type: &'static str,
    /// How its name ends when it is saved, without the dot.
    pub extension: &'static str,
}

/// What is taken; each by what recognises it, how it is delivered, and what its name ends with.
const TAKEN: &[(&str, Seen)] = &[
    ("image/png", image("image/png", "png")),
    ("image/jpeg", image("image/jpeg", "jpg")),
    ("image/gif", image("image/gif", "gif")),
    ("image/webp", image("image/webp", "webp")),
    ("video/mp4", video("video/mp4", "mp4")),
    ("video/x-m4v", video("video/mp4", "m4v")),
    ("video/quicktime", video("video/quicktime", "mov")),
    ("video/webm", video("video/webm", "webm")),
];

const fn image(media_type: &'static str, extension: &'static str) -> Seen {
    Seen { kind: FileKind::Image, media_type, extension }
}

const fn video(media_type: &'static str, extension: &'static str) -> Seen {
    Seen { kind: FileKind::Video, media_type, extension }
}

/// What a file is that begins so, if it is taken.
///
/// # Errors
/// What was found instead, in a word for people.
pub fn seen(start: &[u8]) -> Result<Seen, Said> {
    let found = infer::get(start).map(|kind| kind.mime_type());
    let taken = TAKEN.iter().find(|(known, _)| Some(*known) == found).map(|(_, seen)| *seen);
    taken.ok_or_else(|| found.map_or_else(unknown_kind, Said::quoted))
}

#[cfg(test)]
mod tests {
    use shared::media::FileKind;

    use super::{TAKEN, seen};

    #[test]
    fn what_a_file_is_its_first_bytes_tell() {
        let webm = [b"\x1a\x45\xdf\xa3".as_slice(), &[0; 20], b"\x42\x82\x84webm", &[0; 300]].concat();
        for (start, media_type, kind) in [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), "image/png", FileKind::Image),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg", FileKind::Image),
            (b"GIF89a\x01\0\x01\0", "image/gif", FileKind::Image),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp", FileKind::Image),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "video/mp4", FileKind::Video),
            (b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "video/mp4", FileKind::Video),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime", FileKind::Video),
            (&webm, "video/webm", FileKind::Video),
        ] {
            let found = seen(start).unwrap();
            assert_eq!((found.media_type, found.kind), (media_type, kind));
        }
    }

    #[test]
    fn anything_else_is_not_taken_whatever_it_calls_itself() {
        for start in [
            b"".as_slice(),
            b"<html><script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg'>",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"MZ\x90\0\x03\0\0\0",
            b"mp4",
        ] {
            assert!(seen(start).is_err(), "{start:?}");
        }
    }

    #[test]
    fn nothing_that_is_delivered_can_be_a_page() {
        for (_, seen) in TAKEN {
            assert!(seen.media_type.starts_with("image/") || seen.media_type.starts_with("video/"));
            assert!(!seen.media_type.contains("svg"));
        }
    }
}
