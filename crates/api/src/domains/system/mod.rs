//! The platform itself: health, effective settings, background jobs as people see them.
//!
//! Owns no collection.

mod aliases;
mod health;
mod jobs;
mod routes;

pub use routes::configure;
