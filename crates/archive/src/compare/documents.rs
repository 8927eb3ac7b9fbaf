//! Which documents differ, by `_id`, in bounded memory.
//!
//! The ids and digests of one side are kept while the other is read. Where there are too many to keep, both sides are
//! read several times, each time for another part of the ids.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest as _, Sha256};
use tokio_util::sync::CancellationToken;

use super::{
    CompareError,
    report::Ids,
    side::{Look, Opened},
};
use crate::{
    extjson::id_to_string,
    raw::{self, Element},
};

/// How many ids are kept at a time: about 40 MB of them.
const KEPT: u64 = 400_000;

/// A collection whose documents are not all the same.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub left: String,
    pub right: String,
    pub left_documents: u64,
}

/// What was found in a collection.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub missing: Ids,
    pub extra: Ids,
    pub changed: Ids,
}

/// Finds what differs, by the collection's name on the left.
pub(super) async fn find(
    left: &mut Opened,
    right: &mut Opened,
    tasks: &[Task],
    cancel: &CancellationToken,
) -> Result<BTreeMap<String, Found>, CompareError> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for round in rounds(tasks) {
        let names = |side: fn(&Task) -> &String| -> BTreeSet<String> {
            round.tasks.iter().map(|task| side(task).clone()).collect()
        };
        let keep = Keep { part: round.part, kept: HashMap::new(), repeated: 0 };
        let keep = left.scan(names(|task| &task.left), keep, cancel).await?;
        let to_left = round.tasks.iter().map(|task| (task.right.clone(), task.left.clone())).collect();
        let hold = Hold { keep, to_left, found };
        let mut hold = right.scan(names(|task| &task.right), hold, cancel).await?;
        for ((collection, key), _) in hold.keep.kept {
            hold.found.entry(collection).or_default().missing.add(|| shown(&key));
        }
        found = hold.found;
    }
    for ids in found.values_mut().flat_map(|found| [&mut found.missing, &mut found.extra, &mut found.changed])
    {
        ids.examples.sort();
    }
    Ok(found)
}

/// Some collections, and the part of their ids to look at.
struct Round<'a> {
    tasks: Vec<&'a Task>,
    part: Part,
}

#[derive(Clone, Copy)]
struct Part {
    index: u64,
    of: u64,
}

fn rounds(tasks: &[Task]) -> Vec<Round<'_>> {
    let mut rounds = Vec::new();
    let mut together: Vec<&Task> = Vec::new();
    let mut sum = 0;
    for task in tasks {
        let parts = task.left_documents.div_ceil(KEPT);
        if parts > 1 {
            rounds
                .extend((0..parts).map(|index| Round { tasks: vec![task], part: Part { index, of: parts } }));
            continue;
        }
        if sum + task.left_documents > KEPT {
            rounds.push(Round { tasks: std::mem::take(&mut together), part: Part { index: 0, of: 1 } });
            sum = 0;
        }
        sum += task.left_documents;
        together.push(task);
    }
    if !together.is_empty() {
        rounds.push(Round { tasks: together, part: Part { index: 0, of: 1 } });
    }
    rounds
}

type Digest = [u8; 16];

/// The `_id` of a document with its type; where several documents have the same one, numbered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    id: Box<[u8]>,
    number: u32,
}

/// Keeps one side.
struct Keep {
    part: Part,
    kept: HashMap<(String, Key), Digest>,
    /// How often an id was seen again at most.
    repeated: u32,
}

impl Look for Keep {
    fn document(&mut self, collection: &str, bytes: &[u8]) {
        let Some((id, digest)) = key(bytes, self.part) else { return };
        let mut key = (collection.to_owned(), Key { id, number: 0 });
        while self.kept.contains_key(&key) {
            key.1.number += 1;
        }
        self.repeated = self.repeated.max(key.1.number);
        self.kept.insert(key, digest);
    }
}

/// Holds the other side against it.
struct Hold {
    keep: Keep,
    to_left: HashMap<String, String>,
    found: BTreeMap<String, Found>,
}

impl Look for Hold {
    fn document(&mut self, collection: &str, bytes: &[u8]) {
        let Some((id, digest)) = key(bytes, self.keep.part) else { return };
        let collection = self.to_left.get(collection).map_or(collection, String::as_str);
        let mut key = (collection.to_owned(), Key { id, number: 0 });
        let kept = loop {
            match self.keep.kept.remove(&key) {
                None if key.1.number < self.keep.repeated => key.1.number += 1,
                other => break other,
            }
        };
        let found = self.found.entry(collection.to_owned()).or_default();
        match kept {
            None => found.extra.add(|| shown(&key.1)),
            Some(other) if other != digest => found.changed.add(|| shown(&key.1)),
            Some(_) => {}
        }
    }
}

/// A document's id, with its type in front, and its digest; `None` when it belongs to another part.
fn key(bytes: &[u8], part: Part) -> Option<(Box<[u8]>, Digest)> {
    let digest = short(bytes);
    let id: Box<[u8]> = match raw::id(bytes) {
        Some(id) => [&[id.kind], id.value].concat().into(),
        // A document without an id is known by its content: type 0 exists in no document.
        None => [&[0][..], &digest].concat().into(),
    };
    let spread = short(&id).first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    (spread % part.of == part.index).then_some((id, digest))
}

fn short(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).first_chunk::<16>().copied().unwrap_or_default()
}

fn shown(key: &Key) -> String {
    match key.id.split_first() {
        Some((0, _)) | None => "a document without _id".to_owned(),
        Some((&kind, value)) => id_to_string(Element { kind, key: b"_id", value }),
    }
}
