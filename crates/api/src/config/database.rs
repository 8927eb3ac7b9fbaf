//! Which database.

use std::path::PathBuf;

use secrecy::SecretString;

use super::platform::Folder;
use super::reader::{Reader, Variable};

const URI: Variable = Variable {
    group: "database",
    name: "MONGODB_URI",
    description: "The MongoDB replica set or cluster; without it Avenue runs a server of its own on this machine",
    expected: "an address that begins with mongodb:// or mongodb+srv://",
};
const NAME: Variable = Variable {
    group: "database",
    name: "AVENUE_DATABASE",
    description: "The database that the platform lives in; without it the one that MONGODB_URI names, else \"avenue\"",
    expected: "a database name of 1 to 63 bytes without /\\. \"$*<>:|?",
};
const MONGOD: Variable = Variable {
    group: "database",
    name: "AVENUE_MONGOD",
    description: "The mongod program for the server of its own; looked for on PATH if not set",
    expected: "the path of a mongod program",
};
const CACHE_MB: Variable = Variable {
    group: "database",
    name: "AVENUE_MONGOD_CACHE_MB",
    description: "Memory that the server of its own may use as cache",
    expected: "megabytes from 256 to 65536",
};

/// Which database.
#[derive(Debug, Clone)]
pub struct Database {
    /// The server; absent for the embedded one.
    pub uri: Option<SecretString>,
    /// The database that the platform lives in; absent for the one that the address names.
    pub name: Option<String>,
    /// The `mongod` program for the embedded server.
    pub mongod: Option<PathBuf>,
    /// Cache of the embedded server, in megabytes.
    pub cache_mb: u32,
}

impl Database {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let uri = reader.secret(URI, |uri| {
            if uri.starts_with("mongodb://") || uri.starts_with("mongodb+srv://") {
                Ok(())
            } else {
                Err("it is not a MongoDB address".to_owned())
            }
        });
        let name = reader.optional::<String>(NAME);
        if let Some(name) = &name
            && shared::backups::valid_database_name(name, &()).is_err()
        {
            reader.problem(NAME, format!("\"{name}\" is not a database name"));
        }
        let mongod = reader.optional::<Folder>(MONGOD).map(|path| path.0);
        let cache_mb = reader.value(CACHE_MB, 256);
        if !(256..=65_536).contains(&cache_mb) {
            reader.problem(CACHE_MB, format!("{cache_mb} is out of range"));
        }
        Self { uri, name, mongod, cache_mb }
    }
}
