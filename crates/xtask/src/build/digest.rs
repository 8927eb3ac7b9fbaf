//! Digests that name files and tell whether something changed.

use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first 48 bits of the SHA-256: enough to name a file by its content.
pub fn short(bytes: &[u8]) -> String {
    sha256(bytes).chars().take(12).collect()
}

/// A digest over named parts, in the order given; names and lengths keep parts apart.
#[derive(Default)]
pub struct Parts(Sha256);

impl Parts {
    /// Adds one part.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update(part.len().to_le_bytes());
            self.0.update(part);
        }
    }

    /// The whole in hexadecimal.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_the_known_ones() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short(b"abc"), "ba7816bf8f01");
    }

    #[test]
    fn parts_are_kept_apart() {
        let digest = |parts: &[(&str, &[u8])]| {
            let mut all = Parts::default();
            parts.iter().for_each(|(name, bytes)| all.add(name, bytes));
            all.finish()
        };
        assert_ne!(digest(&[("a", b"bc")]), digest(&[("ab", b"c")]));
        assert_ne!(digest(&[("a", b""), ("b", b"")]), digest(&[("b", b""), ("a", b"")]));
    }
}
