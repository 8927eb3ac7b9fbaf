//! The `#[serde(…)]` attributes that change what the JSON looks like.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, ExprPath, LitStr, Result};

/// How a struct or an enum travels.
#[derive(Default)]
pub struct Container {
    /// The field that says which variant it is.
    pub tag: Option<String>,
    /// The field that holds the variant's fields; the tag's own object if absent.
    pub content: Option<String>,
    /// How variants are named.
    pub case: Case,
    /// What stands for absent fields is that of the struct's own default.
    pub default: bool,
}

impl Container {
    /// What the attributes say.
    pub fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut container = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("tag") {
                container.tag = Some(text(meta)?);
            } else if meta.path.is_ident("content") {
                container.content = Some(text(meta)?);
            } else if meta.path.is_ident("rename_all") {
                container.case = Case::named(meta)?;
            } else if meta.path.is_ident("default") {
                container.default = true;
            } else if !meta.path.is_ident("transparent") && !meta.path.is_ident("deny_unknown_fields") {
                return Err(meta.error("is not known to FromJson"));
            }
            Ok(())
        })?;
        Ok(container)
    }
}

/// How a field travels.
#[derive(Default)]
pub struct Field {
    /// Its name in JSON, if that is another one.
    pub name: Option<String>,
    /// Its own fields stand among those of what holds it.
    pub flat: bool,
    /// What stands for it where it is absent.
    pub absent: Absent,
}

/// What stands for a field that is absent.
#[derive(Default)]
pub enum Absent {
    /// What its type says.
    #[default]
    Own,
    /// Its type's default.
    Default,
    /// What a function gives.
    Given(ExprPath),
}

impl Field {
    /// What the attributes say.
    pub fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut field = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("rename") {
                field.name = Some(text(meta)?);
            } else if meta.path.is_ident("flatten") {
                field.flat = true;
            } else if meta.path.is_ident("default") {
                field.absent = match meta.value() {
                    Ok(value) => Absent::Given(value.parse::<LitStr>()?.parse()?),
                    Err(_) => Absent::Default,
                };
            } else if meta.path.is_ident("skip_serializing_if") {
                text(meta)?;
            } else {
                return Err(meta.error("is not known to FromJson"));
            }
            Ok(())
        })?;
        Ok(field)
    }
}

fn each(attributes: &[Attribute], mut read: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>) -> Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .try_for_each(|attribute| attribute.parse_nested_meta(|meta| read(&meta)))
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

/// How the names of variants are written.
#[derive(Default, Clone, Copy)]
pub enum Case {
    /// As in Rust.
    #[default]
    AsIs,
    /// `SomeName` is `some_name`.
    Snake,
    /// `SomeName` is `somename`.
    Lower,
    /// `SomeName` is `SOMENAME`.
    Upper,
}

impl Case {
    fn named(meta: &ParseNestedMeta<'_>) -> Result<Self> {
        match text(meta)?.as_str() {
            "snake_case" => Ok(Self::Snake),
            "lowercase" => Ok(Self::Lower),
            "UPPERCASE" => Ok(Self::Upper),
            _ => Err(meta.error("is a case that FromJson does not know")),
        }
    }

    /// The name of a variant as it travels.
    pub fn of(self, name: &str) -> String {
        match self {
            Self::AsIs => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Snake => {
                let mut snake = String::new();
                for letter in name.chars() {
                    if letter.is_ascii_uppercase() && !snake.is_empty() {
                        snake.push('_');
                    }
                    snake.push(letter.to_ascii_lowercase());
                }
                snake
            }
        }
    }
}
