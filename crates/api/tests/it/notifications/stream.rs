//! A listener: reads `text/event-stream` as a browser does.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;

use crate::support::Client;

pub const STREAM: &str = "/api/notifications/stream";

/// One event as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Came {
    pub name: String,
    pub id: Option<String>,
    pub data: Value,
}

/// An open stream.
pub struct Hearing {
    response: reqwest::Response,
    text: String,
}

impl Hearing {
    /// Opens a stream, after the last notice that is known if there is one.
    pub async fn of(client: &Client, last: Option<&str>) -> Self {
        let mut request = client.request(Method::GET, STREAM).header("accept", "text/event-stream");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        Self::over(request.open().await)
    }

    /// Reads an answer that is a stream.
    pub fn over(response: reqwest::Response) -> Self {
        assert_eq!(response.status().as_u16(), 200);
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream"));
        Self { response, text: String::new() }
    }

    /// The next event; `None` when the stream has ended. Waits for ten seconds.
    pub async fn next(&mut self) -> Option<Came> {
        let next = tokio::time::timeout(Duration::from_secs(10), self.next_whenever()).await;
        next.expect("something is heard within ten seconds")
    }

    /// The next event, whenever it comes; `None` when the stream has ended.
    pub async fn next_whenever(&mut self) -> Option<Came> {
        let block = loop {
            let block = self.block().await?;
            if block.lines().any(|line| line.starts_with("event: ")) {
                break block;
            }
        };
        let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        Some(Came {
            name: field("event: ").unwrap(),
            id: field("id: "),
            data: serde_json::from_str(&field("data: ").unwrap()).unwrap(),
        })
    }

    /// The next block of lines, whatever it is.
    pub async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(block);
            }
            let chunk = self.response.chunk().await.unwrap()?;
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}
