//! The one source of ids and secrets.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A new UUID, version 7: ids made later sort later. Within an [operation](crate::infra::operation) that is carried out
/// again, the same ids are given again.
#[expect(clippy::disallowed_methods, reason = "this is the seam")]
pub fn new_id() -> uuid::Uuid {
    super::operation::next_id().unwrap_or_else(uuid::Uuid::now_v7)
}

/// Thirty-two bytes from the system's generator.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn random_bytes() -> Result<[u8; 32], NoRandomness> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// A secret that cannot be guessed: 256 random bits as 43 characters of URL-safe base64.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn random_token() -> Result<String, NoRandomness> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes()?))
}

/// The operating system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no randomness")]
pub struct NoRandomness;
