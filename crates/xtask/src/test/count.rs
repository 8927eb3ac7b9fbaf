//! Counting test cases from what runners print, while their output passes through.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow};

use crate::shell;

/// Test cases of a step.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// That held.
    pub passed: u64,
    /// That did not.
    pub failed: u64,
    /// That were not run.
    pub skipped: u64,
}

impl Counts {
    /// A step that is one check and held.
    pub const ONE: Self = Self { passed: 1, failed: 0, skipped: 0 };
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The error of a step some of whose cases failed.
#[derive(Debug)]
pub struct Failed(pub Counts);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} failed", self.0.failed, self.0.failed + self.0.passed)
    }
}

impl std::error::Error for Failed {}

/// One check: holds when nothing was found; else every finding is a failure.
pub fn findings(found: &[String]) -> Result<Counts> {
    if found.is_empty() {
        return Ok(Counts::ONE);
    }
    for finding in found {
        eprintln!("  {finding}");
    }
    let failed = u64::try_from(found.len()).unwrap_or(u64::MAX);
    Err(Failed(Counts { failed, ..Counts::default() }).into())
}

/// Runs a command that is one check.
pub fn check(command: &mut Command) -> Result<Counts> {
    shell::run(command)?;
    Ok(Counts::ONE)
}

/// Runs a test runner, shows what it prints, and counts. A runner that ran nothing has failed.
pub fn cases(command: &mut Command) -> Result<Counts> {
    let line = shell::describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{line}`"))?;
    let out = child.stdout.take().context("no output")?;
    let err = child.stderr.take().context("no error output")?;
    let mut counts = std::thread::scope(|scope| {
        let err = scope.spawn(|| pass_through(err));
        let out = pass_through(out);
        out.and(err.join().unwrap_or_default()).counts()
    });
    let status = child.wait()?;
    if !status.success() {
        // It may have broken before or after its cases.
        counts.failed = counts.failed.max(1);
    }
    if counts.failed > 0 {
        return Err(Failed(counts).into());
    }
    if counts.passed == 0 {
        return Err(anyhow!("`{line}` ran no test"));
    }
    Ok(counts)
}

/// What was counted in the output of a runner.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    /// By the lines of libtest and of node.
    cases: Counts,
    /// By the summary of nextest. It shows what a failing case printed, and that ends with libtest's own line about
    /// this one case: where there is a summary, it alone counts.
    summary: Option<Counts>,
}

impl Tally {
    fn note(&mut self, line: &str) {
        match summary(line) {
            Some(summary) => *self.summary.get_or_insert_default() += summary,
            None => self.cases += counted(line),
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.cases += other.cases;
        if let Some(summary) = other.summary {
            *self.summary.get_or_insert_default() += summary;
        }
        self
    }

    fn counts(self) -> Counts {
        self.summary.unwrap_or(self.cases)
    }
}

fn pass_through(stream: impl Read) -> Tally {
    let mut tally = Tally::default();
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = String::from_utf8_lossy(&line);
        eprint!("{text}");
        tally.note(&without_colours(&text));
        line.clear();
    }
    tally
}

/// What the last line of nextest says of all cases.
fn summary(line: &str) -> Option<Counts> {
    let line = line.trim();
    let (_, counts) = line.split_once(" run: ").filter(|_| line.starts_with("Summary ["))?;
    Some(Counts {
        passed: number_before(counts, " passed"),
        failed: number_before(counts, " failed")
            + number_before(counts, " timed out")
            + number_before(counts, " exec failed"),
        skipped: number_before(counts, " skipped"),
    })
}

/// What a line of libtest or of node's runner says of cases.
fn counted(line: &str) -> Counts {
    let line = line.trim();
    if let Some(counts) = line.strip_prefix("test result: ") {
        return Counts {
            passed: number_before(counts, " passed"),
            failed: number_before(counts, " failed"),
            skipped: number_before(counts, " ignored"),
        };
    }
    let node =
        line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")).and_then(|line| line.split_once(' '));
    let value = |text: &str| text.parse().unwrap_or(0);
    match node {
        Some(("pass", number)) => Counts { passed: value(number), ..Counts::default() },
        Some(("fail" | "cancelled", number)) => Counts { failed: value(number), ..Counts::default() },
        Some(("skipped" | "todo", number)) => Counts { skipped: value(number), ..Counts::default() },
        _ => Counts::default(),
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let Some((before, _)) = text.split_once(word) else { return 0 };
    let digits = before.rsplit(|char: char| !char.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut parts = line.split("\x1b[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str(part.split_once('m').map_or(part, |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn lines_of_every_runner_are_counted() {
        let libtest = "test result: FAILED. 12 passed; 1 failed; 3 ignored; 0 measured; 9 filtered out";
        assert_eq!(counted(libtest), counts(12, 1, 3));
        let nextest =
            "     Summary [   1.2s] 45/50 tests run: 43 passed (1 slow), 1 failed, 1 timed out, 5 skipped";
        assert_eq!(summary(nextest), Some(counts(43, 2, 5)));
        assert_eq!(counted("ℹ pass 7"), counts(7, 0, 0));
        assert_eq!(counted("# fail 2"), counts(0, 2, 0));
        assert_eq!(counted("some test printed 12 passed"), counts(0, 0, 0));
    }

    #[test]
    fn colours_do_not_hide_a_count() {
        assert_eq!(counted(&without_colours("\x1b[34mℹ pass 3\x1b[39m")), counts(3, 0, 0));
    }

    /// nextest shows the output of a failing case, and that of passing ones too where it is asked to.
    #[test]
    fn what_a_case_printed_is_not_counted_again() {
        let mut runner = Command::new("sh");
        runner.args([
            "-c",
            "echo '    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 9 filtered out' >&2
             echo '    test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out'
             echo '     Summary [   1.2s] 10 tests run: 9 passed, 1 failed, 2 skipped' >&2
             exit 100",
        ]);
        let error = cases(&mut runner).unwrap_err().downcast::<Failed>().unwrap();
        assert_eq!(error.0, counts(9, 1, 2));
    }

    #[test]
    fn a_runner_without_cases_and_a_failing_one_are_errors() {
        assert!(cases(Command::new("true").arg("x")).is_err());
        let mut failing = Command::new("sh");
        failing.args(["-c", "echo 'test result: FAILED. 4 passed; 2 failed; 0 ignored'; exit 1"]);
        let error = cases(&mut failing).unwrap_err().downcast::<Failed>().unwrap();
        assert_eq!(error.0, counts(4, 2, 0));
    }
}
