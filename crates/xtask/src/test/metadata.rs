//! What cargo says of the workspace's packages.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell;

/// `cargo metadata`: every package of the lock file, and who depends on whom.
pub fn read() -> Result<Value> {
    let text = shell::capture(shell::cargo().args(["metadata", "--format-version", "1", "--locked", "-q"]))?;
    serde_json::from_str(&text).context("cargo metadata is not JSON")
}

/// A list inside a value; empty when there is none.
pub fn list<'value>(value: &'value Value, key: &str) -> &'value [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text inside a value; empty when there is none.
pub fn text<'value>(value: &'value Value, key: &str) -> &'value str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
