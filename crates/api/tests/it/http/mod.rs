//! The ground that every handler stands on, and what holds for every operation.

mod description;
mod ground;
