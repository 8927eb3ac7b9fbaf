//! What was measured, and whether it is enough.

use crate::load::Outcome;

const SHARE: f64 = 0.85;
const TIMES_P99: f64 = 2.0;
const ALLOWED_MIB: f64 = 96.0;

/// What one round gave.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    /// Requests a second.
    rate: f64,
    /// Milliseconds.
    p50: f64,
    p99: f64,
    /// Processor time of the server for one request, in microseconds.
    cpu: f64,
}

impl Figures {
    /// Of what the load saw, and the server's processor time in seconds.
    pub fn of(outcome: &Outcome, cpu: f64) -> Self {
        Self {
            rate: outcome.requests as f64 / outcome.seconds,
            p50: outcome.p50 as f64 / 1000.0,
            p99: outcome.p99 as f64 / 1000.0,
            cpu: cpu * 1_000_000.0 / outcome.requests as f64,
        }
    }

    /// The median of each figure.
    fn median(rounds: &[Self]) -> Self {
        let median = |figure: fn(&Self) -> f64| {
            let mut all: Vec<f64> = rounds.iter().map(figure).collect();
            all.sort_by(f64::total_cmp);
            *all.get(all.len() / 2).unwrap()
        };
        Self {
            rate: median(|round| round.rate),
            p50: median(|round| round.p50),
            p99: median(|round| round.p99),
            cpu: median(|round| round.cpu),
        }
    }
}

/// The rounds of ours and of the bare handlers, by subject.
pub struct Report {
    subjects: Vec<(&'static str, Vec<Figures>, Vec<Figures>)>,
}

impl Report {
    /// Nothing yet.
    pub fn new(subjects: impl IntoIterator<Item = &'static str>) -> Self {
        Self { subjects: subjects.into_iter().map(|name| (name, Vec::new(), Vec::new())).collect() }
    }

    /// Adds a round.
    pub fn note(&mut self, subject: usize, is_ours: bool, figures: Figures) {
        let (_, ours, bare) = self.subjects.get_mut(subject).unwrap();
        if is_ours { ours } else { bare }.push(figures);
    }

    /// Prints the medians; whether all that is asked for holds.
    pub fn print(&self, resident: f64, peak: f64) -> bool {
        let mut good = true;
        println!(
            "{:<12} {:<8} {:>10} {:>9} {:>9} {:>12}",
            "", "", "requests/s", "p50 ms", "p99 ms", "CPU µs each"
        );
        for (name, ours, bare) in &self.subjects {
            let (ours, bare) = (Figures::median(ours), Figures::median(bare));
            for (who, figures) in [("bare", bare), ("avenue", ours)] {
                println!(
                    "{name:<12} {who:<8} {:>10.0} {:>9.2} {:>9.2} {:>12.1}",
                    figures.rate, figures.p50, figures.p99, figures.cpu
                );
            }
            let (share, times) = (ours.rate / bare.rate, ours.p99 / bare.p99);
            println!(
                "{name:<12} avenue / bare: {:.0} % of the throughput (at least {:.0} %), p99 × {times:.2} (at most {TIMES_P99})",
                share * 100.0,
                SHARE * 100.0
            );
            good &= share >= SHARE && times <= TIMES_P99;
        }
        println!(
            "memory of avenue: {resident:.1} MiB now, {peak:.1} MiB at its peak (at most {ALLOWED_MIB} MiB)"
        );
        good && peak <= ALLOWED_MIB
    }
}
