//! What the domain decides, without I/O.

pub mod availability;
pub mod cities;
pub mod completeness;
pub mod edit;
pub mod found;
pub mod networks;
pub mod on_time;
pub mod portfolio;
pub mod profile;
pub mod revisions;
pub mod shown;
pub mod standing;
pub mod trash;
