//! Integration tests: a folder per domain, a file per use case; `support` is what they all stand on.
//!
//! The modules are marked as tests, so that the lints know what they are.

#[cfg(test)]
mod database;
#[cfg(test)]
mod support;
