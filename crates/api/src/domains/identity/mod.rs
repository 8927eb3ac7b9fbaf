//! Who may come in: accounts, sessions, roles and permissions.
//!
//! Owns the collections `users`, `sessions`, `identity_keys`, `identity_links`, `identity_throttle`,
//! `identity_guards`, `identity_second_factors`, `identity_challenges` and `identity_api_keys`. Other domains take from it the extractors that say who may call a handler.
//!
//! Invariants:
//! - A token opens nothing by itself. Each request loads the session and the account that it names, so that whoever was
//!   signed out, suspended or demoted is refused at the next request.
//! - No secret is stored that could be used: passwords as Argon2id, refresh tokens, links, challenges,
//!   API keys, recovery codes and device marks as digests. The one exception is the secret of an authenticator app, which
//!   codes are computed from; the inspector masks it.
//! - Nobody learns from an answer or its time whether there is an account: signing in, asking for a reset link and
//!   renewing access are alike either way. Opening an account is the exception, and rationed: see `service/register`.
//! - Guessing is rationed so that an attacker cannot lock the owner out: see `rules/throttle`.
//! - An API key acts as its owner within its scopes, and never does what needs a person: see `access::InPerson`.
//! - Every door ends in `service/admission`, which asks for the second factor where there is one.
//! - Somebody who manages accounts is always left, and nobody hands out a permission that they do not have.
//! - What changes something stands in the audit trail with its difference, from the same transaction.

pub mod access;
mod cookies;
mod hashing;
mod opaque;
mod repo;
mod routes;
mod rules;
mod service;
mod tokens;

pub use access::{Arriving, CurrentUser, Fresh, Guard, InPerson, Public, SignedIn, Staff, Via, may};
pub use routes::{ALIASES, configure};
pub use service::admission::{Admission, admit};
pub use service::bootstrap::{
    FirstStart, OneTimePassword, create_administrator, first_administrator, reset_password,
};
pub use service::second_factor::reset_by_command as reset_second_factor;
pub use service::staff::{Colleague, staff_with};
pub use tokens::rotate as rotate_signing_key;

/// What the domain keeps in memory: the signing keys and the gate before the memory-hungry hashing.
#[derive(Debug, Default)]
pub struct Identity {
    tokens: tokens::Tokens,
    hasher: hashing::Hasher,
}

/// Makes the indexes. Call it once at start.
///
/// # Errors
/// When the database fails, or holds two accounts with one address.
pub async fn ensure_indexes(database: &mongodb::Database) -> mongodb::error::Result<()> {
    repo::indexes::ensure(database).await
}
