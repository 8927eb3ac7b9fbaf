//! The Redis that processes share, where one is configured: a help, never a need.
//!
//! Invariants:
//! - No request waits longer than [`PATIENCE`] for it, and once it failed nobody waits at all until it is back: what
//!   asks gets [`None`] at once and does without.
//! - That it went away is logged once, that it is back once.
//! - The address is never shown: it may carry a password.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, RedisError, RedisResult};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Notify;

/// The longest that a request waits for an answer.
pub const PATIENCE: Duration = Duration::from_millis(50);
/// The longest that making a connection may take. No request waits for it.
const CONNECT: Duration = Duration::from_secs(2);
/// How long after a failed attempt to connect the next one is made.
const PAUSE: Duration = Duration::from_millis(250);

/// A Redis that may be away. Cheap to clone; all clones share one connection.
#[derive(Clone)]
pub struct Redis(Arc<Link>);

struct Link {
    client: Client,
    connection: RwLock<Option<MultiplexedConnection>>,
    /// Somebody found the connection broken.
    broken: Notify,
    /// How often it was lost.
    losses: AtomicU64,
}

impl Redis {
    /// Begins to connect to the Redis at this address, and goes on for as long as a clone lives. Call it within a
    /// runtime that lives as long.
    ///
    /// # Errors
    /// When the address is not one.
    pub fn start(url: &SecretString) -> RedisResult<Self> {
        let link = Arc::new(Link {
            client: Client::open(url.expose_secret())?,
            connection: RwLock::new(None),
            broken: Notify::new(),
            losses: AtomicU64::new(0),
        });
        tokio::spawn(keep(Arc::downgrade(&link)));
        Ok(Self(link))
    }

    /// Whether there is a connection, as far as is known.
    pub fn is_up(&self) -> bool {
        self.0.connection.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// How often the connection was lost.
    pub fn losses(&self) -> u64 {
        self.0.losses.load(Ordering::Relaxed)
    }

    /// What `ask` gets from it; [`None`] when it is away, fails, or takes longer than [`PATIENCE`].
    pub async fn ask<T>(
        &self,
        ask: impl AsyncFnOnce(&mut MultiplexedConnection) -> RedisResult<T>,
    ) -> Option<T> {
        let connection = self.0.connection.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut connection = connection?;
        match tokio::time::timeout(PATIENCE, ask(&mut connection)).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => self.lose(&why(&error)),
            Err(_) => self.lose("it did not answer within 50 ms"),
        }
        None
    }

    /// Whether it answers now.
    pub async fn ping(&self) -> bool {
        let pong = self.ask(async |connection| redis::cmd("PING").query_async::<String>(connection).await);
        pong.await.is_some()
    }

    /// Lets go of the connection. Of all who find it broken, one tells.
    fn lose(&self, why: &str) {
        let lost = self.0.connection.write().unwrap_or_else(PoisonError::into_inner).take();
        if lost.is_some() {
            self.0.losses.fetch_add(1, Ordering::Relaxed);
            tracing::warn!("Redis is away ({why}): limits and cache are kept by each process for itself");
            self.0.broken.notify_one();
        }
    }
}

/// Connects, again and again, until nobody needs it any more.
async fn keep(link: Weak<Link>) {
    let mut told = false;
    loop {
        let Some(here) = link.upgrade() else { return };
        match connect(&here.client).await {
            Ok(connection) => {
                *here.connection.write().unwrap_or_else(PoisonError::into_inner) = Some(connection);
                tracing::info!("Redis answers: limits and cache are shared");
                told = true;
                Redis(here).until_broken_or_forgotten().await;
            }
            Err(error) if !told => {
                told = true;
                tracing::warn!(
                    "Redis does not answer ({}): limits and cache are kept by each process for itself",
                    why(&error)
                );
            }
            Err(_) => {}
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl Redis {
    /// Looks now and then whether anybody else still holds it.
    async fn until_broken_or_forgotten(self) {
        while Arc::strong_count(&self.0) > 1 {
            if tokio::time::timeout(Duration::from_secs(5), self.0.broken.notified()).await.is_ok() {
                return;
            }
        }
    }
}

async fn connect(client: &Client) -> RedisResult<MultiplexedConnection> {
    // The time limit of an answer is ours: see `ask`.
    let config =
        AsyncConnectionConfig::new().set_connection_timeout(Some(CONNECT)).set_response_timeout(None);
    let mut connection = client.get_multiplexed_async_connection_with_config(&config).await?;
    let ping = redis::cmd("PING");
    let pong = tokio::time::timeout(CONNECT, ping.query_async::<String>(&mut connection)).await;
    match pong {
        Ok(pong) => pong.map(|_| connection),
        Err(_) => Err(RedisError::from((redis::ErrorKind::Io, "it did not answer"))),
    }
}

/// The kind of failure, without what it quotes.
fn why(error: &RedisError) -> String {
    error.code().map_or_else(|| error.category().to_owned(), str::to_owned)
}
