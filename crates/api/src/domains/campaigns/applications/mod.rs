//! Applications of creators to campaigns: they come in, are shortlisted, offered terms, signed, declined or taken back.
//! They live in the domain of campaigns, because a signature takes one of the campaign's slots in the same transaction.

pub mod access;
pub mod routes;
pub mod rules;
pub mod service;
pub mod sides;
