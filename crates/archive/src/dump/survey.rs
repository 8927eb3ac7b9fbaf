//! What is to be dumped, at which instant; and afterwards, whether it is still the same.

use super::{DumpError, DumpOptions, is_gridfs};
use crate::{
    Source,
    catalog::{self, Catalogue, CollectionSpec},
    failure,
    manifest::{Excluded, Instant},
    progress::{Phase, Progress, Tracker},
    raw::len64,
    snapshot::{Counted, Reader, Unsettled, settled},
};

pub(super) struct Survey {
    pub before: Catalogue,
    pub chosen: Vec<CollectionSpec>,
    left_out: Vec<(CollectionSpec, String)>,
    /// The snapshot in which everything is read.
    pub reader: Reader,
}

impl Survey {
    /// Lists the database and finds a snapshot in which all of it can be read.
    pub async fn take(
        source: &Source,
        options: &DumpOptions,
        progress: &dyn Progress,
    ) -> Result<Self, DumpError> {
        Tracker::new(progress, Phase::Listing, 0, 0, 0);
        let (before, reader) = settled(source).await.map_err(unsettled)?;
        if before.unfinished_restore {
            return Err(DumpError::UnfinishedRestore(source.database.clone()));
        }
        if before.collections.is_empty() {
            return Err(DumpError::NothingThere(source.database.clone()));
        }
        let (left_out, chosen) = choose(&before, options);
        Ok(Self { before, chosen, left_out, reader })
    }

    /// Counts what was left out, lists again and compares.
    pub async fn close(&mut self, source: &Source) -> Result<(Vec<Excluded>, Option<Instant>), DumpError> {
        let mut excluded = Vec::with_capacity(self.left_out.len());
        for (spec, reason) in std::mem::take(&mut self.left_out) {
            let counted = self
                .count(source, &spec)
                .await
                .map_err(|error| DumpError::server(format!("counting {:?}", spec.name), error))?;
            excluded.push(Excluded {
                name: spec.name,
                kind: spec.kind,
                reason,
                documents: counted.documents,
                bytes: counted.bytes,
            });
        }
        let after = catalog::list(source).await.map_err(|error| DumpError::server("listing again", error))?;
        let changes = changes(&self.before, &after);
        if !changes.is_empty() {
            return Err(DumpError::CatalogueChanged(changes));
        }
        Ok((excluded, self.reader.instant().map(Instant::from)))
    }

    async fn count(
        &mut self,
        source: &Source,
        spec: &CollectionSpec,
    ) -> Result<Counted, mongodb::error::Error> {
        let Some(data) = spec.data_collection() else { return Ok(Counted::default()) };
        if !Reader::needs_transaction(spec) {
            return self.reader.count(&data).await;
        }
        let mut reader = Reader::transaction(source).await?;
        let counted = reader.count(&data).await;
        reader.end().await;
        counted
    }
}

fn unsettled(unsettled: Unsettled) -> DumpError {
    let Unsettled { collection, error, seconds } = unsettled;
    if failure::is_snapshot_gone(&error) {
        return DumpError::OutlivedSnapshot { collection, seconds, source: Box::new(error) };
    }
    let during = if collection.is_empty() {
        "listing collections".to_owned()
    } else {
        format!("reading {collection:?}")
    };
    DumpError::server(during, error)
}

/// What the options leave out, and why.
pub(crate) fn left_out(catalogue: &Catalogue, options: &DumpOptions) -> Vec<(CollectionSpec, String)> {
    choose(catalogue, options).0
}

fn choose(
    catalogue: &Catalogue,
    options: &DumpOptions,
) -> (Vec<(CollectionSpec, String)>, Vec<CollectionSpec>) {
    let mut left_out = Vec::new();
    let mut chosen = Vec::with_capacity(catalogue.collections.len());
    for spec in &catalogue.collections {
        if options.exclude.contains(&spec.name) {
            left_out.push((spec.clone(), "named".to_owned()));
        } else if options.exclude_gridfs && is_gridfs(&spec.name, &catalogue.collections) {
            left_out.push((spec.clone(), "gridfs".to_owned()));
        } else {
            chosen.push(spec.clone());
        }
    }
    (left_out, chosen)
}

/// What differs between two listings, in words.
fn changes(before: &Catalogue, after: &Catalogue) -> Vec<String> {
    let mut changes = Vec::new();
    if after.unfinished_restore {
        changes.push("a restore into this database began".to_owned());
    }
    for old in &before.collections {
        match after.get(&old.name) {
            None => changes.push(format!("{:?} was dropped or renamed", old.name)),
            Some(new) if new.uuid != old.uuid || new.kind != old.kind => {
                changes.push(format!("{:?} was dropped and made again", old.name));
            }
            Some(new) if new.options != old.options => {
                changes.push(format!("the options of {:?} changed", old.name));
            }
            Some(new) if new.indexes != old.indexes => {
                changes.push(format!(
                    "the indexes of {:?} changed (from {} to {})",
                    old.name,
                    len64(old.indexes.len()),
                    len64(new.indexes.len())
                ));
            }
            Some(_) => {}
        }
    }
    let added = after.collections.iter().filter(|new| before.get(&new.name).is_none());
    changes.extend(added.map(|new| format!("{:?} was created", new.name)));
    changes
}
