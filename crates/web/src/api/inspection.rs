//! Looking into databases.

use shared::backups::DownloadTicket;
use shared::inspection::{
    CollectionDetail, CollectionSummary, DatabaseIdentity, DocumentPage, DocumentQuery, ExportQuery,
    ReferenceCheck,
};
use shared::system::Job;

use super::{ApiResult, begin, encode, get, get_with, post};

fn path(database: &str, collection: &str) -> String {
    format!("/api/inspection/databases/{}/collections/{}", encode(database), encode(collection))
}

/// The databases of the server.
pub async fn databases() -> ApiResult<Vec<DatabaseIdentity>> {
    get("/api/inspection/databases").await
}

/// The collections of a database.
pub async fn collections(database: &str) -> ApiResult<Vec<CollectionSummary>> {
    get(&format!("/api/inspection/databases/{}/collections", encode(database))).await
}

/// One collection.
pub async fn collection(database: &str, collection: &str) -> ApiResult<CollectionDetail> {
    get(&path(database, collection)).await
}

/// Documents of a collection.
pub async fn documents(database: &str, collection: &str, query: &DocumentQuery) -> ApiResult<DocumentPage> {
    get_with(&format!("{}/documents", path(database, collection)), query).await
}

/// A link that exports once what the filter shows.
pub async fn export_ticket(
    database: &str,
    collection: &str,
    query: &ExportQuery,
) -> ApiResult<DownloadTicket> {
    post(&format!("{}/export-ticket", path(database, collection)), query).await
}

/// Counts what is in every field of every document.
pub async fn census(database: &str, collection: &str) -> ApiResult<Job> {
    begin(&format!("{}/census", path(database, collection))).await
}

/// Looks for references that point to nothing.
pub async fn references(database: &str, collection: &str, check: &ReferenceCheck) -> ApiResult<Job> {
    post(&format!("{}/references", path(database, collection)), check).await
}
