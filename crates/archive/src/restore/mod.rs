//! An archive, or a mongodump folder, back into a database.
//!
//! The order is what makes it safe: the archive is verified whole; the target must be new; the mark of an unfinished
//! restore is written before anything else; documents, then indexes, then views; everything is compared with the
//! archive; the mark is removed at the very end.
//!
//! What makes documents expire (TTL indexes, `expireAfterSeconds`) is set after the comparison: the server begins to
//! delete expired documents within a minute of it, and an old archive may hold nothing but such documents. Those
//! definitions are then compared by themselves.

mod create;
mod error;
mod expiry;
mod marker;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Instant as Clock,
};

use tokio_util::sync::CancellationToken;

pub use error::RestoreError;
pub use expiry::Expiry;

use crate::{
    ArchiveSource, Comparison, DatabaseIdentity, Source, VerifyError,
    catalog::{self, CollectionSpec, Kind},
    compare::{Opened, Scope, compare_opened, differences, expires, open_stored},
    digest::FileDigest,
    names,
    progress::{Phase, Progress, Tracker},
    raw::len64,
    stored::Stored,
};

/// What a restore may do to what is in the target already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Existing {
    /// Nothing: the target must not hold any collection.
    #[default]
    Refuse,
    /// Drop what an earlier restore left that never ended, and nothing but what that restore made. A target without
    /// its mark is treated as with [`Existing::Refuse`].
    ReplaceUnfinished,
    /// Add collections to a database that holds others; none of the names may exist.
    Add,
}

/// What to restore and how.
#[derive(Debug, Clone, Default)]
pub struct RestoreOptions {
    /// The collections to restore, by name; all when `None`.
    pub collections: Option<Vec<String>>,
    /// Other names for collections in the target, by their names in the archive. Views are not rewritten.
    pub rename: BTreeMap<String, String>,
    /// What may happen to what is there.
    pub existing: Existing,
    /// Whether documents expire in the target.
    pub expiry: Expiry,
}

/// One collection that was restored.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RestoredCollection {
    /// Its name in the archive.
    pub name: String,
    /// Its name in the target.
    pub target: String,
    /// Its kind.
    pub kind: Kind,
    /// Documents.
    pub documents: u64,
    /// Bytes of BSON.
    pub bytes: u64,
    /// Indexes, the one on `_id` included.
    pub indexes: u64,
}

/// What a restore did. There is one only when the target is equal to the archive.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RestoreReport {
    /// The database it came from; only archives know it.
    pub origin: Option<DatabaseIdentity>,
    /// Size and digest of the archive; folders have none.
    pub archive: Option<FileDigest>,
    /// The database that was written.
    pub target: String,
    /// Every collection and view.
    pub collections: Vec<RestoredCollection>,
    /// Documents written.
    pub documents: u64,
    /// Bytes of BSON written.
    pub bytes: u64,
    /// The comparison of archive and target, equal in everything but what `expiry_suspended` names.
    pub comparison: Comparison,
    /// What would make documents expire and was left out, as `<collection>: <what>`.
    pub expiry_suspended: Vec<String>,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// Restores into `target`.
///
/// # Errors
/// See [`RestoreError`]; each says whether anything was written.
pub async fn restore(
    source: &ArchiveSource,
    target: &Source,
    options: &RestoreOptions,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<RestoreReport, RestoreError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(RestoreError::Cancelled),
        done = run(source, target, options, progress, cancel) => done,
    }
}

