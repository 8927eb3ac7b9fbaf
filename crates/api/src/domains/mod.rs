//! The product, one folder per word of the URL.

pub mod audit;
pub mod identity;
pub mod notifications;
pub mod system;
