//! `/api/inspection`.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use shared::backups::DownloadTicket;
use shared::inspection::{
    CollectionDetail, CollectionSummary, DatabaseIdentity, DocumentPage, DocumentQuery, ExportQuery,
    ReferenceCheck,
};
use shared::system::Job;

use super::service::{Export, Look};
use crate::app::AppState;
use crate::domains::identity::{Fresh, Public, Staff, may};
use crate::http::extract::{Path, ValidJson, ValidQuery};
use crate::http::{ApiResult, Handlers, RequestContext};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_databases)
        .service(get_database)
        .service(list_collections)
        .service(get_collection)
        .service(list_documents)
        .service(export_documents)
        .service(create_export_ticket)
        .service(download_export)
        .service(start_census)
        .service(start_reference_check);
}

type Eyes = Staff<may::InspectData>;

/// Which collection.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct CollectionPath {
    /// The database's name
    database: String,
    /// The collection's name, percent-encoded
    collection: String,
}

/// List the databases of the server
///
/// By name, without the server's own `admin`, `config` and `local`. The figures are read now; documents are counted one by
/// one in collections of up to a million.
#[utoipa::path(tag = "inspection", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = Vec<DatabaseIdentity>)))]
#[get("/api/inspection/databases")]
async fn list_databases(
    eyes: Eyes,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Vec<DatabaseIdentity>>> {
    Look::new(&state, &eyes.user, &context).databases().await.map(Json)
}

/// Show which database one is looking at
///
/// The figures are read now.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    params(("database" = String, Path, description = "The database's name")),
    responses((status = 200, body = DatabaseIdentity))
)]
#[get("/api/inspection/databases/{database}")]
async fn get_database(
    eyes: Eyes,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<String>,
) -> ApiResult<Json<DatabaseIdentity>> {
    Look::new(&state, &eyes.user, &context).database(&path.0).await.map(Json)
}

/// List the collections of a database
///
/// By name, views and time series too, without the server's own `system.*`.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    params(("database" = String, Path, description = "The database's name")),
    responses((status = 200, body = Vec<CollectionSummary>))
)]
#[get("/api/inspection/databases/{database}/collections")]
async fn list_collections(
    eyes: Eyes,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<String>,
) -> ApiResult<Json<Vec<CollectionSummary>>> {
    Look::new(&state, &eyes.user, &context).collections(&path.0).await.map(Json)
}

/// Show a collection
///
/// Its figures, indexes and options, and the paths that are masked in its first 1,000 documents.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    params(CollectionPath),
    responses((status = 200, body = CollectionDetail))
)]
#[get("/api/inspection/databases/{database}/collections/{collection}")]
async fn get_collection(
    eyes: Eyes,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<CollectionPath>,
) -> ApiResult<Json<CollectionDetail>> {
    let CollectionPath { database, collection } = path.0;
    Look::new(&state, &eyes.user, &context).collection(&database, &collection).await.map(Json)
}

/// List the documents of a collection
///
/// By the given sort and then by `_id`. Pages neither lose nor repeat a document that nobody touched meanwhile. A page may
/// be shorter than asked for when its documents have more than 8 MB; it ends the list only if it has no `next_cursor`.
///
/// Filters compare byte by byte. They may use comparison, logical, element, array and bit operators and `$regex`;
/// projections `0`, `1`, `$slice` and `$elemMatch`. Everything else is refused (`query_refused`), and so is asking for a
/// secret. Secrets are shown as `{"$masked": "string", "length": 60}`. An object in which a name stands twice, or whose
/// names would be read as types, is shown as `{"$fields": [["name", value], …]}`.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    params(CollectionPath, DocumentQuery),
    responses((status = 200, body = DocumentPage))
)]
#[get("/api/inspection/databases/{database}/collections/{collection}/documents")]
async fn list_documents(
    eyes: Eyes,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<CollectionPath>,
    query: ValidQuery<DocumentQuery>,
) -> ApiResult<Json<DocumentPage>> {
    let CollectionPath { database, collection } = path.0;
    Look::new(&state, &eyes.user, &context).documents(&database, &collection, &query.0).await.map(Json)
}

