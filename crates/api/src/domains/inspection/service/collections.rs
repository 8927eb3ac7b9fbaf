//! Collections with their figures.

use bson::{Bson, Document};
use futures::{StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::inspection::{CollectionDetail, CollectionKind, CollectionSummary, Index};

use super::databases::AT_ONCE;
use super::{Inspection, Look};
use crate::domains::inspection::repo::{Choice, Listed};
use crate::domains::inspection::view::render::Renderer;
use crate::http::{ApiError, ApiResult};

/// Fields that tell when a document was written, most telling first.
const DATES: &[&str] = &[
    "updated_at",
    "updatedAt",
    "modified_at",
    "modifiedAt",
    "last_modified",
    "created_at",
    "createdAt",
    "at",
    "timestamp",
    "date",
    "uploadDate",
    "sent_at",
    "subscribed_at",
    "finished_at",
    "started_at",
];
/// Documents that are looked at for secrets to name the masked fields of a collection.
const LOOKED_AT: usize = 1_000;

impl Look<'_> {
    /// The collections and views of a database, by name.
    pub async fn collections(&self, database: &str) -> ApiResult<Vec<CollectionSummary>> {
        self.record("inspection.list_collections", "database", database, json!({})).await?;
        let eyes = self.eyes();
        eyes.check_database(database).await?;
        let mut listed = eyes.repo.collections(database).await?;
        // The mark of an unfinished restore is told by the database's identity; it is nobody's data.
        listed.retain(|collection| collection.name != archive::MARKER);
        futures::stream::iter(&listed)
            .map(|collection| async move { Ok(eyes.summary(database, collection).await?.0) })
            .buffered(AT_ONCE)
            .try_collect()
            .await
    }

    /// One collection.
    pub async fn collection(&self, database: &str, name: &str) -> ApiResult<CollectionDetail> {
        self.record("inspection.read_collection", "collection", &format!("{database}.{name}"), json!({}))
            .await?;
        let eyes = self.eyes();
        let listed = eyes.collection(database, name).await?;
        let (summary, definitions, bytes) = eyes.summary(database, &listed).await?;
        let uses = eyes.repo.index_uses(database, &listed).await?;
        let indexes = definitions
            .iter()
            .map(|definition| {
                let name = definition.get_str("name").unwrap_or_default().to_owned();
                Ok(Index {
                    definition: shown(definition)?,
                    bytes: bytes.get(&name).copied().unwrap_or(0),
                    uses: uses.get(&name).copied(),
                    name,
                })
            })
            .collect::<ApiResult<_>>()?;
        let masked_fields = eyes.masked_fields(database, &listed).await?;
        Ok(CollectionDetail { summary, indexes, options: shown(&listed.options)?, masked_fields })
    }
}

/// A definition of the server's, in canonical Extended JSON.
fn shown(definition: &Document) -> ApiResult<Value> {
    let raw = bson::serialize_to_raw_document_buf(definition).map_err(ApiError::internal)?;
    Ok(Renderer::canonical().document(&raw))
}

type Sizes = std::collections::HashMap<String, u64>;

impl Inspection {
    async fn summary(
        &self,
        database: &str,
        listed: &Listed,
    ) -> ApiResult<(CollectionSummary, Vec<Document>, Sizes)> {
        let figures = self.repo.figures(database, listed).await?;
        let indexes = self.repo.indexes(database, listed).await?;
        let documents = figures.documents.unwrap_or(0);
        let written = match listed.kind {
            CollectionKind::View => None,
            _ => self.last_write(database, listed, documents, &indexes).await?,
        };
        let (last_write_field, last_write) = written.unzip();
        let summary = CollectionSummary {
            name: listed.name.clone(),
            kind: listed.kind,
            documents: figures.documents,
            data_bytes: figures.data_bytes,
            storage_bytes: figures.storage_bytes,
            average_bytes: figures.data_bytes.checked_div(documents).unwrap_or(0),
            indexes: u64::try_from(indexes.len()).unwrap_or(u64::MAX),
            index_bytes: figures.index_bytes.values().copied().fold(0, u64::saturating_add),
            last_write,
            last_write_field,
        };
        Ok((summary, indexes, figures.index_bytes))
    }

    /// When a collection was last written to, and the field that tells. What lies more than a day ahead tells nothing: it
    /// is a plan, not a deed.
    async fn last_write(
        &self,
        database: &str,
        listed: &Listed,
        documents: u64,
        indexes: &[Document],
    ) -> ApiResult<Option<(String, Timestamp)>> {
        if documents == 0 {
            return Ok(None);
        }
        let id = self.repo.newest_id(database, listed).await?;
        let dates = self.repo.newest_dates(database, listed, DATES, documents, indexes).await?;
        let limit = self.clock.now().saturating_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
        let of_id = id.map(|id| ("_id".to_owned(), id.timestamp().to_jiff()));
        let of_dates = dates.into_iter().filter_map(|(field, value)| Some((field, instant(&value)?)));
        Ok(of_dates.chain(of_id).filter(|(_, at)| *at <= limit).max_by_key(|(_, at)| *at))
    }

    /// The paths with secrets among the first documents.
    async fn masked_fields(&self, database: &str, listed: &Listed) -> ApiResult<Vec<String>> {
        let mut documents = self.repo.walk(database, listed, &Choice::default()).await?;
        let mut renderer = Renderer::canonical();
        for _ in 0..LOOKED_AT {
            let Some(document) = documents.next().await? else { break };
            renderer.look_at(document);
        }
        Ok(renderer.into_masked())
    }
}

/// The instant of a date, or of a text in ISO 8601; one without a zone is taken as UTC.
fn instant(value: &Bson) -> Option<Timestamp> {
    match value {
        Bson::DateTime(date) => Timestamp::from_millisecond(date.timestamp_millis()).ok(),
        Bson::String(text) => text.parse().ok().or_else(|| {
            let civil: jiff::civil::DateTime = text.parse().ok()?;
            civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
        }),
        _ => None,
    }
}
