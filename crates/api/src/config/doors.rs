//! Providers of identities: who besides a password lets people in.

use std::net::IpAddr;

use secrecy::SecretString;

use super::reader::{Reader, Variable};

const GOOGLE_CLIENT_ID: Variable = Variable {
    group: "doors",
    name: "GOOGLE_CLIENT_ID",
    description: "The client that Google knows us as; its redirect address is <AVENUE_PUBLIC_URL>/api/identity/google/callback",
    expected: "the client id of an OAuth client of the type web application",
};
const GOOGLE_CLIENT_SECRET: Variable = Variable {
    group: "doors",
    name: "GOOGLE_CLIENT_SECRET",
    description: "The client's secret",
    expected: "the secret that belongs to GOOGLE_CLIENT_ID; both are set or neither is",
};
const GOOGLE_ISSUER: Variable = Variable {
    group: "doors",
    name: "GOOGLE_ISSUER",
    description: "The OpenID Connect provider that answers for Google",
    expected: "an https address as the provider writes it itself; http on loopback only",
};
const FIREBASE_PROJECT_ID: Variable = Variable {
    group: "doors",
    name: "FIREBASE_PROJECT_ID",
    description: "The Firebase project whose ID tokens are accepted",
    expected: "lower-case letters, digits and dashes",
};
const FIREBASE_KEYS_URL: Variable = Variable {
    group: "doors",
    name: "FIREBASE_KEYS_URL",
    description: "Where the keys of Firebase's ID tokens are, as a JWK set",
    expected: "an https address; http on loopback only",
};

const GOOGLE: &str = "https://accounts.google.com";
const FIREBASE_KEYS: &str =
    "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com";

/// Providers of identities.
#[derive(Debug, Clone)]
pub struct Doors {
    /// Google, if it is configured.
    pub google: Option<Google>,
    /// Firebase, if it is configured.
    pub firebase: Option<Firebase>,
}

/// Google, or another provider of OpenID Connect in its place.
#[derive(Debug, Clone)]
pub struct Google {
    /// Who we are to it.
    pub client_id: String,
    /// What proves that.
    pub client_secret: SecretString,
    /// Its name, which is also where its description is.
    pub issuer: String,
}

/// Firebase Authentication.
#[derive(Debug, Clone)]
pub struct Firebase {
    /// Whose tokens are accepted.
    pub project_id: String,
    /// Where the keys are.
    pub keys_url: String,
}

impl Doors {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let client_id = reader.optional::<String>(GOOGLE_CLIENT_ID);
        let client_secret = reader.secret(GOOGLE_CLIENT_SECRET, |_| Ok(()));
        let issuer = reader.value(GOOGLE_ISSUER, GOOGLE.to_owned());
        if !is_safe(&issuer) {
            reader.problem(GOOGLE_ISSUER, format!("\"{issuer}\" is not safe"));
        }
        let google = match (client_id, client_secret) {
            (Some(client_id), Some(client_secret)) => Some(Google { client_id, client_secret, issuer }),
            (None, None) => None,
            (Some(_), None) => {
                reader.problem(GOOGLE_CLIENT_SECRET, "it is not set, but GOOGLE_CLIENT_ID is");
                None
            }
            (None, Some(_)) => {
                reader.problem(GOOGLE_CLIENT_ID, "it is not set, but GOOGLE_CLIENT_SECRET is");
                None
            }
        };
        let project_id = reader.optional::<String>(FIREBASE_PROJECT_ID);
        if let Some(wrong) = project_id.as_ref().filter(|id| !is_project(id)) {
            reader.problem(FIREBASE_PROJECT_ID, format!("\"{wrong}\" is not a project's id"));
        }
        let keys_url = reader.value(FIREBASE_KEYS_URL, FIREBASE_KEYS.to_owned());
        if !is_safe(&keys_url) {
            reader.problem(FIREBASE_KEYS_URL, format!("\"{keys_url}\" is not safe"));
        }
        Self { google, firebase: project_id.map(|project_id| Firebase { project_id, keys_url }) }
    }
}

fn is_project(id: &str) -> bool {
    (4..=63).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Whether nobody on the way can change what an address answers: https, or this very machine. Names nobody in front of
/// the host, and is no longer than an address needs to be.
pub fn is_safe(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = address.len() <= 500 && address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if !plain || authority.is_empty() || authority.contains('@') {
        return false;
    }
    match scheme {
        "https" => true,
        "http" => is_loopback(authority),
        _ => false,
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::is_safe;
    use crate::config::Config;

    #[test]
    fn only_https_and_this_machine_are_safe() {
        for good in [
            "https://accounts.google.com",
            "http://localhost:9000",
            "http://127.0.0.1:1/x",
            "http://[::1]:9",
            "http://localhost",
        ] {
            assert!(is_safe(good), "{good}");
        }
        for evil in [
            "",
            "accounts.google.com",
            "http://accounts.google.com",
            "http://localhost.evil.example",
            "http://localhost:80@evil.example",
            "https://user@evil.example",
            "ftp://localhost",
            "https://",
            "http://evil.example/localhost",
            "http://10.0.0.1",
            "https://a b",
        ] {
            assert!(!is_safe(evil), "{evil}");
        }
    }

    #[test]
    fn google_is_configured_whole_or_not_at_all() {
        let read = |pairs: &[(&str, &str)]| {
            let all: HashMap<String, String> =
                pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            Config::read(|name| all.get(name).cloned()).map(|config| config.doors)
        };
        assert!(read(&[]).unwrap().google.is_none());
        let whole = read(&[("GOOGLE_CLIENT_ID", "id"), ("GOOGLE_CLIENT_SECRET", "s")]).unwrap();
        assert_eq!(whole.google.unwrap().issuer, "https://accounts.google.com");
        for (half, other) in
            [("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"), ("GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID")]
        {
            let problems = read(&[(half, "x")]).unwrap_err();
            assert_eq!(problems.first().unwrap().variable, other);
        }
        assert!(read(&[("GOOGLE_ISSUER", "http://evil.example")]).is_err());
        assert!(read(&[("FIREBASE_PROJECT_ID", "Not A Project")]).is_err());
        assert!(read(&[("FIREBASE_PROJECT_ID", "avenue-test")]).unwrap().firebase.is_some());
    }
}
