//! Integration tests: one binary, a folder per domain, a file per use case, real MongoDB underneath.
//!
//! The modules are marked as tests, so that the lints know what they are.

#[cfg(test)]
mod abuse;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod brands;
#[cfg(test)]
mod campaigns;
#[cfg(test)]
mod contact;
#[cfg(test)]
mod creators;
#[cfg(test)]
mod database;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod http;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod inspection;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod media;
#[cfg(test)]
mod metrics;
#[cfg(test)]
mod notifications;
#[cfg(test)]
mod overview;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod search;
#[cfg(test)]
mod support;
#[cfg(test)]
mod system;
