//! The marketplace in figures, for the console's first page.
//!
//! Owns no collection: each domain counts what is its own, on indexes alone and over a bounded time, and what it counted is
//! kept for a minute. Days are those of Paraguay.

mod routes;
mod service;

pub use routes::configure;
