//! BSON to canonical Extended JSON.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bson::{RawArray, RawBsonRef, RawDocument, error::Error};
use serde::ser::Error as _;

use super::Json;
use crate::raw::{Builder, Element};

/// The document as JSON. Fails where a value is not valid BSON, such as text that is not UTF-8.
pub(crate) fn document_to_json(document: &RawDocument) -> Result<Json, Error> {
    let mut members = Vec::new();
    for element in document.iter() {
        let (key, value) = element?;
        members.push((key.as_str().to_owned(), value_to_json(value)?));
    }
    Ok(Json::Object(members))
}

/// An `_id` as a person can read it and look it up: its Extended JSON, or its bytes where that is impossible.
pub(crate) fn id_to_string(id: Element<'_>) -> String {
    let mut builder = Builder::new();
    builder.append(id.kind, b"_id", id.value);
    let bytes = builder.finish();
    RawDocument::from_bytes(&bytes)
        .ok()
        .and_then(|document| document_to_json(document).ok())
        .and_then(|json| serde_json::to_string(json.get("_id")?).ok())
        .unwrap_or_else(|| format!("bytes {}", STANDARD.encode(id.value)))
}

fn array_to_json(array: &RawArray) -> Result<Json, Error> {
    array.into_iter().map(|item| value_to_json(item?)).collect::<Result<_, _>>().map(Json::Array)
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn text(text: impl Into<String>) -> Json {
    Json::String(text.into())
}

fn value_to_json(value: RawBsonRef<'_>) -> Result<Json, Error> {
    Ok(match value {
        RawBsonRef::Double(number) => object([("$numberDouble", text(double(number)))]),
        RawBsonRef::String(string) => text(string),
        RawBsonRef::Array(array) => array_to_json(array)?,
        RawBsonRef::Document(document) => document_to_json(document)?,
        RawBsonRef::Boolean(value) => Json::Bool(value),
        RawBsonRef::Null => Json::Null,
        RawBsonRef::RegularExpression(regex) => object([(
            "$regularExpression",
            object([("pattern", text(regex.pattern.as_str())), ("options", text(regex.options.as_str()))]),
        )]),
        RawBsonRef::JavaScriptCode(code) => object([("$code", text(code))]),
        RawBsonRef::JavaScriptCodeWithScope(code) => {
            object([("$code", text(code.code)), ("$scope", document_to_json(code.scope)?)])
        }
        RawBsonRef::Int32(number) => object([("$numberInt", text(number.to_string()))]),
        RawBsonRef::Int64(number) => long(number),
        RawBsonRef::Timestamp(at) => object([(
            "$timestamp",
            object([("t", Json::Number(at.time.into())), ("i", Json::Number(at.increment.into()))]),
        )]),
        RawBsonRef::Binary(binary) => object([(
            "$binary",
            object([
                ("base64", text(STANDARD.encode(binary.bytes))),
                ("subType", text(format!("{:02x}", u8::from(binary.subtype)))),
            ]),
        )]),
        RawBsonRef::ObjectId(id) => object_id(&id.to_hex()),
        RawBsonRef::DateTime(at) => object([("$date", long(at.timestamp_millis()))]),
        RawBsonRef::Symbol(symbol) => object([("$symbol", text(symbol))]),
        RawBsonRef::Decimal128(number) => object([("$numberDecimal", text(number.to_string()))]),
        RawBsonRef::Undefined => object([("$undefined", Json::Bool(true))]),
        RawBsonRef::MaxKey => object([("$maxKey", Json::Number(1.into()))]),
        RawBsonRef::MinKey => object([("$minKey", Json::Number(1.into()))]),
        // Its parts are private to the driver; whoever holds one keeps the BSON instead.
        RawBsonRef::DbPointer(_) => return Err(Error::custom("a DBPointer has no faithful JSON here")),
    })
}

fn long(number: i64) -> Json {
    object([("$numberLong", text(number.to_string()))])
}

fn object_id(hex: &str) -> Json {
    object([("$oid", text(hex))])
}

fn double(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() }
    } else {
        format!("{number:?}")
    }
}
