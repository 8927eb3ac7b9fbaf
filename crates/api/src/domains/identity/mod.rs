//! Who may come in: accounts, sessions, roles and permissions.
//!
//! Owns the collections `users`, `sessions`, `identity_api_keys`, `identity_challenges`, `identity_exports`,
//! `identity_external`, `identity_flows`, `identity_guards`, `identity_keys`, `identity_links`,
//! `identity_second_factors`, `identity_throttle`, `identity_views`, `identity_visitors` and `identity_visits`. Other domains take from it
//! the extractors that say who may call a handler.
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
//! - An identity at a provider opens the account that it was linked to, and no other: an account is never found by the
//!   address that a provider names. See `service/doors`.
//! - An address counts only once it is proven, and the old mailbox can take a change back for a week.
//! - Whoever asked to be erased is out at once, and back by signing in within two weeks; after that only an id is left.
//! - Somebody of the staff who looks at the platform as another account changes nothing: their token says who looks, and
//!   whatever it comes with but a reading method is refused before any handler. Beginning and end stand in the audit trail.
//! - What changes something stands in the audit trail with its difference, from the same transaction.

pub mod access;
mod cookies;
pub mod demo;
mod hashing;
mod jobs;
mod opaque;
mod personal;
mod personal_data;
mod presets;
mod providers;
mod repo;
mod routes;
mod rules;
mod service;
mod tokens;

pub use access::{
    Arriving, CurrentUser, Fresh, Guard, InPerson, Public, SignedIn, Staff, Via, may, only_looking,
};
pub use jobs::register;
pub use opaque::{digest, well_formed};
pub use personal::PERSONAL_DATA;
pub use personal_data::{Person, PersonalData, Piece};
pub use routes::{ALIASES, configure};
pub use rules::names::plain;
pub use rules::privacy::Reader;
pub use rules::throttle::Limit;
pub use rules::{names, phones};
pub use service::acquaintances::{Acquaintance, acquaintances};
pub use service::admission::{Admission, admit};
pub use service::appearance::{Appearance, appearance, appearances};
pub use service::bootstrap::{
    FirstStart, OneTimePassword, create_administrator, first_administrator, reset_password,
};
pub use service::recipients::{Departure, Recipient, is_still_in, recipients};
pub use service::roles::take_role;
pub use service::second_factor::reset_by_command as reset_second_factor;
pub use service::staff::{Colleague, staff_with};
pub use service::throttling::{take as take_try, take_for_address as take_try_for_address};
pub use service::users::{called, sign_ups};
pub use service::visitors;
pub use tokens::rotate as rotate_signing_key;

/// What the domain keeps in memory: the signing keys, the gate before the memory-hungry hashing, and what
/// providers of identities said of themselves.
#[derive(Debug, Default)]
pub struct Identity {
    tokens: tokens::Tokens,
    hasher: hashing::Hasher,
    providers: providers::Providers,
}

/// Makes the indexes. Call it once at start.
///
/// # Errors
/// When the database fails, or holds two accounts with one address.
pub async fn ensure_indexes(database: &mongodb::Database) -> mongodb::error::Result<()> {
    repo::indexes::ensure(database).await
}
