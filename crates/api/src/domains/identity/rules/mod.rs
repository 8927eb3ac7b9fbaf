//! What the domain decides, without I/O.

pub mod administration;
pub mod names;
pub mod networks;
pub mod passwords;
pub mod privacy;
pub mod throttle;
