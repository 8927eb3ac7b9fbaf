//! The mark of a restore that has not ended: written before anything else, removed after everything else, both with
//! majority write concern. It lists the collections that the restore makes, so that replacing it touches no other.

use bson::{Bson, Document, doc};
use mongodb::{Collection, error::Error, options::WriteConcern};

use crate::{MARKER, Source};

fn collection(target: &Source) -> Collection<Document> {
    let majority =
        mongodb::options::CollectionOptions::builder().write_concern(WriteConcern::majority()).build();
    target.db().collection_with_options(MARKER, majority)
}

/// Marks the target.
pub(super) async fn set(
    target: &Source,
    from: &str,
    sha256: Option<&str>,
    makes: &[String],
) -> Result<(), Error> {
    let marker = doc! {
        "_id": "restore", "from": from, "sha256": sha256, "began": bson::DateTime::now(),
        "tool": concat!("avenue ", env!("CARGO_PKG_VERSION")), "step": "writing",
        "collections": makes.iter().cloned().map(Bson::String).collect::<Vec<_>>(),
    };
    collection(target).insert_one(marker).await.map(|_| ())
}

/// Says which step is being taken, and with that waits until a majority has everything written before.
pub(super) async fn step(target: &Source, step: &str) -> Result<(), Error> {
    let change = doc! { "$set": { "step": step } };
    collection(target).update_one(doc! { "_id": "restore" }, change).await.map(|_| ())
}

/// Everything is there: takes the mark away.
pub(super) async fn remove(target: &Source) -> Result<(), Error> {
    collection(target).drop().await
}

/// The collections that an unfinished restore was to make.
pub(super) async fn collections(target: &Source) -> Result<Vec<String>, Error> {
    let marker = collection(target).find_one(doc! { "_id": "restore" }).await?.unwrap_or_default();
    let names = marker.get_array("collections").into_iter().flatten();
    Ok(names.filter_map(Bson::as_str).map(str::to_owned).collect())
}
