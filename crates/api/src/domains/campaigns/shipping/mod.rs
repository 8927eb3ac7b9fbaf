//! Shipping: how a product comes to a creator who signed. It lives in the domain of campaigns, because the signature begins
//! it and its end begins the time of what the creator owes, each in one transaction.
//!
//! Where the creator lives they say here, after the signature and not before; who sends for the brand sees it until the
//! product has come, and nobody else.

mod access;
pub mod jobs;
pub mod routes;
pub mod rules;
pub mod service;
mod tell;
