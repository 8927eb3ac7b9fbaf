//! Folders as a whole: listed, emptied, replaced.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Every file below a folder, sorted by path; a missing folder holds none.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let entries = match fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("could not list {}", next.display())),
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The folder, with nothing in it.
pub fn empty(folder: &Path) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))
}

/// Puts `fresh` in the place of `old`. They may lie on different file systems.
pub fn replace(old: &Path, fresh: &Path) -> Result<()> {
    remove(old)?;
    if fs::rename(fresh, old).is_ok() {
        return Ok(());
    }
    for file in files(fresh)? {
        let to = old.join(file.strip_prefix(fresh)?);
        write_parents(&to)?;
        fs::copy(&file, &to).with_context(|| format!("could not copy to {}", to.display()))?;
    }
    remove(fresh)
}

/// Creates the folders above a file.
pub fn write_parents(file: &Path) -> Result<()> {
    match file.parent() {
        Some(folder) => {
            fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))
        }
        None => Ok(()),
    }
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
