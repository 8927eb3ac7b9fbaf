//! Pages of documents.

use std::collections::HashMap;
use std::time::Duration;

use bson::{Bson, Document, RawDocumentBuf, doc};
use futures::TryStreamExt;
use mongodb::action::Action;
use mongodb::error::Result;
use shared::error::ErrorCode;

use super::{Listed, MAX_TIME, Repo, asked, simple, timed_out};
use crate::domains::inspection::query::Sort;
use crate::domains::inspection::secrets::LOOKS_FOR_SERVER;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// A page's place in the order.
#[derive(Debug, Clone, PartialEq)]
pub struct IdAndKey {
    /// The document.
    pub id: Bson,
    /// Its sort key, one value for each field of the sort.
    pub key: Vec<Bson>,
}

impl Repo {
    /// `_id` and sort key, as the stages of a [`crate::domains::inspection::query::Keyset`] give them.
    ///
    /// # Errors
    /// [`ErrorCode::QueryRefused`] when the server does not accept the question, [`ErrorCode::TookTooLong`] after 5 s.
    pub async fn keys(
        &self,
        database: &str,
        listed: &Listed,
        stages: Vec<Document>,
    ) -> ApiResult<Vec<IdAndKey>> {
        let cursor = self
            .raw(database, &listed.name)
            .aggregate(stages)
            .optional(simple(listed), |question, collation| question.collation(collation))
            .allow_disk_use(true)
            .max_time(MAX_TIME)
            .await
            .map_err(asked)?;
        let found: Vec<Document> = cursor.with_type().try_collect().await.map_err(asked)?;
        found
            .into_iter()
            .map(|mut document| match (document.remove("_id"), document.remove("k")) {
                (Some(id), Some(Bson::Array(key))) => Ok(IdAndKey { id, key }),
                _ => Err(ApiError::internal("a document without its sort key")),
            })
            .collect()
    }

    /// The bytes of each of these documents, by `_id`; those that are gone are missing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sizes(
        &self,
        database: &str,
        listed: &Listed,
        ids: &[Bson],
    ) -> ApiResult<HashMap<Vec<u8>, u64>> {
        let stages = [
            doc! { "$match": { "_id": { "$in": ids } } },
            doc! { "$project": { "n": { "$bsonSize": "$$ROOT" } } },
        ];
        let cursor = self
            .raw(database, &listed.name)
            .aggregate(stages)
            .optional(simple(listed), |question, collation| question.collation(collation))
            .max_time(MAX_TIME)
            .await?;
        let found: Vec<RawDocumentBuf> = cursor.with_type().try_collect().await?;
        Ok(found
            .iter()
            .map(|document| {
                let bytes = document.get_i32("n").ok().and_then(|bytes| u64::try_from(bytes).ok());
                (identity(document), bytes.unwrap_or(u64::MAX))
            })
            .collect())
    }

    /// These documents, as far as they still match, by `_id`. The projection must keep `_id`.
    ///
    /// # Errors
    /// As [`Self::keys`].
    pub async fn documents(
        &self,
        database: &str,
        listed: &Listed,
        ids: &[Bson],
        filter: &Document,
        projection: Option<Document>,
    ) -> ApiResult<HashMap<Vec<u8>, RawDocumentBuf>> {
        let these = doc! { "$and": [{ "_id": { "$in": ids } }, filter.clone()] };
        let cursor = self
            .raw(database, &listed.name)
            .find(these)
            .optional(simple(listed), |question, collation| question.collation(collation))
            .optional(projection, |question, projection| question.projection(projection))
            .max_time(MAX_TIME)
            .await
            .map_err(asked)?;
        let found: Vec<RawDocumentBuf> = cursor.try_collect().await.map_err(asked)?;
        Ok(found.into_iter().map(|document| (identity(&document), document)).collect())
    }

    /// At most `count` documents from a position on, for views and time series.
    ///
    /// # Errors
    /// As [`Self::keys`].
    pub async fn documents_at(
        &self,
        database: &str,
        listed: &Listed,
        filter: &Document,
        projection: Option<Document>,
        sort: &Sort,
        (position, count): (u64, i64),
    ) -> ApiResult<Vec<RawDocumentBuf>> {
        let cursor = self
            .raw(database, &listed.name)
            .find(filter.clone())
            .optional(projection, |question, projection| question.projection(projection))
            .sort(sort.document())
            .skip(position)
            .limit(count)
            .optional(simple(listed), |question, collation| question.collation(collation))
            .allow_disk_use(true)
            .max_time(MAX_TIME)
            .await
            .map_err(asked)?;
        cursor.try_collect().await.map_err(asked)
    }

    /// How many documents match; none if counting takes longer than 2 s.
    ///
    /// # Errors
    /// As [`Self::keys`].
    pub async fn matching(
        &self,
        database: &str,
        listed: &Listed,
        filter: &Document,
    ) -> ApiResult<Option<u64>> {
        let collection = self.raw(database, &listed.name);
        let count = collection
            .count_documents(filter.clone())
            .optional(simple(listed), |question, collation| question.collation(collation))
            .max_time(Duration::from_secs(2));
        match count.await {
            Ok(count) => Ok(Some(count)),
            Err(error) if timed_out(&error) => Ok(None),
            Err(error) => Err(asked(error)),
        }
    }

    /// Whether any document has a value at `path` that looks like a secret.
    ///
    /// # Errors
    /// [`ErrorCode::QueryRefused`] when that cannot be told within 5 s.
    pub async fn holds_secrets(&self, database: &str, listed: &Listed, path: &str) -> ApiResult<bool> {
        let collection = self.raw(database, &listed.name);
        let find = collection
            .find_one(doc! { path: { "$regex": LOOKS_FOR_SERVER } })
            .projection(doc! { "_id": 1 })
            .max_time(MAX_TIME);
        match find.await {
            Ok(found) => Ok(found.is_some()),
            Err(error) if timed_out(&error) => Err(ApiError::new(ErrorCode::QueryRefused).detail(said!(
                "it could not be told within {} s that \"{path}\" holds no secrets; compare it with whole values instead",
                "en {} s no se pudo comprobar que «{path}» no guarda secretos; comparalo con valores enteros";
                MAX_TIME.as_secs()
            ))),
            Err(error) => Err(asked(error)),
        }
    }

    /// Documents of a collection, as its own figures say: at once, for progress.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn about(&self, database: &str, listed: &Listed) -> Result<Option<u64>> {
        if !listed.has_ids() {
            return Ok(None);
        }
        self.raw(database, &listed.name).estimated_document_count().max_time(MAX_TIME).await.map(Some)
    }
}

/// The bytes of a document's `_id` with its type: what tells two documents of a collection apart.
pub fn identity(document: &bson::RawDocument) -> Vec<u8> {
    document.get("_id").ok().flatten().map(of_value).unwrap_or_default()
}

/// The bytes of a value with its type.
pub fn of_value(value: bson::RawBsonRef<'_>) -> Vec<u8> {
    let mut holder = RawDocumentBuf::new();
    holder.append(bson::raw::cstr!("v"), value);
    holder.into_bytes()
}
