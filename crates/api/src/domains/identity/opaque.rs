//! Secrets that we hand out and know again by their digest alone: refresh tokens, device marks, one-time links.
//!
//! Each is 256 random bits, so a plain SHA-256 is enough: there is nothing to guess and nothing to slow down.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::id::{ApiKeyId, SessionId};
use subtle::ConstantTimeEq;

use crate::http::ApiResult;
use crate::infra::hex::hex;
use crate::infra::ids::{random_bytes, random_token};

/// The digest that is stored instead of a secret.
pub fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Whether this looks like a secret that [`random_token`] made.
pub fn well_formed(secret: &str) -> bool {
    secret.len() == 43 && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether two digests are the same, without telling by the time where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// How every API key begins, so that whoever finds one knows what it is.
pub const API_KEY_MARK: &str = "avn_";
/// Hexadecimal digits of a key's checksum.
const CHECKSUM: usize = 8;

/// An API key as it travels: `avn_<id>_<secret><checksum>`, in hexadecimal digits. The checksum is of all before it: it
/// tells a key from a typing error, here and in whoever searches for leaked ones, without asking the database.
#[derive(Clone)]
pub struct ApiKeyText {
    /// Which key.
    pub id: ApiKeyId,
    /// 256 random bits; only their digest is stored.
    pub secret: String,
}

impl ApiKeyText {
    /// A new key of that id.
    pub fn new(id: ApiKeyId) -> ApiResult<Self> {
        Ok(Self { id, secret: hex(&random_bytes()?) })
    }

    /// Reads a key; `None` when it is none of ours by its form.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, rest) = text.strip_prefix(API_KEY_MARK)?.split_once('_')?;
        let (secret, _) = rest.split_at_checked(64)?;
        let key = Self { id: id.parse().ok()?, secret: secret.to_owned() };
        // Written again it must be the same: so there is one way to write a key.
        (key.text() == text && secret.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(key)
    }

    /// How the key begins: enough to find it, nothing to use it.
    pub fn prefix(&self) -> String {
        format!("{API_KEY_MARK}{}", self.id.uuid().simple())
    }

    /// The key as it travels.
    pub fn text(&self) -> String {
        let text = format!("{}_{}", self.prefix(), self.secret);
        let checksum: String = digest(&text).chars().take(CHECKSUM).collect();
        format!("{text}{checksum}")
    }
}

/// A refresh token: `<session>.<family>.<turn>`.
///
/// The family stays the same while the session lasts, the turn is good once. Who shows the right family with a turn
/// that is not the good one shows a token that we did give out, but long ago: it was stolen, or its thief was faster.
/// Who has no token of the family cannot raise that alarm.
#[derive(Debug, Serialize, Deserialize)]
pub struct RefreshToken {
    /// Which session.
    pub session: SessionId,
    /// What stays.
    pub family: String,
    /// What is good once.
    pub turn: String,
}

impl RefreshToken {
    /// The first token of a session.
    pub fn first(session: SessionId) -> ApiResult<Self> {
        Ok(Self { session, family: random_token()?, turn: random_token()? })
    }

    /// The token after this one.
    pub fn next(&self) -> ApiResult<Self> {
        Ok(Self { session: self.session, family: self.family.clone(), turn: random_token()? })
    }

    /// Reads a token; `None` when it is none of ours by its form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let session = parts.next()?.parse().ok()?;
        let (family, turn) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        let whole = parts.next().is_none() && well_formed(&family) && well_formed(&turn);
        whole.then_some(Self { session, family, turn })
    }

    /// The token as it travels.
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.session, self.family, self.turn)
    }
}

#[cfg(test)]
mod tests {
    use shared::id::{ApiKeyId, SessionId};

    use super::{ApiKeyText, RefreshToken, digest, same};

    #[test]
    fn a_refresh_token_is_read_as_it_was_written_and_nothing_else_is() {
        let session: SessionId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let token = RefreshToken::first(session).unwrap();
        let read = RefreshToken::parse(&token.text()).unwrap();
        assert_eq!((read.session, &read.family, &read.turn), (session, &token.family, &token.turn));
        let next = token.next().unwrap();
        assert_eq!(next.family, token.family);
        assert_ne!(next.turn, token.turn);
        for wrong in ["", "a.b.c", &format!("{}.x", token.text()), &token.text()[1..], &token.text()[..80]] {
            assert!(RefreshToken::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_api_key_is_read_as_it_was_written_and_nothing_else_is() {
        let id: ApiKeyId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let key = ApiKeyText::new(id).unwrap();
        let text = key.text();
        assert!(text.starts_with("avn_01890a5dac96774bbcceb302099a8057_") && text.len() == 109, "{text}");
        let read = ApiKeyText::parse(&text).unwrap();
        assert_eq!((read.id, &read.secret), (id, &key.secret));
        for place in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[place] = if other[place] == b'0' { b'1' } else { b'0' };
            assert!(ApiKeyText::parse(std::str::from_utf8(&other).unwrap()).is_none(), "digit {place}");
        }
        for wrong in [
            "",
            "avn_",
            "avn_x_y",
            &text.to_uppercase(),
            &text[..108],
            &format!("{text}0"),
            &format!(" {text}"),
        ] {
            assert!(ApiKeyText::parse(wrong).is_none(), "{wrong}");
        }
        assert!(same("abc", "abc") && !same("abc", "abd") && !same("abc", "ab"));
    }

    #[test]
    fn a_digest_is_sha_256_in_hexadecimal() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
