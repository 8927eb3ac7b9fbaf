//! Archives: over the API, by schedule, and by the command line.

mod access;
mod command_line;
mod direct;
mod download;
mod journey;
mod managing;
mod schedule;
mod support;
