//! Documents as Extended JSON, with secrets masked.
//!
//! Values keep their BSON type. What JSON objects cannot carry is not lost: a document in which a name stands twice, or
//! in which a stored name would be read as a type wrapper (`$oid` and the like), is written as
//! `{"$fields": [["name", value], …]}`. A secret is written as `{"$masked": "string", "length": 60}`. Text that is not
//! UTF-8 is shown with replacement characters, and bytes that are no BSON value as `{"$invalid": "why"}`.

use std::collections::{BTreeSet, HashSet};

use bson::raw::RawElement;
use bson::{Bson, RawArray, RawBsonRef, RawDocument};
use serde_json::{Map, Value, json};

use super::paths;
use crate::domains::inspection::secrets::{
    HIDDEN_NAME, Sensitivity, is_hidden, looks_secret, mask, sensitivity,
};

/// Names that begin a type wrapper of Extended JSON, or one of ours.
const WRAPPERS: &[&str] = &[
    "$oid",
    "$date",
    "$numberInt",
    "$numberLong",
    "$numberDouble",
    "$numberDecimal",
    "$binary",
    "$uuid",
    "$symbol",
    "$code",
    "$scope",
    "$timestamp",
    "$regularExpression",
    "$regex",
    "$dbPointer",
    "$minKey",
    "$maxKey",
    "$undefined",
    "$type",
    "$fields",
    "$masked",
    "$invalid",
];

/// Writes documents. Remembers the paths of what it masked.
#[derive(Debug)]
pub struct Renderer {
    relaxed: bool,
    masked: BTreeSet<String>,
}

impl Renderer {
    /// Writes canonical Extended JSON: every type is named.
    pub fn canonical() -> Self {
        Self { relaxed: false, masked: BTreeSet::new() }
    }

    /// Writes relaxed Extended JSON: numbers, dates and the like as JSON has them.
    pub fn relaxed() -> Self {
        Self { relaxed: true, masked: BTreeSet::new() }
    }

    /// The paths of what was masked so far.
    pub fn into_masked(self) -> Vec<String> {
        self.masked.into_iter().collect()
    }

    /// A document.
    pub fn document(&mut self, document: &RawDocument) -> Value {
        self.fields("", document)
    }

    /// Remembers what would be masked in a document.
    pub fn look_at(&mut self, document: &RawDocument) {
        // The written form is thrown away: one walk, so that what is told to be masked is what is masked.
        self.document(document);
    }

    /// A value that stands at `path` under a name of this sensitivity.
    pub fn value(&mut self, path: &str, named: Sensitivity, value: RawBsonRef<'_>) -> Value {
        if is_hidden(named, value) {
            self.masked.insert(path.to_owned());
            return mask(value);
        }
        match value {
            RawBsonRef::Document(document) => self.fields(path, document),
            RawBsonRef::Array(array) => self.items(path, array),
            RawBsonRef::JavaScriptCodeWithScope(code) => {
                json!({ "$code": code.code, "$scope": self.fields(path, code.scope) })
            }
            scalar => self.scalar(scalar),
        }
    }

    fn scalar(&self, value: RawBsonRef<'_>) -> Value {
        match Bson::try_from(value) {
            Ok(value) if self.relaxed => value.into_relaxed_extjson(),
            Ok(value) => value.into_canonical_extjson(),
            Err(error) => json!({ "$invalid": error.to_string() }),
        }
    }

    fn fields(&mut self, path: &str, document: &RawDocument) -> Value {
        let mut names = HashSet::new();
        let mut fields = Vec::new();
        let mut plain = true;
        for element in document.iter_elements() {
            let (name, value) = match element {
                Ok(element) => self.field(path, &element),
                Err(error) => ("$invalid".to_owned(), json!(error.to_string())),
            };
            plain &= names.insert(name.clone()) && !WRAPPERS.contains(&name.as_str());
            fields.push((name, value));
        }
        if plain {
            Value::Object(fields.into_iter().collect::<Map<_, _>>())
        } else {
            json!({ "$fields": fields })
        }
    }

    fn field(&mut self, parent: &str, element: &RawElement<'_>) -> (String, Value) {
        let name = element.key().as_str();
        let path = paths::field(parent, name);
        let named = sensitivity(name);
        let value = match element.value() {
            Ok(value) => self.value(&path, named, value),
            Err(_) => match element.value_utf8_lossy() {
                Ok(lossy) => self.value(&path, named, lossy.as_raw_bson_ref()),
                Err(error) => json!({ "$invalid": error.to_string() }),
            },
        };
        if looks_secret(name) {
            self.masked.insert(path);
            return (HIDDEN_NAME.to_owned(), value);
        }
        (name.to_owned(), value)
    }

    fn items(&mut self, path: &str, array: &RawArray) -> Value {
        let path = paths::items(path);
        let items = array.iter_elements().map(|element| match element {
            Ok(element) => match element.value() {
                Ok(value) => self.value(&path, Sensitivity::Open, value),
                Err(_) => match element.value_utf8_lossy() {
                    Ok(lossy) => self.value(&path, Sensitivity::Open, lossy.as_raw_bson_ref()),
                    Err(error) => json!({ "$invalid": error.to_string() }),
                },
            },
            Err(error) => json!({ "$invalid": error.to_string() }),
        });
        Value::Array(items.collect())
    }
}

#[cfg(test)]
mod tests;
