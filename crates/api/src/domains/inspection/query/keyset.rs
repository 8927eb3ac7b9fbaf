//! Pages that neither lose nor repeat: where a page starts is the sort key of the document before it.
//!
//! The server itself tells the sort key of a document (`{$meta: "sortKey"}`) and compares it with that of the cursor, in
//! the order of BSON across all types. So null and missing are equal, an array stands where its smallest or largest item
//! stands, and documents that come and go between two pages move no others.
//!
//! A view or a time series has no unique key. There a page starts at a position.

use bson::{Bson, Document, doc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::error::ErrorCode;

use super::filter::{hidden, plain};
use super::{Direction, Sort};
use crate::domains::inspection::secrets::{holds_hidden, is_hidden, path_sensitivity};
use crate::http::{ApiError, ApiResult};
use crate::said;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The longest cursor: it travels in an address.
const MAX_CURSOR: usize = 6_000;

/// Where a page starts.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// After the document with this sort key, one value for each field of the sort.
    After(Vec<Bson>),
    /// At this position.
    At(u64),
}

/// Writes and reads the cursors of one question.
#[derive(Debug)]
pub struct Keyset<'a> {
    sort: &'a Sort,
    question: String,
}

#[derive(Serialize, Deserialize)]
struct Cursor {
    question: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<Vec<Bson>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
}

impl<'a> Keyset<'a> {
    /// The cursors of the documents of `collection` (with its database) that match `filter`, in this order.
    pub fn new(collection: &str, filter: &Document, sort: &'a Sort) -> Self {
        let mut digest = Sha256::new();
        digest.update(collection.as_bytes());
        for part in [filter, &sort.document()] {
            digest.update([0]);
            digest.update(bson::serialize_to_vec(part).unwrap_or_default());
        }
        let question = URL_SAFE_NO_PAD.encode(digest.finalize()).chars().take(16).collect();
        Self { sort, question }
    }

    /// Writes a place.
    ///
    /// # Errors
    /// [`ErrorCode::QueryRefused`] when a value to sort by holds a secret or is too long to travel.
    pub fn encode(&self, place: &Place) -> ApiResult<String> {
        let (after, at) = match place {
            Place::After(key) => {
                self.check_shown(key)?;
                (Some(key.clone()), None)
            }
            Place::At(position) => (None, i64::try_from(*position).ok()),
        };
        let cursor = Cursor { question: self.question.clone(), after, at };
        let bytes = bson::serialize_to_vec(&cursor).map_err(ApiError::internal)?;
        let text = URL_SAFE_NO_PAD.encode(bytes);
        if text.len() > MAX_CURSOR {
            return Err(ApiError::new(ErrorCode::QueryRefused).detail(said!(
                "a value to sort by is too long to page by; sort by another field",
                "un valor por el que se ordena es demasiado largo para pasar de página; ordená por otro campo"
            )));
        }
        Ok(text)
    }

    /// Reads a cursor. Gives back the place and the paths that it searches by text, as a filter would.
    ///
    /// # Errors
    /// [`ErrorCode::ValidationFailed`] on `cursor` when it is none of this question, [`ErrorCode::QueryRefused`] when
    /// somebody wrote a secret into it.
    pub fn decode(&self, cursor: Option<&str>) -> ApiResult<Option<(Place, Vec<String>)>> {
        let Some(text) = cursor else { return Ok(None) };
        let wrong = || {
            ApiError::field("cursor", "must be a next_cursor that this list gave for this filter and sort")
        };
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
        let cursor: Cursor = bson::deserialize_from_slice(&bytes).map_err(|_| wrong())?;
        if cursor.question != self.question {
            return Err(wrong());
        }
        match (cursor.after, cursor.at.map(u64::try_from)) {
            (Some(key), None) if key.len() == self.sort.keys().len() => {
                let mut searched = Vec::new();
                for ((path, _), value) in self.sort.keys().iter().zip(&key) {
                    plain(path, value)?;
                    let textual = !matches!(
                        value,
                        Bson::Int32(_)
                            | Bson::Int64(_)
                            | Bson::Double(_)
                            | Bson::Decimal128(_)
                            | Bson::DateTime(_)
                            | Bson::Boolean(_)
                            | Bson::Null
                            | Bson::Undefined
                            | Bson::ObjectId(_)
                    );
                    if textual && path != "_id" {
                        searched.push(path.clone());
                    }
                }
                Ok(Some((Place::After(key), searched)))
            }
            (None, Some(Ok(position))) => Ok(Some((Place::At(position), Vec::new()))),
            _ => Err(wrong()),
        }
    }

