//! The platform itself: health, effective settings, background jobs as people see them.
//!
//! Owns no collection.

mod health;
mod jobs;
mod routes;

pub use routes::{ALIASES, configure};

/// Where orchestrators and balancers ask whether the process lives.
pub const PROBES: &[&str] = &["/api/health", "/api/v1/advanced/health"];
