//! Finds the `mongod` to run and makes sure that it is one.

use std::env;
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::refusal::EmbeddedError;

/// Where `cargo xtask setup` puts a server, below the user's cache folder.
const CACHED: &str = "avenue/mongod-6.0.5/mongod";

/// Where a `mongod` may be, most wanted first.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// Named by the configuration; nothing else is tried then.
    pub named: Option<PathBuf>,
    /// The value of `PATH`.
    pub path: Option<OsString>,
    /// The user's cache folder.
    pub cache: Option<PathBuf>,
}

/// A `mongod` that runs.
#[derive(Debug, Clone)]
pub(super) struct Mongod {
    pub program: PathBuf,
    /// Such as `6.0.5`.
    pub version: String,
}

impl Places {
    /// The places of this process.
    pub(super) fn new(named: Option<PathBuf>) -> Self {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty());
        let cache = set("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".cache")));
        Self { named, path: set("PATH"), cache }
    }

    /// The server to run.
    pub(super) fn find(&self) -> Result<Mongod, EmbeddedError> {
        if let Some(program) = &self.named {
            return try_out(program);
        }
        let on_path = self.path.iter().flat_map(env::split_paths).map(|folder| folder.join("mongod"));
        let cached = self.cache.iter().map(|cache| cache.join(CACHED));
        match on_path.chain(cached).find(|program| is_executable(program)) {
            Some(program) => try_out(&program),
            None => Err(EmbeddedError::NotFound { looked_at: self.looked_at() }),
        }
    }

    fn looked_at(&self) -> Vec<String> {
        let mut places = vec!["AVENUE_MONGOD (not set)".to_owned(), "the folders of PATH".to_owned()];
        places.extend(self.cache.iter().map(|cache| cache.join(CACHED).display().to_string()));
        places
    }
}

/// The first program of that name on `PATH`.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|program| is_executable(program))
}

fn is_executable(program: &Path) -> bool {
    program.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn try_out(program: &Path) -> Result<Mongod, EmbeddedError> {
    let unusable = |why: String| EmbeddedError::NotRunnable { program: program.to_owned(), why };
    if !program.exists() {
        return Err(unusable("there is no such file".to_owned()));
    }
    if !is_executable(program) {
        return Err(unusable("it is not an executable file".to_owned()));
    }
    let answer = Command::new(program).arg("--version").output().map_err(|why| unusable(why.to_string()))?;
    if !answer.status.success() {
        let words = String::from_utf8_lossy(&answer.stderr);
        return Err(unusable(format!("`--version` ended with {}: {}", answer.status, words.trim())));
    }
    let text = String::from_utf8_lossy(&answer.stdout);
    let version = version_in(&text)
        .ok_or_else(|| unusable("its `--version` is not that of a mongod".to_owned()))?
        .to_owned();
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 6) {
        return Err(EmbeddedError::TooOld { program: program.to_owned(), version });
    }
    Ok(Mongod { program: program.to_owned(), version })
}

fn version_in(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("db version v")).map(str::trim)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Written by a shell, not by us: while we hold a program open for writing, a child that another test starts
    /// inherits it, and the program cannot be run.
    fn script(folder: &Path, mode: &str, body: &str) -> PathBuf {
        let program = folder.join("mongod");
        let write = r##"printf '#!/bin/sh\n%s\n' "$1" > "$2" && chmod "$3" "$2""##;
        let status = Command::new("sh").args(["-c", write, "sh", body]).arg(&program).arg(mode).status();
        assert!(status.unwrap().success());
        program
    }

    fn nowhere() -> Places {
        Places { named: None, path: Some("/nonexistent".into()), cache: Some("/nonexistent/cache".into()) }
    }

    fn refusal(named: PathBuf) -> String {
        Places { named: Some(named), ..nowhere() }.find().unwrap_err().to_string()
    }

    #[test]
    fn nothing_found_names_every_place() {
        let text = nowhere().find().unwrap_err().to_string();
        for part in
            ["no mongod was found", "AVENUE_MONGOD", "PATH", "/nonexistent/cache/avenue/mongod-6.0.5/mongod"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn path_comes_before_the_cache() {
        let (path, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cached = cache.path().join("avenue/mongod-6.0.5");
        fs::create_dir_all(&cached).unwrap();
        let cached = script(&cached, "755", "echo 'db version v6.0.5'");
        let places = Places { path: Some(path.path().into()), cache: Some(cache.path().into()), named: None };
        assert_eq!(places.find().unwrap().program, cached);

        let first = script(path.path(), "755", "echo 'db version v7.0.1'");
        let found = places.find().unwrap();
        assert_eq!((found.program, found.version.as_str()), (first, "7.0.1"));
    }

    #[test]
    fn what_is_no_mongod_is_refused_by_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        assert!(refusal(folder.path().join("absent")).contains("there is no such file"));
        assert!(refusal(script(folder.path(), "644", "")).contains("not an executable file"));
        assert!(refusal(script(folder.path(), "755", "echo hello")).contains("not that of a mongod"));
        let broken = refusal(script(folder.path(), "755", "echo 'libcurl.so.4: not found' >&2; exit 127"));
        assert!(broken.contains("libcurl.so.4: not found"), "{broken}");
        let old = refusal(script(folder.path(), "755", "echo 'db version v4.4.29'"));
        assert!(old.contains("is MongoDB 4.4.29; Avenue needs 6.0 or newer"), "{old}");
    }
}
