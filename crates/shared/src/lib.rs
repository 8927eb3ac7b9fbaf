//! What travels between the API and its clients: DTOs, ids, error codes and the validation both sides run.
//!
//! No I/O, no server and no browser here: the crate builds for both. One module per domain word; the same word is the
//! URL, the API folder and the client module.

pub mod audit;
pub mod backups;
pub mod error;
pub mod id;
pub mod identity;
pub mod inspection;
pub mod notifications;
pub mod page;
pub mod system;
pub mod time;
