//! Documents as rows of a table that a spreadsheet may open.
//!
//! A column is the path of a value: objects are opened (`address.city`), arrays stay whole, as relaxed Extended JSON. A
//! name that stands twice in one object gets `#2`. Text is written as it is; one that a spreadsheet would take for a formula
//! (it begins with `=`, `+`, `-`, `@`, their full-width forms, tab, carriage return or line feed) gets a `'` in front.
//! Numbers, true, false, dates (RFC 3339), ObjectIds (hexadecimal) and null are written plainly; a field that is not there
//! leaves its cell empty; what is hidden is written as `•••• (hidden)`.

use std::collections::HashMap;

use bson::{RawBsonRef, RawDocument};
use serde_json::Value;

use super::paths;
use super::render::Renderer;
use crate::domains::inspection::secrets::{Sensitivity, is_hidden, sensitivity};

/// What stands where a value is hidden.
const HIDDEN: &str = "•••• (hidden)";

/// The cells of a document by column, in the order of its fields.
pub fn cells(document: &RawDocument) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    open("", document, &mut Renderer::relaxed(), &mut cells);
    cells
}

fn open(parent: &str, document: &RawDocument, renderer: &mut Renderer, cells: &mut Vec<(String, String)>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for element in document.iter_elements() {
        let Ok(element) = element else {
            cells.push((paths::field(parent, "$invalid"), "damaged".to_owned()));
            return;
        };
        let name = element.key().as_str();
        let mut column = paths::field(parent, name);
        let times = seen.entry(column.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times > 1 {
            column = format!("{column}#{times}");
        }
        let lossy;
        let value = match element.value() {
            Ok(value) => value,
            Err(_) => match element.value_utf8_lossy() {
                Ok(value) => {
                    lossy = value;
                    lossy.as_raw_bson_ref()
                }
                Err(_) => {
                    cells.push((column, "damaged".to_owned()));
                    continue;
                }
            },
        };
        match value {
            RawBsonRef::Document(inner) if !inner.is_empty() && !is_hidden(sensitivity(name), value) => {
                open(&column, inner, renderer, cells);
            }
            value => {
                let text = cell(&column, sensitivity(name), value, renderer);
                cells.push((column, text));
            }
        }
    }
}

fn cell(column: &str, named: Sensitivity, value: RawBsonRef<'_>, renderer: &mut Renderer) -> String {
    if is_hidden(named, value) {
        return HIDDEN.to_owned();
    }
    match value {
        RawBsonRef::String(text) | RawBsonRef::Symbol(text) => harmless(text),
        RawBsonRef::ObjectId(id) => id.to_hex(),
        RawBsonRef::DateTime(date) => match date.try_to_rfc3339_string() {
            Ok(text) => text,
            Err(_) => date.timestamp_millis().to_string(),
        },
        RawBsonRef::Int32(number) => number.to_string(),
        RawBsonRef::Int64(number) => number.to_string(),
        RawBsonRef::Double(number) => number.to_string(),
        RawBsonRef::Decimal128(number) => number.to_string(),
        RawBsonRef::Boolean(truth) => truth.to_string(),
        RawBsonRef::Null => "null".to_owned(),
        other => match renderer.value(column, Sensitivity::Open, other) {
            Value::String(text) => harmless(&text),
            json => harmless(&json.to_string()),
        },
    }
}

/// Text that no spreadsheet takes for a formula.
pub fn harmless(text: &str) -> String {
    let risky = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(risky) { format!("'{text}") } else { text.to_owned() }
}

/// One line of a CSV file (RFC 4180), with its line end.
pub fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            line.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(cell);
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use bson::{doc, oid::ObjectId, rawdoc};

    use super::{cells, harmless, line};

    fn of(document: bson::Document) -> Vec<(String, String)> {
        cells(&bson::serialize_to_raw_document_buf(&document).unwrap())
    }

    #[test]
    fn objects_are_opened_and_arrays_stay_whole() {
        let id = ObjectId::parse_str("507f1f77bcf86cd799439011").unwrap();
        let row = of(doc! {
            "_id": id, "name": "Ana, \"la\"", "address": { "city": "Asunción", "x.y": 1 }, "tags": [1, "a"], "none": null,
            "empty": {}, "n": -5, "password": "x",
        });
        let expected = [
            ("_id", "507f1f77bcf86cd799439011"),
            ("name", "Ana, \"la\""),
            ("address.city", "Asunción"),
            ("address[\"x.y\"]", "1"),
            ("tags", "[1,\"a\"]"),
            ("none", "null"),
            ("empty", "{}"),
            ("n", "-5"),
            ("password", "•••• (hidden)"),
        ];
        assert_eq!(row, expected.map(|(column, cell)| (column.to_owned(), cell.to_owned())));
    }

    #[test]
    fn a_name_that_stands_twice_has_two_columns() {
        let mut twice = rawdoc! { "a": 1 };
        twice.append(bson::raw::cstr!("a"), 2);
        let columns: Vec<_> = cells(&twice).into_iter().map(|(column, _)| column).collect();
        assert_eq!(columns, ["a", "a#2"]);
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1"] {
            assert!(harmless(text).starts_with('\''), "{text:?}");
            assert_eq!(of(doc! { "a": text })[0].1, format!("'{text}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
    }

    #[test]
    fn a_line_is_quoted_where_it_must_be() {
        assert_eq!(line(["a", "b,c", "d\"e", "f\ng", ""].into_iter()), "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
    }
}
