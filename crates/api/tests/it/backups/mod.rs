//! Archives: over the API, by schedule, and by the command line.

mod journey;
mod support;
