//! The Avenue server: a JSON API on MongoDB that also serves the app, runs background jobs, and is driven by the
//! `avenue` command line.
//!
//! `domains/<word>` holds the product, one folder per word of the URL. `http` and `infra` know no domain; `app` is the
//! one place that knows all of them, and `demo` makes up a marketplace for it.

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domains;
pub mod http;
pub mod infra;