async fn run(
    source: &ArchiveSource,
    target: &Source,
    options: &RestoreOptions,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<RestoreReport, RestoreError> {
    let began = Clock::now();
    target_name(&target.database)?;
    let stored = Arc::new(open_stored(source, progress, cancel).await.map_err(|error| match error {
        VerifyError::Cancelled => RestoreError::Cancelled,
        error => RestoreError::Archive(error),
    })?);
    let chosen = choose(&stored, options)?;
    names_fit(&stored, &target.database, &chosen)?;
    make_room(target, options.existing, &chosen).await?;

    let makes: Vec<String> = chosen.values().cloned().collect();
    let sha256 = stored.archive.as_ref().map(|archive| archive.sha256.as_str());
    marker::set(target, &stored.label(), sha256, &makes).await.map_err(RestoreError::server("marking it"))?;

    // Folders may come from servers so old that their indexes have options which no server knows any more.
    let lenient = stored.manifest.is_none();
    let specs: Vec<(&CollectionSpec, &str)> = stored
        .collections
        .iter()
        .filter_map(|collection| Some((&collection.spec, chosen.get(&collection.spec.name)?.as_str())))
        .collect();
    collections(target, &specs, false).await?;
    let (documents, bytes) = sums(&stored, &chosen);
    let mut tracker = Tracker::new(progress, Phase::Writing, len64(specs.len()), documents, bytes);
    let documents = write::documents(&stored, target, &chosen, &mut tracker, cancel).await?;
    indexes(target, &specs, lenient, progress).await?;
    collections(target, &specs, true).await?;

    marker::step(target, "comparing").await.map_err(RestoreError::server("marking it"))?;
    let scope = Scope { chosen: Some(chosen.clone()), expiry: false };
    let mut comparison = compared(&stored, target, &scope, progress, cancel).await?;
    let expected = expiry::set(target, &specs, options.expiry, lenient).await?;
    definitions(target, &expected, &mut comparison).await?;
    if !comparison.is_equal() {
        return Err(RestoreError::Differs(Box::new(comparison)));
    }
    marker::remove(target).await.map_err(RestoreError::server("taking the mark away"))?;
    Ok(RestoreReport {
        origin: stored.manifest.as_ref().map(|manifest| manifest.database.clone()),
        archive: stored.archive.clone(),
        target: target.database.clone(),
        collections: restored(&stored, &chosen),
        documents,
        bytes,
        comparison,
        expiry_suspended: expiry::suspended(&specs, options.expiry),
        milliseconds: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })
}

fn target_name(name: &str) -> Result<(), RestoreError> {
    let bad = |why| Err(RestoreError::BadTarget(name.to_owned(), why));
    match name {
        "" => bad("it is empty"),
        "admin" | "local" | "config" => bad("it belongs to the server"),
        _ if name.len() > 63 => bad("it is longer than 63 bytes"),
        _ if name.contains(['/', '\\', '.', ' ', '"', '$', '*', '<', '>', ':', '|', '?', '\0']) => {
            bad("it contains a character that database names may not have")
        }
        _ => Ok(()),
    }
}

/// The chosen collections and their names in the target.
fn choose(stored: &Stored, options: &RestoreOptions) -> Result<BTreeMap<String, String>, RestoreError> {
    let all: BTreeSet<&str> =
        stored.collections.iter().map(|collection| collection.spec.name.as_str()).collect();
    let asked = options.collections.iter().flatten().chain(options.rename.keys());
    if let Some(unknown) = asked.into_iter().find(|name| !all.contains(name.as_str())) {
        return Err(RestoreError::NoSuchCollection(unknown.clone()));
    }
    let mut targets = BTreeSet::new();
    let mut chosen = BTreeMap::new();
    for name in all {
        let wanted = options.collections.as_ref().is_none_or(|list| list.iter().any(|asked| asked == name));
        if wanted {
            let target = options.rename.get(name).map_or(name, String::as_str).to_owned();
            if !targets.insert(target.clone()) {
                return Err(RestoreError::SameName(target));
            }
            chosen.insert(name.to_owned(), target);
        }
    }
    Ok(chosen)
}

/// The longest name of database and collection together.
const LONGEST_NAMESPACE: usize = 255;

fn names_fit(stored: &Stored, database: &str, chosen: &BTreeMap<String, String>) -> Result<(), RestoreError> {
    for (collection, name) in
        stored.collections.iter().filter_map(|one| Some((one, chosen.get(&one.spec.name)?)))
    {
        let inner = if collection.spec.kind == Kind::TimeSeries { names::BUCKETS.len() } else { 0 };
        if database.len() + 1 + inner + name.len() > LONGEST_NAMESPACE {
            return Err(RestoreError::NameTooLong {
                database: database.to_owned(),
                collection: name.clone(),
            });
        }
    }
    Ok(())
}

/// Makes sure that nothing that exists is written over.
async fn make_room(
    target: &Source,
    existing: Existing,
    chosen: &BTreeMap<String, String>,
) -> Result<(), RestoreError> {
    let listed = || async { catalog::list(target).await.map_err(RestoreError::before("listing the target")) };
    let mut catalogue = listed().await?;
    if catalogue.unfinished_restore {
        if existing != Existing::ReplaceUnfinished {
            return Err(RestoreError::TargetUnfinished(target.database.clone()));
        }
        let left = marker::collections(target).await.map_err(RestoreError::server("reading its mark"))?;
        create::drop_all(target, &left).await.map_err(RestoreError::server("dropping what was left"))?;
        marker::remove(target).await.map_err(RestoreError::server("dropping what was left"))?;
        catalogue = listed().await?;
    }
    let in_the_way = |spec: &&CollectionSpec| match existing {
        Existing::Add => chosen.values().any(|name| *name == spec.name),
        Existing::Refuse | Existing::ReplaceUnfinished => true,
    };
    match catalogue.collections.iter().find(in_the_way) {
        None => Ok(()),
        Some(one) => Err(RestoreError::TargetNotEmpty {
            database: target.database.clone(),
            collections: catalogue.collections.len(),
            example: one.name.clone(),
        }),
    }
}

async fn collections(
    target: &Source,
    specs: &[(&CollectionSpec, &str)],
    views: bool,
) -> Result<(), RestoreError> {
    for (spec, name) in specs.iter().filter(|(spec, _)| (spec.kind == Kind::View) == views) {
        create::collection(target, spec, name)
            .await
            .map_err(RestoreError::server(format!("creating {name:?}")))?;
    }
    Ok(())
}

async fn indexes(
    target: &Source,
    specs: &[(&CollectionSpec, &str)],
    lenient: bool,
    progress: &dyn Progress,
) -> Result<(), RestoreError> {
    let mut tracker = Tracker::new(progress, Phase::Indexing, len64(specs.len()), 0, 0);
    for (spec, name) in specs {
        tracker.begin(name);
        let indexes = spec.indexes.iter().filter(|index| !expires(index));
        create::indexes(target, spec, name, indexes, lenient)
            .await
            .map_err(RestoreError::server(format!("building the indexes of {name:?}")))?;
        tracker.end();
    }
    Ok(())
}

async fn compared(
    stored: &Arc<Stored>,
    target: &Source,
    scope: &Scope,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Comparison, RestoreError> {
    let names: Option<BTreeSet<String>> =
        scope.chosen.as_ref().map(|chosen| chosen.values().cloned().collect());
    let (documents, bytes) = target.estimate().await;
    let collections = names.as_ref().map_or(0, BTreeSet::len);
    let mut tracker = Tracker::new(progress, Phase::Comparing, len64(collections), documents, bytes);
    let mut left = Opened::stored(Arc::clone(stored));
    let mut right = Opened::live(target, names.as_ref(), &mut tracker).await?;
    Ok(compare_opened(&mut left, &mut right, scope, cancel).await?)
}

/// Compares all definitions once more, now with what makes documents expire.
async fn definitions(
    target: &Source,
    specs: &[(CollectionSpec, &str)],
    comparison: &mut Comparison,
) -> Result<(), RestoreError> {
    let now = catalog::list(target).await.map_err(RestoreError::server("listing the target again"))?;
    for (spec, name) in specs {
        let Some(collection) = comparison.collections.iter_mut().find(|one| one.name == spec.name) else {
            continue;
        };
        match now.get(name) {
            Some(there) => collection.definition = differences(spec, there, true),
            None => collection.definition = vec!["it vanished from the target".to_owned()],
        }
    }
    Ok(())
}

fn sums(stored: &Stored, chosen: &BTreeMap<String, String>) -> (u64, u64) {
    let wanted = stored.collections.iter().filter(|collection| chosen.contains_key(&collection.spec.name));
    wanted.fold((0, 0), |sum, collection| (sum.0 + collection.documents, sum.1 + collection.bytes))
}

fn restored(stored: &Stored, chosen: &BTreeMap<String, String>) -> Vec<RestoredCollection> {
    let all = stored.collections.iter().filter_map(|collection| {
        Some(RestoredCollection {
            name: collection.spec.name.clone(),
            target: chosen.get(&collection.spec.name)?.clone(),
            kind: collection.spec.kind,
            documents: collection.documents,
            bytes: collection.bytes,
            indexes: len64(collection.spec.indexes.len()),
        })
    });
    all.collect()
}
