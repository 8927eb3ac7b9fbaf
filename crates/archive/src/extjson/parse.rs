//! Extended JSON to BSON: the canonical form, and what older tools wrote (plain numbers, dates as text).

use std::str::FromStr;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bson::RawDocumentBuf;

use super::Json;
use crate::raw::{self, Builder};

/// A document from a JSON object.
pub(crate) fn document_from_json(json: &Json) -> Result<RawDocumentBuf, String> {
    match json {
        Json::Object(members) => {
            RawDocumentBuf::from_bytes(document(members)?).map_err(|error| error.to_string())
        }
        _ => Err("a document was expected, written as a JSON object".to_owned()),
    }
}

fn document(members: &[(String, Json)]) -> Result<Vec<u8>, String> {
    let mut builder = Builder::new();
    for (key, json) in members {
        if key.contains('\0') {
            return Err(format!("the key {key:?} contains a zero byte"));
        }
        let (kind, bytes) = value(json).map_err(|error| format!("{key}: {error}"))?;
        builder.append(kind, key.as_bytes(), &bytes);
    }
    Ok(builder.finish())
}

fn value(json: &Json) -> Result<(u8, Vec<u8>), String> {
    match json {
        Json::Null => Ok((0x0A, Vec::new())),
        Json::Bool(value) => Ok((0x08, vec![u8::from(*value)])),
        Json::String(text) => Ok((0x02, raw::string(text.as_bytes()))),
        Json::Number(number) => plain_number(number),
        Json::Array(items) => {
            let mut builder = Builder::new();
            for (index, item) in items.iter().enumerate() {
                let (kind, bytes) = value(item)?;
                builder.append(kind, index.to_string().as_bytes(), &bytes);
            }
            Ok((0x04, builder.finish()))
        }
        Json::Object(members) => match wrapper(members) {
            Some(wrapped) => wrapped,
            None => Ok((0x03, document(members)?)),
        },
    }
}

fn plain_number(number: &serde_json::Number) -> Result<(u8, Vec<u8>), String> {
    if let Some(integer) = number.as_i64() {
        return Ok(match i32::try_from(integer) {
            Ok(small) => (0x10, small.to_le_bytes().to_vec()),
            Err(_) => (0x12, integer.to_le_bytes().to_vec()),
        });
    }
    let double = number.as_f64().ok_or_else(|| format!("{number} is no number that BSON knows"))?;
    Ok((0x01, double.to_le_bytes().to_vec()))
}

type Wrapped = Result<(u8, Vec<u8>), String>;

/// The value that a type wrapper stands for; `None` when the object is an ordinary document.
fn wrapper(members: &[(String, Json)]) -> Option<Wrapped> {
    match members {
        [(key, inner)] => single(key, inner),
        [(first, code), (second, scope)] if first == "$code" && second == "$scope" => match (code, scope) {
            (Json::String(code), Json::Object(scope)) => Some(scoped_code(code, scope)),
            _ => None,
        },
        _ => None,
    }
}

fn single(key: &str, inner: &Json) -> Option<Wrapped> {
    let text = inner.as_str();
    Some(match (key, text) {
        ("$numberInt", Some(text)) => number::<i32>(text).map(|n| (0x10, n.to_le_bytes().to_vec())),
        ("$numberLong", Some(text)) => number::<i64>(text).map(|n| (0x12, n.to_le_bytes().to_vec())),
        ("$numberDouble", Some(text)) => double(text).map(|n| (0x01, n.to_le_bytes().to_vec())),
        ("$numberDecimal", Some(text)) => {
            number::<bson::Decimal128>(text).map(|n| (0x13, n.bytes().to_vec()))
        }
        ("$oid", Some(text)) => bson::oid::ObjectId::parse_str(text)
            .map(|id| (0x07, id.bytes().to_vec()))
            .map_err(|error| error.to_string()),
        ("$symbol", Some(text)) => Ok((0x0E, raw::string(text.as_bytes()))),
        ("$code", Some(text)) => Ok((0x0D, raw::string(text.as_bytes()))),
        ("$date", _) => date(inner)?,
        ("$undefined", _) if *inner == Json::Bool(true) => Ok((0x06, Vec::new())),
        ("$minKey", _) if is_one(inner) => Ok((0xFF, Vec::new())),
        ("$maxKey", _) if is_one(inner) => Ok((0x7F, Vec::new())),
        ("$timestamp", _) => timestamp(inner)?,
        ("$regularExpression", _) => regex(inner)?,
        ("$binary", _) => binary(inner)?,
        _ => return None,
    })
}

