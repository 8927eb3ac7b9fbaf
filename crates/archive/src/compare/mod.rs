//! Holding two sides against each other: archives, mongodump folders and live databases, in any pairing.
//!
//! Each side is verified, or read at one instant. Collections whose bytes are the same in the same order need no
//! second look; of the others, the documents that differ are named by `_id`.

mod definition;
mod documents;
mod error;
mod report;
mod side;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tokio_util::sync::CancellationToken;

pub(crate) use self::{
    definition::{EXPIRY, differences, expires, index_name},
    side::Opened,
};
use self::{documents::Task, side::Facts};
pub use self::{
    error::CompareError,
    report::{CollectionComparison, Comparison, Ids, Presence, SHOWN_IDS, SideInfo},
};
use crate::{
    ArchiveSource, Source, VerifyError,
    blocking::run,
    progress::{Phase, Progress, Tracker},
    stored::Stored,
};

/// One side of a comparison.
#[derive(Debug, Clone)]
pub enum Side {
    /// An archive or a mongodump folder.
    Stored(ArchiveSource),
    /// A live database, read at one instant.
    Live(Source),
}

/// Compares two sides, the left one being what the right one should be.
///
/// # Errors
/// When a side cannot be read, or an archive is damaged. Differences are no error: see [`Comparison::is_equal`].
pub async fn compare(
    left: &Side,
    right: &Side,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Comparison, CompareError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(CompareError::Cancelled),
        compared = async {
            let mut left = open(left, progress, cancel).await?;
            let mut right = open(right, progress, cancel).await?;
            compare_opened(&mut left, &mut right, &Scope::default(), cancel).await
        } => compared,
    }
}

async fn open(
    side: &Side,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Opened, CompareError> {
    match side {
        Side::Live(source) => {
            let (documents, bytes) = source.estimate().await;
            let mut tracker = Tracker::new(progress, Phase::Comparing, 0, documents, bytes);
            Opened::live(source, None, &mut tracker).await
        }
        Side::Stored(stored) => Ok(Opened::stored(Arc::new(open_stored(stored, progress, cancel).await?))),
    }
}

/// Verifies and opens stored data on a thread of its own.
pub(crate) async fn open_stored(
    source: &ArchiveSource,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Stored, VerifyError> {
    let source = source.clone();
    run(progress, cancel, move |progress, cancel| Stored::open(&source, progress, cancel))
        .await
        .unwrap_or(Err(VerifyError::Cancelled))
}

/// What of both sides is compared.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// The collections of the left, and what they are called on the right; everything where there is none.
    pub chosen: Option<BTreeMap<String, String>>,
    /// Whether what makes documents expire is compared.
    pub expiry: bool,
}

impl Default for Scope {
    fn default() -> Self {
        Self { chosen: None, expiry: true }
    }
}

impl Scope {
    /// What a collection of the left is called on the right.
    fn on_right<'a>(&'a self, left: &'a str) -> Option<&'a str> {
        match &self.chosen {
            None => Some(left),
            Some(chosen) => chosen.get(left).map(String::as_str),
        }
    }
}

/// Compares sides that are open.
pub(crate) async fn compare_opened(
    left: &mut Opened,
    right: &mut Opened,
    scope: &Scope,
    cancel: &CancellationToken,
) -> Result<Comparison, CompareError> {
    let (left_facts, right_facts) = (left.facts(), right.facts());
    let left_facts: Vec<(&Facts, &str)> =
        left_facts.iter().filter_map(|facts| Some((facts, scope.on_right(&facts.spec.name)?))).collect();
    let targets: BTreeSet<&str> = left_facts.iter().map(|(_, right)| *right).collect();
    let right_facts: BTreeMap<&str, &Facts> = right_facts
        .iter()
        .map(|facts| (facts.spec.name.as_str(), facts))
        .filter(|(name, _)| scope.chosen.is_none() || targets.contains(name))
        .collect();

    let mut collections = Vec::new();
    let mut tasks = Vec::new();
    for (facts, on_right) in &left_facts {
        let other = right_facts.get(on_right).copied();
        if let Some(other) = other.filter(|other| other.sha256 != facts.sha256) {
            tasks.push(Task {
                left: facts.spec.name.clone(),
                right: other.spec.name.clone(),
                left_documents: facts.documents,
            });
        }
        collections.push(definitions(facts, other, scope));
    }
    let only_right = right_facts.iter().filter(|(name, _)| !targets.contains(*name));
    collections.extend(only_right.map(|(_, facts)| one_sided(facts, Presence::OnlyRight)));

    let found = documents::find(left, right, &tasks, cancel).await?;
    for collection in &mut collections {
        let Some(task) = tasks.iter().find(|task| task.left == collection.name) else { continue };
        let found = found.get(&task.left).cloned().unwrap_or_default();
        let same = found.missing.count + found.extra.count + found.changed.count == 0;
        let capped =
            left_facts.iter().any(|(facts, _)| facts.spec.name == task.left && facts.spec.is_capped());
        collection.order_differs = same && capped;
        (collection.missing, collection.extra, collection.changed) =
            (found.missing, found.extra, found.changed);
    }
    collections.sort_by(|a, b| a.name.cmp(&b.name));
    let left_facts: Vec<&Facts> = left_facts.iter().map(|(facts, _)| *facts).collect();
    let right_facts: Vec<&Facts> = right_facts.into_values().collect();
    Ok(Comparison { left: left.info(&left_facts), right: right.info(&right_facts), collections })
}

fn definitions(left: &Facts, right: Option<&Facts>, scope: &Scope) -> CollectionComparison {
    let Some(right) = right else { return one_sided(left, Presence::OnlyLeft) };
    CollectionComparison {
        right_documents: right.documents,
        definition: differences(&left.spec, &right.spec, scope.expiry),
        ..one_sided(left, Presence::Both)
    }
}

fn one_sided(facts: &Facts, presence: Presence) -> CollectionComparison {
    let count = |there| if there { facts.documents } else { 0 };
    CollectionComparison {
        name: facts.spec.name.clone(),
        presence,
        left_documents: count(presence != Presence::OnlyRight),
        right_documents: count(presence == Presence::OnlyRight),
        missing: Ids::default(),
        extra: Ids::default(),
        changed: Ids::default(),
        order_differs: false,
        definition: Vec::new(),
    }
}
