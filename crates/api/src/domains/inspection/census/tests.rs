use std::collections::{BTreeMap, HashMap};

use bson::{Bson, RawDocumentBuf, doc};
use proptest::prelude::*;
use serde_json::json;
use shared::inspection::FieldCensus;

use super::Collector;

fn raw(document: &bson::Document) -> RawDocumentBuf {
    bson::serialize_to_raw_document_buf(document).unwrap()
}

fn census(documents: &[bson::Document]) -> BTreeMap<String, FieldCensus> {
    let mut collector = Collector::new();
    documents.iter().for_each(|document| collector.see(&raw(document)));
    collector.tell().0.into_iter().map(|field| (field.path.clone(), field)).collect()
}

#[test]
fn every_path_is_told_with_its_types_and_values() {
    let told = census(&[
        doc! { "_id": 1, "name": "b", "items": [{ "sku": "x" }, { "sku": "y" }], "n": 1 },
        doc! { "_id": 2, "name": "a", "items": [], "n": 2.5 },
        doc! { "_id": 3, "name": "b", "n": null },
    ]);
    let name = &told["name"];
    assert_eq!((name.present, name.distinct, name.distinct_exact), (3, 2, true));
    assert_eq!((name.smallest.clone(), name.largest.clone()), (Some(json!("a")), Some(json!("b"))));
    assert_eq!((name.common[0].value.clone(), name.common[0].count), (json!("b"), 2));
    let n: Vec<_> = told["n"].types.iter().map(|t| (t.kind.as_str(), t.count)).collect();
    assert_eq!(n, [("double", 1), ("int", 1), ("null", 1)]);
    assert_eq!(told["n"].smallest, Some(Bson::Null.into_canonical_extjson()));
    assert_eq!((told["items"].present, told["items[]"].present, told["items[].sku"].present), (2, 1, 1));
    assert_eq!(told["items[].sku"].types[0].count, 2, "types are counted each time");
}

#[test]
fn values_of_secrets_are_not_told_but_that_they_are_there_is() {
    let told = census(&[
        doc! { "password_hash": "a", "note": "plain", "keys": [1] },
        doc! { "password_hash": "b", "note": "$2b$12$KIXQ8c1mQnV0q3m0yQpGXuJ3d0zjv6c8s8m1k2w3e4r5t6y7u8i9O" },
    ]);
    for path in ["password_hash", "note"] {
        let field = &told[path];
        assert!(field.masked && field.smallest.is_none() && field.common.is_empty() && field.rare.is_empty());
        assert_eq!((field.present, field.types[0].count), (2, 2));
    }
    assert!(!told["keys[]"].masked);
}

#[test]
fn bounds_hold_and_say_so() {
    let mut collector = Collector::with(3, 200_000);
    for n in 0..40_000_i64 {
        collector
            .see(&raw(&doc! { "a": n, "b": if n % 3 == 0 { -1 } else { n }, "c": "x", "left": 1, "out": 2 }));
    }
    let (fields, left_out) = collector.tell();
    assert_eq!((fields.len(), left_out), (3, 2));
    let a = &fields[0];
    assert!(!a.distinct_exact && a.distinct.abs_diff(40_000) < 1_600, "{}", a.distinct);
    assert_eq!(
        (a.smallest.clone(), a.largest.clone()),
        (Some(json!({ "$numberLong": "0" })), Some(json!({ "$numberLong": "39999" })))
    );
    let b = &fields[1];
    assert_eq!(b.common[0].value, json!({ "$numberLong": "-1" }));
    assert!(b.common[0].count <= 13_334 && b.common[0].count > 12_000, "{}", b.common[0].count);
    assert!(fields[2].distinct_exact);
}

fn value() -> impl Strategy<Value = Bson> {
    let leaf = prop_oneof![
        Just(Bson::Null),
        (-3..3_i32).prop_map(Bson::Int32),
        (-3..3_i64).prop_map(Bson::Int64),
        prop_oneof![Just(-0.0), Just(0.0), Just(1.5), Just(f64::NAN)].prop_map(Bson::Double),
        "[ab]{0,2}".prop_map(Bson::String),
        any::<bool>().prop_map(Bson::Boolean),
        (0..3_i64).prop_map(|ms| Bson::DateTime(bson::DateTime::from_millis(ms))),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Bson::from),
            prop::collection::btree_map("[xy]", inner, 0..3)
                .prop_map(|fields| Bson::Document(fields.into_iter().collect())),
        ]
    })
}

/// The same by brute force, on owned values: path → (documents, occurrences by type, values by their form).
type Naive = HashMap<String, (u64, HashMap<String, u64>, HashMap<String, u64>)>;

fn naive(documents: &[bson::Document]) -> Naive {
    fn walk(path: &str, value: &Bson, found: &mut Vec<(String, Bson)>) {
        found.push((path.to_owned(), value.clone()));
        match value {
            Bson::Document(inner) => {
                inner.iter().for_each(|(name, value)| walk(&format!("{path}.{name}"), value, found));
            }
            Bson::Array(items) => items.iter().for_each(|item| walk(&format!("{path}[]"), item, found)),
            _ => {}
        }
    }
    let mut all = Naive::new();
    for document in documents {
        let mut found = Vec::new();
        document.iter().for_each(|(name, value)| walk(name, value, &mut found));
        let paths: std::collections::HashSet<_> = found.iter().map(|(path, _)| path.clone()).collect();
        paths.into_iter().for_each(|path| all.entry(path).or_default().0 += 1);
        for (path, value) in found {
            let entry = all.entry(path).or_default();
            let kind = super::super::types::type_name(value.element_type());
            *entry.1.entry(kind.to_owned()).or_default() += 1;
            if !matches!(value, Bson::Document(_) | Bson::Array(_)) {
                let form = value.into_canonical_extjson().to_string();
                *entry.2.entry(form).or_default() += 1;
            }
        }
    }
    all
}

proptest! {
    #[test]
    fn the_census_is_what_brute_force_finds(
        documents in prop::collection::vec(prop::collection::btree_map("[abc]", value(), 0..4), 0..30)
    ) {
        let documents: Vec<bson::Document> =
            documents.into_iter().map(|fields| fields.into_iter().collect()).collect();
        let told = census(&documents);
        let naive = naive(&documents);
        prop_assert_eq!(told.len(), naive.len());
        for (path, (present, types, values)) in naive {
            let field = &told[&path];
            prop_assert_eq!(field.present, present, "{}", path);
            let told_types: HashMap<_, _> = field.types.iter().map(|t| (t.kind.clone(), t.count)).collect();
            prop_assert_eq!(told_types, types);
            prop_assert_eq!(field.distinct, u64::try_from(values.len()).unwrap());
            for told in field.common.iter().chain(&field.rare) {
                prop_assert_eq!(values.get(&told.value.to_string()), Some(&told.count));
            }
            prop_assert!(field.rare.iter().all(|rare| rare.count <= 2));
            let most = values.values().max().copied().unwrap_or(0);
            prop_assert_eq!(field.common.first().map_or(0, |first| first.count), most);
        }
    }
}
