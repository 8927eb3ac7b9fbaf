//! The engine against a real server. One binary, so that one server serves all of it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends at the first surprise, and so do its helpers"
)]

mod support;

mod compare;
mod dump;
mod legacy;
mod proofs;
mod restore;
