//! What the domain does, a file per use case.

pub mod account;
pub mod entry;
pub mod presence;
pub mod register;
pub mod sign_in;

pub use entry::Entry;
