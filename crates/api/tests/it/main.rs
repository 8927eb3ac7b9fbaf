//! Integration tests: one binary, a folder per domain, a file per use case, real MongoDB underneath.

mod database;
mod identity;
mod support;
