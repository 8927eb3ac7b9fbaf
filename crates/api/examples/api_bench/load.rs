//! A closed-loop HTTP/1.1 load: each connection sends its next request when it has read the answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What one run gave.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Answers a second.
    pub throughput: f64,
    /// The latency that 99 of 100 answers stayed below.
    pub p99: Duration,
    /// Answers that were not 200.
    pub wrong: u64,
}

/// Sends `request` over `connections` for `time`.
pub async fn run(address: SocketAddr, request: &str, connections: usize, time: Duration) -> Figures {
    let stop = Arc::new(AtomicBool::new(false));
    let request: Arc<[u8]> = request.as_bytes().into();
    let started = Instant::now();
    let workers: Vec<_> =
        (0..connections).map(|_| tokio::spawn(connection(address, request.clone(), stop.clone()))).collect();
    tokio::time::sleep(time).await;
    stop.store(true, Ordering::Relaxed);
    let mut latencies = Vec::new();
    let mut wrong = 0;
    for worker in workers {
        let (mut taken, bad) = worker.await.expect("a connection's task ends").expect("the server answers");
        latencies.append(&mut taken);
        wrong += bad;
    }
    let elapsed = started.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let p99 = latencies[(latencies.len() * 99 / 100).min(latencies.len() - 1)];
    Figures { throughput: latencies.len() as f64 / elapsed, p99, wrong }
}

async fn connection(
    address: SocketAddr,
    request: Arc<[u8]>,
    stop: Arc<AtomicBool>,
) -> std::io::Result<(Vec<Duration>, u64)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut latencies, mut wrong, mut buffer) = (Vec::new(), 0, Vec::new());
    while !stop.load(Ordering::Relaxed) {
        let started = Instant::now();
        stream.write_all(&request).await?;
        if !answer_is_200(&mut stream, &mut buffer).await? {
            wrong += 1;
        }
        latencies.push(started.elapsed());
    }
    Ok((latencies, wrong))
}

/// Reads one answer with a Content-Length, whole.
async fn answer_is_200(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<bool> {
    buffer.clear();
    let head_end = loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..head_end]).to_ascii_lowercase();
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .and_then(|value| value.trim().parse().ok())
        .ok_or_else(|| std::io::Error::other("an answer without Content-Length"))?;
    while buffer.len() < head_end + length {
        if stream.read_buf(buffer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head.starts_with("http/1.1 200"))
}
