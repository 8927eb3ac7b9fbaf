//! A `mongod` of our own, for when no database is named.
//!
//! It is a single-node replica set, so that transactions and snapshots exist everywhere. It listens on loopback only
//! and asks for no password: every user of the machine can reach it, which is right for trying, developing and testing
//! and not for production.
//!
//! Processes: `avenue` starts a guard (itself, as `avenue mongod-guard`), and the guard starts `mongod`. The guard holds
//! the reading end of a pipe whose writing end only `avenue` has. However `avenue` ends, the kernel closes the pipe, and
//! the guard stops `mongod`. If the guard is killed, the kernel kills `mongod` (`setpriv --pdeathsig`, where there is
//! one), and `avenue` starts both again.
//!
//! Invariants:
//! - One `avenue` per folder: `avenue.lock` is locked while it runs, `guard.lock` while a guard may still be stopping
//!   a `mongod`. Both are advisory locks, so a crash leaves none behind.
//! - A restart keeps the port, so clients reconnect by themselves.
//! - Nothing here deletes data.

mod folder;
mod guard;
mod launch;
mod locate;
mod log_tail;
mod refusal;
mod replica;
mod running;
mod server;
mod supervise;

pub use guard::guard_main;
pub use refusal::EmbeddedError;
pub use running::running;
pub use server::{EmbeddedServer, ServerState};
