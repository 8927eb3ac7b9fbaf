//! Filters: comparison, logical, element, array and bit operators, and regular expressions within bounds.

use bson::{Bson, Document};
use shared::identity::Locale;

use super::{join, refused};
use crate::domains::inspection::secrets::{Sensitivity, looks_secret, path_sensitivity, sensitivity};
use crate::http::{ApiResult, Said};
use crate::said;

/// The longest regular expression.
const MAX_PATTERN: usize = 500;
/// The most values in one list.
const MAX_LIST: usize = 1_000;

/// A filter that may be run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// As the server wants it.
    pub document: Document,
    /// Paths that are searched by text. If any document holds a secret there, in a field whose name tells nothing, the
    /// filter is refused before it runs: it could be asked until the secret is known.
    pub searched: Vec<String>,
}

/// Lets a filter through, or says what in it is refused.
///
/// # Errors
/// [`shared::error::ErrorCode::QueryRefused`] with the operator and where it stands.
pub fn filter(document: Document) -> ApiResult<Filter> {
    let mut check = Check { searched: Vec::new() };
    check.all(&document, "")?;
    check.searched.sort();
    check.searched.dedup();
    Ok(Filter { document, searched: check.searched })
}

/// The conditions on elements of an array at `path`, as in `$elemMatch` of a projection.
pub(super) fn element(condition: &Document, path: &str) -> ApiResult<Vec<String>> {
    let mut check = Check { searched: Vec::new() };
    check.elements(condition, path)?;
    Ok(check.searched)
}

struct Check {
    searched: Vec<String>,
}

impl Check {
    fn all(&mut self, conditions: &Document, parent: &str) -> ApiResult<()> {
        for (name, value) in conditions {
            match name.as_str() {
                "$and" | "$or" | "$nor" => {
                    for branch in list(name, parent, value)? {
                        let Bson::Document(branch) = branch else {
                            return takes(name, parent, &said!("a list of objects", "una lista de objetos"));
                        };
                        self.all(branch, parent)?;
                    }
                }
                operator if operator.starts_with('$') => {
                    return unknown(operator, parent);
                }
                field => self.field(&join(parent, field), value)?,
            }
        }
        Ok(())
    }

    fn field(&mut self, path: &str, condition: &Bson) -> ApiResult<()> {
        match condition {
            Bson::Document(condition) if is_operators(condition) => condition
                .iter()
                .try_for_each(|(operator, operand)| self.operator(path, operator, operand, condition)),
            literal => self.equals(path, literal),
        }
    }

    fn operator(&mut self, path: &str, operator: &str, operand: &Bson, siblings: &Document) -> ApiResult<()> {
        match operator {
            "$eq" | "$ne" => self.equals(path, operand),
            "$in" | "$nin" => {
                list(operator, path, operand)?.iter().try_for_each(|item| self.equals(path, item))
            }
            "$gt" | "$gte" | "$lt" | "$lte" => self.range(path, operator, operand),
            "$exists" | "$type" => Ok(()),
            "$not" => match operand {
                Bson::Document(inner) if is_operators(inner) => self.field(path, operand),
                Bson::RegularExpression(_) => self.equals(path, operand),
                _ => takes(
                    operator,
                    path,
                    &said!("operators or a regular expression", "operadores o una expresión regular"),
                ),
            },
            "$all" => list(operator, path, operand)?.iter().try_for_each(|item| match item {
                Bson::Document(inner) if is_operators(inner) => self.field(path, item),
                literal => self.equals(path, literal),
            }),
            "$elemMatch" => match operand {
                Bson::Document(inner) => self.elements(inner, path),
                _ => takes(operator, path, &said!("an object", "un objeto")),
            },
            "$size" => open(path, operator),
            "$mod" | "$bitsAllClear" | "$bitsAllSet" | "$bitsAnyClear" | "$bitsAnySet" => {
                counted(path, operator)
            }
            "$regex" => {
                let options = siblings.get_str("$options").unwrap_or_default();
                match operand {
                    Bson::String(pattern) => self.regex(path, pattern, options),
                    Bson::RegularExpression(regex) => {
                        self.regex(path, regex.pattern.as_str(), regex.options.as_str())
                    }
                    _ => takes(operator, path, &said!("a text", "un texto")),
                }
            }
            "$options" if siblings.contains_key("$regex") => Ok(()),
            other => unknown(other, path),
        }
    }

    fn elements(&mut self, condition: &Document, path: &str) -> ApiResult<()> {
        // In `$elemMatch`, `$and`, `$or` and `$nor` hold conditions on the fields of an element.
        let is_logical = condition.keys().any(|name| matches!(name.as_str(), "$and" | "$or" | "$nor"));
        if is_operators(condition) && !is_logical {
            open(path, "$elemMatch")?;
            return self.field(path, &Bson::Document(condition.clone()));
        }
        self.all(condition, path)
    }

    fn equals(&mut self, path: &str, literal: &Bson) -> ApiResult<()> {
        if let Bson::RegularExpression(regex) = literal {
            return self.regex(path, regex.pattern.as_str(), regex.options.as_str());
        }
        allowed_here(path, literal)?;
        plain(path, literal)
    }

