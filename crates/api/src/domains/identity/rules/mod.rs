//! What the domain decides, without I/O.

pub mod administration;
pub mod names;
pub mod networks;
pub mod passwords;
pub mod phones;
pub mod privacy;
pub mod recovery;
pub mod scopes;
pub mod throttle;
pub mod totp;
