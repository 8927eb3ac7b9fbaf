//! The `avenue` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    if args.next().is_some_and(|word| word == "mongod-guard") {
        return api::infra::db::embedded::guard_main(args);
    }
    api::cli::run()
}
