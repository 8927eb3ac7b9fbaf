//! The database: a pool of connections for the process and one for each thread that answers requests, a server of our own
//! where none is named, transactions, and the collections and indexes that the domains declare.
//!
//! It knows no domain. Credentials never leave [`settings`]: no error, log line or `Debug` shows them.

mod address;
pub mod collections;
mod connect;
pub mod embedded;
pub mod error;
pub mod index;
mod refusal;
pub mod settings;
pub mod sought;
pub mod transaction;

pub use collections::{Capped, CollectionSpec, IndexSpec, MAX_TIME, ensure};
pub use connect::{Db, Deployment, Opened, open};
pub use error::{Failure, classify, is_duplicate};
pub use refusal::DbError;
pub use settings::{DatabaseSettings, EmbeddedSettings};
pub use transaction::{Aborted, in_kept_transaction, in_sendable_transaction, in_transaction};
