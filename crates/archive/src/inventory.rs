//! What a database holds right now, for people to look at: quick, and as exact as the server's own bookkeeping.

use bson::doc;
use mongodb::error::Error;
use serde::Serialize;

use crate::{
    DumpOptions, Source,
    catalog::{self, Catalogue, Kind},
    dump::left_out,
    source::count,
};

/// One collection or view.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InventoryItem {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether it keeps insertion order and drops its oldest documents.
    pub capped: bool,
    /// Its options in canonical Extended JSON.
    pub options: String,
    /// Its indexes in canonical Extended JSON.
    pub indexes: Vec<String>,
    /// Documents (buckets, for a time series) by the server's bookkeeping; none for a view.
    pub documents: Option<u64>,
    /// Bytes of BSON, likewise.
    pub bytes: Option<u64>,
}

/// Everything in a database.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inventory {
    /// Collections and views, by name.
    pub items: Vec<InventoryItem>,
    /// Whether a restore into this database began and did not end.
    pub unfinished_restore: bool,
}

/// Takes stock of a database.
///
/// # Errors
/// When the server does not answer or refuses.
pub async fn inventory(source: &Source) -> Result<Inventory, Error> {
    let Catalogue { collections, unfinished_restore, .. } = catalog::list(source).await?;
    let mut items = Vec::with_capacity(collections.len());
    for spec in collections {
        let stats = match spec.data_collection() {
            Some(data) => Some(source.db().run_command(doc! { "collStats": data }).await?),
            None => None,
        };
        let number = |key| stats.as_ref().and_then(|stats| stats.get(key)).and_then(count);
        items.push(InventoryItem {
            kind: spec.kind,
            capped: spec.is_capped(),
            options: spec.options.to_json(),
            indexes: spec.indexes.iter().map(crate::Definition::to_json).collect(),
            documents: number("count"),
            bytes: number("size"),
            name: spec.name,
        });
    }
    Ok(Inventory { items, unfinished_restore })
}

/// What a dump with these options would leave out: names and why (`named` or `gridfs`).
///
/// # Errors
/// When the server does not answer or refuses.
pub async fn list_exclusions(source: &Source, options: &DumpOptions) -> Result<Vec<(String, String)>, Error> {
    let catalogue = catalog::list(source).await?;
    Ok(left_out(&catalogue, options).into_iter().map(|(spec, reason)| (spec.name, reason)).collect())
}
