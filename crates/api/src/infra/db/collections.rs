//! What a `repo.rs` declares about its collections, and the start-up step that makes the database match.
//!
//! It adds what is missing and refuses what differs. It never drops or alters anything: an outdated index or validator
//! is named, and a migration or a person decides.

use std::collections::HashMap;
use std::time::Duration;

use bson::{Document, doc};
use futures::{StreamExt, TryStreamExt, stream};
use mongodb::error::{Error, ErrorKind};

use super::connect::Db;
use super::refusal::DbError;

/// The time limit of a query on a request path: give it to `max_time`.
pub const MAX_TIME: Duration = Duration::from_secs(5);

/// So many collections are made ready at a time.
const AT_ONCE: usize = 8;

const NAMESPACE_EXISTS: i32 = 48;
const INDEX_OPTIONS_CONFLICT: i32 = 85;
const INDEX_KEY_SPECS_CONFLICT: i32 = 86;
const DUPLICATE_KEY: i32 = 11_000;

/// A collection as its `repo.rs` declares it.
#[derive(Debug, Clone)]
pub struct CollectionSpec {
    /// Its name.
    pub name: &'static str,
    /// Its indexes, besides the one of `_id`.
    pub indexes: Vec<IndexSpec>,
    /// What the server demands of a document.
    pub validator: Option<Document>,
    /// Its size limits, when it is a ring.
    pub capped: Option<Capped>,
    /// The key by which it would be sharded, as field names separated by commas. A unique index must contain it.
    pub shard_key: &'static str,
}

/// The limits of a capped collection, which forgets its oldest documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capped {
    /// At most so many bytes; the server rounds up to multiples of 256.
    pub bytes: i64,
    /// At most so many documents.
    pub documents: Option<i64>,
}

/// An index as its `repo.rs` declares it.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexSpec {
    /// Its name. Errors and plans show it.
    pub name: &'static str,
    /// What it orders by, such as `{ brand: 1, created_at: -1 }`.
    pub keys: Document,
    /// Everything else, in the words of MongoDB's `createIndexes`.
    options: Document,
}

impl CollectionSpec {
    /// A plain collection.
    pub fn new(name: &'static str, shard_key: &'static str, indexes: Vec<IndexSpec>) -> Self {
        Self { name, indexes, validator: None, capped: None, shard_key }
    }

    /// The same with a validator.
    #[must_use]
    pub fn validated_by(self, validator: Document) -> Self {
        Self { validator: Some(validator), ..self }
    }

    /// The same as a ring.
    #[must_use]
    pub fn capped_at(self, capped: Capped) -> Self {
        Self { capped: Some(capped), ..self }
    }

    /// The options of MongoDB's `create`.
    fn options(&self) -> Document {
        let mut options = Document::new();
        if let Some(validator) = &self.validator {
            options.insert("validator", validator.clone());
        }
        if let Some(capped) = self.capped {
            options.insert("capped", true);
            options.insert("size", capped.bytes);
            if let Some(documents) = capped.documents {
                options.insert("max", documents);
            }
        }
        options
    }
}

impl IndexSpec {
    /// A plain index.
    pub fn new(name: &'static str, keys: Document) -> Self {
        Self { name, keys, options: Document::new() }
    }

    /// No two documents may have the same values.
    #[must_use]
    pub fn unique(self) -> Self {
        self.with("unique", true)
    }

    /// Only documents that have the field.
    #[must_use]
    pub fn sparse(self) -> Self {
        self.with("sparse", true)
    }

    /// Only documents that match the filter.
    #[must_use]
    pub fn only_where(self, filter: Document) -> Self {
        self.with("partialFilterExpression", filter)
    }

    /// The server deletes a document so long after the time in the indexed field (to the second, checked once a
    /// minute). Zero: at that time.
    #[must_use]
    pub fn expires_after(self, after: Duration) -> Self {
        let seconds = i32::try_from(after.as_secs()).unwrap_or(i32::MAX);
        self.with("expireAfterSeconds", seconds)
    }

    /// Any other option in the words of `createIndexes`, such as `collation` or `default_language`.
    #[must_use]
    pub fn with(mut self, option: &str, value: impl Into<bson::Bson>) -> Self {
        self.options.insert(option, value);
        self
    }

    fn to_document(&self) -> Document {
        let mut index = doc! { "key": self.keys.clone(), "name": self.name };
        index.extend(self.options.clone());
        index
    }
}

/// Makes every declared collection and index that is missing. Any number of processes may do it at the same time.
///
/// # Errors
/// When what is there differs from what is declared, naming the collection and the index or option; when duplicates
/// are in the way of a unique index; when the database fails.
pub async fn ensure(db: &Db, specs: &[CollectionSpec]) -> Result<(), DbError> {
    let existing = &existing(db).await.map_err(DbError::List)?;
    stream::iter(specs)
        .map(|spec| ensure_one(db, spec, existing.get(spec.name)))
        .buffer_unordered(AT_ONCE)
        .try_collect::<()>()
        .await
}

async fn existing(db: &Db) -> Result<HashMap<String, Document>, Error> {
    let listed = db.database().run_cursor_command(doc! { "listCollections": 1 }).await?;
    listed
        .try_filter_map(async |entry: Document| {
            let name = entry.get_str("name").map(str::to_owned).ok();
            Ok(name.map(|name| (name, entry)))
        })
        .try_collect()
        .await
}

