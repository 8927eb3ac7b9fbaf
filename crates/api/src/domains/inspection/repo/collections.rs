//! What collections there are, and their figures.

use std::collections::HashMap;
use std::time::Duration;

use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document, doc};
use futures::TryStreamExt;
use mongodb::error::{ErrorKind, Result};
use shared::inspection::CollectionKind;

use super::commands::Question;
use super::{COUNTED_EXACTLY, Listed, MAX_TIME, Repo, timed_out};

/// Up to so many documents are read to find the newest date where no index tells it.
const DATES_READ: u64 = 100_000;

/// A collection's figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Documents; none for a view.
    pub documents: Option<u64>,
    /// Bytes of documents, uncompressed.
    pub data_bytes: u64,
    /// Bytes on disk.
    pub storage_bytes: u64,
    /// Bytes of each index.
    pub index_bytes: HashMap<String, u64>,
}

impl Repo {
    /// The databases that the platform's account may see, by name, without the server's own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn databases(&self) -> Result<Vec<String>> {
        let mut names = self.client.list_database_names().authorized_databases(true).await?;
        names.retain(|name| !matches!(name.as_str(), "admin" | "config" | "local"));
        names.sort();
        Ok(names)
    }

    /// The collections and views of a database, by name, without the server's own `system.*`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn collections(&self, database: &str) -> Result<Vec<Listed>> {
        let listed = self.ask(database, Question::Collections(None)).await?;
        let mut listed: Vec<Listed> = listed.into_iter().filter_map(listing).collect();
        listed.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(listed)
    }

    /// One collection or view.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn collection(&self, database: &str, name: &str) -> Result<Option<Listed>> {
        let listed = self.ask(database, Question::Collections(Some(name))).await?;
        Ok(listed.into_iter().find_map(listing))
    }

    /// The definitions of a collection's indexes; a view has none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn indexes(&self, database: &str, listed: &Listed) -> Result<Vec<Document>> {
        if listed.kind == CollectionKind::View {
            return Ok(Vec::new());
        }
        match self.ask(database, Question::Indexes(&listed.name)).await {
            Err(error) if is_gone(&error) => Ok(Vec::new()),
            other => other,
        }
    }

    /// How often each index was used since the server started, as far as the server tells.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn index_uses(&self, database: &str, listed: &Listed) -> Result<HashMap<String, u64>> {
        if !listed.has_ids() {
            return Ok(HashMap::new());
        }
        let stages = [doc! { "$indexStats": {} }];
        let cursor = self.raw(database, &listed.name).aggregate(stages).max_time(MAX_TIME).await?;
        let found: Vec<Document> = cursor.with_type().try_collect().await?;
        let mut uses = HashMap::new();
        for index in found {
            let (Ok(name), Ok(accesses)) = (index.get_str("name"), index.get_document("accesses")) else {
                continue;
            };
            // One line per member or shard.
            let count: &mut u64 = uses.entry(name.to_owned()).or_default();
            *count = count.saturating_add(number(accesses.get("ops")));
        }
        Ok(uses)
    }

    /// A collection's figures. Documents are counted one by one up to [`COUNTED_EXACTLY`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(&self, database: &str, listed: &Listed) -> Result<Figures> {
        if listed.kind == CollectionKind::View {
            return Ok(Figures::default());
        }
        let collection = self.raw(database, &listed.name);
        let stages = [doc! { "$collStats": { "storageStats": {} } }];
        let cursor = match collection.aggregate(stages).max_time(MAX_TIME).await {
            Err(error) if is_gone(&error) => return Ok(Figures::default()),
            other => other?,
        };
        let shards: Vec<Document> = cursor.with_type().try_collect().await?;
        let mut figures = Figures::default();
        let mut told = 0_u64;
        for shard in &shards {
            let Ok(stats) = shard.get_document("storageStats") else { continue };
            figures.data_bytes = figures.data_bytes.saturating_add(number(stats.get("size")));
            figures.storage_bytes = figures.storage_bytes.saturating_add(number(stats.get("storageSize")));
            told = told.saturating_add(number(stats.get("count")));
            let Ok(indexes) = stats.get_document("indexSizes") else { continue };
            for (name, bytes) in indexes {
                let sum: &mut u64 = figures.index_bytes.entry(name.clone()).or_default();
                *sum = sum.saturating_add(number(Some(bytes)));
            }
        }
        // A time series tells how many buckets it has, not how many measurements.
        let exact = told <= COUNTED_EXACTLY;
        let counted = if exact { self.counted(database, listed).await? } else { None };
        figures.documents = counted.or((listed.kind != CollectionKind::Timeseries).then_some(told));
        Ok(figures)
    }

    /// Documents, counted one by one; none if that takes too long.
    async fn counted(&self, database: &str, listed: &Listed) -> Result<Option<u64>> {
        match self.raw(database, &listed.name).count_documents(doc! {}).max_time(MAX_TIME).await {
            Ok(count) => Ok(Some(count)),
            Err(error) if timed_out(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The newest ObjectId among the `_id`s; found in the index of `_id`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_id(&self, database: &str, listed: &Listed) -> Result<Option<ObjectId>> {
        if !listed.has_ids() {
            return Ok(None);
        }
        let collection = self.raw(database, &listed.name);
        let newest = collection
            .find_one(doc! { "_id": { "$lte": ObjectId::from_bytes([0xff; 12]) } })
            .sort(doc! { "_id": -1 })
            .projection(doc! { "_id": 1 })
            .max_time(MAX_TIME);
        let newest = match newest.await {
            Err(error) if timed_out(&error) => None,
            other => other?,
        };
        Ok(newest.and_then(|document| document.get_object_id("_id").ok()))
    }

    /// The largest date and the largest ISO text in each of these fields: from an index that begins with the field, else
    /// by reading the collection if it has at most 100,000 documents, else not at all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_dates(
        &self,
        database: &str,
        listed: &Listed,
        fields: &[&str],
        documents: u64,
        indexes: &[Document],
    ) -> Result<Vec<(String, Bson)>> {
        let collection = self.raw(database, &listed.name);
        if documents > DATES_READ {
            let mut newest = Vec::new();
            for field in fields.iter().copied().filter(|field| leads_an_index(field, indexes)) {
                let find = collection
                    .find_one(doc! { field: { "$lte": DateTime::MAX } })
                    .sort(doc! { field: -1 })
                    .projection(doc! { field: 1 })
                    .max_time(Duration::from_secs(1));
                match find.await {
                    Ok(Some(found)) => {
                        if let Ok(date) = found.get_datetime(field) {
                            newest.push((field.to_owned(), Bson::DateTime(date)));
                        }
                    }
                    Ok(None) => {}
                    Err(error) if timed_out(&error) => {}
                    Err(error) => return Err(error),
                }
            }
            return Ok(newest);
        }
        let mut group = doc! { "_id": null };
        for (index, field) in fields.iter().enumerate() {
            for kind in ["date", "string"] {
                let path = format!("${field}");
                let of_kind = doc! { "$cond": [{ "$eq": [{ "$type": &path }, kind] }, &path, null] };
                group.insert(format!("{kind}{index}"), doc! { "$max": of_kind });
            }
        }
        let found = collection.aggregate([doc! { "$group": group }]).max_time(MAX_TIME).await;
        let found: Option<Document> = match found {
            Err(error) if timed_out(&error) => None,
            other => other?.with_type().try_next().await?,
        };
        let Some(found) = found else { return Ok(Vec::new()) };
        let newest = fields.iter().enumerate().flat_map(|(index, field)| {
            let values = ["date", "string"].map(|kind| found.get(format!("{kind}{index}")).cloned());
            values.into_iter().flatten().map(|value| ((*field).to_owned(), value))
        });
        Ok(newest.filter(|(_, value)| *value != Bson::Null).collect())
    }
}

/// Whether a collection was dropped since it was listed: it then has nothing, and the rest is told all the same.
fn is_gone(error: &mongodb::error::Error) -> bool {
    matches!(error.kind.as_ref(), ErrorKind::Command(command) if command.code == 26)
}

fn leads_an_index(field: &str, indexes: &[Document]) -> bool {
    indexes.iter().any(|index| {
        let whole = !index.contains_key("partialFilterExpression");
        let first = index.get_document("key").ok().and_then(|key| key.iter().next());
        whole && first.is_some_and(|(name, way)| name == field && way.as_str().is_none())
    })
}

fn listing(document: Document) -> Option<Listed> {
    let name = document.get_str("name").ok()?.to_owned();
    if name.starts_with("system.") {
        return None;
    }
    let options = document.get_document("options").cloned().unwrap_or_default();
    let kind = match document.get_str("type") {
        Ok("view") => CollectionKind::View,
        Ok("timeseries") => CollectionKind::Timeseries,
        _ if options.get_bool("capped").unwrap_or(false) => CollectionKind::Capped,
        _ => CollectionKind::Collection,
    };
    Some(Listed { name, kind, options })
}

/// A number of the server's, which may be of any type; a negative one counts as none.
fn number(value: Option<&Bson>) -> u64 {
    match value {
        Some(Bson::Int32(number)) => u64::try_from(*number).unwrap_or(0),
        Some(Bson::Int64(number)) => u64::try_from(*number).unwrap_or(0),
        // No figure of a server is beyond 2^53; the text has no fraction.
        Some(Bson::Double(number)) => format!("{:.0}", number.max(0.0)).parse().unwrap_or(0),
        _ => 0,
    }
}
