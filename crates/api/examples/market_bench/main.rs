//! How soon the marketplace answers at a hundred times the demo: `cargo xtask bench marketplace`.
//!
//! The marketplace is made up once and kept: 4,000 brands, 30,000 creators, 12,000 campaigns and more than 400,000
//! applications. The optimised `avenue` serves it as anybody runs it, the `mongod` beside it on the same machine. Each subject is
//! asked for by one client, one request after the other, with different filters in turn; then all of them together at a
//! steady pace of 300 requests a second, whose times count from when each was to be sent.
//!
//! Last every campaign is exported as a spreadsheet, read back by another program.
//!
//! Ends with status 1 when a subject takes longer than 100 ms at p95 with one client, the pace is not held, or ten thousand
//! rows take longer than two seconds or more memory than the lots that are under way.
//!
//! `AVENUE_TEST_MONGODB_URI` names a replica set, `AVENUE_PROGRAM` the optimised `avenue`. `AVENUE_BENCH_SECONDS` is how long
//! each subject is asked for (6), and `AVENUE_BENCH_SIZE` how many times the demo it is (100).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark ends at the first error"
)]

mod load;
mod market;
#[path = "../api_bench/server.rs"]
#[expect(dead_code, reason = "the bench of the API uses more of it")]
mod server;

use std::time::Duration;

use load::Times;
use market::Market;

/// How long a subject may take at p95, in milliseconds.
const ALLOWED_MS: f64 = 100.0;
/// Requests a second that hold.
const PACE: u32 = 300;
/// How long ten thousand rows of a spreadsheet may take, in seconds, and how much memory the lots under way may.
const SHEET_SECONDS: f64 = 2.0;
const SHEET_MIB: f64 = 64.0;
/// How much of the pace must be reached.
const SHARE: f64 = 0.99;

fn main() {
    let seconds = Duration::from_secs(number("AVENUE_BENCH_SECONDS", 6));
    let market = Market::open(number("AVENUE_BENCH_SIZE", 100));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut good = true;
    println!(
        "{:<28} {:>9} {:>8} {:>8} {:>8}   at most {ALLOWED_MS:.0} ms at p95",
        "one client", "requests", "p50 ms", "p95 ms", "p99 ms"
    );
    let mut everything = Vec::new();
    for subject in market.subjects() {
        // The first round fills what keeps things.
        runtime.block_on(load::one_client(market.address(), &subject.requests, Duration::from_secs(1)));
        let times = runtime.block_on(load::one_client(market.address(), &subject.requests, seconds));
        let holds = times.percentile(95) <= ALLOWED_MS;
        println!("{:<28} {times} {}", subject.name, verdict(holds));
        good &= holds;
        everything.extend(subject.requests);
    }
    let pace = runtime.block_on(load::at_a_pace(market.address(), &everything, PACE, seconds * 5));
    let holds = pace.rate >= f64::from(PACE) * SHARE;
    println!("{:<28} {} {}", "all of them together", pace.times, verdict(holds));
    println!("  {:.1} requests a second (at least {:.1} of {PACE})", pace.rate, f64::from(PACE) * SHARE);
    good &= holds;
    good &= sheet(&market);
    println!(
        "memory of avenue: {:.1} MiB now, {:.1} MiB at its peak",
        server::resident_memory(market.process()),
        server::peak_memory(market.process())
    );
    drop(market);
    if !good {
        std::process::exit(1);
    }
}

/// Exports every campaign as a spreadsheet; whether ten thousand rows come in time, and none of them stays in memory.
fn sheet(market: &Market) -> bool {
    let before = server::peak_memory(market.process());
    let (rows, took) = market.sheet();
    let more = server::peak_memory(market.process()) - before;
    let each = took.as_secs_f64() * 10_000.0 / rows as f64;
    let holds = each <= SHEET_SECONDS && more <= SHEET_MIB;
    println!(
        "{rows} campaigns as a spreadsheet in {took:.2?}: 10,000 in {each:.2} s (at most {SHEET_SECONDS}) {}",
        verdict(holds)
    );
    println!("  {more:.1} MiB more at the peak (at most {SHEET_MIB})");
    holds
}

const fn verdict(holds: bool) -> &'static str {
    if holds { "good" } else { "MISSED" }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [p50, p95, p99] = [50, 95, 99].map(|share| self.percentile(share));
        write!(f, "{:>9} {p50:>8.1} {p95:>8.1} {p99:>8.1}", self.count())
    }
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