async fn ensure_one(db: &Db, spec: &CollectionSpec, existing: Option<&Document>) -> Result<(), DbError> {
    match existing {
        Some(existing) => compare(spec, existing)?,
        // `createIndexes` makes a collection without options by itself.
        None if spec.indexes.is_empty() || !spec.options().is_empty() => create(db, spec).await?,
        None => {}
    }
    if spec.indexes.is_empty() || create_indexes(db, spec, &spec.indexes).await.is_ok() {
        return Ok(());
    }
    // The server does not always say which of several it minds.
    for index in &spec.indexes {
        let made = create_indexes(db, spec, std::slice::from_ref(index)).await;
        made.map_err(|error| refusal(spec, index, error))?;
    }
    Ok(())
}

async fn create(db: &Db, spec: &CollectionSpec) -> Result<(), DbError> {
    let mut command = doc! { "create": spec.name };
    command.extend(spec.options());
    match db.database().run_command(command).await {
        Err(error) if code(&error) != Some(NAMESPACE_EXISTS) => {
            Err(DbError::Collection { collection: spec.name.to_owned(), why: error })
        }
        _ => Ok(()),
    }
}

async fn create_indexes(db: &Db, spec: &CollectionSpec, indexes: &[IndexSpec]) -> Result<(), Error> {
    let indexes: Vec<Document> = indexes.iter().map(IndexSpec::to_document).collect();
    db.database().run_command(doc! { "createIndexes": spec.name, "indexes": indexes }).await?;
    Ok(())
}

fn refusal(spec: &CollectionSpec, index: &IndexSpec, error: Error) -> DbError {
    let (collection, index) = (spec.name.to_owned(), index.name.to_owned());
    let why = match error.kind.as_ref() {
        ErrorKind::Command(command) => command.message.clone(),
        other => other.to_string(),
    };
    match code(&error) {
        Some(INDEX_OPTIONS_CONFLICT | INDEX_KEY_SPECS_CONFLICT) => {
            DbError::IndexDiffers { collection, index, why }
        }
        Some(DUPLICATE_KEY) => DbError::DuplicatesInTheWay { collection, index, why },
        _ => DbError::Collection { collection, why: error },
    }
}

fn code(error: &Error) -> Option<i32> {
    match error.kind.as_ref() {
        ErrorKind::Command(command) => Some(command.code),
        _ => None,
    }
}

/// Compares an entry of `listCollections` with the declaration.
fn compare(spec: &CollectionSpec, existing: &Document) -> Result<(), DbError> {
    let differs = |option, found: String, declared: String| {
        Err(DbError::CollectionDiffers { collection: spec.name.to_owned(), option, found, declared })
    };
    let kind = existing.get_str("type").unwrap_or("collection");
    if kind != "collection" {
        return differs("type", kind.to_owned(), "collection".to_owned());
    }
    let none = Document::new();
    let options = existing.get_document("options").unwrap_or(&none);
    let validator = options.get_document("validator").ok();
    if validator.filter(|validator| !validator.is_empty()) != spec.validator.as_ref() {
        return differs("validator", show(validator), show(spec.validator.as_ref()));
    }
    let capped = options.get_bool("capped").unwrap_or(false);
    if capped != spec.capped.is_some() {
        return differs("capped", capped.to_string(), spec.capped.is_some().to_string());
    }
    Ok(())
}

fn show(validator: Option<&Document>) -> String {
    validator.map_or_else(|| "none".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> CollectionSpec {
        CollectionSpec::new("things", "_id", vec![])
    }

    #[test]
    fn an_index_speaks_the_words_of_the_server() {
        let index = IndexSpec::new("gone", doc! { "at": 1 })
            .unique()
            .sparse()
            .only_where(doc! { "live": true })
            .expires_after(Duration::from_secs(60));
        assert_eq!(
            index.to_document(),
            doc! {
                "key": { "at": 1 }, "name": "gone", "unique": true, "sparse": true,
                "partialFilterExpression": { "live": true }, "expireAfterSeconds": 60,
            }
        );
    }

    #[test]
    fn what_differs_is_named() {
        let text = |spec: &CollectionSpec, entry: Document| compare(spec, &entry).unwrap_err().to_string();
        let view = text(&plain(), doc! { "type": "view" });
        assert!(
            view.contains("\"things\"") && view.contains("\"type\": it has view, declared is collection"),
            "{view}"
        );

        let ring = plain().capped_at(Capped { bytes: 4096, documents: None });
        let capped = text(&ring, doc! { "type": "collection", "options": {} });
        assert!(capped.contains("\"capped\": it has false, declared is true"), "{capped}");

        let strict = plain().validated_by(doc! { "a": 1 });
        let validator = text(&strict, doc! { "options": { "validator": { "a": 2 } } });
        assert!(validator.contains("\"validator\""), "{validator}");
        assert!(text(&plain(), doc! { "options": { "validator": { "a": 2 } } }).contains("declared is none"));
    }

    #[test]
    fn what_is_as_declared_passes() {
        assert!(compare(&plain(), &doc! { "type": "collection", "options": {} }).is_ok());
        let strict = plain().validated_by(doc! { "a": 1 });
        assert!(compare(&strict, &doc! { "options": { "validator": { "a": 1 } } }).is_ok());
        let ring = plain().capped_at(Capped { bytes: 4096, documents: Some(3) });
        assert!(compare(&ring, &doc! { "options": { "capped": true, "size": 4096 } }).is_ok());
    }
}
