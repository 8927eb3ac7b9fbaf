//! The product, one folder per word of the URL.

pub mod abuse;
pub mod audit;
pub mod backups;
pub mod brands;
pub mod campaigns;
pub mod contact;
pub mod creators;
pub mod identity;
pub mod inspection;
pub mod media;
pub mod notifications;
pub mod overview;
pub mod search;
pub mod system;
