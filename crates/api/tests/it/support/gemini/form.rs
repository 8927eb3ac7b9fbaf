//! The documented form of a request to `models.generateContent`, and what the service says of one that is not of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

/// Holds a request against the documented form; gives the picture in it.
pub fn checked(asked: &Value) -> Result<(String, Vec<u8>), String> {
    let asked = names(
        asked,
        "the request",
        &[
            "contents",
            "systemInstruction",
            "generationConfig",
            "safetySettings",
            "tools",
            "toolConfig",
            "cachedContent",
        ],
    )?;
    let mut pictures = Vec::new();
    let contents = asked.get("contents").and_then(Value::as_array).ok_or("contents is not specified")?;
    for content in contents {
        let content = names(content, "contents", &["role", "parts"])?;
        if !matches!(content.get("role").and_then(Value::as_str), Some("user" | "model")) {
            return Err("Please use a valid role: user, model.".to_owned());
        }
        pictures.extend(parts(content)?);
    }
    if let Some(instruction) = asked.get("systemInstruction")
        && !parts(names(instruction, "system_instruction", &["role", "parts"])?)?.is_empty()
    {
        return Err("system_instruction: only text is taken".to_owned());
    }
    if let Some(config) = asked.get("generationConfig") {
        configured(config)?;
    }
    match pictures.len() {
        1 => Ok(pictures.remove(0)),
        other => Err(format!("the tests ask about one picture, not {other}")),
    }
}

fn names<'a>(value: &'a Value, place: &str, known: &[&str]) -> Result<&'a Map<String, Value>, String> {
    let map = value.as_object().ok_or(format!("{place} must be an object"))?;
    match map.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("Invalid JSON payload received. Unknown name \"{name}\" at '{place}'")),
        None => Ok(map),
    }
}

/// The pictures among the parts of a content.
fn parts(content: &Map<String, Value>) -> Result<Vec<(String, Vec<u8>)>, String> {
    let parts = content.get("parts").and_then(Value::as_array).ok_or("parts must not be empty")?;
    if parts.is_empty() {
        return Err("parts must not be empty".to_owned());
    }
    let mut pictures = Vec::new();
    for part in parts {
        let part = names(part, "parts", &["text", "inlineData", "fileData"])?;
        if part.len() != 1 {
            return Err("oneof field 'data' is set more than once, or not at all".to_owned());
        }
        if let Some(text) = part.get("text") {
            text.as_str().filter(|text| !text.is_empty()).ok_or("a part must have a text")?;
        }
        if let Some(data) = part.get("inlineData") {
            let data = names(data, "inline_data", &["mimeType", "data"])?;
            let kind = data.get("mimeType").and_then(Value::as_str).unwrap_or_default();
            if !["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"].contains(&kind) {
                return Err(format!("Unsupported MIME type: {kind}"));
            }
            let bytes = data.get("data").and_then(Value::as_str).unwrap_or_default();
            let bytes = STANDARD.decode(bytes).map_err(|_| "Base64 decoding failed")?;
            pictures.push((kind.to_owned(), bytes));
        }
    }
    Ok(pictures)
}

fn configured(config: &Value) -> Result<(), String> {
    let config = names(
        config,
        "generation_config",
        &[
            "stopSequences",
            "responseMimeType",
            "responseSchema",
            "responseModalities",
            "candidateCount",
            "maxOutputTokens",
            "temperature",
            "topP",
            "topK",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "thinkingConfig",
            "mediaResolution",
        ],
    )?;
    if let Some(temperature) = config.get("temperature") {
        let warm = temperature.as_f64().ok_or("temperature must be a number")?;
        if !(0.0..=2.0).contains(&warm) {
            return Err("temperature must be in the range [0.0, 2.0]".to_owned());
        }
    }
    if let Some(schema) = config.get("responseSchema") {
        if config.get("responseMimeType").and_then(Value::as_str) != Some("application/json") {
            return Err("a response schema needs the response mime type application/json".to_owned());
        }
        schema_of(schema, "response_schema")?;
    }
    Ok(())
}

