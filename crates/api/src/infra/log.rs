//! Where log lines go and how they look.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error: one JSON object a line, or text for a person.
///
/// # Errors
/// When `filter` is not one, or logging was started before.
pub fn start(filter: &str, json: bool) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("AVENUE_LOG: {error}"))?;
    let colours = std::io::stderr().is_terminal();
    let lines =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let started = if json { lines.json().flatten_event(true).try_init() } else { lines.compact().try_init() };
    started.map_err(|error| error.to_string())
}
