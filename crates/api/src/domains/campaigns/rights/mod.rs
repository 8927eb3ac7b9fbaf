//! Usage rights: what a brand may do with what was delivered, from when to when. They live in the domain of campaigns,
//! because they are agreed on in the brief, signed with it, and begin with the deliverable's end, in its transaction.

pub mod jobs;
pub mod routes;
pub mod rules;
pub mod service;
mod tell;
