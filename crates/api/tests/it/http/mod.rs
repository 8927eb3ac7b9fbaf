//! The ground that every handler stands on, and what holds for every operation.

pub mod description;
mod ground;
