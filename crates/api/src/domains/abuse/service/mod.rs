//! What the domain does.

pub mod decide;
pub mod look;
pub mod report;
pub mod targets;
pub mod tell;
