//! `avenue demo`: a marketplace that is made up, and how to sign in to it. Not for people: `cargo xtask run -- --demo` and
//! the benches call it.

use std::process::ExitCode;

use secrecy::ExposeSecret;

use super::{COULD_NOT, USAGE, read_config, serve};
use crate::demo::{Filled, fill, sign_ins};

/// How much.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many times the smallest: 40 brands, 300 creators and 120 campaigns
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    size: u32,
}

/// Whom a sign-in is of, in their order.
const WHO: [&str; 3] = ["brand owner", "creator", "administrator"];

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let config = match read_config() {
        Ok(config) => config,
        Err(code) => return code,
    };
    let size = args.size;
    serve::with_state_of(config, async |state, _| {
        let filled = match fill(&state, size).await {
            Ok(filled) => filled,
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::from(if error.code().status() < 500 { USAGE } else { COULD_NOT });
            }
        };
        match filled {
            Filled::Now(written) => {
                let all: u64 = written.values().sum();
                println!("A marketplace was made up: {all} documents.");
                for (collection, documents) in written {
                    println!("  {collection}: {documents}");
                }
            }
            Filled::Before => println!("The marketplace that is made up was there already."),
        }
        match sign_ins(&state).await {
            Ok(made) => {
                println!("Sign in to look around, with passwords that are shown only now:");
                for (who, one) in WHO.iter().zip(made) {
                    println!("  {who}: {} {}", one.email, one.password.expose_secret());
                }
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{error}");
                ExitCode::from(COULD_NOT)
            }
        }
    })
}
