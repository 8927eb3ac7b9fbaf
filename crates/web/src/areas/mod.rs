//! The pages, by area. Each area but the landing page is a chunk of its own, fetched when first visited.

pub mod account;
pub mod admin;
pub mod public;
