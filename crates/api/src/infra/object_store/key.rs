//! Names of objects.

use std::io;

/// The longest name; Cloudinary's limit for a public id is 255, and the parts of an object have longer names than it.
const LONGEST: usize = 200;

/// The name, if it is one: segments of ASCII letters, digits, `.`, `_` and `-`, divided by `/`, none of them empty or
/// beginning with a dot. So none leads out of a folder, and none needs quoting in an address.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`].
pub fn checked(key: &str) -> io::Result<&str> {
    let plain = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
    };
    if key.len() <= LONGEST && key.split('/').all(plain) {
        return Ok(key);
    }
    let text = format!(
        "{key:?} is not the name of an object: at most {LONGEST} letters, digits, dots, underscores and dashes, divided by slashes"
    );
    Err(io::Error::new(io::ErrorKind::InvalidInput, text))
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn names_lead_nowhere_else() {
        for fine in ["a", "avatars/0190-a/256.webp", "a_b-20261121T060000Z.tar.zst.age"] {
            assert!(checked(fine).is_ok(), "{fine}");
        }
        for not in [
            "",
            "/a",
            "a/",
            "a//b",
            "..",
            "a/../b",
            ".a",
            "a/.b",
            "a b",
            "ñ",
            "a\\b",
            "a\0",
            &"a".repeat(201),
        ] {
            assert!(checked(not).is_err(), "{not:?}");
        }
    }
}
