//! Keeping in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::sync::Cache;

use super::Kind;

/// So many bytes are kept at most.
const BYTES: u64 = 32 * 1024 * 1024;
/// So many changed versions are remembered. Longer than anything is kept, so that no forgotten entry is seen again.
const VERSIONS: u64 = 100_000;
/// The longest that anything is kept.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

#[derive(Clone)]
struct Entry {
    json: Arc<Vec<u8>>,
    ttl: Duration,
}

/// Each entry has its own time.
struct Times;

impl Expiry<String, Entry> for Times {
    fn expire_after_create(&self, _: &String, entry: &Entry, _: Instant) -> Option<Duration> {
        Some(entry.ttl)
    }
}

/// What this process keeps.
pub struct Memory {
    entries: Cache<String, Entry>,
    versions: Cache<String, u64>,
    next_version: AtomicU64,
}

impl Memory {
    /// Nothing yet.
    pub fn new() -> Self {
        let weigh = |key: &String, entry: &Entry| {
            u32::try_from(key.len() + entry.json.len() + 128).unwrap_or(u32::MAX)
        };
        Self {
            entries: Cache::builder().max_capacity(BYTES).weigher(weigh).expire_after(Times).build(),
            versions: Cache::builder().max_capacity(VERSIONS).time_to_live(LONGEST).build(),
            next_version: AtomicU64::new(1),
        }
    }

    /// Where an entry that is loaded from now on belongs.
    pub fn key(&self, kind: Kind, subject: &str) -> String {
        let of_all = self.versions.get("all").unwrap_or_default();
        let of_kind = self.versions.get(&format!("kind:{}", kind.name)).unwrap_or_default();
        let of_subject = self.versions.get(&format!("subject:{subject}")).unwrap_or_default();
        format!("{}:{of_all}:{of_kind}:{of_subject}:{subject}", kind.name)
    }

    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.entries.get(key).map(|entry| entry.json.as_ref().clone())
    }

    pub fn keep(&self, key: String, kind: Kind, json: Vec<u8>) {
        self.entries.insert(key, Entry { json: Arc::new(json), ttl: kind.ttl.min(LONGEST) });
    }

    pub fn forget_subject(&self, subject: &str) {
        self.change(format!("subject:{subject}"));
    }

    pub fn forget_kind(&self, kind: &str) {
        self.change(format!("kind:{kind}"));
    }

    pub fn forget_all(&self) {
        self.change("all".to_owned());
    }

    fn change(&self, version: String) {
        self.versions.insert(version, self.next_version.fetch_add(1, Ordering::SeqCst));
    }
}
