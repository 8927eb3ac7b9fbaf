//! Integration tests: one binary, a folder per domain, a file per use case, real MongoDB underneath.

mod backups;
mod database;
mod identity;
mod support;
