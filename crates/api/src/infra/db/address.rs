//! Reads the address of a database without ever showing its credentials.

use std::time::Duration;

use mongodb::options::{Acknowledgment, ClientOptions};
use secrecy::{ExposeSecret, SecretString};

use super::refusal::DbError;

/// Used when neither the configuration nor the address names one.
const DEFAULT_DATABASE: &str = "avenue";
/// Databases that belong to the server.
const RESERVED: [&str; 3] = ["admin", "config", "local"];

/// An address that the driver understands.
#[derive(Debug)]
pub(super) struct Address {
    /// The hosts as written, without credentials, database and options.
    pub host: String,
    /// The database to use.
    pub database: String,
    /// The driver's options, with ours where the address has none.
    pub options: ClientOptions,
}

impl Address {
    /// Reads the address. `database` is the configured name, which wins over the one in the address: there it often
    /// names where the user lives.
    pub(super) async fn read(uri: &SecretString, database: Option<&str>) -> Result<Self, DbError> {
        let text = uri.expose_secret();
        // The driver's text may quote parts of a password that is not percent-encoded.
        let mut options = ClientOptions::parse(text).await.map_err(|error| {
            DbError::Address(if text.contains('@') {
                "it cannot be read (its text is not shown because it holds credentials; special characters in a user \
                 name or password must be percent-encoded, such as %40 for @, and the host of a mongodb+srv address \
                 must exist)"
                    .to_owned()
            } else {
                error.to_string()
            })
        })?;
        let database = database
            .map(str::to_owned)
            .or_else(|| options.default_database.clone())
            .unwrap_or_else(|| DEFAULT_DATABASE.to_owned());
        if RESERVED.contains(&database.as_str()) {
            return Err(DbError::ReservedName(database));
        }
        complete(&mut options);
        Ok(Self { host: host_of(text), database, options })
    }
}

/// What we ask of every connection. What the address says about time-outs and pools wins.
fn complete(options: &mut ClientOptions) {
    options.app_name.get_or_insert_with(|| "avenue".to_owned());
    options.connect_timeout.get_or_insert(Duration::from_secs(5));
    options.server_selection_timeout.get_or_insert(Duration::from_secs(10));
    options.max_pool_size.get_or_insert(100);
    options.max_idle_time.get_or_insert(Duration::from_secs(300));
    options.retry_reads.get_or_insert(true);
    options.retry_writes.get_or_insert(true);
    // Not for the address to decide: what is acknowledged must survive a fail-over.
    let mut concern = options.write_concern.take().unwrap_or_default();
    concern.w = Some(Acknowledgment::Majority);
    options.write_concern = Some(concern);
}

/// `mongodb://user:secret@a:1,b:2/db?x=y` → `a:1,b:2`.
fn host_of(uri: &str) -> String {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    rest.split_once('/').map_or(rest, |(hosts, _)| hosts).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(uri: &str, database: Option<&str>) -> Result<Address, DbError> {
        Address::read(&SecretString::from(uri), database).await
    }

    #[test]
    fn the_host_never_carries_credentials() {
        for (uri, host) in [
            ("mongodb://localhost", "localhost"),
            ("mongodb://owner:hunter2@a:1,b:2/db?replicaSet=x", "a:1,b:2"),
            ("mongodb+srv://owner:h%40nter2@cluster.example.org/?w=1", "cluster.example.org"),
            ("mongodb://owner:hunt@er2@a/db", "a"),
        ] {
            assert_eq!(host_of(uri), host);
        }
    }

    #[tokio::test]
    async fn the_configured_name_wins_then_the_address_then_avenue() {
        let named = "mongodb://localhost/shop";
        assert_eq!(read(named, Some("mine")).await.unwrap().database, "mine");
        assert_eq!(read(named, None).await.unwrap().database, "shop");
        assert_eq!(read("mongodb://localhost", None).await.unwrap().database, "avenue");
    }

    #[tokio::test]
    async fn a_database_of_the_server_is_refused() {
        let error = read("mongodb://localhost/admin", None).await.unwrap_err();
        assert!(error.to_string().contains("\"admin\" cannot be the platform's database"), "{error}");
        assert!(error.to_string().contains("AVENUE_DATABASE"), "{error}");
    }

    #[tokio::test]
    async fn a_broken_address_says_so_without_its_credentials() {
        for uri in [
            "mongodb://owner:hunter2@",
            "mongodb://owner:hun:ter2@host",
            "mongodb://owner:hunter2%@host",
            "mongodb://hunter2:hunter2/@host",
            "mongodb://owner:hunter2@host:99999",
            "mongodb://owner:hunter2@host/?readPreference=hunter2",
        ] {
            let error = read(uri, None).await.unwrap_err();
            let texts = format!("{error} {error:?}");
            assert!(
                !texts.contains("hunter2") && !texts.contains("ter2") && !texts.contains("owner:h"),
                "{uri}: {texts}"
            );
            assert!(error.to_string().contains("MONGODB_URI is not a valid MongoDB address"), "{error}");
        }
        let plain = read("mongodb://host:99999", None).await.unwrap_err().to_string();
        assert!(plain.contains("port"), "{plain}");
    }

    #[tokio::test]
    async fn debug_shows_no_credentials() {
        let address = read("mongodb://owner:hunter2@localhost/db", None).await.unwrap();
        assert!(!format!("{address:?}").contains("hunter2"));
    }

    #[tokio::test]
    async fn majority_is_not_for_the_address_to_decide() {
        let options = read("mongodb://localhost/?w=1&connectTimeoutMS=1234", None).await.unwrap().options;
        assert_eq!(options.write_concern.unwrap().w, Some(Acknowledgment::Majority));
        assert_eq!(options.connect_timeout, Some(Duration::from_millis(1234)));
        assert_eq!(options.server_selection_timeout, Some(Duration::from_secs(10)));
    }
}
