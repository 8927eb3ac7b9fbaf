//! Who may come in: accounts, sessions, roles and permissions.
//!
//! Owns the collections `users`, `sessions`, `identity_keys` and `identity_links`. Other domains take from it only the
//! extractors that say who may call a handler.

pub mod access;

pub use access::{CurrentUser, Public, SignedIn, Staff, may};
