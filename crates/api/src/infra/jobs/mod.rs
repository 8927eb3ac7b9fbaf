//! Background work: a queue in MongoDB that any number of workers in any number of processes share.
//!
//! Owns the collections `jobs` and `job_schedules`. Knows no domain: a domain registers what it can do under a kind
//! ([`Registry::register`]) and asks for it by [`Jobs::enqueue`], alone or inside its own transaction.
//!
//! Invariants:
//! - A worker holds a job by a lease that its heartbeats extend. Each claim raises the job's `fence`, and everything a
//!   worker writes is conditional on the fence it was given, so a worker that lost its lease can overwrite nothing.
//! - A job is run *at least* once: a worker can die after the work and before saying so. Handlers must bear being run
//!   again; [`JobContext::fence`] tells an outside system which run is the newer one.
//! - At most one open job has a given `unique_key`; at most one job exists for an occurrence of a schedule.
//! - What ended stays for thirty days, then MongoDB's TTL monitor removes it.

mod backoff;
mod context;
mod document;
mod list;
mod new_job;
mod queue;
mod registry;
mod schedule;
mod supervise;
mod timetable;
mod worker;

pub use backoff::Backoff;
pub use context::JobContext;
pub use list::{JobFilter, StoredJob};
pub use new_job::{Enqueued, NewJob};
pub use queue::{Cancellation, Jobs};
pub use registry::{DuplicateKind, GivenUp, JobFailure, Kind, Registry};
pub use timetable::{Rule, Timetable, WrongTimetable};
pub use worker::{Worker, WorkerSettings};