    fn range(&mut self, path: &str, operator: &str, operand: &Bson) -> ApiResult<()> {
        allowed_here(path, operand)?;
        plain(path, operand)?;
        match operand {
            Bson::Document(_) | Bson::Array(_) | Bson::RegularExpression(_) => takes(
                operator,
                path,
                &said!(
                    "a single value, no object, array or pattern",
                    "un solo valor: ni un objeto, ni una lista, ni una expresión regular"
                ),
            ),
            Bson::String(_) | Bson::Symbol(_) | Bson::Binary(_) => {
                self.searched.push(path.to_owned());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn regex(&mut self, path: &str, pattern: &str, options: &str) -> ApiResult<()> {
        open(path, "$regex")?;
        if pattern.len() > MAX_PATTERN {
            return refused(said!(
                "the pattern at \"{path}\" is longer than {MAX_PATTERN} bytes",
                "la expresión regular en «{path}» tiene más de {MAX_PATTERN} bytes"
            ));
        }
        if let Some(option) = options.chars().find(|option| !"imsx".contains(*option)) {
            return refused(said!(
                "the pattern at \"{path}\" has the option {option:?}; known are i, m, s and x",
                "la expresión regular en «{path}» tiene la opción {option:?}; se conocen i, m, s y x"
            ));
        }
        self.searched.push(path.to_owned());
        Ok(())
    }
}

/// Whether an object is conditions rather than a value to compare with. `$ref` begins a reference.
fn is_operators(document: &Document) -> bool {
    document.keys().next().is_some_and(|first| first.starts_with('$') && first != "$ref")
}

fn list<'a>(operator: &str, path: &str, operand: &'a Bson) -> ApiResult<&'a [Bson]> {
    match operand {
        Bson::Array(items) if items.len() <= MAX_LIST => Ok(items),
        Bson::Array(items) => {
            let (there, count) = (place(operator, path), items.len());
            let (en, es) = (there.text(Locale::En), there.text(Locale::Es));
            refused(said!(
                "{en} has {count} values; it may have {MAX_LIST}",
                "{es} tiene {count} valores; puede tener hasta {MAX_LIST}"
            ))
        }
        _ => takes(operator, path, &said!("a list", "una lista")),
    }
}

/// What may be asked of a field with a secret name: what is shown of it anyway.
fn allowed_here(path: &str, operand: &Bson) -> ApiResult<()> {
    let shown = matches!(
        operand,
        Bson::Null | Bson::Undefined | Bson::Boolean(_) | Bson::DateTime(_) | Bson::MinKey | Bson::MaxKey
    );
    let number = matches!(operand, Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_) | Bson::Decimal128(_));
    match path_sensitivity(path) {
        Sensitivity::Open => Ok(()),
        Sensitivity::Counter if number => Ok(()),
        _ if shown => Ok(()),
        _ => hidden(path, &comparing()),
    }
}

fn counted(path: &str, operator: &str) -> ApiResult<()> {
    if path_sensitivity(path) == Sensitivity::Secret { asking(path, operator) } else { Ok(()) }
}

fn open(path: &str, operator: &str) -> ApiResult<()> {
    if path_sensitivity(path) == Sensitivity::Open { Ok(()) } else { asking(path, operator) }
}

fn asking(path: &str, operator: &str) -> ApiResult<()> {
    hidden(path, &Said::quoted(operator.to_owned()))
}

fn comparing() -> Said {
    said!("comparing with it", "comparar con ese campo")
}

pub(super) fn hidden<T>(path: &str, what: &Said) -> ApiResult<T> {
    let (en, es) = (what.text(Locale::En), what.text(Locale::Es));
    refused(said!(
        "\"{path}\" holds secrets: {en} is refused; it can be asked for with $exists and $type, or for null, true, \
         false or a date",
        "«{path}» guarda secretos: no se admite {es}; se puede preguntar con $exists y $type, o por null, true, false \
         o una fecha"
    ))
}

/// A value to compare with: no operators, no code, no secrets inside.
pub(super) fn plain(path: &str, literal: &Bson) -> ApiResult<()> {
    match literal {
        Bson::String(text) | Bson::Symbol(text) if looks_secret(text) => refused(said!(
            "the text at \"{path}\" looks like a secret; secrets cannot be searched for",
            "el texto en «{path}» parece un secreto; los secretos no se pueden buscar"
        )),
        Bson::JavaScriptCode(_) | Bson::JavaScriptCodeWithScope(_) => refused(said!(
            "the inspector takes no code, as at \"{path}\"",
            "el inspector no admite código, como en «{path}»"
        )),
        Bson::Array(items) => items.iter().try_for_each(|item| plain(path, item)),
        Bson::Document(document) => document.iter().try_for_each(|(name, value)| {
            let inner = join(path, name);
            if name.starts_with('$') && !matches!(name.as_str(), "$ref" | "$id" | "$db") {
                return unknown(name, path);
            }
            if sensitivity(name) != Sensitivity::Open {
                return hidden(&inner, &comparing());
            }
            plain(&inner, value)
        }),
        _ => Ok(()),
    }
}

/// An operator that is not on the lists.
fn unknown(operator: &str, path: &str) -> ApiResult<()> {
    let there = place(operator, path);
    let (en, es) = (there.text(Locale::En), there.text(Locale::Es));
    refused(said!("the inspector does not run {en}", "el inspector no ejecuta {es}"))
}

/// An operator with another kind of operand than `what`.
fn takes<T>(operator: &str, path: &str, what: &Said) -> ApiResult<T> {
    let there = place(operator, path);
    let (en, what_en) = (there.text(Locale::En), what.text(Locale::En));
    let (es, what_es) = (there.text(Locale::Es), what.text(Locale::Es));
    refused(said!("{en} takes {what_en}", "{es} lleva {what_es}"))
}

fn place(operator: &str, path: &str) -> Said {
    if path.is_empty() {
        said!("{operator} at the top", "{operator} en el primer nivel")
    } else {
        said!("{operator} at \"{path}\"", "{operator} en «{path}»")
    }
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
