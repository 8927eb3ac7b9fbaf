//! Whether two collections are defined alike.
//!
//! Order of options and the width of numbers do not matter to a server, and tools of different age write them
//! differently; order inside a key or a pipeline does matter. Ids of collections and namespaces always differ.

use std::collections::BTreeMap;

use bson::{RawBsonRef, RawDocument};

use crate::{
    Definition,
    catalog::{CollectionSpec, Kind},
};

/// Fields of an index that name where it was, or how it was once built.
const PLACE: [&str; 2] = ["ns", "background"];
/// Options that old servers wrote and that mean nothing any more.
const OBSOLETE: [&str; 3] = ["autoIndexId", "flags", "create"];
/// The field that makes an index or a collection forget documents.
pub(crate) const EXPIRY: &str = "expireAfterSeconds";

/// What differs between two definitions, in words. Without `expiry`, what makes documents expire is not looked at.
pub(crate) fn differences(left: &CollectionSpec, right: &CollectionSpec, expiry: bool) -> Vec<String> {
    let mut found = Vec::new();
    if left.kind != right.kind {
        found.push(format!("it is a {} on the left, a {} on the right", word(left.kind), word(right.kind)));
        return found;
    }
    options(left, right, expiry, &mut found);
    indexes(left, right, expiry, &mut found);
    found
}

/// Whether an index makes documents expire.
pub(crate) fn expires(index: &Definition) -> bool {
    matches!(index.as_raw().get(EXPIRY), Ok(Some(_)))
}

/// The name of an index.
pub(crate) fn index_name(index: &Definition) -> String {
    index.as_raw().get_str("name").unwrap_or("unnamed").to_owned()
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Collection => "collection",
        Kind::TimeSeries => "time-series collection",
        Kind::View => "view",
    }
}

fn options(left: &CollectionSpec, right: &CollectionSpec, expiry: bool, found: &mut Vec<String>) {
    let wanted = |name: &str| !OBSOLETE.contains(&name) && (expiry || name != EXPIRY);
    let (left, right) = (fields(left.options.as_raw()), fields(right.options.as_raw()));
    for name in left.keys().chain(right.keys().filter(|name| !left.contains_key(*name))) {
        if wanted(name) && !same_option(left.get(name), right.get(name)) {
            found.push(format!("option {name}: {} and {}", shown(left.get(name)), shown(right.get(name))));
        }
    }
}

fn indexes(left: &CollectionSpec, right: &CollectionSpec, expiry: bool, found: &mut Vec<String>) {
    let by_name = |spec: &CollectionSpec| -> BTreeMap<String, Definition> {
        let wanted = spec.indexes.iter().filter(|index| expiry || !expires(index));
        wanted.map(|index| (index_name(index), index.clone())).collect()
    };
    // A dump without metadata says nothing about indexes, not even the one on `_id`.
    let (left, right) = (by_name(left), by_name(right));
    for (name, index) in &left {
        match right.get(name) {
            None => found.push(format!("index {name} is missing on the right")),
            Some(other) if !same_index(index, other) => {
                found.push(format!("index {name}: {} and {}", index.to_json(), other.to_json()));
            }
            Some(_) => {}
        }
    }
    for name in right.keys().filter(|name| !left.contains_key(*name)) {
        found.push(format!("index {name} is missing on the left"));
    }
}

fn same_index(left: &Definition, right: &Definition) -> bool {
    let fields = |index: &Definition| -> Vec<(String, String)> {
        let mut fields: Vec<_> = fields(index.as_raw())
            .into_iter()
            .filter(|(name, _)| !PLACE.contains(&name.as_str()))
            .map(|(name, value)| (name, normal(value)))
            .collect();
        fields.sort();
        fields
    };
    fields(left) == fields(right)
}

fn fields(document: &RawDocument) -> BTreeMap<String, RawBsonRef<'_>> {
    document.iter().filter_map(Result::ok).map(|(key, value)| (key.as_str().to_owned(), value)).collect()
}

fn same_option(left: Option<&RawBsonRef<'_>>, right: Option<&RawBsonRef<'_>>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => normal(*left) == normal(*right),
        // `capped: false` and the like are what is meant without them.
        (Some(RawBsonRef::Boolean(false)), None) | (None, Some(RawBsonRef::Boolean(false))) => true,
        _ => left.is_none() && right.is_none(),
    }
}

fn shown(value: Option<&RawBsonRef<'_>>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| normal(*value))
}

/// A value as text in which equal meanings are equal.
fn normal(value: RawBsonRef<'_>) -> String {
    match value {
        RawBsonRef::Int32(number) => number.to_string(),
        RawBsonRef::Int64(number) => number.to_string(),
        RawBsonRef::Double(number) if number.fract() == 0.0 && number.abs() < 9e15 => format!("{number:.0}"),
        RawBsonRef::Document(document) => {
            let inner: Vec<String> = document
                .iter()
                .filter_map(Result::ok)
                .map(|(key, value)| format!("{:?}: {}", key.as_str(), normal(value)))
                .collect();
            format!("{{{}}}", inner.join(", "))
        }
        RawBsonRef::Array(array) => {
            let inner: Vec<String> = array.into_iter().filter_map(Result::ok).map(normal).collect();
            format!("[{}]", inner.join(", "))
        }
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bson::{RawDocumentBuf, rawdoc};

    fn spec(options: RawDocumentBuf, indexes: Vec<RawDocumentBuf>) -> CollectionSpec {
        CollectionSpec {
            name: "a".into(),
            kind: Kind::Collection,
            options: options.into(),
            indexes: indexes.into_iter().map(Definition::from).collect(),
            uuid: None,
        }
    }

    #[test]
    fn what_means_the_same_is_the_same() {
        let old =
            rawdoc! { "v": 2, "key": { "a": 1.0, "b": -1_i64 }, "name": "i", "ns": "db.a", "unique": true };
        let new = rawdoc! { "unique": true, "v": 2_i64, "name": "i", "key": { "a": 1, "b": -1 } };
        let (left, right) = (
            spec(rawdoc! { "size": 5.0, "capped": true }, vec![old]),
            spec(rawdoc! { "capped": true, "size": 5 }, vec![new]),
        );
        assert_eq!(differences(&left, &right, true), Vec::<String>::new());
    }

    #[test]
    fn what_means_something_else_is_named() {
        let index = |key| rawdoc! { "v": 2, "key": key, "name": "i" };
        let ab = spec(rawdoc! {}, vec![index(rawdoc! { "a": 1, "b": 1 })]);
        let ba = spec(rawdoc! {}, vec![index(rawdoc! { "b": 1, "a": 1 })]);
        assert!(differences(&ab, &ba, true)[0].contains("index i"));
        let none = spec(rawdoc! {}, vec![]);
        assert!(differences(&ab, &none, true)[0].contains("missing on the right"));
        assert!(differences(&none, &ab, true)[0].contains("missing on the left"));
        let validated = spec(rawdoc! { "validator": { "a": 1 } }, vec![]);
        assert!(differences(&validated, &none, true)[0].contains("option validator"));
        let expiring =
            spec(rawdoc! {}, vec![rawdoc! { "key": { "a": 1 }, "name": "t", "expireAfterSeconds": 1 }]);
        assert_eq!(differences(&expiring, &none, true).len(), 1);
        assert_eq!(differences(&expiring, &none, false).len(), 0);
    }
}
