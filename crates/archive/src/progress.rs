//! What a long operation tells while it works, for bars on a terminal and lines on a page.

/// Which part of an operation is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Asking the server what there is.
    Listing,
    /// Reading collections into an archive.
    Reading,
    /// Re-reading an archive or folder and checking it.
    Verifying,
    /// Writing documents into a database.
    Writing,
    /// Building indexes.
    Indexing,
    /// Holding two sides against each other.
    Comparing,
}

impl Phase {
    /// Its name, as it is serialized: one English word in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listing => "listing",
            Self::Reading => "reading",
            Self::Verifying => "verifying",
            Self::Writing => "writing",
            Self::Indexing => "indexing",
            Self::Comparing => "comparing",
        }
    }
}

/// How far something is. `total` is what is known in advance and may be an estimate while a database is in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Amount {
    /// Done so far.
    pub done: u64,
    /// Expected in the end.
    pub total: u64,
}

/// One report of progress. Sent at every collection and at most about once per MiB in between.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Event {
    /// What is being done.
    pub phase: Phase,
    /// The collection being worked on.
    pub collection: Option<String>,
    /// Collections finished.
    pub collections: Amount,
    /// Documents finished.
    pub documents: Amount,
    /// Bytes of BSON finished.
    pub bytes: Amount,
}

/// Receives progress. Called from the operation itself: it must return quickly.
pub trait Progress: Send + Sync {
    /// Takes one report.
    fn report(&self, event: &Event);
}

impl<F: Fn(&Event) + Send + Sync> Progress for F {
    fn report(&self, event: &Event) {
        self(event);
    }
}

/// Progress that nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn report(&self, _: &Event) {}
}

/// Counts for one phase and reports.
pub(crate) struct Tracker<'a> {
    progress: &'a dyn Progress,
    event: Event,
    unreported: u64,
}

/// Reports between collections come at most this often.
const EVERY: u64 = 1024 * 1024;

impl<'a> Tracker<'a> {
    pub fn new(
        progress: &'a dyn Progress,
        phase: Phase,
        collections: u64,
        documents: u64,
        bytes: u64,
    ) -> Self {
        let amount = |total| Amount { done: 0, total };
        let event = Event {
            phase,
            collection: None,
            collections: amount(collections),
            documents: amount(documents),
            bytes: amount(bytes),
        };
        progress.report(&event);
        Self { progress, event, unreported: 0 }
    }

    /// A collection begins.
    pub fn begin(&mut self, collection: &str) {
        self.event.collection = Some(collection.to_owned());
        self.report();
    }

    /// Some of it is done.
    pub fn advance(&mut self, documents: u64, bytes: u64) {
        self.event.documents.done += documents;
        self.event.bytes.done += bytes;
        self.unreported += bytes;
        if self.unreported >= EVERY {
            self.report();
        }
    }

    /// So many bytes are done in all, after `step` more of something else.
    pub fn bytes_done(&mut self, done: u64, step: u64) {
        self.event.bytes.done = done;
        self.unreported += step;
        if self.unreported >= EVERY {
            self.report();
        }
    }

    /// The collection is done.
    pub fn end(&mut self) {
        self.event.collections.done += 1;
        self.report();
    }

    fn report(&mut self) {
        self.unreported = 0;
        self.progress.report(&self.event);
    }
}
