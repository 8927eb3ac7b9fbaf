//! Finding a server of our own that another process of ours runs: commands use it while `avenue serve` holds the folder.

use std::fs;
use std::path::Path;

use super::replica::{SET_NAME, address};

/// The address of the server that was last started on this data folder. Whether it still runs is known by connecting;
/// ask only after [`EmbeddedServer::start`](super::EmbeddedServer::start) found the folder in use.
pub fn running(data_dir: &Path) -> Option<String> {
    let port = fs::read_to_string(data_dir.join("mongod/port")).ok()?;
    let port: u16 = port.trim().parse().ok()?;
    Some(format!("mongodb://{}/?replicaSet={SET_NAME}", address(port)))
}
