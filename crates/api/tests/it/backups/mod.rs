//! Archives: over the API, by schedule, and by the command line.

mod access;
mod command_line;
mod deleting;
mod direct;
mod download;
mod journey;
mod managing;
mod places;
mod schedule;
mod sealing;
mod support;
