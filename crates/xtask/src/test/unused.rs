//! Every declared dependency must be named somewhere in its package's sources.
//!
//! A dependency that only switches a feature on is listed in `package.metadata.cargo-machete.ignored`.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::count::{self, Counts};
use super::metadata;
use crate::build::tree;

/// Looks for each dependency's name in its package's Rust files.
pub fn check() -> Result<Counts> {
    let metadata = metadata::read()?;
    let mut found = Vec::new();
    for package in metadata::list(&metadata, "packages") {
        if package.get("source").is_some_and(|source| !source.is_null()) {
            continue;
        }
        let manifest = Path::new(metadata::text(package, "manifest_path"));
        let mut sources = String::new();
        for file in tree::files(manifest.parent().unwrap_or(manifest))? {
            if file.extension().is_some_and(|ext| ext == "rs") {
                sources.push_str(&fs::read_to_string(&file)?);
            }
        }
        let ignored = package.pointer("/metadata/cargo-machete/ignored").cloned().unwrap_or_default();
        let ignored =
            |name: &str| ignored.as_array().is_some_and(|list| list.iter().any(|entry| entry == name));
        for dependency in metadata::list(package, "dependencies") {
            let name = match metadata::text(dependency, "rename") {
                "" => metadata::text(dependency, "name"),
                rename => rename,
            };
            if !ignored(name) && !names(&sources, &name.replace('-', "_")) {
                found.push(format!("{}: `{name}` is not used", metadata::text(package, "name")));
            }
        }
    }
    count::findings(&found)
}

/// Whether a text contains a whole word.
fn names(text: &str, word: &str) -> bool {
    let part_of_word = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    text.match_indices(word).any(|(start, _)| {
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(start + word.len()..).and_then(|text| text.chars().next());
        !part_of_word(before) && !part_of_word(after)
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn only_whole_words_count() {
        assert!(names("use serde_json::Value;", "serde_json"));
        assert!(!names("use serde_json::Value;", "serde"));
        assert!(!names("use serde_json::Value;", "json"));
        assert!(names("#[serde(rename)] serde_json", "serde"));
    }
}
