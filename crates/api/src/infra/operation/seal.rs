//! What only who knows an operation's key can read.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use aws_lc_rs::hmac;

/// The keys of one operation, made from the key that names it and from whom it belongs to. None of them is stored.
#[derive(Clone)]
pub struct Seal(Prk);

/// It could not be sealed or opened: another key, or altered.
#[derive(Debug, thiserror::Error)]
#[error("what was kept of the operation cannot be read")]
pub struct Unreadable;

/// As many bytes as a key has.
struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

impl Seal {
    /// The keys for what these parts name. Parts are told apart by their lengths.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut name = Vec::new();
        for part in parts {
            name.extend_from_slice(&part.len().to_be_bytes());
            name.extend_from_slice(part);
        }
        Self(Salt::new(HKDF_SHA256, b"avenue operation").extract(&name))
    }

    /// The operation's id: names it in the database, and tells nothing.
    ///
    /// # Errors
    /// Never for keys of this length.
    pub fn id(&self) -> Result<[u8; 32], Unreadable> {
        self.key(b"id")
    }

    /// What tells one content from another, only to who knows the key: a stored digest of a password would invite guesses.
    ///
    /// # Errors
    /// Never for keys of this length.
    pub fn fingerprint(&self, content: &[&[u8]]) -> Result<Vec<u8>, Unreadable> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.key(b"fingerprint")?);
        let mut sum = hmac::Context::with_key(&key);
        for part in content {
            sum.update(&part.len().to_be_bytes());
            sum.update(part);
        }
        Ok(sum.sign().as_ref().to_vec())
    }

    /// Encrypts.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn close(&self, plain: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let mut sealed = plain.to_vec();
        let nonce = self.cipher()?.seal_in_place_append_tag(Aad::empty(), &mut sealed);
        let mut whole = nonce.map_err(|_| Unreadable)?.as_ref().to_vec();
        whole.append(&mut sealed);
        Ok(whole)
    }

    /// Decrypts.
    ///
    /// # Errors
    /// When it was encrypted with another key, or altered.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN).ok_or(Unreadable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unreadable)?;
        let mut plain = sealed.to_vec();
        let opened = self.cipher()?.open_in_place(nonce, Aad::empty(), &mut plain).map_err(|_| Unreadable)?;
        Ok(opened.to_vec())
    }

    fn cipher(&self) -> Result<RandomizedNonceKey, Unreadable> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.key(b"cipher")?).map_err(|_| Unreadable)
    }

    fn key(&self, purpose: &[u8]) -> Result<[u8; 32], Unreadable> {
        let mut key = [0; 32];
        let purpose = [purpose];
        let expanded = self.0.expand(&purpose, Bytes32).map_err(|_| Unreadable)?;
        expanded.fill(&mut key).map_err(|_| Unreadable)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::Seal;

    #[test]
    fn only_the_same_parts_open_what_they_closed() {
        let seal = Seal::of(&[b"ana", b"key"]);
        let closed = seal.close(b"a new token").unwrap();
        assert!(!closed.windows(5).any(|window| window == b"token"));
        assert_eq!(Seal::of(&[b"ana", b"key"]).open(&closed).unwrap(), b"a new token");
        assert_ne!(closed, seal.close(b"a new token").unwrap(), "never the same twice");
        for other in [Seal::of(&[b"ana", b"other"]), Seal::of(&[b"an", b"akey"]), Seal::of(&[b"anakey"])] {
            assert!(other.open(&closed).is_err());
            assert_ne!(other.id().unwrap(), seal.id().unwrap());
        }
        let mut altered = closed.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert!(seal.open(&altered).is_err() && seal.open(b"short").is_err());
    }

    #[test]
    fn a_fingerprint_tells_contents_apart_and_differs_by_key() {
        let seal = Seal::of(&[b"key"]);
        let print = |parts: &[&[u8]]| seal.fingerprint(parts).unwrap();
        assert_eq!(print(&[b"a=1", b"{}"]), print(&[b"a=1", b"{}"]));
        assert_ne!(print(&[b"a=1", b"{}"]), print(&[b"a=1{", b"}"]));
        assert_ne!(print(&[b"x"]), Seal::of(&[b"other"]).fingerprint(&[b"x"]).unwrap());
    }
}
