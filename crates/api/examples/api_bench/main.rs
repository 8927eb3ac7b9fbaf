//! How much of a bare actix handler's speed the API keeps: `cargo xtask bench api`.
//!
//! Three requests are measured: health as orchestrators ask for it, which the outermost layer answers, and through all
//! layers an indexed read by id (an account) and a page of 20 (accounts). Opposite stands a process with handlers that
//! make the same driver calls through the same kind of connection, the two indexed reads of authentication included, and
//! nothing else: no token is checked, nothing is logged, no header is added. Both have the same number of workers and
//! read the same documents of the same `mongod`. Each server and the load are processes of their own; rounds of the two
//! alternate, and medians count, because the machine is shared.
//!
//! Ends with status 1 when the API has less than 85 % of the bare handlers' throughput, more than twice their p99, or at
//! its peak more than 96 MiB of memory.
//!
//! `AVENUE_TEST_MONGODB_URI` names a replica set, `AVENUE_PROGRAM` the optimised `avenue`. `AVENUE_BENCH_SECONDS` is how
//! long each is measured in a round (5), `AVENUE_BENCH_ROUNDS` how often (5).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::disallowed_types,
    clippy::panic,
    reason = "a benchmark ends at the first error"
)]

mod bare;
mod load;
mod platform;
mod report;
mod server;

use load::Target;
use platform::Platform;
use report::{Figures, Report};
use server::Server;

/// As in `avenue`, so that both sides have the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is asked for.
const SUBJECTS: [&str; 3] = ["health", "read by id", "page of 20"];
/// Connections that ask at once.
const CONNECTIONS: u16 = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => measure(),
        ["serve-bare", uri, database] => bare::serve(uri, database),
        ["load", address, path, token, seconds] => load::run(address, path, token, seconds.parse().unwrap()),
        other => panic!("unknown arguments {other:?}"),
    }
}

fn measure() {
    let uri = std::env::var("AVENUE_TEST_MONGODB_URI").expect("AVENUE_TEST_MONGODB_URI names a server");
    let seconds = number("AVENUE_BENCH_SECONDS", 5);
    let rounds = number("AVENUE_BENCH_ROUNDS", 5);
    let platform = Platform::start(&uri);
    let bare = Server::bare(&uri, platform.database());
    let account = platform.account();
    let targets = |address: &str, [health, read, page]: [&str; 3]| {
        [health, read, page].map(|path| Target {
            address: address.to_owned(),
            path: path.to_owned(),
            token: platform.token().to_owned(),
        })
    };
    let read = format!("/api/identity/users/{account}");
    let ours = targets(platform.address(), ["/api/health", &read, "/api/identity/users?limit=20"]);
    let theirs = targets(&bare.address, ["/health", &format!("/users/{account}"), "/users"]);
    for (ours, theirs) in ours.iter().zip(&theirs).skip(1) {
        assert_eq!(platform.ids(ours), platform.ids(theirs), "both read the same documents");
    }

    let mut report = Report::new(SUBJECTS);
    println!("{rounds} rounds of {seconds} s for each of {SUBJECTS:?}, {CONNECTIONS} connections");
    for round in 0..=rounds {
        for (subject, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let mut turn = [(ours, platform.process(), true), (theirs, bare.process(), false)];
            if round % 2 == 1 {
                turn.reverse();
            }
            for (target, process, is_ours) in turn {
                let cpu = server::processor_time(process);
                // The first round only warms up.
                let outcome = load::in_a_process(target, if round == 0 { 2 } else { seconds });
                let cpu = server::processor_time(process) - cpu;
                if round > 0 {
                    report.note(subject, is_ours, Figures::of(&outcome, cpu));
                }
            }
        }
    }
    let peak = server::peak_memory(platform.process());
    let resident = server::resident_memory(platform.process());
    drop((platform, bare));
    if !report.print(resident, peak) {
        std::process::exit(1);
    }
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
