//! Whole collections, one document after the other in constant memory.

use std::time::Duration;

use bson::{Bson, Document, RawDocument, RawDocumentBuf, doc};
use mongodb::Cursor;
use mongodb::action::Action;
use mongodb::error::Result;

use super::{Listed, Repo, asked, simple};
use crate::domains::inspection::query::Sort;
use crate::http::ApiResult;

/// A walk through a collection takes at most this much of the server's time.
const MAX_WALK: Duration = Duration::from_secs(30 * 60);

/// Which documents, what of them, in which order.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Which.
    pub filter: Document,
    /// What of them; all if absent.
    pub projection: Option<Document>,
    /// In which order; as they come if absent.
    pub sort: Option<Sort>,
}

/// Documents on their way.
pub struct Documents(Cursor<RawDocumentBuf>);

impl Documents {
    /// The next document; none at the end. It is borrowed: only one is in memory beside the driver's batch.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self) -> Result<Option<&RawDocument>> {
        Ok(if self.0.advance().await? { Some(self.0.current()) } else { None })
    }
}

impl Repo {
    /// Walks through the chosen documents.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::QueryRefused`] when the server does not accept the question.
    pub async fn walk(&self, database: &str, listed: &Listed, choice: &Choice) -> ApiResult<Documents> {
        let collection = self.raw(database, &listed.name);
        let cursor = collection
            .find(choice.filter.clone())
            .optional(choice.projection.clone(), |question, projection| question.projection(projection))
            .optional(choice.sort.as_ref().map(Sort::document), |question, sort| question.sort(sort))
            .optional(simple(listed), |question, collation| question.collation(collation))
            .allow_disk_use(choice.sort.is_some())
            .max_time(MAX_WALK);
        cursor.await.map(Documents).map_err(asked)
    }

    /// Walks through the documents of `listed` whose `field` has one of these values.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn having(
        &self,
        database: &str,
        listed: &Listed,
        field: &str,
        values: Vec<Bson>,
    ) -> ApiResult<Documents> {
        let choice = Choice {
            filter: doc! { field: { "$in": values } },
            projection: Some(doc! { field: 1 }),
            sort: None,
        };
        self.walk(database, listed, &choice).await
    }
}
