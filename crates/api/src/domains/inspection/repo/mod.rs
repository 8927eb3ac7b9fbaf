//! The only files of this domain that see `mongodb`: questions to any database of the server.
//!
//! Read-only by construction: what stands here finds, aggregates with stages that the code itself writes, counts, and
//! asks the commands of `commands::Question`, of which none changes anything. A test holds the files to that.
//!
//! Every question is compared byte by byte (the simple collation), whatever collation a collection has, so that the same
//! question means the same everywhere. It is answered by the primary, or by a secondary when there is none. Owns no
//! collection.

mod collections;
mod commands;
mod documents;
mod streams;

use std::time::Duration;

use bson::{Document, RawDocumentBuf};
use mongodb::error::ErrorKind;
use mongodb::options::{Collation, DatabaseOptions, ReadPreference, SelectionCriteria};
use mongodb::{Client, Collection, Database};
use shared::error::ErrorCode;
use shared::inspection::CollectionKind;

use crate::http::ApiError;
use crate::said;

pub use collections::Figures;
pub use documents::{IdAndKey, of_value};
pub use streams::{Choice, Documents};

/// No question of a request path takes longer.
pub const MAX_TIME: Duration = Duration::from_secs(5);
/// Up to so many documents (as the server's own figures say) are counted one by one; beyond, the figures are taken as
/// they are. They can be off only after a server died, and on a cluster that is moving documents between shards.
pub const COUNTED_EXACTLY: u64 = 1_000_000;

/// Eyes on a server.
#[derive(Clone)]
pub struct Repo {
    client: Client,
}

/// A collection that exists.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What kind.
    pub kind: CollectionKind,
    /// Its options as the server has them.
    pub options: Document,
}

impl Listed {
    /// Whether `_id` is unique in it and has an index, so that pages can hang on it.
    pub const fn has_ids(&self) -> bool {
        matches!(self.kind, CollectionKind::Collection | CollectionKind::Capped)
    }
}

impl Repo {
    /// Eyes on the server that `client` speaks to.
    pub const fn new(client: Client) -> Self {
        Self { client }
    }

    fn database(&self, name: &str) -> Database {
        let options = DatabaseOptions::builder()
            .selection_criteria(SelectionCriteria::ReadPreference(ReadPreference::PrimaryPreferred {
                options: None,
            }))
            .build();
        self.client.database_with_options(name, options)
    }

    fn raw(&self, database: &str, collection: &str) -> Collection<RawDocumentBuf> {
        self.database(database).collection(collection)
    }
}

/// Compares byte by byte. Not for views: a question to a view has the view's own collation.
fn simple(listed: &Listed) -> Option<Collation> {
    listed.has_ids().then(|| Collation::builder().locale("simple").build())
}

/// Whether it took longer than allowed.
fn timed_out(error: &mongodb::error::Error) -> bool {
    matches!(error.kind.as_ref(), ErrorKind::Command(command) if matches!(command.code, 50 | 262))
}

/// What went wrong with a question that a person wrote: what the server does not accept is their matter, not ours.
fn asked(error: mongodb::error::Error) -> ApiError {
    let transient = [6, 7, 11, 13, 43, 50, 89, 91, 175, 189, 262, 286, 9001, 10107, 13388, 13435, 13436];
    match error.kind.as_ref() {
        ErrorKind::Command(command)
            if !transient.contains(&command.code) && !(11_600..11_700).contains(&command.code) =>
        {
            let why = &command.message;
            ApiError::new(ErrorCode::QueryRefused)
                .detail(said!("the server does not run it: {why}", "el servidor no lo ejecuta: {why}"))
                .cause(error)
        }
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    /// What a file would say if it changed something.
    const MOVES: &[&str] = &[
        "insert_one",
        "insert_many",
        "update",
        "replace_one",
        "delete",
        "drop",
        "find_one_and",
        "bulk_write",
        "rename",
        "create_",
        "$out",
        "$merge",
        "run_command",
        "with_transaction",
        "start_session",
        "gridfs",
        "watch",
        "&database.",
        ".modify(",
    ];

    fn moves(code: &str) -> Vec<&'static str> {
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        MOVES.iter().copied().filter(|word| code.contains(word)).collect()
    }

    #[test]
    fn no_file_here_can_change_anything() {
        for code in [
            include_str!("mod.rs"),
            include_str!("collections.rs"),
            include_str!("documents.rs"),
            include_str!("streams.rs"),
            include_str!("commands.rs"),
        ] {
            assert_eq!(moves(code), [""; 0], "{}", code.lines().next().unwrap());
        }
        // The check can find what it looks for: a repository that writes, and a general command.
        let tickets = include_str!("../../../infra/tickets.rs");
        assert_eq!(moves(tickets), ["insert_one", "delete", "find_one_and", "rename", "create_"]);
        assert_eq!(moves("self.client.database(\"x\").run_command(any)"), ["run_command"]);
    }

    /// The driver is used here and nowhere else in the domain.
    #[test]
    fn the_driver_stays_in_this_folder() {
        let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
        let folder = std::path::Path::new(&here).join("src/domains/inspection");
        let mut looked_at = 0;
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.ends_with("repo") {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let code = std::fs::read_to_string(&path).unwrap();
                    looked_at += 1;
                    let uses = code.lines().filter(|line| line.contains("mongodb::")).count();
                    assert_eq!(uses, 0, "{} speaks to the driver", path.display());
                }
            }
        }
        assert!(looked_at > 15, "only {looked_at} files were looked at");
    }
}
