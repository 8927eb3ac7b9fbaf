use bson::doc;
use shared::error::ErrorCode;
use shared::identity::Locale;

use super::filter;

fn refusal(document: bson::Document) -> String {
    let error = filter(document.clone()).expect_err(&document.to_string());
    assert_eq!(error.code(), ErrorCode::QueryRefused);
    error.text(Locale::En).to_owned()
}

#[test]
fn ordinary_questions_are_let_through_as_they_are() {
    let questions = [
        doc! {},
        doc! { "status": "pending", "n": { "$gte": 1, "$lt": 5 } },
        doc! { "$or": [{ "a": null }, { "b": { "$exists": false } }, { "$nor": [{ "c": { "$type": ["string", 2] } }] }] },
        doc! { "tags": { "$all": ["x", { "$elemMatch": { "k": 1 } }], "$size": 2 } },
        doc! { "items": { "$elemMatch": { "sku": { "$in": ["a", "b"] }, "$or": [{ "qty": 1 }] } } },
        doc! { "name": { "$not": { "$regex": "^an", "$options": "i" } } },
        doc! { "flags": { "$bitsAllSet": 5 }, "n": { "$mod": [4, 0] } },
        doc! { "owner": { "$ref": "users", "$id": 7 } },
        doc! { "address": { "city": "Asunción" } },
    ];
    for question in questions {
        assert_eq!(filter(question.clone()).unwrap().document, question);
    }
}

#[test]
fn what_runs_code_writes_or_reads_elsewhere_is_refused_by_name_and_place() {
    for operator in [
        "$where",
        "$expr",
        "$function",
        "$accumulator",
        "$out",
        "$merge",
        "$lookup",
        "$text",
        "$jsonSchema",
        "$comment",
        "$near",
        "$rand",
        "$sampleRate",
        "$unheardOf",
    ] {
        assert!(refusal(doc! { operator: 1 }).contains(operator));
        assert!(refusal(doc! { "$and": [{ "a": 1 }, { operator: { "x": 1 } }] }).contains(operator));
        let nested = refusal(doc! { "a.b": { operator: 1 } });
        assert!(nested.contains(operator) && nested.contains("a.b"), "{nested}");
        assert!(
            refusal(doc! { "a": { "$elemMatch": { "b": { "$not": { operator: 1 } } } } }).contains("a.b")
        );
        assert!(refusal(doc! { "a": { "x": 1, operator: 1 } }).contains(operator));
    }
    assert!(refusal(doc! { "a": bson::Bson::JavaScriptCode("1".into()) }).contains("code"));
}

#[test]
fn a_hidden_value_cannot_be_asked_for() {
    for question in [
        doc! { "password_hash": { "$gt": "$2b$1" } },
        doc! { "password_hash": "x" },
        doc! { "profile.api_key": { "$regex": "^a" } },
        doc! { "recovery_codes": { "$in": ["a"] } },
        doc! { "recovery_codes.0": "a" },
        doc! { "otp": { "$mod": [10, 3] } },
        doc! { "otp": 123_456 },
        doc! { "secret": { "$bitsAllSet": 1 } },
        doc! { "user": { "password": "x" } },
        doc! { "user": { "$eq": { "deep": [{ "token": 1 }] } } },
        doc! { "sessions": { "$elemMatch": { "refreshToken": { "$lt": "m" } } } },
        doc! { "sessions": { "$all": [{ "$elemMatch": { "token": "a" } }] } },
        doc! { "$or": [{ "a": 1 }, { "tokens": "abc" }] },
        doc! { "recovery_codes": { "$elemMatch": { "$gt": "a" } } },
        doc! { "secret": { "$not": { "$gte": "m" } } },
        doc! { "credentials.value": { "$size": 3 } },
    ] {
        assert!(refusal(question).contains("holds secrets"));
    }
    assert!(
        refusal(doc! { "note": "$2b$12$KIXQ8c1mQnV0q3m0yQpGXuJ3d0zjv6c8s8m1k2w3e4r5t6y7u8i9O" })
            .contains("looks like")
    );
    assert!(refusal(doc! { "profile": { "$gt": { "a": 1 } } }).contains("single value"));
}

#[test]
fn what_is_shown_of_a_secret_can_be_asked_for() {
    let date = bson::DateTime::from_millis(0);
    for question in [
        doc! { "password_hash": { "$exists": true, "$type": "string" } },
        doc! { "password_hash": null },
        doc! { "password_changed_at": { "$gte": date } },
        doc! { "must_change_password": true },
        doc! { "tokens": { "$gt": 100 } },
    ] {
        assert!(filter(question.clone()).is_ok(), "{question}");
    }
}

#[test]
fn searching_by_text_is_remembered_for_a_look_at_what_the_field_holds() {
    let searched = |question| filter(question).unwrap().searched;
    assert_eq!(
        searched(doc! { "name": { "$gte": "a" }, "items": { "$elemMatch": { "sku": { "$regex": "^a" } } } }),
        ["items.sku", "name"]
    );
    assert!(searched(doc! { "name": "a", "n": { "$gt": 5 }, "x": { "$in": ["a"] } }).is_empty());
}

#[test]
fn bounds_are_kept() {
    assert!(refusal(doc! { "a": { "$regex": "x".repeat(501) } }).contains("longer than 500"));
    assert!(refusal(doc! { "a": { "$regex": "x", "$options": "q" } }).contains("'q'"));
    assert!(refusal(doc! { "a": { "$in": vec![1; 1_001] } }).contains("1001 values"));
    assert!(refusal(doc! { "a": { "$in": 5 } }).contains("takes a list"));
    assert!(refusal(doc! { "$and": [1] }).contains("objects"));
}
