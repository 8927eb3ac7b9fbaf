//! A database to read from or to write into, and who its server says it is.

use bson::{Bson, Document, doc};
use mongodb::{Client, Database};
use serde::{Deserialize, Serialize};

/// A database on a server.
#[derive(Clone)]
pub struct Source {
    /// A connected client. Reads go to its primary.
    pub client: Client,
    /// The database's name.
    pub database: String,
    /// How people know the host: shown and recorded, never used to connect. It must hold no credentials.
    pub host: String,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("database", &self.database)
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

/// Which database something is: recorded in manifests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseIdentity {
    /// The host's label.
    pub host: String,
    /// The database's name.
    pub name: String,
    /// The replica set, if the server is part of one.
    pub replica_set: Option<String>,
    /// The server's version.
    pub server_version: String,
    /// The feature compatibility version, where the server tells it to this user.
    pub feature_compatibility_version: Option<String>,
}

impl Source {
    /// Names a database.
    pub fn new(client: Client, database: impl Into<String>, host: impl Into<String>) -> Self {
        Self { client, database: database.into(), host: host.into() }
    }

    pub(crate) fn db(&self) -> Database {
        self.client.database(&self.database)
    }

    /// Asks the server who it is.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn identity(&self) -> Result<DatabaseIdentity, mongodb::error::Error> {
        let admin = self.client.database("admin");
        let hello = admin.run_command(doc! { "hello": 1 }).await?;
        let build = admin.run_command(doc! { "buildInfo": 1 }).await?;
        // Hosted databases often keep this from their users: the archive is no worse without it.
        let compatibility =
            admin.run_command(doc! { "getParameter": 1, "featureCompatibilityVersion": 1 }).await.ok();
        Ok(DatabaseIdentity {
            host: self.host.clone(),
            name: self.database.clone(),
            replica_set: text(&hello, "setName"),
            server_version: text(&build, "version").unwrap_or_else(|| "unknown".to_owned()),
            feature_compatibility_version: compatibility
                .as_ref()
                .and_then(|answer| answer.get_document("featureCompatibilityVersion").ok())
                .and_then(|version| text(version, "version")),
        })
    }

    /// Documents and bytes of the whole database as the server last counted them: good for a progress bar only.
    pub(crate) async fn estimate(&self) -> (u64, u64) {
        let Ok(stats) = self.db().run_command(doc! { "dbStats": 1 }).await else { return (0, 0) };
        let number = |key| stats.get(key).and_then(count).unwrap_or(0);
        (number("objects"), number("dataSize"))
    }
}

fn text(document: &Document, key: &str) -> Option<String> {
    document.get_str(key).ok().map(str::to_owned)
}

/// A count in whatever type the server answers it.
pub(crate) fn count(value: &Bson) -> Option<u64> {
    match value {
        Bson::Int32(number) => u64::try_from(*number).ok(),
        Bson::Int64(number) => u64::try_from(*number).ok(),
        // Whole and below 2^53, so its decimal text is exact.
        Bson::Double(number) if *number >= 0.0 && number.fract() == 0.0 => {
            format!("{number:.0}").parse().ok()
        }
        _ => None,
    }
}
