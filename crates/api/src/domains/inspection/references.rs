//! References that point to nothing: every value of a field, looked up in the collection that it refers to.
//!
//! Values are looked up in batches, so that memory is bounded whatever the size of the collections. Two values are the
//! same as the server sees it: numbers by their value whatever their type; everything else by type and bytes. An array
//! refers once for each of its items.

use std::collections::{HashMap, HashSet};

use bson::{Bson, RawBsonRef, RawDocument};

use super::census::equality_key;

/// Values that are looked up at once.
const BATCH: usize = 5_000;
/// Bytes of values that are looked up at once.
const BATCH_BYTES: usize = 2 * 1024 * 1024;
/// Values whose fate is remembered.
const REMEMBERED: usize = 200_000;
/// Different values that point to nothing and are counted apart.
const DANGLING: usize = 50_000;

/// The values at a dotted path, through objects and arrays, as the server sees them: of an array its items.
pub fn values_at<'a>(document: &'a RawDocument, path: &str) -> Vec<RawBsonRef<'a>> {
    let mut values = Vec::new();
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    if let Ok(Some(value)) = document.get(name) {
        step(value, rest, &mut values);
    }
    values
}

fn step<'a>(value: RawBsonRef<'a>, rest: Option<&str>, values: &mut Vec<RawBsonRef<'a>>) {
    match (value, rest) {
        (RawBsonRef::Array(array), None) => values.extend(array.into_iter().flatten()),
        (value, None) => values.push(value),
        (RawBsonRef::Document(inner), Some(rest)) => values.extend(values_at(inner, rest)),
        (RawBsonRef::Array(array), Some(rest)) => {
            for item in array.into_iter().flatten() {
                if let RawBsonRef::Document(inner) = item {
                    values.extend(values_at(inner, rest));
                }
            }
            // `items.0.sku` names an item by its place.
            let (index, rest) =
                rest.split_once('.').map_or((rest, None), |(index, rest)| (index, Some(rest)));
            if let Ok(index) = index.parse::<usize>()
                && let Ok(Some(item)) = array.get(index)
            {
                step(item, rest, values);
            }
        }
        _ => {}
    }
}

/// One document with its references.
#[derive(Debug)]
struct Waiting {
    id: Bson,
    keys: Vec<Vec<u8>>,
}

/// A value that points to nothing.
#[derive(Debug, Clone)]
pub struct Dangling {
    /// The value.
    pub value: Bson,
    /// Documents that have it.
    pub count: u64,
    /// The `_id` of one of them.
    pub example: Bson,
}

/// A check in the making.
#[derive(Debug, Default)]
pub struct Check {
    waiting: Vec<Waiting>,
    /// Values to look up, by key.
    batch: HashMap<Vec<u8>, Bson>,
    batch_bytes: usize,
    /// Values that were looked up: whether they were found.
    known: HashMap<Vec<u8>, bool>,
    dangling_values: HashMap<Vec<u8>, Dangling>,
    /// Documents read.
    pub documents: u64,
    /// Documents whose references all find something.
    pub resolved: u64,
    /// Documents without a reference.
    pub absent: u64,
    /// Documents of which a reference finds nothing.
    pub dangling: u64,
}

impl Check {
    /// Sees a document. `true` when the batch is full and is to be looked up.
    pub fn see(&mut self, document: &RawDocument, path: &str) -> bool {
        self.documents += 1;
        let values: Vec<RawBsonRef<'_>> = values_at(document, path)
            .into_iter()
            .filter(|value| !matches!(value, RawBsonRef::Null | RawBsonRef::Undefined))
            .collect();
        if values.is_empty() {
            self.absent += 1;
            return false;
        }
        let mut keys = Vec::new();
        for value in values {
            let Ok(owned) = Bson::try_from(value) else { continue };
            let key = equality_key(value);
            if !self.known.contains_key(&key) && !self.batch.contains_key(&key) {
                self.batch_bytes = self.batch_bytes.saturating_add(key.len());
                self.batch.insert(key.clone(), owned);
            }
            keys.push(key);
        }
        let id =
            document.get("_id").ok().flatten().and_then(|id| Bson::try_from(id).ok()).unwrap_or(Bson::Null);
        self.waiting.push(Waiting { id, keys });
        self.batch.len() >= BATCH || self.batch_bytes >= BATCH_BYTES || self.waiting.len() >= BATCH * 4
    }

