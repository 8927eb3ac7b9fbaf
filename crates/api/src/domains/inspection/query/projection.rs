//! Projections: which fields, and which part of an array. Nothing computed, renamed or copied, so that what is hidden by
//! its name stays hidden.

use bson::{Bson, Document};

use super::filter::element;
use super::{join, refused};
use crate::http::ApiResult;
use crate::said;

/// Lets a projection through, or says what in it is refused. Gives back the paths that its `$elemMatch` searches by text.
///
/// # Errors
/// [`shared::error::ErrorCode::QueryRefused`] with the field.
pub fn projection(document: &Document) -> ApiResult<Vec<String>> {
    let mut searched = Vec::new();
    fields(document, "", &mut searched)?;
    Ok(searched)
}

fn fields(document: &Document, parent: &str, searched: &mut Vec<String>) -> ApiResult<()> {
    for (name, value) in document {
        let path = join(parent, name);
        if name.split('.').any(|segment| segment.is_empty() || segment.starts_with('$')) {
            return refused(said!(
                "the projection names \"{path}\", which is no field",
                "en los campos pedidos figura «{path}», que no es un campo"
            ));
        }
        match value {
            Bson::Boolean(_) => {}
            number if is_zero_or_one(number) => {}
            Bson::Document(inner) if inner.keys().any(|name| name.starts_with('$')) => {
                part(&path, inner, searched)?;
            }
            Bson::Document(inner) if !inner.is_empty() => fields(inner, &path, searched)?,
            _ => {
                return refused(said!(
                    "the projection of \"{path}\" may be 0, 1, {{\"$slice\": …}} or {{\"$elemMatch\": …}}",
                    "en los campos pedidos, «{path}» puede ser 0, 1, {{\"$slice\": …}} o {{\"$elemMatch\": …}}"
                ));
            }
        }
    }
    Ok(())
}

fn is_zero_or_one(value: &Bson) -> bool {
    match value {
        Bson::Int32(number) => matches!(number, 0 | 1),
        Bson::Int64(number) => matches!(number, 0 | 1),
        Bson::Double(number) => number.to_bits() == 0 || number.to_bits() == 1.0_f64.to_bits(),
        _ => false,
    }
}

fn part(path: &str, operators: &Document, searched: &mut Vec<String>) -> ApiResult<()> {
    let mut operators = operators.iter();
    match (operators.next(), operators.next()) {
        (Some((name, Bson::Int32(_) | Bson::Int64(_))), None) if name == "$slice" => Ok(()),
        (Some((name, Bson::Array(pair))), None)
            if name == "$slice"
                && pair.len() == 2
                && pair.iter().all(|item| matches!(item, Bson::Int32(_) | Bson::Int64(_))) =>
        {
            Ok(())
        }
        (Some((name, Bson::Document(condition))), None) if name == "$elemMatch" => {
            searched.extend(element(condition, path)?);
            Ok(())
        }
        (Some((name, _)), _) => refused(said!(
            "the projection of \"{path}\" has {name}; known are {{\"$slice\": n}}, {{\"$slice\": [from, n]}} and \
             {{\"$elemMatch\": {{…}}}}, one at a time",
            "en los campos pedidos, «{path}» tiene {name}; se conocen {{\"$slice\": n}}, {{\"$slice\": [desde, n]}} y \
             {{\"$elemMatch\": {{…}}}}, de a uno por vez"
        )),
        (None, _) => refused(said!(
            "the projection of \"{path}\" is empty",
            "en los campos pedidos, «{path}» está vacío"
        )),
    }
}

#[cfg(test)]
mod tests {
    use bson::doc;
    use shared::identity::Locale;

    use super::projection;

    #[test]
    fn fields_and_parts_of_arrays_are_let_through() {
        for asked in [
            doc! { "a": 1, "b.c": true, "_id": 0 },
            doc! { "a": 0.0, "b": { "c": 0_i64 } },
            doc! { "a": { "$slice": 3 }, "b": { "$slice": [1, 2] } },
            doc! { "a": { "$elemMatch": { "x": { "$gt": 1 } } } },
        ] {
            assert!(projection(&asked).is_ok(), "{asked}");
        }
    }

    #[test]
    fn what_computes_renames_or_asks_for_secrets_is_refused() {
        for (asked, says) in [
            (doc! { "leak": "$password_hash" }, "leak"),
            (doc! { "leak": { "$substr": ["$password_hash", 0, 5] } }, "$substr"),
            (doc! { "a": { "$meta": "textScore" } }, "$meta"),
            (doc! { "a": { "$literal": 1 } }, "$literal"),
            (doc! { "a.$": 1 }, "a.$"),
            (doc! { "$where": 1 }, "$where"),
            (doc! { "a": 2 }, "\"a\""),
            (doc! { "a": ["$password_hash"] }, "\"a\""),
            (doc! { "a": { "b": "$secret" } }, "a.b"),
            (doc! { "a": { "$slice": [1] } }, "$slice"),
            (doc! { "a": { "$slice": ["$password_hash", 1] } }, "$slice"),
            (doc! { "a": { "$slice": 1, "$elemMatch": { "x": 1 } } }, "$slice"),
            (doc! { "a": { "$elemMatch": { "token": { "$gt": "m" } } } }, "holds secrets"),
            (doc! { "a": { "$elemMatch": { "$where": "1" } } }, "$where"),
            (doc! { "a": {} }, "\"a\""),
        ] {
            let error = projection(&asked).expect_err(&asked.to_string());
            assert!(error.text(Locale::En).contains(says), "{asked}: {error}");
        }
    }
}
