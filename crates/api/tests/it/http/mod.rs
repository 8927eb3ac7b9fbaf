//! The ground that every handler stands on, and what holds for every operation.

pub mod description;
mod examples;
mod ground;
mod idempotency;
mod killed;
mod limits;
mod load;
mod metrics;
mod redis;
mod reports;