    /// The values to look up.
    pub fn batch(&self) -> Vec<Bson> {
        self.batch.values().cloned().collect()
    }

    /// Which values of the batch are not found yet, by key.
    pub fn unknown(&self) -> HashSet<Vec<u8>> {
        self.batch.keys().cloned().collect()
    }

    /// Ends a batch: `missing` are the keys that were not found.
    pub fn settle(&mut self, missing: &HashSet<Vec<u8>>) {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let values: HashMap<&Vec<u8>, &Bson> =
            batch.iter().filter(|(key, _)| missing.contains(*key)).collect();
        for key in batch.keys() {
            self.known.insert(key.clone(), !missing.contains(key));
        }
        for Waiting { id, keys } in std::mem::take(&mut self.waiting) {
            let lost: HashSet<Vec<u8>> =
                keys.into_iter().filter(|key| self.known.get(key) == Some(&false)).collect();
            if lost.is_empty() {
                self.resolved += 1;
                continue;
            }
            self.dangling += 1;
            for key in lost {
                if let Some(dangling) = self.dangling_values.get_mut(&key) {
                    dangling.count += 1;
                } else if let Some(value) = values.get(&key)
                    && self.dangling_values.len() < DANGLING
                {
                    let dangling = Dangling { value: (*value).clone(), count: 1, example: id.clone() };
                    self.dangling_values.insert(key, dangling);
                }
            }
        }
        if self.known.len() > REMEMBERED {
            self.known.clear();
        }
    }

    /// The values that point to nothing, by falling count, at most `most`.
    pub fn values(&mut self, most: usize) -> Vec<Dangling> {
        let mut values: Vec<(Vec<u8>, Dangling)> =
            std::mem::take(&mut self.dangling_values).into_iter().collect();
        values.sort_by(|(a, x), (b, y)| y.count.cmp(&x.count).then_with(|| a.cmp(b)));
        values.truncate(most);
        values.into_iter().map(|(_, dangling)| dangling).collect()
    }
}

#[cfg(test)]
mod tests {
    use bson::{Bson, doc};

    use super::{Check, values_at};
    use crate::domains::inspection::census::equality_key;

    fn raw(document: bson::Document) -> bson::RawDocumentBuf {
        bson::serialize_to_raw_document_buf(&document).unwrap()
    }

    #[test]
    fn values_are_found_through_objects_and_arrays() {
        let document = raw(doc! { "a": { "b": [{ "c": 1 }, { "c": [2, 3] }, 7] }, "d": [4, 5], "e": null });
        let at = |path| {
            values_at(&document, path).into_iter().map(|v| Bson::try_from(v).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(at("a.b.c"), [1, 2, 3].map(Bson::Int32));
        assert_eq!(at("a.b.0.c"), [Bson::Int32(1)]);
        assert_eq!(at("d"), [4, 5].map(Bson::Int32));
        assert_eq!(at("e"), [Bson::Null]);
        assert_eq!(at("x.y"), []);
    }

    #[test]
    fn a_document_is_resolved_absent_or_dangling() {
        let mut check = Check::default();
        for (id, value) in
            [Bson::from("a"), Bson::Null, Bson::from("lost"), Bson::from("lost"), Bson::Double(2.0)]
                .into_iter()
                .enumerate()
        {
            assert!(!check.see(&raw(doc! { "_id": i32::try_from(id).unwrap(), "ref": value }), "ref"));
        }
        assert!(!check.see(&raw(doc! { "_id": 9 }), "ref"));
        let mut missing = check.unknown();
        assert_eq!(missing.len(), 3);
        for found in [raw(doc! { "v": "a" }), raw(doc! { "v": 2_i64 })] {
            missing.remove(&equality_key(found.get("v").unwrap().unwrap()));
        }
        check.settle(&missing);
        assert_eq!((check.documents, check.resolved, check.absent, check.dangling), (6, 2, 2, 2));
        let values = check.values(10);
        assert_eq!(
            (values[0].value.clone(), values[0].count, values[0].example.clone()),
            ("lost".into(), 2, 2.into())
        );
    }
}
