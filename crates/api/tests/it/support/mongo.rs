//! A real MongoDB for the tests: the one that `AVENUE_TEST_MONGODB_URI` names, else one server of our own per test
//! process. Each test has a database of its own in it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use api::infra::db::embedded::EmbeddedServer;
use api::infra::db::{DatabaseSettings, Db, EmbeddedSettings};
use api::infra::ids;
use rustix::fs::{FlockOperation, flock};
use tokio::sync::{OnceCell, oneshot};

/// The program that has the `mongod-guard` subcommand.
pub const AVENUE: &str = env!("CARGO_BIN_EXE_avenue");

/// The address of the server that the tests of all processes share, if there is one.
pub fn shared_server() -> Option<String> {
    std::env::var("AVENUE_TEST_MONGODB_URI").ok().filter(|uri| !uri.is_empty())
}

/// The address of the server that all tests share.
pub async fn server_uri() -> &'static str {
    static URI: OnceCell<String> = OnceCell::const_new();
    URI.get_or_init(|| async {
        match shared_server() {
            Some(uri) => uri,
            None => start_shared().await,
        }
    })
    .await
}

/// A database of its own for a test.
pub async fn fresh_database() -> Db {
    database_named(&format!("test_{}", ids::new_id().simple())).await
}

/// A test's own database, which goes with this value: a server keeps several files open for each collection, and a run
/// has hundreds of tests.
pub struct Scratch {
    uri: String,
    name: String,
}

impl Scratch {
    /// Of a database on the server that all tests share.
    pub async fn of(db: &Db) -> Self {
        Self { uri: server_uri().await.to_owned(), name: db.database().name().to_owned() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let (uri, name) = (self.uri.clone(), self.name.clone());
        // On a runtime of its own: that of the test may be ending.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let client = mongodb::Client::with_uri_str(&uri).await?;
                client.database(&name).drop().await
            })
        });
        // What is left is only space.
        drop(dropped.join());
    }
}

/// A database by name, on the server that all tests share.
pub async fn database_named(name: &str) -> Db {
    let settings = DatabaseSettings {
        uri: Some(server_uri().await.into()),
        database: Some(name.to_owned()),
        embedded: embedded_settings(Path::new("unused")),
    };
    Db::connect(&settings).await.expect("the test server answers")
}

/// Settings of a server of our own with its data below `data_dir`.
pub fn embedded_settings(data_dir: &Path) -> EmbeddedSettings {
    EmbeddedSettings {
        mongod: std::env::var_os("AVENUE_MONGOD").map(PathBuf::from),
        guard: Some(AVENUE.into()),
        ..EmbeddedSettings::new(data_dir)
    }
}

/// Starts the shared server. It lives on a thread and a runtime of its own, because each test has a runtime that ends
/// with it, and it ends with the process, through its guard.
async fn start_shared() -> String {
    let (tell, hear) = oneshot::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let home = Home::make();
            let server = EmbeddedServer::start(&embedded_settings(&home.folder)).await;
            let server = server.expect("a mongod of our own starts; is AVENUE_MONGOD set?");
            tell.send(server.uri().to_owned()).unwrap();
            std::future::pending::<()>().await;
            drop((server, home));
        });
    });
    hear.await.expect("the server's thread lives")
}

/// The data folder of a shared server. Nobody can remove it at the end, because the process ends before its server:
/// the next run does.
struct Home {
    folder: PathBuf,
    _lock: File,
}

impl Home {
    fn make() -> Self {
        let homes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mongo");
        fs::create_dir_all(&homes).unwrap();
        for old in fs::read_dir(&homes).unwrap().flatten().map(|entry| entry.path()) {
            // Somebody else may be removing it as well.
            if Self::is_left(&old) {
                fs::remove_dir_all(&old).ok();
            }
        }
        let folder = homes.join(ids::new_id().to_string());
        fs::create_dir_all(&folder).unwrap();
        let lock = File::create(folder.join("lock")).unwrap();
        flock(&lock, FlockOperation::NonBlockingLockExclusive).unwrap();
        Self { folder, _lock: lock }
    }

    /// Whether a home's process and the guard of its server are both gone. A home without locks is being made just now.
    fn is_left(home: &Path) -> bool {
        [home.join("lock"), home.join("mongod/guard.lock")].iter().all(|lock| {
            File::open(lock).is_ok_and(|file| flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok())
        })
    }
}
