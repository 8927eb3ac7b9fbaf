//! What the domain does, a file per use case. Whatever changes something records it in the same transaction.

pub mod account;
pub mod address;
pub mod avatar;
pub mod bootstrap;
pub mod closing;
pub mod email_change;
pub mod entry;
pub mod erase;
pub mod export;
pub mod mail;
pub mod password;
pub mod presence;
pub mod profile;
pub mod refresh;
pub mod register;
pub mod sessions;
pub mod sign_in;
pub mod staff;
pub mod throttling;
pub mod users;

pub use entry::Entry;
