//! Why the platform cannot start on this database, in words for whoever runs it.

use mongodb::error::Error;

use super::embedded::EmbeddedError;

/// Why a database cannot be used. No text contains credentials.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The address is not one.
    #[error(
        "MONGODB_URI is not a valid MongoDB address: {0}. Right would be \
         mongodb://user:password@host1,host2/database?replicaSet=name or mongodb+srv://user:password@cluster/database"
    )]
    Address(String),
    /// No address, and no server of our own either.
    #[error("there is no database: set MONGODB_URI, or let avenue start a server of its own")]
    NoAddress,
    /// A database of the server's own, or no name at all.
    #[error(
        "\"{0}\" cannot be the platform's database: it belongs to the MongoDB server. Name another in AVENUE_DATABASE"
    )]
    ReservedName(String),
    /// It does not answer.
    #[error("the database at {host} cannot be used: {why}")]
    Unreachable {
        /// Where, without credentials.
        host: String,
        /// What to look at.
        why: String,
    },
    /// Too old.
    #[error(
        "the database at {host} is MongoDB {version}; Avenue needs 6.0 or newer. Upgrade it, or name another in MONGODB_URI"
    )]
    TooOld {
        /// Where, without credentials.
        host: String,
        /// Its version.
        version: String,
    },
    /// No replica set.
    #[error(
        "the database at {host} is a standalone mongod. Avenue needs transactions and snapshots, which only a replica \
         set or a sharded cluster has. Start mongod with --replSet <name> and run rs.initiate() once (a set of one is \
         enough), or unset MONGODB_URI to let avenue start a server of its own"
    )]
    Standalone {
        /// Where, without credentials.
        host: String,
    },
    /// The server of our own.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// An index in the database is not the declared one.
    #[error(
        "the index \"{index}\" of the collection \"{collection}\" differs from the declared one: {why}. Nothing was \
         dropped or altered. Drop or rename the one in the database if it is outdated, then start again"
    )]
    IndexDiffers {
        /// The collection.
        collection: String,
        /// The declared index.
        index: String,
        /// What the server says.
        why: String,
    },
    /// A unique index cannot be made over what is there.
    #[error(
        "the unique index \"{index}\" of the collection \"{collection}\" cannot be built, because documents in it are \
         duplicates: {why}. Remove or \
         correct them, then start again"
    )]
    DuplicatesInTheWay {
        /// The collection.
        collection: String,
        /// The declared index.
        index: String,
        /// What the server says.
        why: String,
    },
    /// The options of a collection in the database are not the declared ones.
    #[error(
        "the collection \"{collection}\" differs from the declared one in \"{option}\": it has {found}, declared is \
         {declared}. Nothing was altered"
    )]
    CollectionDiffers {
        /// The collection.
        collection: String,
        /// The option.
        option: &'static str,
        /// What the database has.
        found: String,
        /// What the code declares.
        declared: String,
    },
    /// Anything else that the driver reports while collections are made.
    #[error("the collection \"{collection}\" could not be made ready: {why}")]
    Collection {
        /// The collection.
        collection: String,
        /// The driver's error.
        why: Error,
    },
    /// The list of collections could not be had.
    #[error("the collections of the database could not be listed: {0}")]
    List(Error),
}
