//! The load: keep-alive connections that send prepared requests.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Connections of the steady pace: as many as may wait at once.
const CONNECTIONS: usize = 64;

/// How long answers took.
#[derive(Debug)]
pub struct Times {
    /// In microseconds, in order.
    sorted: Vec<u64>,
}

impl Times {
    fn of(mut times: Vec<u64>) -> Self {
        times.sort_unstable();
        Self { sorted: times }
    }

    /// How many there were.
    pub const fn count(&self) -> usize {
        self.sorted.len()
    }

    /// That many of a hundred took no longer, in milliseconds.
    pub fn percentile(&self, share: usize) -> f64 {
        let place = (self.sorted.len() * share).div_ceil(100).saturating_sub(1);
        *self.sorted.get(place).expect("something was asked for") as f64 / 1000.0
    }
}

/// What came of a steady pace.
pub struct Paced {
    /// How long answers took from when their requests were to be sent.
    pub times: Times,
    /// Answers a second.
    pub rate: f64,
}

/// One client that asks for one thing after the other.
pub async fn one_client(address: &str, requests: &[String], time: Duration) -> Times {
    let mut connection = Connection::open(address).await.unwrap();
    let until = Instant::now() + time;
    let mut times = Vec::new();
    for request in requests.iter().cycle() {
        let began = Instant::now();
        if began >= until && times.len() >= requests.len() {
            break;
        }
        connection.ask(request).await.unwrap();
        times.push(began.elapsed().as_micros() as u64);
    }
    Times::of(times)
}

/// Many clients that together send so many requests a second, whether or not the ones before are answered. Ends after the
/// time, and the half of it more that a server may lag behind.
pub async fn at_a_pace(address: &str, requests: &[String], pace: u32, time: Duration) -> Paced {
    let requests: Arc<[String]> = requests.into();
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let (until, latest) = (began + time, began + time + time / 2);
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut connection = Connection::open(address).await.unwrap();
        let (requests, next) = (Arc::clone(&requests), Arc::clone(&next));
        clients.push(tokio::spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let due = began + Duration::from_secs_f64(number as f64 / f64::from(pace));
                if due >= until || Instant::now() >= latest {
                    return times;
                }
                tokio::time::sleep_until(due.into()).await;
                connection.ask(&requests[number % requests.len()]).await.unwrap();
                times.push(due.elapsed().as_micros() as u64);
            }
        }));
    }
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    let took = began.elapsed().max(time);
    let times = Times::of(times);
    Paced { rate: times.count() as f64 / took.as_secs_f64(), times }
}

struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Connection {
    async fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(256 * 1024) })
    }

    /// Sends a request and reads the whole answer, which must be a good one with its length in front.
    async fn ask(&mut self, request: &str) -> io::Result<()> {
        self.stream.write_all(request.as_bytes()).await?;
        self.received.clear();
        let mut expected = None;
        loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            expected = expected.or_else(|| length(&self.received, request));
            match expected {
                Some(expected) if self.received.len() == expected => return Ok(()),
                Some(expected) if self.received.len() > expected => panic!("more than one answer"),
                _ => {}
            }
        }
    }
}

/// How long the whole answer is, once its head is there.
fn length(received: &[u8], request: &str) -> Option<usize> {
    let head = received.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&received[..head]).expect("a head is text");
    let asked = request.lines().next().unwrap_or_default();
    assert!(text.starts_with("HTTP/1.1 200 "), "{asked}\n{text}{}", String::from_utf8_lossy(received));
    let named = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().unwrap())
    };
    Some(head + text.lines().find_map(named).expect("the answer tells its length"))
}
