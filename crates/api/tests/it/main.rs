//! Integration tests: one binary, a folder per domain, a file per use case, real MongoDB underneath.

mod audit;
mod database;
mod http;
mod identity;
mod jobs;
mod notifications;
mod inspection;
mod support;
mod system;
