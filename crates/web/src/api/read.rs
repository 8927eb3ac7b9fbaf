//! Reads DTOs out of JSON.
//!
//! serde_json parses the text, once for all; then a deserialiser without words takes the fields. The typed
//! deserialiser of serde_json would bring, for each DTO, a way to read it from a list too, and the making of error
//! messages that nobody reads here: together a good part of all that a first visit loads.

use std::fmt;

use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::{Map, Number, Value};

/// Reads a DTO from a text.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    read_value(serde_json::from_str(text).ok()?)
}

/// Reads a DTO from JSON that is parsed already.
pub fn read_value<T: DeserializeOwned>(value: Value) -> Option<T> {
    T::deserialize(Node(value)).ok()
}

/// The JSON is not the DTO.
#[derive(Debug)]
struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

type Outcome<T> = Result<T, Unreadable>;

struct Node(Value);

fn number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Outcome<V::Value> {
    if let Some(number) = number.as_u64() {
        visitor.visit_u64(number)
    } else if let Some(number) = number.as_i64() {
        visitor.visit_i64(number)
    } else {
        visitor.visit_f64(number.as_f64().ok_or(Unreadable)?)
    }
}

/// Methods for values of one kind: the DTO says what it wants, and gets that or nothing.
macro_rules! wanted {
    ($($method:ident: $kind:pat => $visit:expr;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
            match self.0 {
                $kind => $visit(visitor),
                _ => Err(Unreadable),
            }
        }
    )+};
}

macro_rules! numbers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
            match self.0 {
                Value::Number(found) => number(&found, visitor),
                _ => Err(Unreadable),
            }
        }
    )+};
}

impl<'de> Deserializer<'de> for Node {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(bool) => visitor.visit_bool(bool),
            Value::Number(found) => number(&found, visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items(items.into_iter())),
            Value::Object(fields) => visitor.visit_map(Fields::of(fields)),
        }
    }

    wanted! {
        deserialize_bool: Value::Bool(bool) => |visitor: V| visitor.visit_bool(bool);
        deserialize_str: Value::String(text) => |visitor: V| visitor.visit_string(text);
        deserialize_string: Value::String(text) => |visitor: V| visitor.visit_string(text);
        deserialize_identifier: Value::String(text) => |visitor: V| visitor.visit_str(&text);
        deserialize_seq: Value::Array(items) => |visitor: V| visitor.visit_seq(Items(items.into_iter()));
        deserialize_map: Value::Object(fields) => |visitor: V| visitor.visit_map(Fields::of(fields));
        deserialize_unit: Value::Null => |visitor: V| visitor.visit_unit();
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Outcome<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Outcome<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, content: None }),
            Value::Object(fields) => {
                let (name, content) = fields.into_iter().next().ok_or(Unreadable)?;
                visitor.visit_enum(Variant { name, content: Some(content) })
            }
            _ => Err(Unreadable),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { char bytes byte_buf unit_struct tuple_struct }
}

struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Outcome<Option<T::Value>> {
        self.0.next().map(|item| seed.deserialize(Node(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Fields {
    rest: serde_json::map::IntoIter,
    value: Option<Value>,
}

impl Fields {
    fn of(fields: Map<String, Value>) -> Self {
        Self { rest: fields.into_iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Outcome<Option<K::Value>> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Node(Value::String(name))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Outcome<T::Value> {
        seed.deserialize(Node(self.value.take().ok_or(Unreadable)?))
    }
}

struct Variant {
    name: String,
    content: Option<Value>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Content;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Outcome<(T::Value, Content)> {
        let variant = seed.deserialize(StringDeserializer::new(self.name))?;
        Ok((variant, Content(self.content)))
    }
}

struct Content(Option<Value>);

impl<'de> VariantAccess<'de> for Content {
    type Error = Unreadable;

    fn unit_variant(self) -> Outcome<()> {
        if self.0.is_none() { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Outcome<T::Value> {
        seed.deserialize(Node(self.0.ok_or(Unreadable)?))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Outcome<V::Value> {
        Node(self.0.ok_or(Unreadable)?).deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Outcome<V::Value> {
        Node(self.0.ok_or(Unreadable)?).deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::Value;
    use shared::backups::Backup;
    use shared::identity::Role;
    use shared::notifications::Email;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::read;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Shape {
        Point,
        Circle(f64),
        Box { width: u32, height: i64 },
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct All {
        flag: bool,
        text: String,
        #[serde(default)]
        absent: Option<u8>,
        null: Option<u8>,
        list: Vec<Shape>,
        map: BTreeMap<String, (u8, f32)>,
        any: Value,
    }

    #[wasm_bindgen_test]
    fn every_kind_of_value_is_read_as_serde_json_reads_it() {
        let text = r#"{"flag": true, "text": "ñ\n", "null": null, "unknown": [{}], "map": {"a": [1, 2.5]},
            "list": ["point", {"circle": 3}, {"box": {"width": 4, "height": -9007199254740993}}],
            "any": {"2": 1, "1": [null, 0.1]}}"#;
        let ours: All = read(text).unwrap();
        assert_eq!(ours, serde_json::from_str(text).unwrap());
        assert_eq!(ours.any.to_string(), r#"{"2":1,"1":[null,0.1]}"#);
    }

    #[wasm_bindgen_test]
    fn what_is_not_the_dto_is_refused() {
        assert_eq!(read::<Vec<Role>>(r#"["admin"]"#), Some(vec![Role::Admin]));
        for wrong in [r#"["emperor"]"#, r#"["admin""#, r#"{"admin": 1}"#, "7", "[{\"admin\": 1}]"] {
            assert_eq!(read::<Vec<Role>>(wrong), None, "{wrong}");
        }
        assert_eq!(read::<u8>("256"), None);
        assert_eq!(read::<Option<bool>>("1"), None);
        assert!(read::<Backup>("{}").is_none() && read::<Backup>("[]").is_none());
    }

    #[wasm_bindgen_test]
    fn a_dto_inside_another_is_read() {
        let text = r#"{"id": "01890a5d-ac96-774b-bcce-b302099a8057", "to": "a@b.c", "subject": "s", "template": "t",
            "status": "kept", "attempts": 1, "created_at": "2026-11-21T17:03:22Z", "text": "x", "html": "<p>"}"#;
        let mail: Email = read(text).unwrap();
        assert_eq!((mail.summary.attempts, mail.html.as_str()), (1, "<p>"));
        assert_eq!(mail.summary.created_at.to_string(), "2026-11-21T17:03:22Z");
    }
}
