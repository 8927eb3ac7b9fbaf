//! Passwords as they are stored: Argon2id with OWASP's parameters; bcrypt of the old platform is read, never written.
//!
//! Hashing is kept away from the threads that answer requests, and at most [`AT_ONCE`] passwords are hashed at the
//! same time, because each takes 19 MiB. Who would have to wait behind too many is told to come back.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use shared::error::ErrorCode;
use tokio::sync::{OnceCell, Semaphore};

use crate::http::{ApiError, ApiResult};
use crate::infra::ids::{random_bytes, random_token};

/// Passwords hashed at the same time: 2 × 19 MiB.
const AT_ONCE: usize = 2;
/// Passwords waiting for their turn.
const WAITING: usize = 100;

// OWASP's first choice for Argon2id; stored hashes with other parameters are replaced at the next sign-in.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What comparing a password with a stored hash found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// It is the password.
    pub right: bool,
    /// The hash is not as we would make it today.
    pub outdated: bool,
}

/// Hashes and compares passwords.
#[derive(Debug)]
pub struct Hasher {
    at_once: Arc<Semaphore>,
    waiting: Semaphore,
    decoy: OnceCell<String>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Semaphore::new(WAITING),
            decoy: OnceCell::new(),
        }
    }
}

impl Hasher {
    /// Hashes a new password.
    ///
    /// # Errors
    /// [`ErrorCode::Unavailable`] when too many wait.
    pub async fn hash(&self, password: String) -> ApiResult<String> {
        self.run(move || hash(&password)).await?
    }

    /// Compares a password with a stored hash.
    ///
    /// # Errors
    /// [`ErrorCode::Unavailable`] when too many wait; [`ErrorCode::Internal`] when the hash is of no kind we know.
    pub async fn verify(&self, password: String, stored: String) -> ApiResult<Verdict> {
        self.run(move || verify(&password, &stored)).await?
    }

    /// A hash of a password that nobody has, for accounts that do not exist: comparing with it takes as long.
    pub async fn decoy(&self) -> ApiResult<String> {
        let make = async || self.hash(random_token()?).await;
        self.decoy.get_or_try_init(make).await.cloned()
    }

    async fn run<R: Send + 'static>(&self, work: impl FnOnce() -> R + Send + 'static) -> ApiResult<R> {
        let busy = || ApiError::new(ErrorCode::Unavailable).retry_after(Duration::from_secs(2));
        let _place = self.waiting.try_acquire().map_err(|_| busy())?;
        let turn = Arc::clone(&self.at_once).acquire_owned().await.map_err(ApiError::internal)?;
        let work = move || {
            // Held by the work, not by the request: one that is dropped half-way still uses its memory.
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)
    }
}

fn argon2() -> ApiResult<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> ApiResult<String> {
    let random = random_bytes()?;
    let (salt, _) = random.split_at(16);
    let hash: PasswordHash = argon2()?.hash_password_with_salt(password.as_bytes(), salt).map_err(failed)?;
    Ok(hash.to_string())
}

fn verify(password: &str, stored: &str) -> ApiResult<Verdict> {
    if stored.is_empty() {
        // No password is the password of an account that has none.
        return Ok(Verdict { right: false, outdated: false });
    }
    if is_bcrypt(stored) {
        let right = bcrypt::verify(password, stored).map_err(failed)?;
        return Ok(Verdict { right, outdated: true });
    }
    let hash = PasswordHash::new(stored).map_err(failed)?;
    let right = argon2()?.verify_password(password.as_bytes(), &hash).is_ok();
    Ok(Verdict { right, outdated: !as_of_today(&hash) })
}

/// Whether this is a hash of the old platform.
pub fn is_bcrypt(stored: &str) -> bool {
    ["$2a$", "$2b$", "$2y$"].iter().any(|prefix| stored.starts_with(prefix))
}

fn as_of_today(hash: &PasswordHash) -> bool {
    let params = Params::try_from(hash);
    hash.algorithm.as_str() == "argon2id"
        && hash.version == Some(19)
        && params.is_ok_and(|p| (p.m_cost(), p.t_cost(), p.p_cost()) == (MEMORY_KIB, PASSES, LANES))
}

fn failed(error: impl std::fmt::Display) -> ApiError {
    ApiError::internal(format!("password hashing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::{Verdict, hash, verify};

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let stored = hash("Contraseña-1").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(verify("Contraseña-1", &stored).unwrap(), Verdict { right: true, outdated: false });
        assert_eq!(verify("Contraseña-2", &stored).unwrap(), Verdict { right: false, outdated: false });
        assert_ne!(hash("Contraseña-1").unwrap(), stored, "each hash has a salt of its own");
    }

    #[test]
    fn old_hashes_are_read_and_called_outdated() {
        for prefix in ["$2a$", "$2b$", "$2y$"] {
            let made = bcrypt::hash("Vieja-clave-1", 4).unwrap();
            let stored = format!("{prefix}{}", &made[4..]);
            assert_eq!(verify("Vieja-clave-1", &stored).unwrap(), Verdict { right: true, outdated: true });
            assert!(!verify("otra", &stored).unwrap().right);
        }
        let weaker = "$argon2id$v=19$m=8192,t=1,p=1$c2FsdHNhbHRzYWx0$\
                      5uBPLB8wDFNVSIKvfSeJOl2hQPPCmTOK8q+LQpQaPGk";
        assert!(verify("any", weaker).unwrap().outdated);
        assert!(verify("any", "plain text").is_err());
    }
}
