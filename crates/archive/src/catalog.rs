//! What a database consists of: collections, views, their options and indexes, as the server lists them.

use bson::{RawBsonRef, RawDocument, RawDocumentBuf, raw::RawArray};
use futures::TryStreamExt as _;
use mongodb::{Database, error::Error, raw_batch_cursor::RawBatchCursor};
use serde::{Deserialize, Serialize};

use crate::{Definition, MARKER, digest::hex, names::BUCKETS, source::Source};

/// What kind of thing a name in a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A collection, capped and clustered ones included.
    Collection,
    /// A time-series collection: its data lie in buckets.
    TimeSeries,
    /// A view: a definition without data of its own.
    View,
}

/// One collection or view as the server defines it.
#[derive(Debug, Clone, PartialEq)]
pub struct CollectionSpec {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its options, a view's pipeline and collation included.
    pub options: Definition,
    /// Its indexes, in the server's order. Views have none.
    pub indexes: Vec<Definition>,
    /// Its id on that server, 32 hexadecimal digits.
    pub uuid: Option<String>,
}

/// A name that belongs to the server itself and is made anew by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Internal {
    /// Its name.
    pub name: String,
    /// Why it needs no copy.
    pub reason: String,
}

/// Everything that a database lists, sorted by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// Collections and views.
    pub collections: Vec<CollectionSpec>,
    /// What belongs to the server.
    pub internal: Vec<Internal>,
    /// Whether a restore into this database began and did not end.
    pub unfinished_restore: bool,
}

impl CollectionSpec {
    /// Whether it keeps insertion order and drops its oldest documents.
    pub fn is_capped(&self) -> bool {
        matches!(self.options.as_raw().get("capped"), Ok(Some(RawBsonRef::Boolean(true))))
    }

    /// The collection that holds its documents; none for a view.
    pub fn data_collection(&self) -> Option<String> {
        match self.kind {
            Kind::Collection => Some(self.name.clone()),
            Kind::TimeSeries => Some(format!("{BUCKETS}{}", self.name)),
            Kind::View => None,
        }
    }
}

impl Catalogue {
    /// The collection of a name.
    pub fn get(&self, name: &str) -> Option<&CollectionSpec> {
        self.collections.iter().find(|spec| spec.name == name)
    }
}

/// Lists a database.
///
/// # Errors
/// When the server does not answer or refuses.
pub async fn list(source: &Source) -> Result<Catalogue, Error> {
    let db = source.db();
    let mut catalogue = Catalogue::default();
    for raw in drain(db.list_collections().batch().await?).await? {
        let Ok(name) = raw.get_str("name") else { continue };
        if name == MARKER {
            catalogue.unfinished_restore = true;
            continue;
        }
        if let Some(reason) = internal(name) {
            catalogue.internal.push(Internal { name: name.to_owned(), reason: reason.to_owned() });
            continue;
        }
        catalogue.collections.push(spec(&db, name, &raw).await?);
    }
    catalogue.collections.sort_by(|a, b| a.name.cmp(&b.name));
    catalogue.internal.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(catalogue)
}

async fn spec(db: &Database, name: &str, raw: &RawDocument) -> Result<CollectionSpec, Error> {
    let kind = match raw.get_str("type") {
        Ok("view") => Kind::View,
        Ok("timeseries") => Kind::TimeSeries,
        _ => Kind::Collection,
    };
    let options = raw.get_document("options").map_or_else(|_| RawDocumentBuf::new(), ToOwned::to_owned);
    let uuid =
        raw.get_document("info").and_then(|info| info.get_binary("uuid")).map(|uuid| hex(uuid.bytes)).ok();
    let indexes = if kind == Kind::View { Vec::new() } else { indexes(db, name).await? };
    Ok(CollectionSpec { name: name.to_owned(), kind, options: options.into(), indexes, uuid })
}

/// The indexes of a collection; none where it vanished in the meantime, which the second listing will show.
pub(crate) async fn indexes(db: &Database, name: &str) -> Result<Vec<Definition>, Error> {
    let cursor = match db.collection::<RawDocumentBuf>(name).list_indexes().batch().await {
        Ok(cursor) => cursor,
        Err(error) if crate::failure::code(&error) == Some(crate::failure::NAMESPACE_NOT_FOUND) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    Ok(drain(cursor).await?.into_iter().map(Definition::from).collect())
}

async fn drain(mut cursor: RawBatchCursor) -> Result<Vec<RawDocumentBuf>, Error> {
    let mut documents = Vec::new();
    while let Some(batch) = cursor.try_next().await? {
        for_each_document(batch.doc_slices()?, |document| documents.push(document.to_owned()))?;
    }
    Ok(documents)
}

/// Calls for each document of a batch, borrowed from it.
pub(crate) fn for_each_document(
    batch: &RawArray,
    mut call: impl FnMut(&RawDocument),
) -> Result<(), bson::error::Error> {
    for element in batch {
        if let RawBsonRef::Document(document) = element? {
            call(document);
        }
    }
    Ok(())
}

fn internal(name: &str) -> Option<&'static str> {
    if name == "system.js" || !name.starts_with("system.") {
        None
    } else if name == "system.views" {
        Some("the server keeps view definitions here; each view is in the archive under its own name")
    } else if name.starts_with(BUCKETS) {
        Some("buckets of a time-series collection; they are in the archive as its data")
    } else if name == "system.profile" {
        Some("the server's own profiler log, which it refuses to have restored")
    } else {
        Some("kept by the server for itself")
    }
}
