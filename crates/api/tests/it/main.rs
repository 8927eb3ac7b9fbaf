//! Integration tests: one binary, a folder per domain, a file per use case, real MongoDB underneath.
//!
//! The modules are marked as tests, so that the lints know what they are.

#[cfg(test)]
mod audit;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod database;
#[cfg(test)]
mod http;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod inspection;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod media;
#[cfg(test)]
mod notifications;
#[cfg(test)]
mod support;
#[cfg(test)]
mod system;
