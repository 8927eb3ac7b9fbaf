//! What a value of canonical Extended JSON is, for a reader.

use serde_json::Value;
use shared::time::Timestamp;

/// What kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeafKind {
    /// Text.
    String,
    /// `int`, `long`, `double` or `decimal`, named so.
    Number(&'static str),
    /// True or false.
    Bool,
    /// Nothing.
    Null,
    /// An ObjectId.
    ObjectId,
    /// An instant.
    Date,
    /// Bytes.
    Binary,
    /// Anything else, by its name.
    Other(&'static str),
}

impl LeafKind {
    /// The class that colours it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number(_) => "number",
            Self::ObjectId => "id",
            Self::Date => "date",
            Self::Bool | Self::Null | Self::Binary | Self::Other(_) => "other",
        }
    }

    /// The type's name as in `$type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number(name) | Self::Other(name) => name,
            Self::Bool => "bool",
            Self::Null => "null",
            Self::ObjectId => "objectId",
            Self::Date => "date",
            Self::Binary => "binData",
        }
    }
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What kind.
    pub kind: LeafKind,
    /// How it reads.
    pub text: String,
}

/// The value as a leaf, or nothing if it is a list or a document.
pub fn leaf(value: &Value) -> Option<Leaf> {
    let (kind, text) = match value {
        Value::String(text) => (LeafKind::String, format!("\"{text}\"")),
        Value::Number(number) => (LeafKind::Number("number"), number.to_string()),
        Value::Bool(flag) => (LeafKind::Bool, flag.to_string()),
        Value::Null => (LeafKind::Null, "null".to_owned()),
        Value::Array(_) => return None,
        Value::Object(fields) => {
            let mut fields = fields.iter();
            let (key, inner) = fields.next()?;
            if !key.starts_with('$') {
                return None;
            }
            wrapped(key, inner)?
        }
    };
    Some(Leaf { kind, text })
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn wrapped(key: &str, inner: &Value) -> Option<(LeafKind, String)> {
    Some(match key {
        "$oid" => (LeafKind::ObjectId, plain(inner)),
        "$numberInt" => (LeafKind::Number("int"), plain(inner)),
        "$numberLong" => (LeafKind::Number("long"), plain(inner)),
        "$numberDouble" => (LeafKind::Number("double"), plain(inner)),
        "$numberDecimal" => (LeafKind::Number("decimal"), plain(inner)),
        "$date" => (LeafKind::Date, date(inner)),
        "$binary" => (LeafKind::Binary, binary(inner)),
        "$timestamp" => (LeafKind::Other("timestamp"), inner.to_string()),
        "$regularExpression" => (LeafKind::Other("regex"), inner.to_string()),
        "$symbol" => (LeafKind::Other("symbol"), plain(inner)),
        "$code" => (LeafKind::Other("javascript"), plain(inner)),
        "$minKey" => (LeafKind::Other("minKey"), "minKey".to_owned()),
        "$maxKey" => (LeafKind::Other("maxKey"), "maxKey".to_owned()),
        "$undefined" => (LeafKind::Other("undefined"), "undefined".to_owned()),
        "$uuid" => (LeafKind::Binary, plain(inner)),
        "$masked" => (LeafKind::Other("masked"), "•••".to_owned()),
        _ => return None,
    })
}

/// `{"$date": {"$numberLong": "…"}}` and `{"$date": "…"}` both read as an ISO instant.
fn date(inner: &Value) -> String {
    let milliseconds =
        inner.get("$numberLong").and_then(Value::as_str).and_then(|text| text.parse::<i64>().ok());
    match milliseconds.and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok()) {
        Some(instant) => instant.to_string(),
        None => plain(inner),
    }
}

fn binary(inner: &Value) -> String {
    let base64 = inner.get("base64").and_then(Value::as_str).unwrap_or_default();
    let padding = base64.bytes().rev().take_while(|byte| *byte == b'=').count();
    let bytes = (base64.len() / 4 * 3).saturating_sub(padding);
    let kind = inner.get("subType").and_then(Value::as_str).unwrap_or("?");
    let start: String = base64.chars().take(24).collect();
    format!("{bytes} B, 0x{kind}, {start}{}", if base64.len() > 24 { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{LeafKind, leaf};

    #[wasm_bindgen_test]
    fn extended_json_reads_as_what_it_stands_for() {
        let cases = [
            (json!({"$oid": "65f0a1b2c3d4e5f601234567"}), LeafKind::ObjectId, "65f0a1b2c3d4e5f601234567"),
            (json!({"$numberLong": "9007199254740993"}), LeafKind::Number("long"), "9007199254740993"),
            (json!({"$date": {"$numberLong": "0"}}), LeafKind::Date, "1970-01-01T00:00:00Z"),
            (json!({"$numberDouble": "-0.0"}), LeafKind::Number("double"), "-0.0"),
            (json!("a"), LeafKind::String, "\"a\""),
            (json!({"$binary": {"base64": "AAEC", "subType": "00"}}), LeafKind::Binary, "3 B, 0x00, AAEC"),
        ];
        for (value, kind, text) in cases {
            let leaf = leaf(&value).unwrap();
            assert_eq!((leaf.kind, leaf.text.as_str()), (kind, text), "{value}");
        }
    }

    #[wasm_bindgen_test]
    fn documents_and_lists_are_not_leaves_even_with_dollar_names_inside() {
        assert_eq!(leaf(&json!({"a": 1})), None);
        assert_eq!(leaf(&json!([])), None);
        assert_eq!(leaf(&json!({})), None);
        assert_eq!(leaf(&json!({"$unknown": 1})), None);
    }
}
