//! What the domain does.

pub mod staff;
pub mod write;
