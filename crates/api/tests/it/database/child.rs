//! A process of its own that runs a server, for tests that kill it. It is this test binary, called for one test.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use api::infra::db::EmbeddedSettings;
use api::infra::db::embedded::{EmbeddedServer, ServerState};
use bson::{Binary, doc, spec::BinarySubtype};

use super::processes::running_pid;
use crate::support::mongo::embedded_settings;

/// Tells the child where its data is. Its absence tells a test run that this is no child.
const DATA: &str = "AVENUE_TEST_CHILD_DATA";
/// Tells the child to write until the disk is full.
const FILL: &str = "AVENUE_TEST_CHILD_FILL";
/// Tells the child how much space must be free, in bytes.
const NEED: &str = "AVENUE_TEST_CHILD_NEED";

/// A running child.
pub struct Running {
    pub process: Child,
    pub uri: String,
    pub mongod: u32,
    _stdin: ChildStdin,
}

/// Starts a child with a server on the folder, and waits until the server is up.
pub fn start(data_dir: &Path) -> Running {
    let mut process = command(&[], data_dir).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let stdin = process.stdin.take().unwrap();
    let stdout = process.stdout.take().unwrap();
    let line =
        BufReader::new(stdout).lines().map_while(Result::ok).find(|line| line.contains("child-ready "));
    let line = line.expect("the child's server starts");
    let mut words = line.split_once("child-ready ").unwrap().1.split(' ');
    let (uri, mongod) = (words.next().unwrap().to_owned(), words.next().unwrap().parse().unwrap());
    Running { process, uri, mongod, _stdin: stdin }
}

/// Runs a child whose data folder is a file system of its own, in memory and with these mount options, and returns what
/// it says of its end. Where we are not root, a user namespace makes us so.
pub fn on_own_disk(mount_options: &str, need: u64, fill: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o {mount_options} tmpfs \"${DATA}\" && exec \"$@\"");
    let mut unshare = vec!["unshare", "--mount"];
    if !rustix::process::geteuid().is_root() {
        unshare.push("--map-root-user");
    }
    unshare.extend(["sh", "-c", &mount, "sh"]);
    let mut child = command(&unshare, folder.path());
    child.env(NEED, need.to_string());
    if fill {
        child.env(FILL, "yes");
    }
    let answer = child.stdin(Stdio::null()).output().unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&answer.stdout), String::from_utf8_lossy(&answer.stderr));
    let end = text.lines().find_map(|line| Some(line.split_once("child-end ")?.1.to_owned()));
    end.unwrap_or_else(|| panic!("the child did not say how it ended: {text}"))
}

fn command(wrapper: &[&str], data_dir: &Path) -> Command {
    let me = std::env::current_exe().unwrap();
    let mut words: Vec<PathBuf> = wrapper.iter().map(PathBuf::from).collect();
    words.push(me);
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]);
    command
        .args(["--exact", "database::child::run_a_server", "--ignored", "--nocapture"])
        .env(DATA, data_dir);
    command
}

#[tokio::test]
#[ignore = "the child process of other tests"]
async fn run_a_server() {
    let Some(data_dir) = std::env::var_os(DATA).map(PathBuf::from) else { return };
    let mut settings = embedded_settings(&data_dir);
    if let Ok(need) = std::env::var(NEED) {
        settings.min_free_bytes = need.parse().unwrap();
    }
    let filling = std::env::var_os(FILL).is_some();
    match EmbeddedServer::start(&settings).await {
        Err(error) => say(&format!("child-end {error}")),
        Ok(server) if filling => fill(&server, &settings).await,
        Ok(server) => {
            say(&format!("child-ready {} {}", server.uri(), running_pid(&server).unwrap()));
            // Lives until it is killed, or its parent is gone.
            let mut line = String::new();
            tokio::task::spawn_blocking(move || std::io::stdin().read_line(&mut line))
                .await
                .unwrap()
                .unwrap();
        }
    }
}

/// Writes until the server dies, and says what the server's state says of it.
async fn fill(server: &EmbeddedServer, settings: &EmbeddedSettings) {
    let mut state = server.watch();
    let client = mongodb::Client::with_uri_str(server.uri()).await.unwrap();
    let noise = client.database("full").collection("noise");
    let writing = async {
        for seed in 0_u64.. {
            let bytes = incompressible(seed);
            let document = doc! { "bytes": Binary { subtype: BinarySubtype::Generic, bytes } };
            if noise.insert_one(document).await.is_err() {
                break;
            }
        }
        std::future::pending::<()>().await;
    };
    let dead = state.wait_for(|state| !matches!(state, ServerState::Running { .. }));
    let state = tokio::select! {
        () = writing => unreachable!("it waits for ever at its end"),
        state = tokio::time::timeout(Duration::from_secs(60), dead) => state.map(|state| state.unwrap().clone()),
    };
    let left = fs::read_dir(settings.data_dir.join("mongod")).map(Iterator::count).unwrap_or_default();
    match state {
        Ok(ServerState::Restarting { why } | ServerState::Failed { why }) => say(&format!("child-end {why}")),
        other => say(&format!("child-end unexpected {other:?}, {left} files")),
    }
}

/// Four megabytes that no compression makes smaller.
fn incompressible(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .take(512 * 1024)
    .flatten()
    .collect()
}

/// Past the test harness, which may have half a line on the way.
fn say(text: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n{text}").and_then(|()| out.flush()).unwrap();
}
