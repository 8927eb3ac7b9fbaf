//! The names of places in a document: `items[].sku`.
//!
//! A field whose name would be ambiguous in a path (empty, or with a dot, bracket or quote in it) is written as
//! `["its.name"]`; one whose name is itself a secret as `••••`.

use crate::domains::inspection::secrets::{HIDDEN_NAME, looks_secret};

/// The path of the field `name` inside `parent`; the parent of a top-level field is empty.
pub fn field(parent: &str, name: &str) -> String {
    let name = if looks_secret(name) { HIDDEN_NAME } else { name };
    if name.is_empty() || name.contains(['.', '[', ']', '"']) {
        let quoted = serde_json::Value::from(name);
        return format!("{parent}[{quoted}]");
    }
    if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") }
}

/// The path of the items of an array.
pub fn items(parent: &str) -> String {
    format!("{parent}[]")
}

#[cfg(test)]
mod tests {
    use super::{field, items};

    #[test]
    fn two_places_never_share_a_path() {
        assert_eq!(field(&items("items"), "sku"), "items[].sku");
        assert_eq!(field("a", "b.c"), "a[\"b.c\"]");
        assert_ne!(field("a", "b.c"), field(&field("a", "b"), "c"));
        assert_eq!(field("", ""), "[\"\"]");
        assert_eq!(field("", "x[]"), "[\"x[]\"]");
    }
}
