//! Deliverables: what a creator who signed owes, its drafts, what the brand says of them, and where it was published. They
//! live in the domain of campaigns, because the signature begins them and the campaign bounds them, in one transaction each.

pub mod access;
pub mod jobs;
pub mod routes;
pub mod rules;
pub mod service;
pub mod tell;
