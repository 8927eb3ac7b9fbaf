//! Canonical Extended JSON, for metadata files and manifests only: data never passes through it.
//!
//! Order and duplicate keys are kept both ways. Where a definition would not come back byte for byte (text that is
//! not UTF-8, a key that looks like a type wrapper), [`Definition`] stores the BSON itself.

mod parse;
mod write;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bson::{RawDocument, RawDocumentBuf};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap as _, SerializeSeq as _},
};

pub(crate) use parse::document_from_json;
pub(crate) use write::{document_to_json, id_to_string};

/// The key under which a definition is kept that Extended JSON cannot carry.
const EXACT: &str = "$avenueBson";

/// JSON that keeps the order of its keys and their duplicates.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a key, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
        serde_json::Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("not a finite number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}

/// A document that defines something (options, an index), in manifests as canonical Extended JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition(RawDocumentBuf);

impl Definition {
    /// The document as BSON.
    pub fn as_raw(&self) -> &RawDocument {
        &self.0
    }

    /// The document as canonical Extended JSON text, for showing.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn faithful_json(&self) -> Json {
        let exact =
            || Json::Object(vec![(EXACT.to_owned(), Json::String(STANDARD.encode(self.0.as_bytes())))]);
        match document_to_json(&self.0) {
            Ok(json) if document_from_json(&json).is_ok_and(|again| again == self.0) => json,
            _ => exact(),
        }
    }
}

impl From<RawDocumentBuf> for Definition {
    fn from(document: RawDocumentBuf) -> Self {
        Self(document)
    }
}

impl Serialize for Definition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.faithful_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Definition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let document = match json.get(EXACT).and_then(Json::as_str) {
            Some(encoded) => {
                let bytes = STANDARD.decode(encoded).map_err(D::Error::custom)?;
                RawDocumentBuf::from_bytes(bytes).map_err(D::Error::custom)?
            }
            None => document_from_json(&json).map_err(D::Error::custom)?,
        };
        Ok(Self(document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bson::{Bson, doc, rawdoc};

    fn comes_back(document: RawDocumentBuf) -> String {
        let text = serde_json::to_string(&Definition(document.clone())).unwrap();
        let again: Definition = serde_json::from_str(&text).unwrap();
        assert_eq!(again.0.as_bytes(), document.as_bytes(), "{text}");
        text
    }

    #[test]
    fn an_index_reads_as_mongodump_writes_it() {
        let text = comes_back(rawdoc! { "v": 2, "key": { "b": 1, "a": -1 }, "name": "b_1_a_-1" });
        assert_eq!(
            text,
            r#"{"v":{"$numberInt":"2"},"key":{"b":{"$numberInt":"1"},"a":{"$numberInt":"-1"}},"name":"b_1_a_-1"}"#
        );
    }

    #[test]
    fn every_type_comes_back() {
        for value in [
            Bson::Double(0.1),
            Bson::Double(-0.0),
            Bson::Double(f64::INFINITY),
            Bson::Double(f64::NEG_INFINITY),
            Bson::Double(f64::NAN),
            Bson::Double(1e300),
            Bson::Double(5e-324),
            Bson::Undefined,
            Bson::Symbol("s".into()),
            Bson::Int64(i64::MIN),
            Bson::DateTime(bson::DateTime::from_millis(-1)),
            Bson::Decimal128("1E+6144".parse().unwrap()),
            Bson::Decimal128("-0.00".parse().unwrap()),
            Bson::MinKey,
            Bson::MaxKey,
            Bson::Timestamp(bson::Timestamp { time: u32::MAX, increment: 1 }),
            Bson::Binary(bson::Binary { subtype: bson::spec::BinarySubtype::BinaryOld, bytes: vec![1] }),
            Bson::JavaScriptCodeWithScope(bson::JavaScriptCodeWithScope {
                code: "f".into(),
                scope: doc! { "$numberInt": "1", "n": { "x": 1.0 } },
            }),
        ] {
            let document = RawDocumentBuf::try_from(&doc! { "v": value }).unwrap();
            comes_back(document);
        }
    }

    #[test]
    fn what_json_cannot_carry_is_kept_as_bson() {
        let text = comes_back(rawdoc! { "looks": { "$numberInt": "5" } });
        assert!(text.starts_with(r#"{"$avenueBson""#));
        let invalid_text =
            crate::raw::Builder::new().append(2, b"s", &[2, 0, 0, 0, 0xFF, 0]).clone().finish();
        comes_back(RawDocumentBuf::from_bytes(invalid_text).unwrap());
    }

    #[test]
    fn plain_numbers_of_other_tools_are_read() {
        let json: Json =
            serde_json::from_str(r#"{"a":1,"b":5000000000,"c":1.5,"d":{"$date":"2020-01-01T00:00:00Z"}}"#)
                .unwrap();
        let document = document_from_json(&json).unwrap();
        assert_eq!(document.get_i32("a").unwrap(), 1);
        assert_eq!(document.get_i64("b").unwrap(), 5_000_000_000);
        assert_eq!(document.get_f64("c").unwrap(), 1.5);
        assert_eq!(document.get_datetime("d").unwrap().timestamp_millis(), 1_577_836_800_000);
    }
}
