//! Processes that serve, and what they use.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A process that serves; it ends with this value.
pub struct Server {
    /// Host and port.
    pub address: String,
    child: Child,
    /// What it printed until it served.
    pub printed: Vec<String>,
}

impl Server {
    /// The bare handlers.
    pub fn bare(uri: &str, database: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        Self::start(command.args(["serve-bare", uri, database]))
    }

    /// Starts a server and waits until it says where it answers.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut server = Self { address: String::new(), child, printed: Vec::new() };
        while server.address.is_empty() {
            let line = lines.next().expect("the server says where it answers").unwrap();
            if let Some((_, address)) = line.split_once("answers on http://") {
                address.clone_into(&mut server.address);
            }
            server.printed.push(line);
        }
        // What it prints later is nobody's business, but it must not find the pipe closed.
        std::thread::spawn(move || lines.for_each(drop));
        server
    }

    /// The process's number.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Processor time that a process has used, in seconds.
pub fn processor_time(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks: u64 =
        fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum();
    ticks as f64 / 100.0
}

/// Memory that a process has at its peak, in MiB.
pub fn peak_memory(process: u32) -> f64 {
    status(process, "VmHWM:")
}

/// Memory that a process has now, in MiB.
pub fn resident_memory(process: u32) -> f64 {
    status(process, "VmRSS:")
}

fn status(process: u32, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let value = status.lines().find_map(|text| text.strip_prefix(line)).unwrap();
    let kib: u64 = value.trim().trim_end_matches(" kB").parse().unwrap();
    kib as f64 / 1024.0
}
