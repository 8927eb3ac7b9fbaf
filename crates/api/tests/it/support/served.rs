//! The real program, to be killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::UNLIMITED;
use super::mongo::{AVENUE, server_uri};

/// The owner whom it makes.
pub const ADMIN: &str = "owner@avenue.example";

/// The server lets the transactions of a process that was killed stand in the way of whoever writes the same for up to
/// 7.5 seconds; then there is time to write.
pub const AFTER_A_KILL: Duration = Duration::from_secs(20);

/// The real program.
pub struct Served {
    process: Child,
    /// Where it answers.
    pub url: String,
    printed: Vec<String>,
}

impl Served {
    /// Starts it and waits until it answers.
    pub async fn start(database: &str, data: &Path, environment: &[(&str, &str)]) -> Self {
        let mut process = Command::new(AVENUE)
            .arg("serve")
            .env("MONGODB_URI", server_uri().await)
            .env("AVENUE_DATABASE", database)
            .env("AVENUE_DATA", data)
            .env("AVENUE_LISTEN", "127.0.0.1:0")
            .env("AVENUE_ADMIN_EMAIL", ADMIN)
            .env("AVENUE_TRUSTED_PROXIES", "1")
            .env("AVENUE_LOG", "off")
            .envs(UNLIMITED.map(|name| (name, "0")))
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut served = Self { process, url: String::new(), printed: Vec::new() };
        while served.url.is_empty() {
            let line = lines.next().expect("it says where it answers").unwrap();
            if let Some((_, url)) = line.split_once("Avenue answers on ") {
                url.clone_into(&mut served.url);
            }
            served.printed.push(line);
        }
        // Whatever it prints later must not find the pipe closed.
        std::thread::spawn(move || lines.for_each(drop));
        served
    }

    /// The owner's, as printed at the first start.
    pub fn one_time_password(&self) -> &str {
        let line = self.printed.iter().find(|line| line.starts_with("One-time password")).unwrap();
        line.rsplit(' ').next().unwrap()
    }

    /// The memory that it holds, in bytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop((self.process.kill(), self.process.wait()));
    }
}
