//! The `avenue` program.

use std::process::ExitCode;

/// Gives the memory of password hashing back at once, which the system's allocator keeps for each thread that ever hashed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    api::cli::run()
}
