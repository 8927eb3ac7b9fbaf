//! Creators: their profile, what others see of it and find it by, and what the staff decides.

mod contract;
mod discovery;
mod kit;
mod managed;
mod networks;
mod personal;
mod portfolio;
mod profile;
mod revisions;
pub mod support;
mod trash;
