//! What commands with a database share: a runtime, the log, the connection, and an orderly end.

use std::future::Future;
use std::process::ExitCode;

use crate::config::Config;
use crate::infra::db::{DatabaseSettings, DbError, EmbeddedSettings, Opened, open};
use crate::infra::log;

use super::COULD_NOT;

/// Runs `work` on a runtime of its own, with logging and TLS ready.
pub fn block_on<F: Future<Output = ExitCode>>(config: &Config, work: F) -> ExitCode {
    let json = config.platform.log_format == crate::config::LogFormat::Json;
    if let Err(problem) = log::start(&config.platform.log, json) {
        eprintln!("{problem}");
        return ExitCode::from(super::USAGE);
    }
    // A second call finds the provider in place, which is as good.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let code = actix_web::rt::System::new().block_on(work);
    log::flush();
    code
}

/// Where the database is, and how to run one of our own.
pub fn database_settings(config: &Config) -> DatabaseSettings {
    let mut embedded = EmbeddedSettings::new(&config.platform.data);
    embedded.mongod.clone_from(&config.database.mongod);
    embedded.cache_mb = config.database.cache_mb;
    DatabaseSettings { uri: config.database.uri.clone(), database: config.database.name.clone(), embedded }
}

/// Opens the database, or says what stands in the way.
pub async fn open_database(config: &Config) -> Result<Opened, ExitCode> {
    open(&database_settings(config)).await.map_err(|error| refuse(&error))
}

/// Says why it could not be done.
fn refuse(error: &DbError) -> ExitCode {
    eprintln!("{error}");
    ExitCode::from(COULD_NOT)
}

/// Stops the server of our own, if there is one.
pub async fn close(opened: Opened) {
    if let Some(server) = opened.server
        && let Err(error) = server.stop().await
    {
        eprintln!("{error}");
    }
}