/// A schema of the service's: the part of OpenAPI's that it takes.
fn schema_of(schema: &Value, place: &str) -> Result<(), String> {
    let known = [
        "type",
        "format",
        "title",
        "description",
        "nullable",
        "enum",
        "maxItems",
        "minItems",
        "properties",
        "required",
        "minProperties",
        "maxProperties",
        "minLength",
        "maxLength",
        "pattern",
        "example",
        "anyOf",
        "propertyOrdering",
        "default",
        "items",
        "minimum",
        "maximum",
    ];
    let schema = names(schema, place, &known)?;
    let texts = |name: &str| -> Vec<String> {
        let list = schema.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    };
    match schema.get("type").and_then(Value::as_str) {
        Some("OBJECT") => {
            let properties = schema.get("properties").and_then(Value::as_object);
            let properties = properties.filter(|properties| !properties.is_empty());
            let properties =
                properties.ok_or(format!("{place}.properties: should be non-empty for OBJECT type"))?;
            for name in texts("required").iter().chain(&texts("propertyOrdering")) {
                if !properties.contains_key(name) {
                    return Err(format!("{place}: property is not defined: {name}"));
                }
            }
            for (name, property) in properties {
                schema_of(property, &format!("{place}.properties[{name}]"))?;
            }
        }
        Some("ARRAY") => {
            schema_of(
                schema.get("items").ok_or(format!("{place}.items: missing field."))?,
                &format!("{place}.items"),
            )?;
        }
        Some("STRING") => {
            let format = schema.get("format").and_then(Value::as_str);
            if !matches!(format, None | Some("enum" | "date-time")) {
                return Err(format!(
                    "{place}.format: only 'enum' and 'date-time' are supported for STRING type"
                ));
            }
            if format == Some("enum") && texts("enum").is_empty() {
                return Err(format!(
                    "{place}.enum: should be non-empty for STRING type with the format enum"
                ));
            }
        }
        Some("NUMBER" | "INTEGER" | "BOOLEAN") => {
            if schema.contains_key("enum") {
                return Err(format!("{place}.enum: only allowed for STRING type"));
            }
        }
        other => return Err(format!("Invalid value at '{place}.type': {other:?}")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The controls: what the service refuses is refused here.
    #[test]
    fn what_is_not_documented_is_refused() {
        let good = json!({
            "contents": [{ "role": "user", "parts": [{ "inlineData": { "mimeType": "image/png", "data": "AAAA" } }] }],
            "generationConfig": {
                "responseMimeType": "application/json",
                "responseSchema": { "type": "OBJECT", "properties": { "a": { "type": "STRING" } }, "required": ["a"] },
            },
        });
        assert!(checked(&good).is_ok());
        let changed = |pointer: &str, value: Value| {
            let mut asked = good.clone();
            *asked.pointer_mut(pointer).unwrap() = value;
            checked(&asked)
        };
        for (pointer, value) in [
            ("/contents", json!([])),
            ("/contents/0/role", json!("system")),
            ("/contents/0/parts", json!([])),
            ("/contents/0/parts/0", json!({ "inline_data": {} })),
            ("/contents/0/parts/0/inlineData/mimeType", json!("image/gif")),
            ("/contents/0/parts/0/inlineData/data", json!("?")),
            ("/generationConfig/responseMimeType", json!("text/plain")),
            ("/generationConfig/responseSchema/type", json!("object")),
            ("/generationConfig/responseSchema/properties", json!({})),
            ("/generationConfig/responseSchema/required", json!(["b"])),
            (
                "/generationConfig/responseSchema/properties/a",
                json!({ "type": "STRING", "additionalProperties": false }),
            ),
            ("/generationConfig/responseSchema/properties/a", json!({ "type": "ARRAY" })),
            ("/generationConfig/responseSchema/properties/a", json!({ "type": "STRING", "format": "enum" })),
        ] {
            assert!(changed(pointer, value.clone()).is_err(), "{pointer} {value}");
        }
    }
}