/// Export exactly the documents that a filter shows
///
/// All pages, written while they are read, masked as they are shown. A transfer that breaks off is not a whole file. In CSV
/// a column is a path; text that a spreadsheet would take for a formula gets a `'` in front; what fits no column stands in
/// the last one, `(other fields)`. Asks for a fresh sign-in.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    security(("bearer" = [])),
    params(CollectionPath, ExportQuery),
    responses((status = 200, description = "The file", content(
        (String = "application/x-ndjson"), (String = "text/csv"), (Vec<serde_json::Value> = "application/json")
    )))
)]
#[get("/api/inspection/databases/{database}/collections/{collection}/export")]
async fn export_documents(
    eyes: Fresh<Eyes>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<CollectionPath>,
    query: ValidQuery<ExportQuery>,
) -> ApiResult<HttpResponse> {
    let CollectionPath { database, collection } = path.0;
    Look::new(&state, &eyes.user, &context).export(&database, &collection, &query.0).await.map(file)
}

/// Get a link that exports once
///
/// For a minute, so that the browser itself can save the file. Asks for a fresh sign-in.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    security(("bearer" = [])),
    request_body = ExportQuery,
    params(CollectionPath),
    responses((status = 201, body = DownloadTicket))
)]
#[post("/api/inspection/databases/{database}/collections/{collection}/export-ticket")]
async fn create_export_ticket(
    eyes: Fresh<Eyes>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<CollectionPath>,
    body: ValidJson<ExportQuery>,
) -> ApiResult<HttpResponse> {
    let CollectionPath { database, collection } = path.0;
    let look = Look::new(&state, &eyes.user, &context);
    let ticket = look.export_ticket(&eyes.user.email, &database, &collection, body.0).await?;
    Ok(HttpResponse::Created().json(ticket))
}

/// Download an export by its one-time link
///
/// The ticket in the address is the key; it works once.
#[utoipa::path(
    tag = "inspection",
    security(()),
    params(("ticket" = String, Path, description = "The ticket")),
    responses((status = 200, description = "The file", content(
        (String = "application/x-ndjson"), (String = "text/csv"), (Vec<serde_json::Value> = "application/json")
    )))
)]
#[get("/api/inspection/exports/{ticket}")]
async fn download_export(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<String>,
) -> ApiResult<HttpResponse> {
    state.inspection.redeem(&state, &context, &path.0).await.map(file)
}

/// Take the census of a collection
///
/// Reads every document. The job's result is a `Census`.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    params(CollectionPath),
    responses((status = 202, body = Job))
)]
#[post("/api/inspection/databases/{database}/collections/{collection}/census")]
async fn start_census(
    eyes: Eyes,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<CollectionPath>,
) -> ApiResult<HttpResponse> {
    let CollectionPath { database, collection } = path.0;
    let job = Look::new(&state, &eyes.user, &context).start_census(&database, &collection).await?;
    Ok(HttpResponse::Accepted().json(job))
}

/// Find references that point to nothing
///
/// Reads every document. The job's result is a `DanglingReferences`.
#[utoipa::path(
    tag = "inspection", extensions(("x-who" = json!("staff"))),
    request_body = ReferenceCheck,
    params(CollectionPath),
    responses((status = 202, body = Job))
)]
#[post("/api/inspection/databases/{database}/collections/{collection}/references")]
async fn start_reference_check(
    eyes: Eyes,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<CollectionPath>,
    body: ValidJson<ReferenceCheck>,
) -> ApiResult<HttpResponse> {
    let CollectionPath { database, collection } = path.0;
    let look = Look::new(&state, &eyes.user, &context);
    let job = look.start_references(&database, &collection, body.0).await?;
    Ok(HttpResponse::Accepted().json(job))
}

/// A file that the browser saves, written while it is read.
fn file(export: Export) -> HttpResponse {
    let disposition = format!("attachment; filename=\"{}\"", export.file_name);
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, export.media_type))
        .insert_header((CONTENT_DISPOSITION, disposition))
        // Compressing would hold the first bytes back.
        .insert_header((CONTENT_ENCODING, "identity"))
        .streaming(export.into_stream())
}
