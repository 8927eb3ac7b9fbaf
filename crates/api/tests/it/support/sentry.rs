//! A stand-in of Sentry: takes envelopes as its ingestion does, and gives their events.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What arrived.
#[derive(Clone, Default)]
pub struct Sentry(Arc<Mutex<Arrived>>);

#[derive(Default)]
struct Arrived {
    events: Vec<Value>,
    /// Everything as it came, headers included.
    raw: String,
    problems: BTreeSet<String>,
}

impl Sentry {
    /// Starts it; gives it and the address of a project.
    pub async fn start() -> (Self, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let dsn = format!("http://0123456789abcdef@{}/7", listener.local_addr().unwrap());
        let sentry = Self::default();
        let here = sentry.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let sentry = here.clone();
                // A client that hangs up ends its conversation.
                tokio::spawn(async move { sentry.talk(stream).await });
            }
        });
        (sentry, dsn)
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut read = BufReader::new(read);
        loop {
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                if read.read_line(&mut line).await? == 0 {
                    return Ok(());
                }
                let lower = line.to_ascii_lowercase();
                if let Some(value) = lower.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
                if line == "\r\n" {
                    break;
                }
            }
            let mut body = vec![0; length];
            read.read_exact(&mut body).await?;
            let told = self.take(&head, &String::from_utf8_lossy(&body));
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{told}",
                told.len()
            );
            write.write_all(answer.as_bytes()).await?;
        }
    }

    /// An envelope: a header, then for each item a header with its length and the item.
    fn take(&self, head: &str, envelope: &str) -> String {
        let mut arrived = self.0.lock().unwrap();
        arrived.raw.push_str(head);
        arrived.raw.push_str(envelope);
        if !head.starts_with("POST /api/7/envelope/") {
            arrived.problems.insert(format!("sent to {}", head.lines().next().unwrap()));
        }
        if !head.to_ascii_lowercase().contains("sentry_key=0123456789abcdef") {
            arrived.problems.insert("without the key".to_owned());
        }
        let (header, mut rest) = envelope.split_once('\n').unwrap();
        let header: Value = serde_json::from_str(header).unwrap();
        while !rest.trim().is_empty() {
            let (item, after) = rest.split_once('\n').unwrap();
            let item: Value = serde_json::from_str(item).unwrap();
            let length = item["length"].as_u64().and_then(|length| usize::try_from(length).ok());
            let length = length.unwrap_or_else(|| after.find('\n').unwrap_or(after.len()));
            if item["type"] == "event" {
                arrived.events.push(serde_json::from_str(&after[..length]).unwrap());
            }
            rest = after[length..].trim_start_matches('\n');
        }
        format!("{{\"id\":{}}}", header["event_id"])
    }

    /// The events that arrived.
    pub fn events(&self) -> Vec<Value> {
        let arrived = self.0.lock().unwrap();
        assert!(arrived.problems.is_empty(), "{:?}", arrived.problems);
        arrived.events.clone()
    }

    /// Everything as it came.
    pub fn raw(&self) -> String {
        self.0.lock().unwrap().raw.clone()
    }
}
