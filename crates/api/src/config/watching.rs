//! Who watches the platform from outside.

use secrecy::SecretString;

use super::reader::{Reader, Variable};

const METRICS_TOKEN: Variable = Variable {
    group: "watching",
    name: "AVENUE_METRICS_TOKEN",
    description: "The bearer token with which a Prometheus reads /api/system/metrics; without it only administrators do",
    expected: "at least 32 bytes that nobody can guess",
};
const SENTRY_DSN: Variable = Variable {
    group: "watching",
    name: "SENTRY_DSN",
    description: "Where failures are reported, without personal data; without it they are only logged",
    expected: "an address such as https://key@sentry.example/1",
};

/// Who watches the platform from outside.
#[derive(Debug, Clone)]
pub struct Watching {
    /// The token with which metrics may be read.
    pub metrics_token: Option<SecretString>,
    /// Where failures are reported.
    pub sentry_dsn: Option<SecretString>,
}

impl Watching {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let metrics_token = reader.secret(METRICS_TOKEN, |token| match token.len() {
            0..32 => Err(format!("it has {} bytes", token.len())),
            _ => Ok(()),
        });
        let sentry_dsn = reader.secret(SENTRY_DSN, |dsn| match dsn.parse::<sentry::types::Dsn>() {
            Ok(_) => Ok(()),
            Err(_) => Err("it is not an address of a Sentry project".to_owned()),
        });
        Self { metrics_token, sentry_dsn }
    }
}
