//! The `avenue` program.

use std::process::ExitCode;

/// Gives the memory of password hashing back at once, which the system's allocator keeps for each thread that ever hashed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Huge pages would keep 2 MiB for every few bytes in use. MongoDB asks the same for the server of its own, which
    // inherits it. Where the system refuses, it is only memory.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    api::cli::run()
}
