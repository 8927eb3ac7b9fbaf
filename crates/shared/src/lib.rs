//! What travels between the API and its clients: DTOs, ids, error codes and the validation both sides run.
//!
//! No I/O, no server and no browser here: the crate builds for both. One module per domain word; the same word is the
//! URL, the API folder and the client module.

// What `FromJson` writes names this crate, here as in others.
extern crate self as shared;

pub mod abuse;
pub mod audit;
pub mod backups;
pub mod brands;
pub mod campaigns;
pub mod contact;
pub mod creators;
pub mod error;
pub mod figures;
pub mod id;
pub mod identity;
pub mod inspection;
pub mod json;
pub mod media;
pub mod money;
pub mod notifications;
pub mod overview;
pub mod page;
pub mod revision;
pub mod search;
pub mod stars;
pub mod system;
pub mod time;
