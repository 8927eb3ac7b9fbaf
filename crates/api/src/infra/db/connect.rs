//! Connects, and makes sure that the server is one that the platform can live on.

use std::fmt;

use bson::{Document, doc};
use mongodb::error::Error;
use mongodb::options::ClientOptions;
use mongodb::{Client, Database};

use super::address::Address;
use super::embedded::EmbeddedServer;
use super::error::{Failure, classify};
use super::refusal::DbError;
use super::settings::DatabaseSettings;

/// The database of the platform. Cheap to clone; all clones share one pool of connections.
#[derive(Clone)]
pub struct Db {
    /// With which another pool is opened.
    options: ClientOptions,
    client: Client,
    database: Database,
    host: String,
    deployment: Deployment,
    server_version: String,
}

/// What kind of server it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deployment {
    /// A server of our own.
    Embedded,
    /// A replica set.
    ReplicaSet {
        /// Its name.
        name: String,
    },
    /// A sharded cluster, through its routers.
    Sharded,
}

/// A database, and the server behind it when it is one of our own.
#[derive(Debug)]
pub struct Opened {
    /// The database.
    pub db: Db,
    /// To be stopped after everything that uses the database.
    pub server: Option<EmbeddedServer>,
}

/// Connects to the database that the settings name; where they name none, starts a server of our own.
///
/// # Errors
/// Whatever stands in the way, in words for whoever runs the platform.
pub async fn open(settings: &DatabaseSettings) -> Result<Opened, DbError> {
    if settings.uri.is_some() {
        return Ok(Opened { db: Db::connect(settings).await?, server: None });
    }
    let server = EmbeddedServer::start(&settings.embedded).await?;
    let db = Db::connect_embedded(&server, settings).await?;
    Ok(Opened { db, server: Some(server) })
}

impl Db {
    /// Connects to the server that the settings name.
    ///
    /// # Errors
    /// When there is no address, the address is wrong, the server does not answer, is older than 6.0, or is neither a
    /// replica set nor a sharded cluster.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self, DbError> {
        let uri = settings.uri.as_ref().ok_or(DbError::NoAddress)?;
        Self::reach(Address::read(uri, settings.database.as_deref()).await?).await
    }

    /// Connects to a running server of our own.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub async fn connect_embedded(
        server: &EmbeddedServer,
        settings: &DatabaseSettings,
    ) -> Result<Self, DbError> {
        let address = Address::read(&server.uri().into(), settings.database.as_deref()).await?;
        let db = Self::reach(address).await?;
        Ok(Self { deployment: Deployment::Embedded, ..db })
    }

    async fn reach(address: Address) -> Result<Self, DbError> {
        let Address { host, database, options } = address;
        let unreachable = |error: Error| DbError::Unreachable { host: host.clone(), why: advice(&error) };
        let client =
            Client::with_options(options.clone()).map_err(|error| DbError::Address(error.to_string()))?;
        let admin = client.database("admin");
        let hello = admin.run_command(doc! { "hello": 1 }).await.map_err(unreachable)?;
        let build = admin.run_command(doc! { "buildInfo": 1 }).await.map_err(unreachable)?;
        let server_version = build.get_str("version").unwrap_or("unknown").to_owned();
        if !is_supported(&server_version) {
            return Err(DbError::TooOld { host, version: server_version });
        }
        let Some(deployment) = deployment(&hello) else {
            return Err(DbError::Standalone { host });
        };
        let database = client.database(&database);
        Ok(Self { options, client, database, host, deployment, server_version })
    }

    /// The same database through a pool of its own. A pool's connections live on the thread on which it was opened: what
    /// comes in there wakes whoever waits elsewhere from thread to thread, which costs more than a small read itself. So a
    /// thread that answers requests opens one. A session belongs to the pool that began it.
    ///
    /// # Errors
    /// None that the first pool did not have.
    pub fn with_own_pool(&self) -> Result<Self, Error> {
        let client = Client::with_options(self.options.clone())?;
        let database = client.database(self.database.name());
        Ok(Self { client, database, ..self.clone() })
    }

    /// The driver's client, for sessions and other databases.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The platform's database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// A collection of the platform's database.
    pub fn collection<T: Send + Sync>(&self, name: &str) -> mongodb::Collection<T> {
        self.database.collection(name)
    }

    /// The name of the platform's database.
    pub fn name(&self) -> &str {
        self.database.name()
    }

    /// Where it is: the hosts of the address, without credentials.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What kind of server it is.
    pub fn deployment(&self) -> &Deployment {
        &self.deployment
    }

    /// The server's version, such as `6.0.5`.
    pub fn server_version(&self) -> &str {
        &self.server_version
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db")
            .field("host", &self.host)
            .field("name", &self.name())
            .field("deployment", &self.deployment)
            .field("server_version", &self.server_version)
            .finish_non_exhaustive()
    }
}

fn is_supported(version: &str) -> bool {
    version.split('.').next().and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 6)
}

fn deployment(hello: &Document) -> Option<Deployment> {
    if hello.get_str("msg").is_ok_and(|text| text == "isdbgrid") {
        return Some(Deployment::Sharded);
    }
    hello.get_str("setName").ok().map(|name| Deployment::ReplicaSet { name: name.to_owned() })
}

/// What to look at. The driver's text names hosts and time-outs, never credentials.
fn advice(error: &Error) -> String {
    match classify(error) {
        Failure::NotAuthorised => format!(
            "it refuses the user name or password of MONGODB_URI, or the user lacks a right (look at authSource): {}",
            error.kind
        ),
        Failure::Unavailable | Failure::TookTooLong => format!(
            "it does not answer; is it running, is the address right, may this machine connect? {}",
            error.kind
        ),
        _ => error.kind.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_and_newer_are_supported() {
        for (version, wanted) in [
            ("6.0.5", true),
            ("7.0.14", true),
            ("8.2.0-rc1", true),
            ("10.0.0", true),
            ("5.0.31", false),
            ("x", false),
        ] {
            assert_eq!(is_supported(version), wanted, "{version}");
        }
    }

    #[test]
    fn the_greeting_tells_the_deployment() {
        assert_eq!(deployment(&doc! { "msg": "isdbgrid" }), Some(Deployment::Sharded));
        assert_eq!(
            deployment(&doc! { "setName": "rs0" }),
            Some(Deployment::ReplicaSet { name: "rs0".to_owned() })
        );
        assert_eq!(deployment(&doc! { "isWritablePrimary": true }), None);
    }
}
