//! Makes a started `mongod` a replica set of one that accepts writes.

use std::time::Duration;

use bson::{Document, doc};
use mongodb::Client;
use mongodb::error::{Error, ErrorKind};
use mongodb::options::{ClientOptions, ServerAddress};
use tokio::net::TcpStream;
use tokio::time::sleep;

/// The name of the replica set.
pub(super) const SET_NAME: &str = "avenue";

/// How often the server is asked.
const ASK_AGAIN: Duration = Duration::from_millis(20);

/// `NotYetInitialized`: a `mongod` that is in no replica set yet, or has not read its configuration yet.
const NOT_YET_INITIALIZED: i32 = 94;

/// The address by which clients know the server.
pub(super) fn address(port: u16) -> String {
    format!("127.0.0.1:{port}")
}

/// Returns when the server is a writable primary. It never gives up by itself: the caller has the deadline, and finds
/// the last obstacle in `why`.
pub(super) async fn bring_up(port: u16, why: &mut String) {
    *why = "it does not listen yet".to_owned();
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        sleep(ASK_AGAIN).await;
    }
    loop {
        match direct_client(port) {
            Ok(client) => match attempt(&client, port, why).await {
                Ok(()) => return,
                Err(error) => *why = error.to_string(),
            },
            Err(error) => *why = error.to_string(),
        }
        sleep(ASK_AGAIN).await;
    }
}

async fn attempt(client: &Client, port: u16, why: &mut String) -> Result<(), Error> {
    configure(client, port).await?;
    loop {
        let hello = admin(client, doc! { "hello": 1 }).await?;
        if hello.get_bool("isWritablePrimary").unwrap_or(false) {
            return Ok(());
        }
        *why = "it is not primary yet".to_owned();
        sleep(ASK_AGAIN).await;
    }
}

/// Gives the server its configuration when it has none, or one of another port.
async fn configure(client: &Client, port: u16) -> Result<(), Error> {
    let wanted = doc! { "_id": SET_NAME, "version": 1, "members": [{ "_id": 0, "host": address(port) }] };
    let answer = match admin(client, doc! { "replSetGetConfig": 1 }).await {
        Ok(answer) => answer,
        Err(error) if code(&error) == Some(NOT_YET_INITIALIZED) => {
            admin(client, doc! { "replSetInitiate": wanted }).await?;
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let Ok(mut config) = answer.get_document("config").cloned() else { return Ok(()) };
    if host_of(&config) == Some(address(port).as_str()) {
        return Ok(());
    }
    let version = config.get_i32("version").unwrap_or(0).saturating_add(1);
    config.insert("version", version);
    config.insert("members", vec![doc! { "_id": 0, "host": address(port) }]);
    // Under its old address the server finds itself in no set; only `force` gets through to it then. It first asks
    // whoever listens there now, for up to 30 s when that one accepts and is silent.
    admin(client, doc! { "replSetReconfig": config, "force": true }).await?;
    Ok(())
}

fn host_of(config: &Document) -> Option<&str> {
    config.get_array("members").ok()?.first()?.as_document()?.get_str("host").ok()
}

fn code(error: &Error) -> Option<i32> {
    match error.kind.as_ref() {
        ErrorKind::Command(command) => Some(command.code),
        _ => None,
    }
}

async fn admin(client: &Client, command: Document) -> Result<Document, Error> {
    client.database("admin").run_command(command).await
}

fn direct_client(port: u16) -> Result<Client, Error> {
    let options = ClientOptions::builder()
        .hosts(vec![ServerAddress::Tcp { host: "127.0.0.1".to_owned(), port: Some(port) }])
        .direct_connection(true)
        .app_name("avenue-start".to_owned())
        .connect_timeout(Duration::from_secs(2))
        .server_selection_timeout(Duration::from_secs(2))
        .build();
    Client::with_options(options)
}
