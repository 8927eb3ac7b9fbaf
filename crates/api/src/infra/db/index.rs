//! The kinds of index that repositories declare.

use std::time::Duration;

use bson::{Document, doc};
use mongodb::IndexModel;
use mongodb::options::IndexOptions;

/// In the order of these keys.
pub fn plain(keys: Document) -> IndexModel {
    IndexModel::builder().keys(keys).build()
}

/// Of the documents that a filter matches: only queries that ask for no others use it.
pub fn plain_where(keys: Document, filter: Document) -> IndexModel {
    let options = IndexOptions::builder().partial_filter_expression(filter).build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// Of the documents that have one of the keys.
pub fn sparse(keys: Document) -> IndexModel {
    IndexModel::builder().keys(keys).options(IndexOptions::builder().sparse(true).build()).build()
}

/// No two documents have the same keys.
pub fn unique(keys: Document) -> IndexModel {
    IndexModel::builder().keys(keys).options(IndexOptions::builder().unique(true).build()).build()
}

/// No two of the documents that a filter matches have the same keys.
pub fn unique_where(keys: Document, filter: Document) -> IndexModel {
    let options = IndexOptions::builder().unique(true).partial_filter_expression(filter).build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// The filter of documents that have a field.
pub fn there(field: &str) -> Document {
    doc! { field: { "$exists": true } }
}

/// Has the server remove documents once this instant has passed.
pub fn removed_at(field: &str) -> IndexModel {
    removed_after(field, Duration::ZERO)
}

/// Has the server remove documents once this instant lies so far back.
pub fn removed_after(field: &str, age: Duration) -> IndexModel {
    let options = IndexOptions::builder().expire_after(age).build();
    IndexModel::builder().keys(doc! { field: 1 }).options(options).build()
}
