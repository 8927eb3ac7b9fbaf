//! The address it answers on, and to whom.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::Platform;
use super::platform::Folder;
use super::reader::{Reader, Variable};

const LISTEN: Variable = Variable {
    group: "http",
    name: "AVENUE_LISTEN",
    description: "The address to serve on; port 0 takes a free one",
    expected: "an address and port such as 127.0.0.1:8080",
};
const PUBLIC_URL: Variable = Variable {
    group: "http",
    name: "AVENUE_PUBLIC_URL",
    description: "The address that people open; links in mails begin with it",
    expected: "an address such as https://avenue.example without a path",
};
const ORIGINS: Variable = Variable {
    group: "http",
    name: "AVENUE_CORS_ORIGINS",
    description: "Other sites whose pages may call the API, when the app is hosted elsewhere",
    expected: "origins separated by commas, such as https://app.example.org",
};
const WEB_DIR: Variable = Variable {
    group: "http",
    name: "AVENUE_WEB_DIR",
    description: "The folder of the built app; without it only the API is served",
    expected: "a folder that has an index.html",
};
const TRUSTED_PROXIES: Variable = Variable {
    group: "http",
    name: "AVENUE_TRUSTED_PROXIES",
    description: "How many proxies in front add to X-Forwarded-For; 0 ignores the header",
    expected: "a number from 0 to 8",
};
const REQUEST_SECONDS: Variable = Variable {
    group: "http",
    name: "AVENUE_REQUEST_SECONDS",
    description: "The longest that a request may take, downloads aside",
    expected: "seconds from 1 to 300",
};
const BODY_BYTES: Variable = Variable {
    group: "http",
    name: "AVENUE_JSON_BYTES",
    description: "The largest JSON body",
    expected: "bytes from 1024 to 16777216",
};

/// The address it answers on, and to whom.
#[derive(Debug, Clone)]
pub struct Http {
    /// The address to serve on.
    pub listen: SocketAddr,
    /// The address that people open, without a trailing slash.
    pub public_url: String,
    /// Other sites whose pages may call the API.
    pub origins: Vec<String>,
    /// The folder of the built app.
    pub web_dir: Option<PathBuf>,
    /// How many proxies in front add to `X-Forwarded-For`.
    pub trusted_proxies: u8,
    /// The longest that a request may take, in seconds.
    pub request_seconds: u64,
    /// The largest JSON body, in bytes.
    pub json_bytes: usize,
}

impl Http {
    pub(super) fn read(reader: &mut Reader<'_>, platform: &Platform) -> Self {
        let listen = reader.value(LISTEN, SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url: String = reader.value(PUBLIC_URL, format!("http://localhost:{}", listen.port()));
        if !is_origin(&public_url) {
            reader.problem(PUBLIC_URL, format!("\"{public_url}\" is not an origin"));
        } else if platform.environment.is_production() && !public_url.starts_with("https://") {
            reader.problem(PUBLIC_URL, "production is served by https only");
        }
        let origins = reader.list::<String>(ORIGINS);
        if let Some(wrong) = origins.iter().find(|origin| !is_origin(origin)) {
            reader.problem(ORIGINS, format!("\"{wrong}\" is not an origin"));
        }
        let web_dir = reader.optional::<Folder>(WEB_DIR).map(|folder| folder.0);
        if let Some(dir) = web_dir.as_ref().filter(|dir| !dir.join("index.html").is_file()) {
            reader.problem(WEB_DIR, format!("{} has no index.html", dir.display()));
        }
        let trusted_proxies = reader.value(TRUSTED_PROXIES, 0);
        if trusted_proxies > 8 {
            reader.problem(TRUSTED_PROXIES, format!("{trusted_proxies} is too many"));
        }
        let request_seconds = reader.value(REQUEST_SECONDS, 30);
        if !(1..=300).contains(&request_seconds) {
            reader.problem(REQUEST_SECONDS, format!("{request_seconds} is out of range"));
        }
        let json_bytes = reader.value(BODY_BYTES, 262_144);
        if !(1024..=16_777_216).contains(&json_bytes) {
            reader.problem(BODY_BYTES, format!("{json_bytes} is out of range"));
        }
        Self { listen, public_url, origins, web_dir, trusted_proxies, request_seconds, json_bytes }
    }
}

/// Whether this is scheme, host and perhaps port, and nothing else.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn an_origin_has_no_path_and_no_credentials() {
        assert!(is_origin("https://avenue.example"));
        assert!(is_origin("http://localhost:8080"));
        assert!(is_origin("http://[::1]:8080"));
        for wrong in ["avenue.example", "https://", "https://a.example/", "https://u@a.example", "*", "null"]
        {
            assert!(!is_origin(wrong), "{wrong}");
        }
    }
}
