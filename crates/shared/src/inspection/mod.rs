//! Looking into the database without being able to change it.
//!
//! | endpoint | answers |
//! |-|-|
//! | `GET /api/inspection/databases` | `[DatabaseIdentity]` |
//! | `GET /api/inspection/databases/{database}` | [`DatabaseIdentity`] |
//! | `GET /api/inspection/databases/{database}/collections` | `[CollectionSummary]` |
//! | `GET …/collections/{collection}` | [`CollectionDetail`] |
//! | `GET …/collections/{collection}/documents` ([`DocumentQuery`]) | [`DocumentPage`] |
//! | `GET …/collections/{collection}/export` ([`ExportQuery`]) | a stream |
//! | `POST …/collections/{collection}/export-ticket` ([`ExportQuery`]) | [`crate::backups::DownloadTicket`] |
//! | `POST …/collections/{collection}/census` | 202 job, result [`Census`] |
//! | `POST …/collections/{collection}/references` ([`ReferenceCheck`]) | 202 job, result [`DanglingReferences`] |
//!
//! Collection names travel percent-encoded in the path.

mod census;
mod collection;
mod database;
mod documents;

pub use census::{
    Census, DanglingReferences, DanglingValue, FieldCensus, ReferenceCheck, TypeCount, ValueCount,
};
pub use collection::{CollectionDetail, CollectionKind, CollectionSummary, Index};
pub use database::DatabaseIdentity;
pub use documents::{DocumentPage, DocumentQuery, ExportFormat, ExportQuery};
