//! The last words of a `mongod`, from its log: what it says of itself when it dies.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// How much of the log's end is looked at, in bytes.
/// A crash leaves long stack traces after the error that led to it.
const LOOK_BACK: u64 = 1024 * 1024;
/// How many lines are passed on.
const LINES: usize = 4;
/// How long a passed-on line may be, in characters.
const WIDTH: usize = 400;

/// How long the log is now, in bytes; zero when there is none.
pub(super) fn length(log: &Path) -> u64 {
    log.metadata().map(|meta| meta.len()).unwrap_or(0)
}

/// What the log says after `from` (a [`length`]) about a death: its errors, else its last lines.
pub(super) fn last_words(log: &Path, from: u64) -> String {
    let text = read_end(log, from).unwrap_or_default();
    let lines: Vec<Line> = text.lines().filter(|line| !line.trim().is_empty()).map(Line::parse).collect();
    let bad: Vec<&Line> = lines.iter().filter(|line| line.bad).collect();
    let chosen: Vec<&Line> = if bad.is_empty() { lines.iter().collect() } else { bad };
    let skip = chosen.len().saturating_sub(LINES);
    let words: Vec<&str> = chosen.into_iter().skip(skip).map(|line| line.text.as_str()).collect();
    if words.is_empty() { "(nothing)".to_owned() } else { words.join(" | ") }
}

/// Whether the log mentions any of the signs after `from` (a [`length`]), however long before its end.
pub(super) fn mentions(log: &Path, from: u64, signs: &[&str]) -> bool {
    let text = read_end(log, from).unwrap_or_default();
    signs.iter().any(|sign| text.contains(sign))
}

fn read_end(log: &Path, from: u64) -> std::io::Result<String> {
    let mut file = File::open(log)?;
    let end = file.metadata()?.len();
    file.seek(SeekFrom::Start(from.max(end.saturating_sub(LOOK_BACK)).min(end)))?;
    let mut bytes = Vec::new();
    file.take(LOOK_BACK).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

struct Line {
    bad: bool,
    text: String,
}

impl Line {
    /// `mongod` logs JSON; what comes before its log is open (loader, option errors) is plain text and always bad.
    fn parse(line: &str) -> Self {
        let Ok(json) = serde_json::from_str::<serde_json::Value>(line) else {
            return Self { bad: !line.starts_with('{'), text: clip(line) };
        };
        let part = |name| json.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        let mut text = part("msg").trim().to_owned();
        if let Some(more) = json.get("attr") {
            text = format!("{text} {more}");
        }
        Self { bad: matches!(part("s"), "F" | "E"), text: clip(&text) }
    }
}

fn clip(text: &str) -> String {
    text.trim().chars().take(WIDTH).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn words(text: &str, from: u64) -> String {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        last_words(file.path(), from)
    }

    #[test]
    fn errors_come_before_chatter() {
        let log = concat!(
            r#"{"s":"I","msg":"Starting"}"#,
            "\n",
            r#"{"s":"E","msg":"WiredTiger error","attr":{"error":28,"message":"No space left on device"}}"#,
            "\n",
            r#"{"s":"I","msg":"Now exiting"}"#,
            "\n",
        );
        assert_eq!(words(log, 0), r#"WiredTiger error {"error":28,"message":"No space left on device"}"#);
    }

    #[test]
    fn plain_text_counts_as_an_error_and_earlier_runs_do_not_count() {
        let earlier = "{\"s\":\"F\",\"msg\":\"of yesterday\"}\n";
        let log = format!(
            "{earlier}mongod: error while loading shared libraries: libcurl.so.4\n{{\"s\":\"I\",\"msg\":\"x\"}}\n"
        );
        let from = u64::try_from(earlier.len()).unwrap();
        assert_eq!(words(&log, from), "mongod: error while loading shared libraries: libcurl.so.4");
    }

    #[test]
    fn a_sign_is_found_before_the_last_words_but_not_in_earlier_runs() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "earlier\nno space\na\nb\nc\nd\ne\n").unwrap();
        assert!(mentions(file.path(), 8, &["no space"]) && !last_words(file.path(), 8).contains("no space"));
        assert!(!mentions(file.path(), 8, &["earlier"]));
    }

    #[test]
    fn no_log_says_so() {
        assert_eq!(last_words(Path::new("/nonexistent/log"), 0), "(nothing)");
    }
}
