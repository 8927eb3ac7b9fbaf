//! Files beside the code: those named by the style sheet or the page get names by content, the others keep
//! theirs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{digest, tree};

/// Collects what is referred to, and writes everything in the end.
pub struct Assets {
    source: PathBuf,
    /// Path below the source folder → path below the result.
    named: BTreeMap<String, String>,
    generated: Vec<(String, Vec<u8>)>,
}

impl Assets {
    /// Over the files of a folder.
    pub fn new(source: PathBuf) -> Self {
        Self { source, named: BTreeMap::new(), generated: Vec::new() }
    }

    /// The address under which a file will be published.
    pub fn address(&mut self, path: &str) -> Result<String> {
        if path.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            bail!("`{path}` must be a plain path below crates/web/assets");
        }
        let file = self.source.join(path);
        let bytes =
            fs::read(&file).with_context(|| format!("crates/web/assets/{path} is named but missing"))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let ext = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        let target = hashed(&stem, &ext, &bytes);
        self.named.insert(path.to_owned(), target.clone());
        Ok(format!("/{target}"))
    }

    /// Publishes something made during the build, and gives its address.
    pub fn add_generated(&mut self, stem: &str, ext: &str, bytes: Vec<u8>) -> String {
        let target = hashed(stem, ext, &bytes);
        let address = format!("/{target}");
        self.generated.push((target, bytes));
        address
    }

    /// Writes everything below the result's folder.
    pub fn write(self, dist: &Path) -> Result<()> {
        for (target, bytes) in self.generated {
            write(&dist.join(target), &bytes)?;
        }
        for file in tree::files(&self.source)? {
            let path = file.strip_prefix(&self.source)?.to_string_lossy().into_owned();
            let target = match (self.named.get(&path), path.strip_prefix("root/")) {
                (Some(target), _) => target.clone(),
                (None, Some(top)) => top.to_owned(),
                (None, None) => format!("static/{path}"),
            };
            write(&dist.join(target), &fs::read(&file)?)?;
        }
        Ok(())
    }
}

fn hashed(stem: &str, ext: &str, bytes: &[u8]) -> String {
    format!("assets/{stem}-{}.{ext}", digest::short(bytes))
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    tree::write_parents(file)?;
    fs::write(file, bytes).with_context(|| format!("could not write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_folder_and_must_exist() {
        let mut assets = Assets::new(crate::places::root().join("crates/xtask"));
        let address = assets.address("Cargo.toml").unwrap();
        assert!(address.starts_with("/assets/Cargo-") && address.ends_with(".toml"), "{address}");
        assert!(assets.address("../xtask/Cargo.toml").is_err());
        assert!(assets.address("/etc/passwd").is_err());
        assert!(assets.address("nowhere.woff2").unwrap_err().to_string().contains("nowhere.woff2"));
    }
}
