//! What processes share besides the database.

use secrecy::SecretString;

use super::reader::{Reader, Variable};

const URL: Variable = Variable {
    group: "redis",
    name: "REDIS_URL",
    description: "The Redis that shares rate limits and the cache between processes; without it each process keeps its own",
    expected: "an address such as redis://user:password@host:6379/0",
};

/// What processes share besides the database.
#[derive(Debug, Clone)]
pub struct Redis {
    /// Where it is, credentials included.
    pub url: Option<SecretString>,
}

impl Redis {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let url = reader.secret(URL, |url| match redis::Client::open(url) {
            Ok(_) if url.starts_with("redis://") || url.starts_with("unix://") => Ok(()),
            Ok(_) => Err("it is not a redis:// address".to_owned()),
            // What the parser says may quote the address, and with it the password.
            Err(_) => Err("it is not an address of a Redis".to_owned()),
        });
        Self { url }
    }
}
