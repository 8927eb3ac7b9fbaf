//! Collections, views and indexes from their definitions.

use bson::{RawBsonRef, RawDocument, RawDocumentBuf, doc};
use mongodb::error::Error;

use crate::{
    Definition, Source,
    catalog::{CollectionSpec, Kind},
    compare::{EXPIRY, index_name},
    raw::{Builder, elements},
};

/// Options that no server takes any more.
const OBSOLETE: [&[u8]; 3] = [b"autoIndexId", b"flags", b"create"];

/// Makes a collection or view, but for what would make its documents expire.
pub(super) async fn collection(target: &Source, spec: &CollectionSpec, name: &str) -> Result<(), Error> {
    let mut command = Builder::new();
    command.string(b"create", name);
    for option in elements(spec.options.as_raw().as_bytes()) {
        if !OBSOLETE.contains(&option.key) && option.key != EXPIRY.as_bytes() {
            command.append(option.kind, option.key, option.value);
        }
    }
    let old_id_index =
        spec.indexes.iter().find(|index| index_name(index) == "_id_" && version(index) == Some(1));
    if let Some(index) = old_id_index.filter(|_| spec.kind == Kind::Collection) {
        command.append(0x03, b"idIndex", &without(index.as_raw(), &[b"ns"], None));
    }
    target.db().run_raw_command(raw(command)?).await.map(|_| ())
}

/// Builds indexes of a collection.
pub(super) async fn indexes<'a>(
    target: &Source,
    spec: &CollectionSpec,
    name: &str,
    indexes: impl Iterator<Item = &'a Definition>,
    lenient: bool,
) -> Result<(), Error> {
    let has_collation = matches!(spec.options.as_raw().get("collation"), Ok(Some(_)));
    let mut list = Builder::new();
    let mut count = 0_u64;
    for index in indexes.filter(|index| !comes_by_itself(index)) {
        // Without a collation of its own, an index made now would take that of the collection.
        let simple = has_collation && !matches!(index.as_raw().get("collation"), Ok(Some(_)));
        let simple = simple.then(|| {
            let mut collation = Builder::new();
            collation.string(b"locale", "simple");
            collation.finish()
        });
        let definition = without(index.as_raw(), &[b"ns"], simple.as_deref());
        list.append(0x03, count.to_string().as_bytes(), &definition);
        count += 1;
    }
    if count == 0 {
        return Ok(());
    }
    let mut command = Builder::new();
    command.string(b"createIndexes", name).append(0x04, b"indexes", &list.finish());
    if lenient {
        command.boolean(b"ignoreUnknownIndexOptions", true);
    }
    target.db().run_raw_command(raw(command)?).await.map(|_| ())
}

/// Sets what makes the documents of a time-series or clustered collection expire.
pub(super) async fn expiry(target: &Source, spec: &CollectionSpec, name: &str) -> Result<(), Error> {
    let seconds = elements(spec.options.as_raw().as_bytes()).find(|option| option.key == EXPIRY.as_bytes());
    let Some(seconds) = seconds else { return Ok(()) };
    let mut command = Builder::new();
    command.string(b"collMod", name).append(seconds.kind, seconds.key, seconds.value);
    target.db().run_raw_command(raw(command)?).await.map(|_| ())
}

/// Drops what an unfinished restore left of its own collections. Views and time series go before what they stand on.
pub(super) async fn drop_all(target: &Source, names: &[String]) -> Result<(), Error> {
    for name in names {
        target.db().run_command(doc! { "drop": name }).await.map(|_| ()).or_else(|error| {
            if crate::failure::code(&error) == Some(crate::failure::NAMESPACE_NOT_FOUND) {
                Ok(())
            } else {
                Err(error)
            }
        })?;
    }
    Ok(())
}

/// Whether the server makes an index together with its collection.
fn comes_by_itself(index: &Definition) -> bool {
    let clustered = matches!(index.as_raw().get("clustered"), Ok(Some(RawBsonRef::Boolean(true))));
    clustered || index_name(index) == "_id_"
}

fn version(index: &Definition) -> Option<i64> {
    match index.as_raw().get("v") {
        Ok(Some(RawBsonRef::Int32(version))) => Some(version.into()),
        Ok(Some(RawBsonRef::Int64(version))) => Some(version),
        _ => None,
    }
}

/// A copy without some fields, and with a collation if one is given.
pub(super) fn without(document: &RawDocument, fields: &[&[u8]], collation: Option<&[u8]>) -> Vec<u8> {
    let mut copy = Builder::new();
    for element in elements(document.as_bytes()).filter(|element| !fields.contains(&element.key)) {
        copy.append(element.kind, element.key, element.value);
    }
    if let Some(collation) = collation {
        copy.append(0x03, b"collation", collation);
    }
    copy.finish()
}

fn raw(command: Builder) -> Result<RawDocumentBuf, Error> {
    RawDocumentBuf::from_bytes(command.finish()).map_err(Error::custom)
}
