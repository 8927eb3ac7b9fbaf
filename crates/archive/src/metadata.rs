//! The metadata file of a collection, with the fields and in the order that mongodump writes.

use bson::RawDocumentBuf;

use crate::{
    Definition,
    catalog::{CollectionSpec, Kind},
    extjson::{Json, document_from_json, document_to_json},
};

/// The file's bytes.
pub(crate) fn encode(spec: &CollectionSpec) -> Result<Vec<u8>, serde_json::Error> {
    let kind = match spec.kind {
        Kind::Collection => "collection",
        Kind::TimeSeries => "timeseries",
        Kind::View => "view",
    };
    let mut members = vec![
        ("options".to_owned(), json(&spec.options)?),
        ("indexes".to_owned(), Json::Array(spec.indexes.iter().map(json).collect::<Result<_, _>>()?)),
    ];
    if let Some(uuid) = &spec.uuid {
        members.push(("uuid".to_owned(), Json::String(uuid.clone())));
    }
    members.push(("collectionName".to_owned(), Json::String(spec.name.clone())));
    members.push(("type".to_owned(), Json::String(kind.to_owned())));
    serde_json::to_vec(&Json::Object(members))
}

/// As mongodump would write it, where Extended JSON can; else as the manifest keeps it.
fn json(definition: &Definition) -> Result<Json, serde_json::Error> {
    match document_to_json(definition.as_raw()) {
        Ok(json) => Ok(json),
        Err(_) => serde_json::from_str(&serde_json::to_string(definition)?),
    }
}

/// Reads a metadata file of mongodump. `name` is the collection as its file is called, for versions that did not yet
/// write it inside.
///
/// # Errors
/// A text that says what is wrong.
pub(crate) fn decode(bytes: &[u8], name: &str) -> Result<CollectionSpec, String> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| format!("it is no JSON: {error}"))?;
    let options: Definition = match json.get("options") {
        Some(options) => document_from_json(options).map_err(|error| format!("options: {error}"))?.into(),
        None => RawDocumentBuf::new().into(),
    };
    let indexes = match json.get("indexes") {
        Some(Json::Array(items)) => items
            .iter()
            .map(|index| document_from_json(index).map(Definition::from))
            .collect::<Result<_, _>>()
            .map_err(|error| format!("indexes: {error}"))?,
        None | Some(Json::Null) => Vec::new(),
        Some(_) => return Err("indexes: a list was expected".to_owned()),
    };
    let has = |key| matches!(options.as_raw().get(key), Ok(Some(_)));
    // Versions before 100.x wrote no type.
    let kind = match json.get("type").and_then(Json::as_str) {
        Some("view") => Kind::View,
        Some("timeseries") => Kind::TimeSeries,
        _ if has("viewOn") => Kind::View,
        _ if has("timeseries") => Kind::TimeSeries,
        _ => Kind::Collection,
    };
    let name = json.get("collectionName").and_then(Json::as_str).unwrap_or(name).to_owned();
    let uuid = json.get("uuid").and_then(Json::as_str).filter(|uuid| !uuid.is_empty()).map(str::to_owned);
    Ok(CollectionSpec { name, kind, options, indexes, uuid })
}

#[cfg(test)]
mod tests {
    use super::*;
    use bson::rawdoc;

    #[test]
    fn fields_and_order_are_those_of_mongodump() {
        let spec = CollectionSpec {
            name: "a".into(),
            kind: Kind::Collection,
            options: rawdoc! { "capped": true }.into(),
            indexes: vec![rawdoc! { "v": 2, "key": { "_id": 1 }, "name": "_id_" }.into()],
            uuid: Some("00ff".into()),
        };
        let bytes = encode(&spec).unwrap();
        assert_eq!(
            String::from_utf8(bytes.clone()).unwrap(),
            concat!(
                r#"{"options":{"capped":true},"indexes":[{"v":{"$numberInt":"2"},"key":{"_id":{"$numberInt":"1"}},"#,
                r#""name":"_id_"}],"uuid":"00ff","collectionName":"a","type":"collection"}"#
            )
        );
        assert_eq!(decode(&bytes, "other").unwrap(), spec);
    }

    #[test]
    fn old_files_are_read() {
        let old = br#"{"options":{"viewOn":"a","pipeline":[]},"indexes":[]}"#;
        let spec = decode(old, "v").unwrap();
        assert_eq!((spec.kind, spec.name.as_str()), (Kind::View, "v"));
        assert!(decode(b"{", "x").unwrap_err().contains("no JSON"));
        assert!(decode(br#"{"indexes":5}"#, "x").unwrap_err().contains("indexes"));
    }
}
