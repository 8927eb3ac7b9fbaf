//! Looking at processes and ending them, each by its id.

use std::fs;
use std::future::Future;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use api::infra::db::embedded::{EmbeddedServer, ServerState};
use rustix::process::{Pid, Signal, kill_process};

/// How long something may take that happens by itself.
const SOON: Duration = Duration::from_secs(30);

/// Waits until a condition holds; fails when it does not soon.
pub async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) -> Duration {
    let started = Instant::now();
    while !holds().await {
        assert!(started.elapsed() < SOON, "it did not happen in {SOON:?}: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    started.elapsed()
}

/// Waits until a process has ended.
pub async fn until_gone(pid: u32) -> Duration {
    until(&format!("process {pid} ends"), || async { !is_alive(pid) }).await
}

/// Whether a process runs. One that has ended and was not waited for does not.
pub fn is_alive(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X'])))
}

pub fn send(pid: u32, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(pid).unwrap()).unwrap(), signal).unwrap();
}

/// The process that started another.
pub fn parent(pid: u32) -> u32 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    rest.split(' ').nth(1).unwrap().parse().unwrap()
}

pub fn running_pid(server: &EmbeddedServer) -> Option<u32> {
    match server.state() {
        ServerState::Running { pid } => Some(pid),
        _ => None,
    }
}

/// A stand-in for `mongod`: a shell script, in which `exec "$REAL" "$@"` is the real one. It is written by a shell: while
/// we hold a program open for writing, a child that another test starts inherits it, and the program cannot be run.
pub fn stand_in(folder: &Path, script: &str) -> std::path::PathBuf {
    let program = folder.join("stand-in").join("mongod");
    fs::create_dir_all(program.parent().unwrap()).unwrap();
    let text = format!(
        "#!/bin/sh\nREAL='{}'\nif [ \"$1\" = --version ]; then exec \"$REAL\" --version; fi\n{script}\n",
        real_mongod()
    );
    let write = r#"printf '%s' "$1" > "$2" && chmod 755 "$2""#;
    assert!(Command::new("sh").args(["-c", write, "sh", &text]).arg(&program).status().unwrap().success());
    program
}

/// The program that the tests run as `mongod`: found where `avenue` itself looks.
pub fn real_mongod() -> String {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(named) = set("AVENUE_MONGOD") {
        return named;
    }
    let on_path = set("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&on_path).map(|folder| folder.join("mongod"));
    let cache = set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| format!("{home}/.cache")))
        .unwrap_or_default();
    let cached = Path::new(&cache).join("avenue/mongod-6.0.5/mongod");
    let found = on_path.chain([cached]).find(|program| program.is_file());
    found.expect("a mongod is installed; `cargo xtask setup` does it").display().to_string()
}
