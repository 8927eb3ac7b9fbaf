//! How soon a sheet is written, and in how much memory: `cargo xtask bench sheets`.
//!
//! Ten thousand rows, then ten times as many, of 25 columns as the list of campaigns has them. The peak of memory is that of the
//! whole process, so it may not grow with the rows.
//!
//! Ends with status 1 when ten thousand rows take longer than 2 s, or the larger sheet needs more than 8 MiB more.

#![expect(clippy::unwrap_used, reason = "a benchmark ends at the first error")]

use std::io::BufWriter;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use docs::Language;
use docs::sheet::{Cell, Column, Sheet};
use jiff::civil::{date, datetime};

const ROWS: u32 = 10_000;
const TIME: Duration = Duration::from_secs(2);
const MEMORY: u64 = 8 * 1024;

/// What a row of campaigns looks like.
fn row(number: u32) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(format!("{text} {number}"));
    let mut row =
        vec![text("Reseña de café de altura"), text("Yerba Ñandutí"), text("Publicada"), text("=1+")];
    row.extend((0..13).map(|place| Cell::Count(i64::from(number) * place)));
    row.extend([
        Cell::Amount { minor: i64::from(number) * 125, decimals: 2 },
        Cell::Percent(number % 10_000),
    ]);
    row.push(Cell::Date(date(2026, 11, 30)));
    row.extend((0..4).map(|hour| Cell::Moment(datetime(2026, 11, 22, hour, 30, 0, 0))));
    row.push(text("01890a5d-ac96-774b-bcce-b302099a8057"));
    row
}

/// Writes a sheet to a file; how long it took and how large it became.
fn written(rows: u32) -> (Duration, u64) {
    let folder = tempfile::tempdir().unwrap();
    let columns: Vec<Column> = (0..25).map(|place| Column::new(format!("Column {place}"), 16)).collect();
    let began = Instant::now();
    let mut sheet = Sheet::begin("Campaigns", &columns, Language::Es, folder.path()).unwrap();
    for number in 0..rows {
        sheet.row(&row(number)).unwrap();
    }
    let file = tempfile::tempfile_in(folder.path()).unwrap();
    sheet.finish(BufWriter::new(&file)).unwrap();
    (began.elapsed(), file.metadata().unwrap().len())
}

/// The most memory that the process has used, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}

fn main() -> ExitCode {
    let mut peaks = Vec::new();
    let mut good = true;
    for rows in [ROWS, ROWS * 10] {
        let (took, bytes) = written(rows);
        let peak = peak();
        let pace = f64::from(rows) / took.as_secs_f64();
        println!(
            "{rows:>7} rows in {took:.2?}: {pace:.0} rows/s, {} KiB, peak of memory {} MiB",
            bytes / 1024,
            peak / 1024
        );
        good &= rows > ROWS || took <= TIME;
        peaks.push(peak);
    }
    let more = peaks.iter().max().unwrap() - peaks.iter().min().unwrap();
    good &= more <= MEMORY;
    println!("ten times the rows need {more} KiB more; at most {MEMORY} KiB and {TIME:?} are allowed");
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
