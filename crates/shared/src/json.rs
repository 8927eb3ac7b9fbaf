//! Reads DTOs out of JSON, as the app does.
//!
//! serde_json parses the text, once for all; then each DTO takes its fields out of what was parsed. What serde derives
//! for that purpose would read a DTO from a list too, and make error messages that nobody reads there: together a good
//! part of all that a first visit loads.
//!
//! ```
//! use shared::json::{FromJson, read};
//!
//! #[derive(serde::Deserialize, FromJson)]
//! struct Place {
//!     city: String,
//!     #[serde(default)]
//!     people: u32,
//! }
//!
//! let place: Place = read(r#"{"city": "Encarnación"}"#).unwrap();
//! assert_eq!((place.city.as_str(), place.people), ("Encarnación", 0));
//! assert!(read::<Place>(r#"{"people": 3}"#).is_none());
//! ```

use std::collections::BTreeMap;
use std::mem;

pub use serde_json::Value;
pub use shared_derive::FromJson;

/// What can be read out of parsed JSON. Derived, it obeys the same attributes as serde's `Deserialize` beside it and
/// reads the same; only fields that nobody knows are passed over, even where requests refuse them.
pub trait FromJson: Sized {
    /// Takes it out of the value; none if the value is something else. What was taken is gone from the value.
    fn from_json(value: &mut Value) -> Option<Self>;

    /// What stands for a field that is absent; none if it must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a DTO from a text.
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    read_value(parse(text)?)
}

/// Reads a DTO from JSON that is parsed already.
pub fn read_value<T: FromJson>(mut value: Value) -> Option<T> {
    T::from_json(&mut value)
}

fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// Takes a field out of an object; none if it is not there or is something else.
pub fn field<T: FromJson>(object: &mut Value, name: &str) -> Option<T> {
    match member(object, name)? {
        Some(value) => T::from_json(value),
        None => T::absent(),
    }
}

/// The same, where something stands for a field that is absent.
pub fn field_or<T: FromJson>(object: &mut Value, name: &str, absent: T) -> Option<T> {
    match member(object, name)? {
        Some(value) => T::from_json(value),
        None => Some(absent),
    }
}

/// What a field holds; none if it is not there.
pub fn inside<'a>(object: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    member(object, name)?
}

/// None if it is no object.
fn member<'a>(object: &'a mut Value, name: &str) -> Option<Option<&'a mut Value>> {
    object.as_object_mut().map(|fields| fields.get_mut(name))
}

/// Takes a text that says something in a form of its own.
pub fn from_text<T: std::str::FromStr>(value: &Value) -> Option<T> {
    value.as_str()?.parse().ok()
}

impl FromJson for Value {
    fn from_json(value: &mut Value) -> Option<Self> {
        Some(mem::take(value))
    }
}

impl FromJson for bool {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_bool()
    }
}

impl FromJson for String {
    fn from_json(value: &mut Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(mem::take(text)),
            _ => None,
        }
    }
}

impl FromJson for () {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_null()
    }
}

macro_rules! whole_numbers {
    ($($number:ty: $as:ident),+) => {$(
        impl FromJson for $number {
            fn from_json(value: &mut Value) -> Option<Self> {
                value.$as()?.try_into().ok()
            }
        }
    )+};
}

whole_numbers!(u8: as_u64, u16: as_u64, u32: as_u64, i8: as_i64, i16: as_i64, i32: as_i64);

impl FromJson for u64 {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_u64()
    }
}

impl FromJson for i64 {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_i64()
    }
}