    /// The stages that give `_id` and sort key (`k`) of at most `count` documents after `after`.
    pub fn stages(&self, filter: &Document, after: Option<&[Bson]>, count: i64) -> Vec<Document> {
        let mut stages = vec![doc! { "$match": filter.clone() }];
        let order = doc! { "$sort": self.sort.document() };
        let limit = doc! { "$limit": count };
        if let (true, Some([(_, direction)])) = (self.sort.is_id_alone(), self.sort.keys().get(..1)) {
            // The index of `_id` gives both the order and the start.
            if let Some([id]) = after {
                let beyond = doc! { beyond(*direction): ["$_id", { "$literal": id.clone() }] };
                stages.push(doc! { "$match": { "$expr": beyond } });
            }
            stages.extend([order, limit, doc! { "$project": { "_id": 1, "k": ["$_id"] } }]);
            return stages;
        }
        let key = doc! { "$project": { "_id": 1, "k": { "$meta": "sortKey" } } };
        match after {
            None => stages.extend([order, limit, key]),
            Some(after) => {
                let beyond = doc! { "$match": { "$expr": self.beyond(after) } };
                stages.extend([order, key, beyond, limit]);
            }
        }
        stages
    }

    /// Whether the sort key `$k` comes after `after`: some value is beyond, and those before it are equal.
    fn beyond(&self, after: &[Bson]) -> Document {
        let sides = |index: usize, value: &Bson| -> Bson {
            let index = i64::try_from(index).unwrap_or(i64::MAX);
            Bson::from(vec![
                Bson::from(doc! { "$arrayElemAt": ["$k", index] }),
                Bson::from(doc! { "$literal": value.clone() }),
            ])
        };
        let branches: Vec<Bson> = self
            .sort
            .keys()
            .iter()
            .zip(after)
            .enumerate()
            .map(|(index, ((_, direction), value))| {
                let mut all: Vec<Bson> = after
                    .iter()
                    .take(index)
                    .enumerate()
                    .map(|(index, value)| Bson::from(doc! { "$eq": sides(index, value) }))
                    .collect();
                all.push(Bson::from(doc! { beyond(*direction): sides(index, value) }));
                Bson::from(doc! { "$and": all })
            })
            .collect();
        doc! { "$or": branches }
    }

    /// A cursor is readable by whoever gets it: it must not carry what the page hides.
    fn check_shown(&self, key: &[Bson]) -> ApiResult<()> {
        for ((path, _), value) in self.sort.keys().iter().zip(key) {
            let holder = bson::serialize_to_raw_document_buf(&doc! { "v": value.clone() })
                .map_err(ApiError::internal)?;
            let shown = holder.get("v").ok().flatten();
            let secret = shown.is_none_or(|value| is_hidden(path_sensitivity(path), value));
            if secret || holds_hidden(&holder) {
                return hidden(path, &said!("sorting by it", "ordenar por ese campo"));
            }
        }
        Ok(())
    }
}

const fn beyond(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "$gt",
        Direction::Descending => "$lt",
    }
}

#[cfg(test)]
mod tests {
    use bson::{Bson, doc};

    use super::super::sort;
    use super::{Keyset, Place};

    #[test]
    fn a_cursor_comes_back_with_its_types_and_only_for_its_question() {
        let order = sort(&doc! { "a": -1 }).unwrap();
        let keys = Keyset::new("db.c", &doc! { "x": 1 }, &order);
        let place = Place::After(vec![Bson::Double(-0.0), Bson::Int64(7)]);
        let cursor = keys.encode(&place).unwrap();
        assert_eq!(keys.decode(Some(&cursor)).unwrap().unwrap(), (place, vec![]));
        assert_eq!(keys.decode(None).unwrap(), None);
        assert!(Keyset::new("db.c", &doc! { "x": 2 }, &order).decode(Some(&cursor)).is_err());
        assert!(Keyset::new("db.d", &doc! { "x": 1 }, &order).decode(Some(&cursor)).is_err());
        for nonsense in ["", "x", "////", "AAAA"] {
            assert!(keys.decode(Some(nonsense)).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_cursor_carries_no_secret_and_asks_for_none() {
        let order = sort(&doc! { "a": 1 }).unwrap();
        let keys = Keyset::new("db.c", &doc! {}, &order);
        let hash = "$2b$12$KIXQ8c1mQnV0q3m0yQpGXuJ3d0zjv6c8s8m1k2w3e4r5t6y7u8i9O";
        for value in [Bson::from(hash), doc! { "password": "x" }.into(), vec![Bson::from(hash)].into()] {
            assert!(keys.encode(&Place::After(vec![value, Bson::Int32(1)])).is_err());
        }
        let text = keys.encode(&Place::After(vec!["m".into(), Bson::Int32(1)])).unwrap();
        assert_eq!(keys.decode(Some(&text)).unwrap().unwrap().1, ["a"], "a text in a cursor is a search");
        assert!(keys.encode(&Place::After(vec!["m".repeat(9_000).into(), Bson::Int32(1)])).is_err());
    }
}
