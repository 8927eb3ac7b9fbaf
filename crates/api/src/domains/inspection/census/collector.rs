//! Walks through documents and keeps what is known of each path.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use bson::{RawArray, RawBsonRef, RawDocument};
use shared::inspection::FieldCensus;

use super::field::{Field, MAX_EXACT};
use crate::domains::inspection::secrets::{Sensitivity, is_hidden, sensitivity};
use crate::domains::inspection::view::paths;

/// The most paths that are kept.
const MAX_PATHS: usize = 2_000;
/// Memory for values that are counted one by one, in bytes, about.
const MAX_MEMORY: usize = 96 * 1024 * 1024;

/// A census in the making.
#[derive(Debug)]
pub struct Collector {
    fields: Vec<Field>,
    places: HashMap<String, usize>,
    /// Digests of paths that found no place; beyond a million they are no longer told apart.
    left_out: std::collections::HashSet<u64>,
    documents: u64,
    memory: usize,
    max_paths: usize,
    max_memory: usize,
}

impl Collector {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::with(MAX_PATHS, MAX_MEMORY)
    }

    /// With other bounds.
    pub(super) fn with(max_paths: usize, max_memory: usize) -> Self {
        Self {
            fields: Vec::new(),
            places: HashMap::new(),
            left_out: std::collections::HashSet::new(),
            documents: 0,
            memory: 0,
            max_paths,
            max_memory,
        }
    }

    /// Documents seen.
    pub const fn documents(&self) -> u64 {
        self.documents
    }

    /// Sees a document.
    pub fn see(&mut self, document: &RawDocument) {
        self.documents += 1;
        self.see_fields("", document);
    }

    /// What is known, by falling presence, and how many paths were left out.
    pub fn tell(self) -> (Vec<FieldCensus>, u64) {
        let mut fields = self.fields;
        // A stable sort: paths of equal presence stay in the order in which they appeared.
        fields.sort_by_key(|field| std::cmp::Reverse(field.present));
        let left_out = u64::try_from(self.left_out.len()).unwrap_or(u64::MAX);
        (fields.into_iter().map(Field::tell).collect(), left_out)
    }

    fn see_fields(&mut self, parent: &str, document: &RawDocument) {
        for element in document.iter_elements() {
            // What is damaged ends the document: nothing after it can be read.
            let Ok(element) = element else { return };
            let name = element.key().as_str();
            let path = paths::field(parent, name);
            match element.value() {
                Ok(value) => self.see_value(&path, sensitivity(name), value),
                Err(_) => {
                    if let Ok(lossy) = element.value_utf8_lossy() {
                        self.see_value(&path, sensitivity(name), lossy.as_raw_bson_ref());
                    }
                }
            }
        }
    }

    fn see_items(&mut self, parent: &str, array: &RawArray) {
        let path = paths::items(parent);
        for element in array.iter_elements() {
            let Ok(element) = element else { return };
            match element.value() {
                Ok(value) => self.see_value(&path, Sensitivity::Open, value),
                Err(_) => {
                    if let Ok(lossy) = element.value_utf8_lossy() {
                        self.see_value(&path, Sensitivity::Open, lossy.as_raw_bson_ref());
                    }
                }
            }
        }
    }

    fn see_value(&mut self, path: &str, named: Sensitivity, value: RawBsonRef<'_>) {
        let hidden = is_hidden(named, value);
        let document = self.documents;
        if let Some(field) = self.place(path) {
            if field.last_document != document {
                field.last_document = document;
                field.present += 1;
            }
            field.see_type(value.element_type());
            let is_single = !matches!(value, RawBsonRef::Document(_) | RawBsonRef::Array(_));
            let (mut more, mut less) = (0, 0);
            if hidden && !field.hidden {
                less = field.hide();
            } else if !field.hidden && is_single {
                more = field.see(value_key(value), value);
                if field.exact_values() > MAX_EXACT {
                    less = field.simplify();
                }
            }
            self.memory = self.memory.saturating_add(more).saturating_sub(less);
            if self.memory > self.max_memory {
                self.make_room();
            }
        }
        match value {
            _ if hidden => {}
            RawBsonRef::Document(inner) => self.see_fields(path, inner),
            RawBsonRef::Array(inner) => self.see_items(path, inner),
            _ => {}
        }
    }

    fn place(&mut self, path: &str) -> Option<&mut Field> {
        let place = match self.places.get(path) {
            Some(place) => *place,
            None if self.fields.len() < self.max_paths => {
                self.places.insert(path.to_owned(), self.fields.len());
                self.fields.push(Field::new(path.to_owned()));
                self.fields.len().saturating_sub(1)
            }
            None => {
                if self.left_out.len() < 1_000_000 {
                    let mut digest = DefaultHasher::new();
                    digest.write(path.as_bytes());
                    self.left_out.insert(digest.finish());
                }
                return None;
            }
        };
        self.fields.get_mut(place)
    }

    /// The path with the most values goes over to estimates.
    fn make_room(&mut self) {
        if let Some(largest) = self.fields.iter_mut().max_by_key(|field| field.exact_values()) {
            self.memory = self.memory.saturating_sub(largest.simplify());
        }
    }
}

/// The digest of a value with its type: 64 evenly spread bits, the same in every process. That two of ten thousand values
/// share one happens once in 400 billion collections.
pub fn value_key(value: RawBsonRef<'_>) -> u64 {
    let mut holder = bson::RawDocumentBuf::new();
    holder.append(bson::raw::cstr!(""), value);
    let mut digest = DefaultHasher::new();
    digest.write(holder.as_bytes());
    digest.finish()
}
