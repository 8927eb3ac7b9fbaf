//! What all integration tests stand on.

pub mod mongo;