impl FromJson for f64 {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_f64()
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &mut Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::from_json(value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(value: &mut Value) -> Option<Self> {
        T::from_json(value).map(Self::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_array_mut()?.iter_mut().map(T::from_json).collect()
    }
}

impl<T: FromJson, const N: usize> FromJson for [T; N] {
    fn from_json(value: &mut Value) -> Option<Self> {
        Vec::from_json(value)?.try_into().ok()
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(value: &mut Value) -> Option<Self> {
        match value.as_array_mut()?.as_mut_slice() {
            [one, other] => Some((A::from_json(one)?, B::from_json(other)?)),
            _ => None,
        }
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: &mut Value) -> Option<Self> {
        let fields = value.as_object_mut()?.iter_mut();
        fields.map(|(name, value)| Some((name.clone(), T::from_json(value)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::{FromJson, read, read_value};
    use crate::backups::Backup;
    use crate::identity::Role;
    use crate::notifications::Email;

    #[derive(Debug, PartialEq, Deserialize, FromJson)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Shape {
        Point,
        BigBox { width: u32, height: i64 },
        Named(Name),
    }

    #[derive(Debug, PartialEq, Deserialize, FromJson)]
    #[serde(tag = "event", content = "data", rename_all = "UPPERCASE")]
    enum Told {
        Shape(Shape),
        #[serde(rename = "twice")]
        Two {
            one: u8,
        },
        Over,
    }

    #[derive(Debug, PartialEq, Deserialize, FromJson)]
    struct Name {
        name: String,
    }

    #[derive(Debug, PartialEq, Deserialize, FromJson)]
    #[serde(transparent)]
    struct Word(String);

    #[derive(Debug, PartialEq, Deserialize, FromJson)]
    struct List<T> {
        #[serde(rename = "type")]
        kind: Word,
        items: Vec<T>,
        #[serde(default)]
        many: u8,
        #[serde(default = "seven")]
        seven: i16,
        next: Option<String>,
    }

    #[derive(Debug, PartialEq, Deserialize, FromJson)]
    struct All {
        flag: bool,
        text: String,
        boxed: Box<Name>,
        null: Option<u8>,
        list: List<Shape>,
        told: Vec<Told>,
        map: BTreeMap<String, (u8, f64)>,
        any: Value,
        #[serde(flatten)]
        flat: Name,
    }

    fn seven() -> i16 {
        7
    }

    fn all() -> Value {
        json!({
            "flag": true, "text": "ñ\n", "null": null, "unknown": [{}], "map": {"a": [1, 2.5]}, "name": "Ana", "boxed": {"name": "b"},
            "list": {"type": "x", "items": [{"kind": "point"}, {"kind": "named", "name": "b"},
                {"kind": "big_box", "width": 4, "height": -9_007_199_254_740_993_i64}]},
            "told": [{"event": "OVER"}, {"event": "twice", "data": {"one": 1}},
                {"event": "SHAPE", "data": {"kind": "point"}}],
            "any": {"2": 1, "1": [null, 0.1]},
        })
    }

    #[test]
    fn every_kind_of_value_is_read_as_serde_reads_it() {
        let ours: All = read_value(all()).unwrap();
        assert_eq!(ours, serde_json::from_value(all()).unwrap());
        assert_eq!((ours.list.seven, ours.list.many, ours.flat.name.as_str()), (7, 0, "Ana"));
        assert_eq!(ours.any.to_string(), r#"{"2":1,"1":[null,0.1]}"#);
    }

    /// Every value of a JSON, each replaced by others or taken away: both readers agree on which of them are the DTO.
    #[test]
    fn what_is_not_the_dto_is_refused_as_serde_refuses_it() {
        let others = [
            json!(null),
            json!(true),
            json!(-1),
            json!(300),
            json!(2.5),
            json!("point"),
            json!([]),
            json!({}),
        ];
        let (mut read, mut refused) = (0, 0);
        let mut paths = Vec::new();
        paths_of(&all(), String::new(), &mut paths);
        for path in paths {
            for other in others.iter().map(Some).chain([None]) {
                let mut changed = all();
                match (other, path.rsplit_once('/')) {
                    (Some(other), _) => *changed.pointer_mut(&path).unwrap() = other.clone(),
                    (None, Some((parent, name))) => match changed.pointer_mut(parent).unwrap() {
                        Value::Object(fields) => drop(fields.shift_remove(name)),
                        _ => continue,
                    },
                    (None, None) => continue,
                }
                let theirs: Option<All> = serde_json::from_value(changed.clone()).ok();
                assert_eq!(read_value::<All>(changed), theirs, "{path} is {other:?}");
                if theirs.is_some() { read += 1 } else { refused += 1 }
            }
        }
        assert!(read > 20 && refused > 100, "{read} read, {refused} refused");
    }

    fn paths_of(value: &Value, path: String, paths: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| paths_of(value, format!("{path}/{name}"), paths));
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(at, value)| paths_of(value, format!("{path}/{at}"), paths));
            }
            _ => {}
        }
        paths.push(path);
    }

    #[test]
    fn what_is_not_json_is_refused() {
        assert_eq!(read::<Vec<Role>>(r#"["admin"]"#), Some(vec![Role::Admin]));
        for wrong in [r#"["emperor"]"#, r#"["admin""#, r#"{"admin": 1}"#, "7", "[{\"admin\": 1}]"] {
            assert_eq!(read::<Vec<Role>>(wrong), None, "{wrong}");
        }
        assert_eq!(read::<u8>("256"), None);
        assert_eq!(read::<Option<bool>>("1"), None);
        assert!(read::<Backup>("{}").is_none() && read::<Backup>("[]").is_none());
    }

    #[test]
    fn a_dto_inside_another_is_read() {
        let text = r#"{"id": "01890a5d-ac96-774b-bcce-b302099a8057", "to": "a@b.c", "subject": "s", "template": "t",
            "status": "kept", "attempts": 1, "created_at": "2026-11-21T17:03:22Z", "text": "x", "html": "<p>"}"#;
        let mail: Email = read(text).unwrap();
        assert_eq!((mail.summary.attempts, mail.html.as_str()), (1, "<p>"));
        assert_eq!(mail.summary.created_at.to_string(), "2026-11-21T17:03:22Z");
    }
}
