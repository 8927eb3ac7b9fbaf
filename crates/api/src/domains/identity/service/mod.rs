//! What the domain does, a file per use case. Whatever changes something records it in the same transaction.

pub mod account;
pub mod address;
pub mod admission;
pub mod api_keys;
pub mod avatar;
pub mod bootstrap;
pub mod closing;
pub mod doors;
pub mod email_change;
pub mod entry;
pub mod erase;
pub mod export;
pub mod firebase;
pub mod google;
pub mod linking;
pub mod mail;
pub mod password;
pub mod phone;
pub mod presence;
pub mod profile;
pub mod prove;
pub mod refresh;
pub mod register;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod staff;
pub mod throttling;
pub mod users;
pub mod visitors;

pub use entry::Entry;
