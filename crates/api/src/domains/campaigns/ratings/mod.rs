//! How the two sides of an application rate each other once the work is done.
//!
//! Neither sees what the other wrote before both have written, or the days for it are over: then both are shown in one
//! transaction, which also counts them in the sums of whoever is rated. What is shown and what is counted can therefore never
//! differ. When the days are over is computed from the completion of the campaign and never moves; from that moment on nobody
//! can rate, and whoever comes first shows what is there: the job that waits for it, or a reader. A worker that is away
//! delays nothing.

pub mod access;
pub mod routes;
pub mod rules;
pub mod service;
pub mod tell;
