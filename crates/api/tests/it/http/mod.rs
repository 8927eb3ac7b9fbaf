//! The ground that every handler stands on, and what holds for every operation.

mod description;
mod ground;
mod idempotency;
mod killed;
mod limits;
mod metrics;
mod reports;
