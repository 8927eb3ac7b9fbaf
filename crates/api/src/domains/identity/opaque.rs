//! Secrets that we hand out and know again by their digest alone: refresh tokens, device marks, one-time links.
//!
//! Each is 256 random bits, so a plain SHA-256 is enough: there is nothing to guess and nothing to slow down.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::id::SessionId;

use crate::http::ApiResult;
use crate::infra::hex::hex;
use crate::infra::ids::random_token;

/// The digest that is stored instead of a secret.
pub fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Whether this looks like a secret that [`random_token`] made.
pub fn well_formed(secret: &str) -> bool {
    secret.len() == 43 && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
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
    use shared::id::SessionId;

    use super::{RefreshToken, digest};

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
    fn a_digest_is_sha_256_in_hexadecimal() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