fn is_one(json: &Json) -> bool {
    matches!(json, Json::Number(number) if number.as_u64() == Some(1))
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text:?} is not a number of this type"))
}

fn double(text: &str) -> Result<f64, String> {
    match text {
        "Infinity" => Ok(f64::INFINITY),
        "-Infinity" => Ok(f64::NEG_INFINITY),
        "NaN" => Ok(f64::NAN),
        _ => number(text),
    }
}

fn date(inner: &Json) -> Option<Wrapped> {
    let millis = match inner {
        Json::String(text) => text
            .parse::<jiff::Timestamp>()
            .map(jiff::Timestamp::as_millisecond)
            .map_err(|error| error.to_string()),
        Json::Number(plain) => plain.as_i64().ok_or_else(|| format!("{plain} is no date")),
        Json::Object(_) => number(inner.get("$numberLong")?.as_str()?),
        _ => return None,
    };
    Some(millis.map(|millis| (0x09, millis.to_le_bytes().to_vec())))
}

fn timestamp(inner: &Json) -> Option<Wrapped> {
    let part = |key| match inner.get(key)? {
        Json::Number(number) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
        _ => None,
    };
    let mut bytes = part("i")?.to_le_bytes().to_vec();
    bytes.extend_from_slice(&part("t")?.to_le_bytes());
    Some(Ok((0x11, bytes)))
}

fn regex(inner: &Json) -> Option<Wrapped> {
    let mut bytes = inner.get("pattern")?.as_str()?.as_bytes().to_vec();
    bytes.push(0);
    bytes.extend_from_slice(inner.get("options")?.as_str()?.as_bytes());
    bytes.push(0);
    Some(if bytes.iter().filter(|byte| **byte == 0).count() == 2 {
        Ok((0x0B, bytes))
    } else {
        Err("a regular expression contains a zero byte".to_owned())
    })
}

fn binary(inner: &Json) -> Option<Wrapped> {
    let data = inner.get("base64")?.as_str()?;
    let subtype = inner.get("subType")?.as_str()?;
    Some((|| {
        let data = STANDARD.decode(data).map_err(|error| error.to_string())?;
        let subtype = u8::from_str_radix(subtype, 16).map_err(|error| error.to_string())?;
        let length = |len: usize| i32::try_from(len).unwrap_or(i32::MAX).to_le_bytes();
        let mut bytes = Vec::with_capacity(data.len() + 9);
        // The old generic subtype carries its length a second time.
        let old = subtype == 2;
        bytes.extend_from_slice(&length(data.len() + if old { 4 } else { 0 }));
        bytes.push(subtype);
        if old {
            bytes.extend_from_slice(&length(data.len()));
        }
        bytes.extend_from_slice(&data);
        Ok((0x05, bytes))
    })())
}

fn scoped_code(code: &str, scope: &[(String, Json)]) -> Wrapped {
    let code = raw::string(code.as_bytes());
    let scope = document(scope)?;
    let total = i32::try_from(code.len() + scope.len() + 4).map_err(|error| error.to_string())?;
    let mut bytes = total.to_le_bytes().to_vec();
    bytes.extend_from_slice(&code);
    bytes.extend_from_slice(&scope);
    Ok((0x0F, bytes))
}
