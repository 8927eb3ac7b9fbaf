//! What the domain decides, without I/O.

pub mod names;
pub mod networks;
