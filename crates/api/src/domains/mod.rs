//! The product, one folder per word of the URL.

pub mod audit;
pub mod backups;
pub mod identity;
pub mod inspection;
pub mod media;
pub mod notifications;
pub mod system;
