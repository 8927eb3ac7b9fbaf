//! Coming in through a provider of identities.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::error::ErrorCode;
use crate::json::FromJson;
use crate::time::Timestamp;

/// Who vouches for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Provider {
    /// Google, or another provider of OpenID Connect in its place.
    Google,
    /// Firebase Authentication.
    Firebase,
}

impl Provider {
    /// The word of it, in addresses and documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Firebase => "firebase",
        }
    }
}

/// `GET /api/identity/doors`: which ways in there are, besides the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Doors {
    /// Whether Google is configured.
    pub google: bool,
    /// Whether Firebase is configured.
    pub firebase: bool,
}

/// `GET /api/identity/google/start`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct StartSignIn {
    /// Where in the app to go on afterwards: a path of our own, such as `/account`.
    #[garde(inner(custom(valid_local_path)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
}

/// The most bytes of a path to go on at.
const MAX_PATH: usize = 500;

/// Whether this is a path of our own site, however a browser reads it: neither another site's address nor one of the API.
pub fn local_path(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    path.len() <= MAX_PATH
        && path.starts_with('/')
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !path.contains("//")
        // What is written encoded must not become one of the above where somebody decodes it.
        && !["%2f", "%5c", "%00", "%0a", "%0d", "%09", "%25"].iter().any(|hidden| lower.contains(hidden))
        && !lower.split(['?', '#']).next().unwrap_or_default().split('/').any(|part| matches!(part, "." | ".." | "%2e" | "%2e%2e" | ".%2e" | "%2e."))
        && lower != "/api"
        && !lower.starts_with("/api/")
}

fn valid_local_path(path: &str, _: &()) -> garde::Result {
    if local_path(path) {
        Ok(())
    } else {
        Err(garde::Error::new("must be a path of this site, such as /account"))
    }
}

/// Where the browser goes to prove an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Departure {
    /// The provider's address; good once, for ten minutes, in the browser that asked for it.
    pub address: String,
}

/// `POST /api/identity/firebase/sign-in` and `POST /api/identity/links/firebase`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirebaseSignIn {
    /// The ID token that Firebase gave to the app of the person who signs in.
    #[garde(length(min = 1, max = 8192))]
    pub id_token: String,
}

/// One identity of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkedAccount {
    /// Who vouches for it.
    pub provider: Provider,
    /// The address that the provider last knew.
    pub email: String,
    /// Since when it is linked.
    pub linked_at: Timestamp,
    /// When somebody last came in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// What can stand as `error` in the address that somebody is sent back to who did not get in, or did not link.
pub const DOOR_ERRORS: &[ErrorCode] = &[
    ErrorCode::InvalidIdToken,
    ErrorCode::EmailUnverified,
    ErrorCode::SignInCancelled,
    ErrorCode::AccountSuspended,
    ErrorCode::LinkFirst,
    ErrorCode::AlreadyLinked,
    ErrorCode::LinkExpired,
    ErrorCode::TooManyRequests,
    ErrorCode::NotConfigured,
    ErrorCode::ProviderUnavailable,
    ErrorCode::Unavailable,
    ErrorCode::Internal,
];

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_paths_of_our_own_are_gone_on_at() {
        for good in
            ["/", "/account", "/admin/users?role=creator&search=a%C3%B1o", "/shop#top", "/apis", "/a.b/..c"]
        {
            assert!(local_path(good), "{good}");
        }
        let long = format!("/{}", "a".repeat(600));
        for evil in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/%2Fevil.example",
            "/%2fevil.example",
            "/%5Cevil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            " /account",
            "/account ",
            "/a//evil.example",
            "/%252Fevil.example",
            "/%00",
            "/é",
            "/api",
            "/api/identity/me",
            "/API/identity/me",
            "/../api/x",
            "/x/%2e%2e/api",
            "/./account",
            &long,
        ] {
            assert!(!local_path(evil), "{evil}");
        }
    }
}
