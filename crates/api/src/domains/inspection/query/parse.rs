//! Extended JSON text to BSON: canonical and relaxed, in the order of the text.

use std::collections::HashSet;
use std::fmt;

use bson::{Bson, Document};
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use shared::error::ErrorCode;

use crate::http::{ApiError, ApiResult};

/// No query is nested deeper.
const MAX_DEPTH: usize = 20;
/// No query has more values in it.
const MAX_VALUES: usize = 5_000;

/// Reads the text of one query parameter as an object.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on `parameter` when it is not an object of Extended JSON, says a name twice, is nested
/// deeper than 20 or holds more than 5,000 values.
pub fn object(parameter: &str, text: &str) -> ApiResult<Document> {
    let wrong = |why: String| {
        ApiError::new(ErrorCode::ValidationFailed).fields(vec![shared::error::FieldError {
            field: parameter.to_owned(),
            message: format!("must be an object in Extended JSON, such as {{\"name\": \"Ana\"}}: {why}"),
        }])
    };
    let mut left = MAX_VALUES;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Node { depth: 0, left: &mut left }
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|error| wrong(error.to_string()))?;
    let Value::Object(_) = value else { return Err(wrong(format!("it is {}", kind(&value)))) };
    match Bson::try_from(value).map_err(|error| wrong(error.to_string()))? {
        Bson::Document(document) => Ok(document),
        other => Err(wrong(format!("it is a single value of type {:?}", other.element_type()))),
    }
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Reads one value, counting.
struct Node<'a> {
    depth: usize,
    left: &'a mut usize,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth > MAX_DEPTH {
            return Err(D::Error::custom(format!("it is nested deeper than {MAX_DEPTH}")));
        }
        *self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| D::Error::custom(format!("it holds more than {MAX_VALUES} values")))?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) =
            items.next_element_seed(Node { depth: self.depth + 1, left: &mut *self.left })?
        {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut seen = HashSet::new();
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if name.contains('\0') {
                return Err(A::Error::custom("a name cannot hold the character NUL"));
            }
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom(format!("\"{name}\" stands twice in one object")));
            }
            let value = fields.next_value_seed(Node { depth: self.depth + 1, left: &mut *self.left })?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use bson::{Bson, doc, oid::ObjectId};

    use super::object;

    fn message(text: &str) -> String {
        let error = object("filter", text).unwrap_err();
        serde_json::to_string(&format!("{error:?}")).unwrap()
    }

    #[test]
    fn canonical_and_relaxed_forms_are_read_in_their_order() {
        let read = object(
            "sort",
            r#"{"z": 1, "a": {"$numberLong": "2"}, "m": {"$oid": "507f1f77bcf86cd799439011"}}"#,
        );
        let expected =
            doc! { "z": 1, "a": 2_i64, "m": ObjectId::parse_str("507f1f77bcf86cd799439011").unwrap() };
        assert_eq!(read.unwrap(), expected);
        let dates = object("filter", r#"{"a": {"$gte": {"$date": "2024-01-01T00:00:00Z"}}}"#).unwrap();
        assert!(matches!(dates.get_document("a").unwrap().get("$gte"), Some(Bson::DateTime(_))));
    }

    #[test]
    fn what_is_no_object_is_told_with_the_place() {
        assert!(message("[1]").contains("it is an array"));
        assert!(message("{\"a\": }").contains("line 1"));
        assert!(message("{\"a\": 1, \"a\": 2}").contains("stands twice"));
        assert!(message("{\"$oid\": \"507f1f77bcf86cd799439011\"}").contains("a single value"));
        assert!(message("{\"a\": 1} x").contains("trailing"));
        assert!(message("{\"a\\u0000b\": 1}").contains("NUL"));
        let deep = format!("{}1{}", "{\"a\":".repeat(30), "}".repeat(30));
        assert!(message(&deep).contains("deeper than 20"));
        let wide = format!("{{\"a\": [{}]}}", vec!["1"; 6_000].join(","));
        assert!(message(&wide).contains("more than 5000"));
    }
}
