//! Looking into a database, collection by collection, without being able to change it.

mod census_tab;
mod collection_page;
mod collections_page;
mod documents_tab;
mod indexes_tab;
mod references_tab;

pub use collection_page::{CollectionPage, Place};
pub use collections_page::CollectionsPage;
