//! What is known of one path.

use std::cmp::Ordering;
use std::collections::HashMap;

use bson::spec::ElementType;
use bson::{RawBson, RawBsonRef};
use shared::inspection::{FieldCensus, TypeCount, ValueCount};

use super::estimate::Estimate;
use super::order::compare;
use crate::domains::inspection::secrets::Sensitivity;
use crate::domains::inspection::types::type_name;
use crate::domains::inspection::view::render::Renderer;

/// Different values up to this many are counted one by one.
pub(super) const MAX_EXACT: usize = 10_000;
/// The most common values that are told.
const COMMON: usize = 10;
/// The rare values that are told.
const RARE: usize = 10;
/// Candidates that are followed once the values are too many.
const FOLLOWED: usize = 256;
/// A longer text or binary is cut when it is kept.
pub(super) const MAX_KEPT: usize = 200;

/// What is known of one path.
#[derive(Debug)]
pub(super) struct Field {
    pub path: String,
    /// Documents that have it.
    pub present: u64,
    /// The last document that had it, to count each once.
    pub last_document: u64,
    pub hidden: bool,
    types: HashMap<&'static str, u64>,
    smallest: Option<Kept>,
    largest: Option<Kept>,
    values: Values,
}

/// A value, cut if it is long.
#[derive(Debug, Clone)]
struct Kept(RawBson);

#[derive(Debug)]
enum Values {
    /// Every value with its count.
    All(HashMap<u64, Counted>),
    /// Too many.
    Many { distinct: Estimate, common: HashMap<u64, Followed>, rare: HashMap<u64, Counted> },
}

#[derive(Debug, Clone)]
struct Counted {
    value: Kept,
    count: u64,
}

/// Space-saving: `count` is at most `over` too high.
#[derive(Debug)]
struct Followed {
    value: Kept,
    count: u64,
    over: u64,
}

impl Field {
    pub fn new(path: String) -> Self {
        Self {
            path,
            present: 0,
            last_document: 0,
            hidden: false,
            types: HashMap::new(),
            smallest: None,
            largest: None,
            values: Values::All(HashMap::new()),
        }
    }

    /// Counts a value's type.
    pub fn see_type(&mut self, kind: ElementType) {
        let count = self.types.entry(type_name(kind)).or_default();
        *count = count.saturating_add(1);
    }

    /// Sees a single value that is not hidden. Gives back by how much more memory is in use.
    pub fn see(&mut self, digest: u64, value: RawBsonRef<'_>) -> usize {
        if self
            .smallest
            .as_ref()
            .is_none_or(|kept| compare(value, kept.0.as_raw_bson_ref()) == Ordering::Less)
        {
            self.smallest = Some(Kept::of(value));
        }
        if self
            .largest
            .as_ref()
            .is_none_or(|kept| compare(value, kept.0.as_raw_bson_ref()) == Ordering::Greater)
        {
            self.largest = Some(Kept::of(value));
        }
        match &mut self.values {
            Values::All(values) => {
                let mut more = 0;
                values
                    .entry(digest)
                    .or_insert_with(|| {
                        let value = Kept::of(value);
                        more = value.cost();
                        Counted { value, count: 0 }
                    })
                    .count += 1;
                more
            }
            Values::Many { distinct, common, rare } => {
                distinct.see(digest);
                // A candidate for the rare ones is counted exactly from its first time on; the third time it is none.
                if let Some(counted) = rare.get_mut(&digest) {
                    counted.count += 1;
                    if counted.count > 2 {
                        rare.remove(&digest);
                    }
                }
                follow(common, digest, value);
                0
            }
        }
    }

    /// How many different values are counted one by one.
    pub fn exact_values(&self) -> usize {
        match &self.values {
            Values::All(values) => values.len(),
            Values::Many { .. } => 0,
        }
    }

    /// Goes over to estimates. Gives back how much memory is free now.
    pub fn simplify(&mut self) -> usize {
        let Values::All(values) = &mut self.values else { return 0 };
        let values = std::mem::take(values);
        let freed = values.values().map(|counted| counted.value.cost()).sum();
        let mut distinct = Estimate::new();
        values.keys().for_each(|digest| distinct.see(*digest));
        let mut sorted: Vec<(u64, Counted)> = values.into_iter().collect();
        sorted.sort_by(|(a, x), (b, y)| y.count.cmp(&x.count).then(a.cmp(b)));
        let rare =
            sorted.iter().rev().take(FOLLOWED).filter(|(_, counted)| counted.count <= 2).cloned().collect();
        sorted.truncate(FOLLOWED);
        let common = sorted
            .into_iter()
            .map(|(digest, Counted { value, count })| (digest, Followed { value, count, over: 0 }))
            .collect();
        self.values = Values::Many { distinct, common, rare };
        freed
    }

