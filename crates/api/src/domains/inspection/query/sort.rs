//! The order of documents.

use bson::{Bson, Document};

use super::filter::hidden;
use super::refused;
use crate::domains::inspection::secrets::{Sensitivity, path_sensitivity};
use crate::http::ApiResult;
use crate::said;

/// The most fields to sort by.
const MAX_FIELDS: usize = 10;

/// One way or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// An order in which no two documents of a collection are equal: it always has `_id` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort(Vec<(String, Direction)>);

/// Lets an order through, or says what in it is refused. `_id` decides between equals, and alone if there is no other.
///
/// # Errors
/// [`shared::error::ErrorCode::QueryRefused`] with the field.
pub fn sort(document: &Document) -> ApiResult<Sort> {
    if document.len() > MAX_FIELDS {
        return refused(said!(
            "the sort has {} fields; it may have {MAX_FIELDS}",
            "el orden tiene {} campos; puede tener hasta {MAX_FIELDS}";
            document.len()
        ));
    }
    let mut keys = Vec::new();
    for (path, value) in document {
        if path.split('.').any(|segment| segment.is_empty() || segment.starts_with('$')) {
            return refused(said!(
                "the sort names \"{path}\", which is no field",
                "el orden nombra «{path}», que no es un campo"
            ));
        }
        let direction = match value {
            Bson::Int32(1) | Bson::Int64(1) => Direction::Ascending,
            Bson::Int32(-1) | Bson::Int64(-1) => Direction::Descending,
            Bson::Double(number) if number.to_bits() == 1.0_f64.to_bits() => Direction::Ascending,
            Bson::Double(number) if number.to_bits() == (-1.0_f64).to_bits() => Direction::Descending,
            _ => {
                return refused(said!(
                    "the sort by \"{path}\" may be 1 or -1",
                    "el orden por «{path}» puede ser 1 o -1"
                ));
            }
        };
        if path_sensitivity(path) == Sensitivity::Secret {
            return hidden(path, &said!("sorting by it", "ordenar por ese campo"));
        }
        keys.push((path.clone(), direction));
        if path == "_id" {
            // Nothing after it can decide anything.
            return Ok(Sort(keys));
        }
    }
    keys.push(("_id".to_owned(), Direction::Ascending));
    Ok(Sort(keys))
}

impl Sort {
    /// The fields in their order.
    pub fn keys(&self) -> &[(String, Direction)] {
        &self.0
    }

    /// Whether it is by `_id` alone.
    pub fn is_id_alone(&self) -> bool {
        self.0.len() == 1
    }

    /// As the server wants it.
    pub fn document(&self) -> Document {
        let number = |direction: &Direction| match direction {
            Direction::Ascending => 1,
            Direction::Descending => -1,
        };
        self.0.iter().map(|(path, direction)| (path.clone(), Bson::Int32(number(direction)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use bson::doc;

    use super::sort;

    #[test]
    fn the_order_always_ends_with_the_id() {
        let order = |asked| sort(&asked).unwrap().document();
        assert_eq!(order(doc! {}), doc! { "_id": 1 });
        assert_eq!(order(doc! { "b": -1, "a.x": 1.0 }), doc! { "b": -1, "a.x": 1, "_id": 1 });
        assert_eq!(order(doc! { "_id": -1, "a": 1 }), doc! { "_id": -1 });
        assert_eq!(order(doc! { "tokens": -1 }), doc! { "tokens": -1, "_id": 1 });
    }

    #[test]
    fn secrets_and_computations_are_refused() {
        for asked in [
            doc! { "password": 1 },
            doc! { "user.password_hash": 1 },
            doc! { "a": { "$meta": "textScore" } },
            doc! { "a": 0 },
            doc! { "": 1 },
            doc! { "$natural": 1 },
            doc! { "a..b": 1 },
        ] {
            assert!(sort(&asked).is_err(), "{asked}");
        }
    }
}
