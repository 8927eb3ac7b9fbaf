//! Flat DTOs as query strings.
//!
//! A serializer of its own, because going through JSON values would bring the printing of JSON into every page that
//! asks for a list.

use std::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeStruct, Serializer};

use super::problem::ApiProblem;
use super::{ApiResult, encode};

/// Writes a flat DTO as a query string, its question mark included; absent fields are left out, and so is everything
/// where all are absent.
pub fn query_string<Q: Serialize>(query: &Q) -> ApiResult<String> {
    let text = query.serialize(Fields).map_err(|_| ApiProblem::unreadable())?;
    Ok(if text.is_empty() { text } else { format!("?{text}") })
}

/// The DTO has something that is no field of a query.
#[derive(Debug)]
struct NotFlat;

impl fmt::Display for NotFlat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not flat")
    }
}

impl std::error::Error for NotFlat {}

impl ser::Error for NotFlat {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Outcome<T> = Result<T, NotFlat>;

/// Refuses what a query does not have.
macro_rules! never {
    ($out:ty; $($method:ident($($kind:ty),*)),+) => {$(
        fn $method(self, $(_: $kind),*) -> Outcome<$out> {
            Err(NotFlat)
        }
    )+};
}

macro_rules! never_compound {
    () => {
        type SerializeSeq = Impossible<Self::Ok, NotFlat>;
        type SerializeTuple = Impossible<Self::Ok, NotFlat>;
        type SerializeTupleStruct = Impossible<Self::Ok, NotFlat>;
        type SerializeTupleVariant = Impossible<Self::Ok, NotFlat>;
        type SerializeMap = Impossible<Self::Ok, NotFlat>;
        type SerializeStructVariant = Impossible<Self::Ok, NotFlat>;

        fn serialize_seq(self, _: Option<usize>) -> Outcome<Self::SerializeSeq> {
            Err(NotFlat)
        }

        fn serialize_tuple(self, _: usize) -> Outcome<Self::SerializeTuple> {
            Err(NotFlat)
        }

        fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Outcome<Self::SerializeTupleStruct> {
            Err(NotFlat)
        }

        fn serialize_tuple_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Outcome<Self::SerializeTupleVariant> {
            Err(NotFlat)
        }

        fn serialize_map(self, _: Option<usize>) -> Outcome<Self::SerializeMap> {
            Err(NotFlat)
        }

        fn serialize_struct_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Outcome<Self::SerializeStructVariant> {
            Err(NotFlat)
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Outcome<Self::Ok> {
            Err(NotFlat)
        }
    };
}

/// The DTO itself: a struct.
struct Fields;

impl Serializer for Fields {
    type Ok = String;
    type Error = NotFlat;
    type SerializeStruct = Pairs;

    never!(String; serialize_bool(bool), serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_f32(f32),
        serialize_f64(f64), serialize_char(char), serialize_str(&str), serialize_bytes(&[u8]), serialize_none(),
        serialize_unit(), serialize_unit_struct(&'static str), serialize_unit_variant(&'static str, u32, &'static str));
    never_compound!();

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Outcome<String> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Outcome<String> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Outcome<Pairs> {
        Ok(Pairs(String::new()))
    }
}

/// The pairs so far.
struct Pairs(String);

impl Pairs {
    fn push(&mut self, name: &str, text: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(&encode(text));
    }
}

impl SerializeStruct for Pairs {
    type Ok = String;
    type Error = NotFlat;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Outcome<()> {
        if let Some(text) = value.serialize(Text)? {
            self.push(name, &text);
        }
        Ok(())
    }

    fn end(self) -> Outcome<String> {
        Ok(self.0)
    }
}

/// One value as text; nothing of one that is absent.
struct Text;

macro_rules! as_text {
    ($($method:ident($kind:ty)),+) => {$(
        fn $method(self, value: $kind) -> Outcome<Option<String>> {
            Ok(Some(value.to_string()))
        }
    )+};
}

impl Serializer for Text {
    type Ok = Option<String>;
    type Error = NotFlat;
    type SerializeStruct = Impossible<Option<String>, NotFlat>;

    as_text!(
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_char(char)
    );
    never!(Option<String>; serialize_f32(f32), serialize_f64(f64), serialize_bytes(&[u8]),
        serialize_unit_struct(&'static str));
    never_compound!();

    fn serialize_bool(self, value: bool) -> Outcome<Option<String>> {
        self.serialize_str(if value { "true" } else { "false" })
    }

    fn serialize_str(self, text: &str) -> Outcome<Option<String>> {
        Ok(Some(text.to_owned()))
    }

    fn serialize_none(self) -> Outcome<Option<String>> {
        Ok(None)
    }

    fn serialize_unit(self) -> Outcome<Option<String>> {
        Ok(None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Outcome<Option<String>> {
        self.serialize_str(word)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Outcome<Option<String>> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Outcome<Option<String>> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Outcome<Self::SerializeStruct> {
        Err(NotFlat)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Outcome<Option<String>> {
        Ok(Some(value.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use shared::identity::{Role, UserQuery};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::query_string;

    #[wasm_bindgen_test]
    fn a_query_leaves_out_what_is_absent_and_escapes_the_rest() {
        let query = UserQuery {
            search: Some("ana & cía".to_owned()),
            role: Some(Role::Creator),
            limit: Some(50),
            ..UserQuery::default()
        };
        let text = query_string(&query).unwrap();
        assert!(text.starts_with('?'), "{text}");
        assert!(text.contains("search=ana%20%26%20c%C3%ADa"), "{text}");
        assert!(text.contains("role=creator") && text.contains("limit=50"), "{text}");
        assert!(!text.contains("cursor"), "{text}");
        assert_eq!(query_string(&UserQuery::default()).unwrap(), "");
    }
}
