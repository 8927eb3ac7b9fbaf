//! Who may come in: accounts, sessions, roles and permissions.
//!
//! Owns the collections `users`, `sessions`, `identity_keys`, `identity_links`, `identity_throttle` and
//! `identity_guards`. Other domains take from it only the extractors that say who may call a handler.

pub mod access;
mod cookies;
mod hashing;
mod opaque;
mod repo;
mod routes;
mod rules;
mod service;
mod tokens;

pub use access::{Arriving, CurrentUser, Public, SignedIn, Staff, may};
pub use routes::configure;

/// What the domain keeps in memory: the signing keys and the gate before the memory-hungry hashing.
#[derive(Debug, Default)]
pub struct Identity {
    tokens: tokens::Tokens,
    hasher: hashing::Hasher,
}
