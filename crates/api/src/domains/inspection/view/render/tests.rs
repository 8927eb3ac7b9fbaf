use bson::{RawDocumentBuf, doc, oid::ObjectId};
use proptest::prelude::*;
use serde_json::json;

use super::Renderer;
use crate::domains::inspection::census::Collector;
use crate::domains::inspection::view::cells;

fn raw(document: bson::Document) -> RawDocumentBuf {
    bson::serialize_to_raw_document_buf(&document).unwrap()
}

#[test]
fn values_keep_their_types_and_fields_their_order() {
    let document = raw(doc! {
        "z": 1, "a": 1_i64, "m": 1.0, "nan": f64::NAN, "zero": -0.0,
        "d": "1.10".parse::<bson::Decimal128>().unwrap(), "undefined": bson::Bson::Undefined,
        "symbol": bson::Bson::Symbol("s".into()), "id": ObjectId::parse_str("507f1f77bcf86cd799439011").unwrap(),
        "": [null, { "x": true }],
    });
    let shown = Renderer::canonical().document(&document);
    let names: Vec<_> = shown.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["z", "a", "m", "nan", "zero", "d", "undefined", "symbol", "id", ""]);
    assert_eq!(shown["z"], json!({ "$numberInt": "1" }));
    assert_eq!(shown["a"], json!({ "$numberLong": "1" }));
    assert_eq!(shown["nan"], json!({ "$numberDouble": "NaN" }));
    assert_eq!(shown["zero"], json!({ "$numberDouble": "-0.0" }));
    assert_eq!(shown["d"], json!({ "$numberDecimal": "1.10" }));
    assert_eq!(shown["undefined"], json!({ "$undefined": true }));
    assert_eq!(shown["symbol"], json!({ "$symbol": "s" }));
    assert_eq!(shown[""], json!([null, { "x": true }]));
    assert_eq!(Renderer::relaxed().document(&document)["a"], json!(1));
}

#[test]
fn what_a_json_object_cannot_carry_is_not_lost() {
    let mut twice = raw(doc! { "a": "first", "b": true });
    twice.append(bson::raw::cstr!("a"), "second");
    let shown = Renderer::canonical().document(&twice);
    assert_eq!(shown, json!({ "$fields": [["a", "first"], ["b", true], ["a", "second"]] }));
    let wrapper = raw(doc! { "v": { "$oid": "no id" } });
    assert_eq!(Renderer::canonical().document(&wrapper), json!({ "v": { "$fields": [["$oid", "no id"]] } }));
}

#[test]
fn secrets_are_masked_with_type_and_length_and_their_paths_are_told() {
    let mut renderer = Renderer::canonical();
    let shown = renderer.document(&raw(doc! {
        "password_hash": "0123456789", "password_changed_at": bson::DateTime::from_millis(0), "recovery_codes": ["a", "b"],
        "sessions": [{ "token": "x", "ip": "1" }], "tokens": 12, "credentials": { "any": "thing" },
        "note": "see mongodb://u:hunter22@h/db",
    }));
    assert_eq!(shown["password_hash"], json!({ "$masked": "string", "length": 10 }));
    assert_eq!(shown["recovery_codes"], json!({ "$masked": "array", "length": 2 }));
    assert_eq!(shown["credentials"], json!({ "$masked": "object" }));
    assert_eq!(shown["sessions"][0]["ip"], "1");
    assert_eq!(shown["tokens"], json!({ "$numberInt": "12" }));
    assert!(shown["password_changed_at"]["$date"].is_object());
    assert_eq!(
        renderer.into_masked(),
        ["credentials", "note", "password_hash", "recovery_codes", "sessions[].token"]
    );
}

const HASH: &str = "$2b$12$KIXQ8c1mQnV0q3m0yQpGXuJ3d0zjv6c8s8m1k2w3e4r5t6y7u8i9O";
const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N";
/// What stands under secret names only; looks like nothing.
const PLAIN: &str = "zq-correct-horse-zq";

/// A document with secrets anywhere in it, and harmless values beside them.
fn with_secrets() -> impl Strategy<Value = bson::Document> {
    let shape = prop_oneof![Just(HASH.to_owned()), Just(JWT.to_owned()), Just(format!("text {JWT} around"))];
    let open_name = prop_oneof![Just("a"), Just("note"), Just("b.c"), Just(""), Just("items")];
    let secret_name = prop_oneof![
        Just("password"),
        Just("passwordHash"),
        Just("REFRESH_TOKEN"),
        Just("api-key"),
        Just("recovery_codes"),
        Just("otp")
    ];
    let leaf = prop_oneof![
        Just(bson::Bson::Null),
        any::<i32>().prop_map(bson::Bson::Int32),
        "[a-m]{0,6}".prop_map(bson::Bson::String),
        shape.clone().prop_map(bson::Bson::String),
        shape.prop_map(bson::Bson::Symbol),
    ];
    let value = leaf.prop_recursive(4, 24, 4, move |inner| {
        let secret = prop_oneof![
            Just(bson::Bson::from(PLAIN)),
            Just(bson::Bson::from(vec![PLAIN])),
            Just(bson::Bson::from(doc! { "deep": [PLAIN] })),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(bson::Bson::from),
            (open_name.clone(), inner, secret_name.clone(), secret).prop_map(
                |(open, value, name, hidden)| { bson::Bson::from(doc! { open: value, name: hidden }) }
            ),
        ]
    });
    prop::collection::vec(value, 1..4).prop_map(|values| {
        values.into_iter().enumerate().map(|(index, value)| (format!("f{index}"), value)).collect()
    })
}

fn assert_no_secret(text: &str) {
    for secret in ["$2b$12$KIXQ", "eyJhbGci", "eyJzdWI", "correct-horse"] {
        assert!(!text.contains(secret), "{secret} stands in {text}");
    }
}

#[test]
#[should_panic(expected = "stands in")]
fn the_check_for_secrets_can_find_one() {
    assert_no_secret(&raw(doc! { "password": PLAIN }).to_document().unwrap().to_string());
}

trait ToDocument {
    fn to_document(&self) -> Result<bson::Document, bson::error::Error>;
}

impl ToDocument for RawDocumentBuf {
    fn to_document(&self) -> Result<bson::Document, bson::error::Error> {
        bson::Document::try_from(self.as_ref())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_secret_comes_out_anywhere(documents in prop::collection::vec(with_secrets(), 1..5)) {
        let mut collector = Collector::new();
        for document in documents {
            let raw = raw(document);
            assert_no_secret(&Renderer::canonical().document(&raw).to_string());
            assert_no_secret(&Renderer::relaxed().document(&raw).to_string());
            assert_no_secret(&format!("{:?}", cells::cells(&raw)));
            collector.see(&raw);
        }
        assert_no_secret(&serde_json::to_string(&collector.tell().0).unwrap());
    }
}
