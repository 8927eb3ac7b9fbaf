//! Writing very many documents: in batches, unordered, with no more of them in memory than a batch of each collection.
//!
//! Not for requests: nothing here is a transaction. What is written twice is there once, so that a filling that was
//! interrupted can begin again.

use std::collections::BTreeMap;

use bson::RawDocumentBuf;
use mongodb::error::{Error, ErrorKind, Result};
use mongodb::{Collection, Database};
use serde::Serialize;

/// Documents of one collection that are written at a time.
const BATCH: usize = 1_000;

/// What a server says of a key that is there already.
const DUPLICATE: i32 = 11_000;

/// Documents on their way into one database.
#[derive(Debug)]
pub struct Bulk {
    database: Database,
    waiting: BTreeMap<String, Vec<RawDocumentBuf>>,
    added: BTreeMap<String, u64>,
}

impl Bulk {
    /// Into this database.
    pub fn into(database: &Database) -> Self {
        Self { database: database.clone(), waiting: BTreeMap::new(), added: BTreeMap::new() }
    }

    /// The database.
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// Adds a document; it is written with others of its collection.
    ///
    /// # Errors
    /// When it is none that the database can hold.
    pub fn add<T: Serialize + Send + Sync>(&mut self, to: &Collection<T>, document: &T) -> Result<()> {
        let document = bson::serialize_to_raw_document_buf(document)?;
        self.waiting.entry(to.name().to_owned()).or_default().push(document);
        let added = self.added.entry(to.name().to_owned()).or_default();
        *added = added.saturating_add(1);
        Ok(())
    }

    /// Writes what makes a whole batch. Call it often.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write_full(&mut self) -> Result<()> {
        self.write(BATCH).await
    }

    /// Writes everything that is left; gives how many documents were added to each collection.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish(mut self) -> Result<BTreeMap<String, u64>> {
        self.write(1).await?;
        Ok(self.added)
    }

    async fn write(&mut self, least: usize) -> Result<()> {
        for (name, waiting) in &mut self.waiting {
            if waiting.len() < least {
                continue;
            }
            let collection: Collection<RawDocumentBuf> = self.database.collection(name);
            for batch in waiting.chunks(BATCH) {
                if let Err(error) = collection.insert_many(batch).ordered(false).await
                    && !is_there_already(&error)
                {
                    return Err(error);
                }
            }
            waiting.clear();
        }
        Ok(())
    }
}

/// Whether nothing was refused but what is there already.
fn is_there_already(error: &Error) -> bool {
    match error.kind.as_ref() {
        ErrorKind::InsertMany(many) => {
            many.write_concern_error.is_none()
                && many.write_errors.iter().flatten().all(|error| error.code == DUPLICATE)
        }
        _ => false,
    }
}
