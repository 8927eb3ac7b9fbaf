//! What a comparison found.

use serde::Serialize;

/// How many ids a list shows; the counts are exact.
pub const SHOWN_IDS: usize = 20;

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideInfo {
    /// The database's name.
    pub database: String,
    /// The host, or the file or folder.
    pub place: String,
    /// Collections and views.
    pub collections: u64,
    /// Documents.
    pub documents: u64,
    /// Bytes of BSON.
    pub bytes: u64,
}

/// Two sides held against each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The first side.
    pub left: SideInfo,
    /// The second side.
    pub right: SideInfo,
    /// Every collection of either side, by name.
    pub collections: Vec<CollectionComparison>,
}

/// On which sides a collection exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// On both.
    Both,
    /// Only on the left.
    OnlyLeft,
    /// Only on the right.
    OnlyRight,
}

/// Ids of documents: how many, and the first of them in Extended JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ids {
    /// How many there are.
    pub count: u64,
    /// At most [`SHOWN_IDS`] of them.
    pub examples: Vec<String>,
}

/// One collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollectionComparison {
    /// Its name (on the left, where a restore renamed it).
    pub name: String,
    /// Where it exists.
    pub presence: Presence,
    /// Documents on the left.
    pub left_documents: u64,
    /// Documents on the right.
    pub right_documents: u64,
    /// Documents of the left that the right lacks.
    pub missing: Ids,
    /// Documents of the right that the left lacks.
    pub extra: Ids,
    /// Documents of both whose bytes differ.
    pub changed: Ids,
    /// Whether the same documents lie in another order, where order counts: in capped collections.
    pub order_differs: bool,
    /// Differences of options, indexes and kind, in words.
    pub definition: Vec<String>,
}

impl Ids {
    pub(super) fn add(&mut self, id: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < SHOWN_IDS {
            self.examples.push(id());
        }
    }
}

impl CollectionComparison {
    /// Whether both sides are alike in everything.
    pub fn is_equal(&self) -> bool {
        self.presence == Presence::Both
            && self.missing.count == 0
            && self.extra.count == 0
            && self.changed.count == 0
            && !self.order_differs
            && self.definition.is_empty()
    }
}

impl Comparison {
    /// Whether both sides are alike in everything.
    pub fn is_equal(&self) -> bool {
        self.collections.iter().all(CollectionComparison::is_equal)
    }

    /// The collections that differ.
    pub fn differences(&self) -> impl Iterator<Item = &CollectionComparison> {
        self.collections.iter().filter(|collection| !collection.is_equal())
    }
}

impl std::fmt::Display for CollectionComparison {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:", self.name)?;
        match self.presence {
            Presence::OnlyLeft => return write!(f, " only on the left"),
            Presence::OnlyRight => return write!(f, " only on the right"),
            Presence::Both if self.is_equal() => return write!(f, " equal"),
            Presence::Both => {}
        }
        for (word, ids) in [("missing", &self.missing), ("extra", &self.extra), ("changed", &self.changed)] {
            if ids.count > 0 {
                write!(f, " {} {word} ({})", ids.count, ids.examples.join(", "))?;
            }
        }
        if self.order_differs {
            write!(f, " order differs")?;
        }
        for difference in &self.definition {
            write!(f, " [{difference}]")?;
        }
        Ok(())
    }
}