    /// Forgets the values: one of them turned out to be a secret. Gives back how much memory is free now.
    pub fn hide(&mut self) -> usize {
        self.hidden = true;
        self.smallest = None;
        self.largest = None;
        let exact = std::mem::replace(&mut self.values, Values::All(HashMap::new()));
        match exact {
            Values::All(values) => values.values().map(|counted| counted.value.cost()).sum(),
            Values::Many { .. } => 0,
        }
    }

    /// What is told of it.
    pub fn tell(self) -> FieldCensus {
        let mut types: Vec<TypeCount> =
            self.types.into_iter().map(|(kind, count)| TypeCount { kind: kind.to_owned(), count }).collect();
        types.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.kind.cmp(&b.kind)));
        let (distinct, distinct_exact, common, rare) = match self.values {
            Values::All(values) => {
                let distinct = u64::try_from(values.len()).unwrap_or(u64::MAX);
                let all: Vec<Counted> = values.into_values().collect();
                let rare = all.iter().filter(|counted| counted.count <= 2).cloned().collect();
                (distinct, true, all, rare)
            }
            Values::Many { distinct, common, rare } => {
                let surely = common
                    .into_values()
                    .map(|Followed { value, count, over }| Counted {
                        value,
                        count: count.saturating_sub(over),
                    })
                    .collect();
                (distinct.count(), false, surely, rare.into_values().collect())
            }
        };
        FieldCensus {
            path: self.path,
            present: self.present,
            types,
            distinct,
            distinct_exact: distinct_exact && !self.hidden,
            smallest: self.smallest.map(|kept| kept.tell()),
            largest: self.largest.map(|kept| kept.tell()),
            common: told(common, COMMON, |a, b| b.count.cmp(&a.count)),
            rare: told(rare, RARE, |a, b| a.count.cmp(&b.count)),
            masked: self.hidden,
        }
    }
}

/// Sees a value among those followed: counts it, or lets it take the place of the least common one.
fn follow(common: &mut HashMap<u64, Followed>, digest: u64, value: RawBsonRef<'_>) {
    if let Some(followed) = common.get_mut(&digest) {
        followed.count += 1;
        return;
    }
    let least = common.iter().min_by_key(|(digest, followed)| (followed.count, **digest));
    let over = match least.map(|(digest, followed)| (*digest, followed.count)) {
        Some((least, count)) if common.len() >= FOLLOWED => {
            common.remove(&least);
            count
        }
        _ => 0,
    };
    common.insert(digest, Followed { value: Kept::of(value), count: over + 1, over });
}

fn told(
    mut values: Vec<Counted>,
    most: usize,
    order: impl Fn(&Counted, &Counted) -> Ordering,
) -> Vec<ValueCount> {
    values.retain(|counted| counted.count > 0);
    values.sort_by(|a, b| {
        order(a, b).then_with(|| compare(a.value.0.as_raw_bson_ref(), b.value.0.as_raw_bson_ref()))
    });
    values.truncate(most);
    values
        .into_iter()
        .map(|counted| ValueCount { count: counted.count, value: counted.value.tell() })
        .collect()
}

impl Kept {
    fn of(value: RawBsonRef<'_>) -> Self {
        Self(match value {
            RawBsonRef::String(text) => RawBson::String(cut(text)),
            RawBsonRef::Symbol(text) => RawBson::Symbol(cut(text)),
            RawBsonRef::JavaScriptCode(text) => RawBson::JavaScriptCode(cut(text)),
            RawBsonRef::JavaScriptCodeWithScope(code) => RawBson::JavaScriptCode(cut(code.code)),
            RawBsonRef::Binary(binary) => RawBson::Binary(bson::Binary {
                subtype: binary.subtype,
                bytes: binary.bytes.iter().copied().take(MAX_KEPT).collect(),
            }),
            other => RawBson::from(other),
        })
    }

    /// The memory that it takes, about, with its place in a table.
    fn cost(&self) -> usize {
        let inside = match &self.0 {
            RawBson::String(text) | RawBson::Symbol(text) | RawBson::JavaScriptCode(text) => text.len(),
            RawBson::Binary(binary) => binary.bytes.len(),
            RawBson::RegularExpression(regex) => regex.pattern.as_str().len(),
            _ => 0,
        };
        inside.saturating_add(160)
    }

    fn tell(&self) -> serde_json::Value {
        Renderer::canonical().value("", Sensitivity::Open, self.0.as_raw_bson_ref())
    }
}

/// The beginning of a long text, with an ellipsis.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_KEPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
