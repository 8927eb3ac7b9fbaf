//! Databases that tests use in turn. Making our collections and indexes costs the server more than most tests do, so a
//! database whose test has ended is emptied for the next one instead of being dropped.
//!
//! A database is lent by the lock on its file, which ends with the application or its process, whichever is sooner. The
//! one that has rested longest is lent first, so that nothing of its last test is still under way.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::SystemTime;

use api::infra::db::Db;
use bson::{Document, doc};
use futures::{StreamExt, TryStreamExt, stream};
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use super::mongo::{database_named, shared_server};
use super::sha256;

/// How many there are for each test that runs at once, so that one has rested when it is lent again.
const EACH: usize = 4;
/// How many collections are emptied at once.
const AT_ONCE: usize = 8;

/// A database that nobody else uses as long as this lives.
pub struct Lent {
    file: File,
}

/// What a database looks like that was prepared and not used.
#[derive(Serialize, Deserialize)]
struct Pristine {
    /// Which program prepared it.
    program: String,
    collections: BTreeSet<String>,
    indexes: i64,
}

/// A database without documents, with or without the platform's collections; none if all are lent, or if this process
/// has a server of its own and nobody to take turns with.
pub async fn borrow() -> Option<(Db, Lent)> {
    let server = sha256(shared_server()?.as_bytes());
    // Where the run keeps what ends with its server.
    let slots = std::env::temp_dir().join(format!("avenue-databases-{}", &server[..12]));
    fs::create_dir_all(&slots).unwrap();
    let many = EACH * available_parallelism().map_or(1, usize::from);
    let mut by_age: Vec<(Option<SystemTime>, PathBuf, String)> = (0..many)
        .map(|slot| (slots.join(slot.to_string()), format!("test_{}_{slot}", &server[..12])))
        .map(|(path, name)| (path.metadata().and_then(|about| about.modified()).ok(), path, name))
        .collect();
    by_age.sort();
    for (_, path, name) in by_age {
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).unwrap();
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            continue;
        }
        let lent = Lent { file };
        let db = database_named(&name).await;
        if !lent.empty(&db).await {
            db.database().run_command(doc! { "profile": 0 }).await.unwrap();
            db.database().drop().await.unwrap();
        }
        return Some((db, lent));
    }
    None
}

impl Lent {
    /// Writes down what the database looks like now that it is prepared; by the age of that they are lent in turn.
    pub async fn prepared(&self, db: &Db) {
        let now =
            Pristine { program: program(), collections: collections(db).await, indexes: indexes(db).await };
        let mut file = &self.file;
        file.set_len(0).unwrap();
        file.rewind().unwrap();
        file.write_all(&serde_json::to_vec(&now).unwrap()).unwrap();
    }

    /// Empties it, unless it is not what it was when it was prepared, by its collections and the number of its indexes.
    async fn empty(&self, db: &Db) -> bool {
        let Some(pristine) = read(&self.file).filter(|pristine| pristine.program == program()) else {
            return false;
        };
        let there = collections(db).await;
        let is_profiled = there.iter().any(|name| name.starts_with("system."));
        if is_profiled || !pristine.collections.is_subset(&there) {
            return false;
        }
        stream::iter(&there)
            .for_each_concurrent(AT_ONCE, async |name| {
                let collection = db.database().collection::<Document>(name);
                if pristine.collections.contains(name) {
                    collection.delete_many(doc! {}).await.unwrap();
                } else {
                    collection.drop().await.unwrap();
                }
            })
            .await;
        indexes(db).await == pristine.indexes
    }
}

fn read(mut file: &File) -> Option<Pristine> {
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).ok()
}

/// Another build may declare other indexes.
fn program() -> String {
    let about = std::env::current_exe().and_then(fs::metadata).unwrap();
    format!("{:?} {}", about.modified().unwrap(), about.len())
}

async fn collections(db: &Db) -> BTreeSet<String> {
    let listed =
        db.database().run_cursor_command(doc! { "listCollections": 1, "nameOnly": true }).await.unwrap();
    listed.map_ok(|one: Document| one.get_str("name").unwrap().to_owned()).try_collect().await.unwrap()
}

async fn indexes(db: &Db) -> i64 {
    let stats = db.database().run_command(doc! { "dbStats": 1 }).await.unwrap();
    stats.get("indexes").and_then(|count| count.as_i64().or(count.as_i32().map(i64::from))).unwrap()
}
