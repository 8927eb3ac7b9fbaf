//! The platform itself: health, effective settings, background jobs as people see them.
//!
//! Owns no collection.

mod cache;
mod health;
mod jobs;
mod metrics;
mod routes;

pub use cache::PUBLIC_PROFILE;
pub use health::pulse;
pub use routes::{ALIASES, configure};

/// Where the pulse is asked for.
const LIVENESS: &str = "/api/health";
/// Where orchestrators and balancers ask whether the process lives.
pub const PROBES: &[&str] = &[LIVENESS, "/api/health/ready", "/api/v1/advanced/health"];
