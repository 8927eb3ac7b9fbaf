//! What a password must have. Pure, so that the form and the API agree; the list of common passwords is the API's.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// The least number of characters.
pub const MIN_PASSWORD_CHARS: usize = 8;
/// The most bytes, so that hashing cannot be made slow by a long text.
pub const MAX_PASSWORD_BYTES: usize = 256;

/// One demand on a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum PasswordRule {
    /// At least [`MIN_PASSWORD_CHARS`] characters.
    Length,
    /// At most [`MAX_PASSWORD_BYTES`] bytes.
    TooLong,
    /// An upper-case letter.
    Upper,
    /// A lower-case letter.
    Lower,
    /// A digit.
    Digit,
    /// A character that is neither letter nor digit.
    Special,
}

impl PasswordRule {
    /// What would be right, in English; the app has its own words.
    pub const fn demand(self) -> &'static str {
        match self {
            Self::Length => "must have at least 8 characters",
            Self::TooLong => "must have at most 256 bytes",
            Self::Upper => "must have an upper-case letter",
            Self::Lower => "must have a lower-case letter",
            Self::Digit => "must have a digit",
            Self::Special => "must have a character that is neither letter nor digit",
        }
    }
}

/// The demands that this password does not meet; empty when it is fine.
pub fn broken_rules(password: &str) -> Vec<PasswordRule> {
    let mut broken = Vec::new();
    let mut demand = |met: bool, rule: PasswordRule| {
        if !met {
            broken.push(rule);
        }
    };
    demand(password.chars().count() >= MIN_PASSWORD_CHARS, PasswordRule::Length);
    demand(password.len() <= MAX_PASSWORD_BYTES, PasswordRule::TooLong);
    demand(password.chars().any(char::is_uppercase), PasswordRule::Upper);
    demand(password.chars().any(char::is_lowercase), PasswordRule::Lower);
    demand(password.chars().any(char::is_numeric), PasswordRule::Digit);
    demand(password.chars().any(|c| !c.is_alphanumeric()), PasswordRule::Special);
    broken
}

/// The same as a garde rule for a new password.
pub fn valid_password(password: &str, _: &()) -> garde::Result {
    let broken = broken_rules(password);
    if broken.is_empty() {
        return Ok(());
    }
    let demands: Vec<_> = broken.into_iter().map(PasswordRule::demand).collect();
    Err(garde::Error::new(demands.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::{PasswordRule, broken_rules};

    #[test]
    fn each_rule_is_reported_alone() {
        assert_eq!(broken_rules("Abcdef1!"), []);
        assert_eq!(broken_rules("Ábcdef1ñ·"), []);
        assert_eq!(broken_rules("Abcde1!"), [PasswordRule::Length]);
        assert_eq!(broken_rules("abcdef1!"), [PasswordRule::Upper]);
        assert_eq!(broken_rules("ABCDEF1!"), [PasswordRule::Lower]);
        assert_eq!(broken_rules("Abcdefg!"), [PasswordRule::Digit]);
        assert_eq!(broken_rules("Abcdefg1"), [PasswordRule::Special]);
        assert_eq!(broken_rules(&format!("Ab1!{}", "x".repeat(256))), [PasswordRule::TooLong]);
    }
}
