//! Where log lines go and how they look.
//!
//! Lines are gathered and written together, at the latest after [`AFTER`]: a system call for each would cost a busy
//! process more than making the line. Warnings and errors are written at once, with everything before them. Killed with
//! -9 a process loses what it said in its last moment, unless that was a warning or an error.

use std::io::{self, IsTerminal, Write};
use std::mem;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The longest that a line waits.
const AFTER: Duration = Duration::from_millis(50);
/// So many bytes do not wait.
const FULL: usize = 64 * 1024;

/// Starts logging to standard error: one JSON object a line, or text for a person.
///
/// # Errors
/// When `filter` is not one, or logging was started before.
pub fn start(filter: &str, json: bool) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("AVENUE_LOG: {error}"))?;
    let colours = io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(&*LINES);
    let started = if json { lines.json().flatten_event(true).try_init() } else { lines.compact().try_init() };
    started.map_err(|error| error.to_string())?;
    std::thread::Builder::new()
        .name("log".to_owned())
        .spawn(|| {
            loop {
                std::thread::sleep(AFTER);
                flush();
            }
        })
        .map_err(|error| format!("no thread for the log: {error}"))?;
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        flush();
        tell(panic);
    }));
    Ok(())
}

/// Writes what waits. Call it before the process ends.
pub fn flush() {
    LINES.flush();
}

static LINES: LazyLock<Lines<io::Stderr>> = LazyLock::new(|| Lines::to(io::stderr()));

/// Lines on their way to `out`.
struct Lines<W> {
    waiting: Mutex<Vec<u8>>,
    /// Held while writing, and taken before `waiting` is emptied, so that lines keep their order.
    out: Mutex<W>,
}

impl<W: Write> Lines<W> {
    fn to(out: W) -> Self {
        Self { waiting: Mutex::default(), out: Mutex::new(out) }
    }

    fn add(&self, line: &[u8], at_once: bool) {
        let full = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.extend_from_slice(line);
            waiting.len() >= FULL
        };
        if at_once || full {
            self.flush();
        }
    }

    fn flush(&self) {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        // Where standard error is closed there is nobody to tell.
        drop(out.write_all(&lines));
    }
}

impl<W: Write + 'static> MakeWriter<'_> for &'static Lines<W> {
    type Writer = Line<W>;

    fn make_writer(&self) -> Self::Writer {
        Line { lines: self, at_once: true }
    }

    fn make_writer_for(&self, about: &Metadata<'_>) -> Self::Writer {
        Line { lines: self, at_once: *about.level() <= Level::WARN }
    }
}

/// One line that is being written; it comes whole.
struct Line<W: 'static> {
    lines: &'static Lines<W>,
    at_once: bool,
}

impl<W: Write> Write for Line<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.lines.add(line, self.at_once);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{FULL, Lines};

    fn written(lines: &Lines<Vec<u8>>) -> String {
        String::from_utf8(lines.out.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn lines_wait_for_a_warning_a_flush_or_too_many_others_and_keep_their_order() {
        let lines = Lines::to(Vec::new());
        lines.add(b"one\n", false);
        lines.add(b"two\n", false);
        assert_eq!(written(&lines), "");
        lines.add(b"a warning\n", true);
        assert_eq!(written(&lines), "one\ntwo\na warning\n");
        lines.add(b"three\n", false);
        lines.flush();
        assert!(written(&lines).ends_with("a warning\nthree\n"));
        for _ in 0..FULL {
            lines.add(b"x", false);
        }
        assert!(written(&lines).len() > FULL, "not more than that waits");
    }
}
