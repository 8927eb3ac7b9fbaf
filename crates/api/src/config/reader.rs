//! Reads variables, remembers what was in force, and gathers what was wrong.

use std::fmt::Display;
use std::str::FromStr;

use secrecy::SecretString;
use shared::system::{Setting, SettingOrigin};

/// One setting that is wrong or missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The environment variable.
    pub variable: String,
    /// What is wrong with it; never the value of a secret.
    pub found: String,
    /// What would be right.
    pub expected: String,
}

impl Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; expected {}", self.variable, self.found, self.expected)
    }
}

/// One variable: its name, what it is for, what it expects.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    pub group: &'static str,
    pub name: &'static str,
    pub description: &'static str,
    pub expected: &'static str,
}

/// Reads an environment.
pub struct Reader<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    settings: Vec<Setting>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// A reader of the environment behind `lookup`.
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { lookup, settings: Vec::new(), problems: Vec::new() }
    }

    /// What was in force, and what was wrong.
    pub fn finish(self) -> (Vec<Setting>, Vec<Problem>) {
        (self.settings, self.problems)
    }

    /// A value with a default.
    pub(super) fn value<T: FromStr + Display>(&mut self, variable: Variable, default: T) -> T {
        match self.find::<T>(variable) {
            Some(value) => {
                self.note(variable, Some(value.to_string()), SettingOrigin::Environment);
                value
            }
            None => {
                self.note(variable, Some(default.to_string()), SettingOrigin::Default);
                default
            }
        }
    }

    /// A value without a default.
    pub(super) fn optional<T: FromStr + Display>(&mut self, variable: Variable) -> Option<T> {
        let value = self.find::<T>(variable);
        let origin = if value.is_some() { SettingOrigin::Environment } else { SettingOrigin::NotSet };
        self.note(variable, value.as_ref().map(ToString::to_string), origin);
        value
    }

    /// Values separated by commas.
    pub(super) fn list<T: FromStr + Display>(&mut self, variable: Variable) -> Vec<T> {
        let Some(text) = self.text(variable) else {
            self.note(variable, None, SettingOrigin::NotSet);
            return Vec::new();
        };
        let parts: Vec<_> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let values: Vec<T> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        if values.len() != parts.len() {
            self.problem(variable, format!("\"{text}\" was not understood"));
        }
        self.note(variable, Some(text), SettingOrigin::Environment);
        values
    }

    /// A secret that `check` accepts.
    pub(super) fn secret(
        &mut self,
        variable: Variable,
        check: impl FnOnce(&str) -> Result<(), String>,
    ) -> Option<SecretString> {
        let Some(text) = self.text(variable) else {
            self.note(variable, None, SettingOrigin::NotSet);
            return None;
        };
        self.note(variable, None, SettingOrigin::Secret);
        if let Err(found) = check(&text) {
            self.problem(variable, found);
        }
        Some(SecretString::from(text))
    }

    /// Says that a variable is wrong.
    pub(super) fn problem(&mut self, variable: Variable, found: impl Into<String>) {
        self.problems.push(Problem {
            variable: variable.name.to_owned(),
            found: found.into(),
            expected: variable.expected.to_owned(),
        });
    }

    /// A variable that is set to nothing counts as not set: that is how compose files leave things open.
    fn text(&self, variable: Variable) -> Option<String> {
        (self.lookup)(variable.name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn find<T: FromStr>(&mut self, variable: Variable) -> Option<T> {
        let text = self.text(variable)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(_) => {
                self.problem(variable, format!("\"{text}\" was not understood"));
                None
            }
        }
    }

    fn note(&mut self, variable: Variable, value: Option<String>, origin: SettingOrigin) {
        self.settings.push(Setting {
            group: variable.group.to_owned(),
            variable: variable.name.to_owned(),
            description: variable.description.to_owned(),
            expected: variable.expected.to_owned(),
            value,
            origin,
        });
    }
}
