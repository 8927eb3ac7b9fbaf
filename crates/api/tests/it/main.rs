//! Integration tests: one binary, a folder per domain, a file per use case, real MongoDB underneath.

mod audit;
mod backups;
mod database;
mod http;
mod identity;
mod inspection;
mod jobs;
mod notifications;
mod support;
mod system;
