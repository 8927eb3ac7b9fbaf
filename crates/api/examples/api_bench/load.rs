//! The load: keep-alive connections that send one prepared request after another, in a process of its own.

use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::CONNECTIONS;

/// How an answer begins.
const GOOD: &[u8] = b"HTTP/1.1 200 ";

/// What to ask for, and where.
pub struct Target {
    /// Host and port.
    pub address: String,
    /// Path and query.
    pub path: String,
    /// The access token.
    pub token: String,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Outcome {
    pub requests: u64,
    pub seconds: f64,
    /// Microseconds.
    pub p50: u64,
    pub p99: u64,
}

/// Runs the load against a target in a process of its own.
pub fn in_a_process(target: &Target, seconds: u64) -> Outcome {
    let mut load = Command::new(std::env::current_exe().unwrap());
    load.args(["load", &target.address, &target.path, &target.token, &seconds.to_string()]);
    let output = load.stderr(std::process::Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "the load against {} failed", target.path);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Asks for `seconds`, and prints what came of it as JSON.
pub fn run(address: &str, path: &str, token: &str, seconds: u64) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n");
    // Anybody may ask for the health; who sends a token is told more.
    let request = if path.ends_with("/health") {
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n")
    } else {
        request
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (took, mut times) = runtime.block_on(async {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(Connection::open(address, &request).await.unwrap());
        }
        let began = Instant::now();
        let until = began + Duration::from_secs(seconds);
        let tasks: Vec<_> =
            connections.into_iter().map(|connection| tokio::spawn(connection.ask(until))).collect();
        let mut times = Vec::new();
        for task in tasks {
            times.extend(task.await.unwrap().unwrap());
        }
        (began.elapsed(), times)
    });
    times.sort_unstable();
    let percentile = |share: usize| u64::from(*times.get(times.len() * share / 100).unwrap());
    let outcome = Outcome {
        requests: times.len() as u64,
        seconds: took.as_secs_f64(),
        p50: percentile(50),
        p99: percentile(99),
    };
    println!("{}", serde_json::to_string(&outcome).unwrap());
}

struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    received: Vec<u8>,
    /// How long the last answer was, its head included.
    usual: usize,
}

impl Connection {
    async fn open(address: &str, request: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            request: request.as_bytes().to_vec(),
            received: Vec::with_capacity(64 * 1024),
            usual: 0,
        })
    }

    /// Asks until then; gives how long each answer took, in microseconds.
    async fn ask(mut self, until: Instant) -> io::Result<Vec<u32>> {
        let mut times = Vec::with_capacity(100_000);
        let mut began = Instant::now();
        while began < until {
            self.stream.write_all(&self.request).await?;
            self.read_answer().await?;
            let now = Instant::now();
            times.push(u32::try_from((now - began).as_micros()).unwrap_or(u32::MAX));
            began = now;
        }
        Ok(times)
    }

    /// Reads one whole answer, which must be a good one with its length in front.
    async fn read_answer(&mut self) -> io::Result<()> {
        self.received.clear();
        let mut expected = None;
        loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            // As long as usual: it is whole, or the next one does not begin where it should. Looking through every head
            // would measure how many headers there are.
            if self.received.len() == self.usual && self.received.starts_with(GOOD) {
                return Ok(());
            }
            if expected.is_none() {
                expected = length(&self.received);
            }
            match expected {
                Some(expected) if self.received.len() == expected => {
                    self.usual = expected;
                    return Ok(());
                }
                Some(expected) if self.received.len() > expected => panic!("more than one answer"),
                _ => {}
            }
        }
    }
}

/// How long the whole answer is, once its head is there.
fn length(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(received.get(..head)?).expect("a head is text");
    assert!(received.starts_with(GOOD), "{text}{}", String::from_utf8_lossy(received));
    let named = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().unwrap())
    };
    let body = text.lines().find_map(named).expect("the answer tells its length");
    Some(head + body)
}
