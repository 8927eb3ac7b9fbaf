//! The audit trail.

mod listing;
