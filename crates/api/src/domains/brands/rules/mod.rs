//! What the domain decides, without I/O.

pub mod months;
pub mod profile;
pub mod roles;
