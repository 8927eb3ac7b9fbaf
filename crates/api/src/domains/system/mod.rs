//! The platform itself: health, effective settings, background jobs as people see them.
//!
//! Owns no collection.

mod health;
mod routes;

pub use routes::configure;
