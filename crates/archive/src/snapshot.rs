//! Reading collections at one instant.
//!
//! Ordinary and time-series collections are read in a snapshot session: every command carries the same cluster time.
//! Capped collections have no such snapshots; one transaction with read concern `majority` holds one state of the
//! storage engine while it lasts, which is an instant of their own.

use std::time::{Duration, Instant as Clock};

use bson::{Bson, Document, RawDocumentBuf, doc};
use futures::StreamExt as _;
use mongodb::{
    ClientSession, Collection, Database,
    error::Error,
    options::{ReadConcern, SessionOptions},
    raw_batch_cursor::SessionRawBatchCursor,
};

use crate::{
    catalog::{self, Catalogue, CollectionSpec},
    failure,
    source::{Source, count},
};

/// What a collection holds at an instant, counted by the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub documents: u64,
    pub bytes: u64,
}

/// A batch is asked to hold about this many bytes.
const BATCH_BYTES: u64 = 4 * 1024 * 1024;

/// How many documents to ask for at a time.
pub(crate) fn batch_size(counted: Counted) -> u32 {
    let average = (counted.bytes / counted.documents.max(1)).max(1);
    u32::try_from((BATCH_BYTES / average).clamp(1, 100_000)).unwrap_or(1)
}

/// A session in which one instant is read.
pub(crate) struct Reader {
    db: Database,
    session: ClientSession,
}

/// Why a capped collection is read by a transaction.
pub(crate) const CAPPED: &str = "the server gives no snapshot of capped collections";

impl Reader {
    /// Reads at a snapshot, chosen by the first read.
    pub async fn snapshot(source: &Source) -> Result<Self, Error> {
        let session = source.client.start_session().snapshot(true).await?;
        Ok(Self { db: source.db(), session })
    }

    /// Reads at an instant that another snapshot chose; without one, at a snapshot of its own.
    pub async fn at(source: &Source, instant: Option<bson::Timestamp>) -> Result<Self, Error> {
        let options = SessionOptions::builder().snapshot(true).snapshot_time(instant).build();
        let session = source.client.start_session().with_options(options).await?;
        Ok(Self { db: source.db(), session })
    }

    /// Reads at the instant of a transaction of its own.
    pub async fn transaction(source: &Source) -> Result<Self, Error> {
        let mut session = source.client.start_session().await?;
        session.start_transaction().read_concern(ReadConcern::majority()).await?;
        Ok(Self { db: source.db(), session })
    }

    /// The session that a collection needs: the snapshot, or a transaction for a capped collection.
    pub fn needs_transaction(spec: &CollectionSpec) -> bool {
        spec.is_capped()
    }

    /// The instant, once something was read.
    pub fn instant(&self) -> Option<bson::Timestamp> {
        self.session.snapshot_time()
    }

    /// Ends a transaction, whose reads need no commit.
    pub async fn end(mut self) {
        // The server ends it by itself when this does not arrive.
        let _ = self.session.abort_transaction().await;
    }

    /// Reads at most one document: whether the collection can be read at this instant.
    pub async fn probe(&mut self, data: &str) -> Result<(), Error> {
        let mut cursor =
            self.collection(data).find(doc! {}).limit(1).session(&mut self.session).batch().await?;
        match cursor.stream(&mut self.session).next().await {
            Some(Err(error)) => Err(error),
            _ => Ok(()),
        }
    }

    /// Lets the server count documents and bytes.
    pub async fn count(&mut self, data: &str) -> Result<Counted, Error> {
        let group = doc! { "$group": {
            "_id": Bson::Null, "documents": { "$sum": 1 }, "bytes": { "$sum": { "$bsonSize": "$$ROOT" } },
        } };
        let mut cursor = self
            .db
            .collection::<Document>(data)
            .aggregate([group])
            .allow_disk_use(true)
            .session(&mut self.session)
            .await?;
        let Some(sums) = cursor.next(&mut self.session).await.transpose()? else {
            return Ok(Counted::default());
        };
        let number = |key| sums.get(key).and_then(count).unwrap_or(0);
        Ok(Counted { documents: number("documents"), bytes: number("bytes") })
    }

    /// Opens a cursor over the whole collection in its own order.
    pub async fn open(&mut self, data: &str, batch_size: u32) -> Result<SessionRawBatchCursor, Error> {
        self.collection(data).find(doc! {}).batch_size(batch_size).session(&mut self.session).batch().await
    }

    /// The session, to advance a cursor.
    pub fn session(&mut self) -> &mut ClientSession {
        &mut self.session
    }

    fn collection(&self, name: &str) -> Collection<RawDocumentBuf> {
        self.db.collection(name)
    }
}

/// Why no snapshot was found: the collection, the server's error, and for how long it was tried.
pub(crate) struct Unsettled {
    pub collection: String,
    pub error: Error,
    pub seconds: u64,
}

/// For how long a snapshot is sought that shows every collection: one made a moment ago may not be in the newest yet.
const SETTLE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(100);

/// Lists a database and finds a snapshot in which all of it can be read.
pub(crate) async fn settled(source: &Source) -> Result<(Catalogue, Reader), Unsettled> {
    let began = Clock::now();
    loop {
        let unsettled = |collection: &str, error| Unsettled {
            collection: collection.to_owned(),
            error,
            seconds: began.elapsed().as_secs(),
        };
        let catalogue = catalog::list(source).await.map_err(|error| unsettled("", error))?;
        let mut reader = Reader::snapshot(source).await.map_err(|error| unsettled("", error))?;
        match probe(&mut reader, &catalogue).await {
            Ok(()) => return Ok((catalogue, reader)),
            Err((_, error)) if failure::is_snapshot_gone(&error) && began.elapsed() < SETTLE => {
                tokio::time::sleep(PAUSE).await;
            }
            Err((collection, error)) => return Err(unsettled(&collection, error)),
        }
    }
}

async fn probe(reader: &mut Reader, catalogue: &Catalogue) -> Result<(), (String, Error)> {
    for spec in catalogue.collections.iter().filter(|spec| !Reader::needs_transaction(spec)) {
        if let Some(data) = spec.data_collection() {
            reader.probe(&data).await.map_err(|error| (spec.name.clone(), error))?;
        }
    }
    Ok(())
}
