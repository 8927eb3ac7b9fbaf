//! The difference between two states of a thing.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;
use shared::audit::Change;

/// Text in fields of such names is never shown, only that it is there.
const SECRET_WORDS: &[&str] =
    &["password", "secret", "token", "hash", "api_key", "private_key", "credential"];
/// Stands for a secret.
const MASK: &str = "•••";

/// Which fields differ, by path, in the order of their paths. `&()` stands for a thing that is not there, before it was
/// made or after it was removed. Lists are compared whole. Of secrets it shows only that they changed.
pub fn changes(before: &impl Serialize, after: &impl Serialize) -> Vec<Change> {
    let (before, after) = (fields(before), fields(after));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths
        .into_iter()
        .filter_map(|path| {
            let value = |fields: &BTreeMap<String, Value>| fields.get(path).cloned().unwrap_or(Value::Null);
            let (before, after) = (value(&before), value(&after));
            (before != after).then(|| Change {
                field: path.clone(),
                before: shown(path, before),
                after: shown(path, after),
            })
        })
        .collect()
}

fn fields(thing: &impl Serialize) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    flatten("", serde_json::to_value(thing).unwrap_or(Value::Null), &mut fields);
    fields
}

fn flatten(path: &str, value: Value, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Null => {}
        Value::Object(inner) => {
            for (name, value) in inner {
                let path = if path.is_empty() { name } else { format!("{path}.{name}") };
                flatten(&path, value, into);
            }
        }
        value => {
            let path = if path.is_empty() { "value" } else { path };
            into.insert(path.to_owned(), value);
        }
    }
}

fn shown(path: &str, value: Value) -> Value {
    let path = path.to_ascii_lowercase();
    let secret = SECRET_WORDS.iter().any(|word| path.contains(word));
    match value {
        Value::Null | Value::Bool(_) => value,
        _ if secret => Value::from(MASK),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::changes;

    fn told(before: Value, after: Value) -> Value {
        serde_json::to_value(changes(&before, &after)).unwrap()
    }

    #[test]
    fn only_what_differs_is_told_by_its_path() {
        let before =
            json!({ "name": "Ana", "address": { "city": "Luque", "zip": "2060" }, "roles": ["brand"] });
        let after = json!({ "name": "Ana", "address": { "city": "Areguá", "zip": "2060" }, "roles": [] });
        assert_eq!(
            told(before, after),
            json!([
                { "field": "address.city", "before": "Luque", "after": "Areguá" },
                { "field": "roles", "before": ["brand"], "after": [] },
            ])
        );
    }

    #[test]
    fn of_a_secret_only_the_change_is_told() {
        let before =
            json!({ "password_hash": "$argon2id$old", "smtp": { "token": 7 }, "must_change_password": true });
        let after = json!({ "password_hash": "$argon2id$new", "smtp": {}, "must_change_password": false });
        assert_eq!(
            told(before, after),
            json!([
                { "field": "must_change_password", "before": true, "after": false },
                { "field": "password_hash", "before": "•••", "after": "•••" },
                { "field": "smtp.token", "before": "•••", "after": null },
            ])
        );
    }

    #[test]
    fn what_was_not_there_is_null() {
        let created = changes(&(), &json!({ "name": "Ana" }));
        assert_eq!(
            serde_json::to_value(created).unwrap(),
            json!([{ "field": "name", "before": null, "after": "Ana" }])
        );
        assert!(changes(&json!({ "name": "Ana" }), &json!({ "name": "Ana", "phone": null })).is_empty());
    }
}
