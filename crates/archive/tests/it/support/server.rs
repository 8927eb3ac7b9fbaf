//! One server for the whole process: the one that `AVENUE_TEST_MONGODB_URI` names, else a `mongod` of our own, which
//! ends with the process however that ends.

use std::{
    net::TcpListener,
    process::{Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use mongodb::{Client, bson::doc, options::ClientOptions};

/// Where the server is. Starts it at the first call.
pub fn uri() -> String {
    static URI: OnceLock<String> = OnceLock::new();
    URI.get_or_init(|| match std::env::var("AVENUE_TEST_MONGODB_URI") {
        Ok(uri) => uri,
        // What expires is not deleted under the tests that compare; the one about expiry has a server of its own.
        Err(_) => start(&["ttlMonitorEnabled=false"]),
    })
    .clone()
}

/// Starts a server with some parameters; it ends with the process.
pub fn start(parameters: &'static [&str]) -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (sender, receiver) = std::sync::mpsc::channel();
    // The signal at the parent's death is that of the thread that spawned: this one lives as long as the process.
    std::thread::spawn(move || {
        let folder = tempfile::tempdir().unwrap();
        let binary = std::env::var("AVENUE_MONGOD").unwrap_or_else(|_| "mongod".to_owned());
        let child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", &binary, "--replSet", "test", "--bind_ip", "127.0.0.1"])
            .args(["--port", &port.to_string(), "--wiredTigerCacheSizeGB", "1"])
            .args(["--setParameter", "diagnosticDataCollectionEnabled=false"])
            .args(parameters.iter().flat_map(|parameter| ["--setParameter", parameter]))
            .arg("--dbpath")
            .arg(folder.path())
            .stdout(Stdio::null())
            .spawn();
        sender.send(child.map(|_| ())).unwrap();
        loop {
            std::thread::park();
        }
    });
    receiver.recv().unwrap().expect("mongod starts; put it on PATH or name it in AVENUE_MONGOD");
    // A runtime of its own: the caller may be inside of one.
    std::thread::spawn(move || {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(initiate(port))
    })
    .join()
    .unwrap()
}

async fn initiate(port: u16) -> String {
    let host = format!("127.0.0.1:{port}");
    let mut options = ClientOptions::parse(format!("mongodb://{host}/?directConnection=true")).await.unwrap();
    options.server_selection_timeout = Some(Duration::from_secs(60));
    let admin = Client::with_options(options).unwrap().database("admin");
    let config = doc! { "_id": "test", "members": [{ "_id": 0, "host": &host }] };
    admin.run_command(doc! { "replSetInitiate": config }).await.unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let hello = admin.run_command(doc! { "hello": 1 }).await.unwrap();
        if hello.get_bool("isWritablePrimary").unwrap_or(false) {
            return format!("mongodb://{host}/?replicaSet=test");
        }
        assert!(Instant::now() < deadline, "the replica set has no primary after a minute");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
