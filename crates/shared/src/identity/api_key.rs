//! Keys for programs that call the API in somebody's name.

use std::fmt;
use std::str::FromStr;

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::AddressRange;
use crate::id::ApiKeyId;
use crate::json::{FromJson, Value, from_text};
use crate::time::Timestamp;

/// The most requests a minute that a key may be given.
pub const MAX_PER_MINUTE: u32 = 6_000;
/// What a key is given where nothing else is asked for.
pub const DEFAULT_PER_MINUTE: u32 = 600;

/// Looking, or anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// `GET` and `HEAD`.
    Read,
    /// Every other method.
    Write,
}

impl Verb {
    /// As it stands in a scope.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// What a key may do: `<domain>:read` or `<domain>:write`, where the domain is the word after `/api/` in an address.
/// Writing does not include reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    domain: String,
    verb: Verb,
}

impl Scope {
    /// The scope of a verb in a domain.
    pub fn new(domain: impl Into<String>, verb: Verb) -> Self {
        Self { domain: domain.into(), verb }
    }

    /// The domain's word.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// What may be done there.
    pub const fn verb(&self) -> Verb {
        self.verb
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.domain, self.verb.as_str())
    }
}

impl FromStr for Scope {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected a scope such as backups:read or backups:write";
        let (domain, verb) = text.split_once(':').ok_or(EXPECTED)?;
        let verb = match verb {
            "read" => Verb::Read,
            "write" => Verb::Write,
            _ => return Err(EXPECTED),
        };
        let word = (1..=40).contains(&domain.len()) && domain.bytes().all(|byte| byte.is_ascii_lowercase());
        if word { Ok(Self::new(domain, verb)) } else { Err(EXPECTED) }
    }
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl FromJson for Scope {
    fn from_json(value: &mut Value) -> Option<Self> {
        from_text(value)
    }
}

/// `POST /api/identity/keys`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateApiKey {
    /// What the key is for, to know it again.
    #[garde(length(chars, min = 1, max = 80))]
    pub name: String,
    /// What it may do; `GET /api/identity/keys/scopes` has all there are.
    #[garde(length(min = 1, max = 60))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub scopes: Vec<Scope>,
    /// Days until it ends, 1 to 365; it does not end by itself if absent.
    #[garde(inner(range(min = 1, max = 365)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in_days: Option<u32>,
    /// From where it may be used, such as `203.0.113.7` or `2001:db8::/32`; from everywhere if empty.
    #[garde(length(max = 20))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub networks: Vec<AddressRange>,
    /// Requests that it may make in a minute, 1 to 6000; 600 if absent.
    #[garde(inner(range(min = 1, max = MAX_PER_MINUTE)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_minute: Option<u32>,
}

/// One key, without its secret: nobody can be told that again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// The key.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// How it begins, to find it where it is used.
    pub prefix: String,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub scopes: Vec<Scope>,
    /// From where it may be used; from everywhere if empty.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub networks: Vec<AddressRange>,
    /// Requests that it may make in a minute.
    pub per_minute: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; absent if it does not by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to five minutes; absent if never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// The address that it was then used from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_ip: Option<String>,
}

/// A key that was made, with its secret: shown this once.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// What to send as `Authorization: Bearer …` or `X-Api-Key: …`. It is stored nowhere: keep it now.
    pub secret: String,
    /// The key.
    pub key: ApiKey,
}

#[cfg(test)]
mod tests {
    use super::{Scope, Verb};

    #[test]
    fn a_scope_is_a_word_and_a_verb() {
        let scope: Scope = "backups:read".parse().unwrap();
        assert_eq!(
            (scope.domain(), scope.verb(), scope.to_string()),
            ("backups", Verb::Read, "backups:read".to_owned())
        );
        for wrong in [
            "",
            "backups",
            "backups:",
            ":read",
            "backups:delete",
            "Backups:read",
            "backups:read ",
            "a/b:read",
            "*:read",
        ] {
            assert!(wrong.parse::<Scope>().is_err(), "{wrong}");
        }
    }
}
