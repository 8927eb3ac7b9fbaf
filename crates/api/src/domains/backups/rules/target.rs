//! Which databases may be written into, and which may be read.

use shared::error::ErrorCode;

use super::names::SCRATCH;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// What belongs to the server.
const OF_THE_SERVER: [&str; 3] = ["admin", "config", "local"];

/// Whether a restore may write into the database `target` while the platform lives in `platform`.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on `database` for the server's own databases and drill scratch;
/// [`ErrorCode::DatabaseNotEmpty`] for the platform's own. MongoDB tells names apart by case but refuses two that
/// differ by nothing else.
pub fn restorable(target: &str, platform: &str) -> ApiResult<()> {
    if is_the_servers(target) {
        return Err(ApiError::field("database", format!("must not be {target}: it belongs to the server")));
    }
    if target.starts_with(SCRATCH) {
        return Err(ApiError::field("database", format!("must not begin with {SCRATCH}: drills drop those")));
    }
    if target.to_lowercase() == platform.to_lowercase() {
        return Err(ApiError::new(ErrorCode::DatabaseNotEmpty).detail(said!(
            "{platform} is the database that the platform lives in; restore under another name and compare",
            "{platform} es la base de datos de la plataforma; restaurá con otro nombre y compará"
        )));
    }
    Ok(())
}

/// Whether a backup or comparison may read the database.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on `database` for the server's own databases.
pub fn readable(database: &str) -> ApiResult<()> {
    if is_the_servers(database) {
        return Err(ApiError::field("database", format!("must not be {database}: it belongs to the server")));
    }
    Ok(())
}

fn is_the_servers(database: &str) -> bool {
    OF_THE_SERVER.contains(&database.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_and_the_servers_databases_are_never_written_into() {
        for refused in ["avenue", "Avenue", "admin", "ADMIN", "config", "local", "avenue_drill_x"] {
            assert!(restorable(refused, "avenue").is_err(), "{refused}");
        }
        for fine in ["avenue2", "legacy", "copia", "avenue_drills"] {
            assert!(restorable(fine, "avenue").is_ok(), "{fine}");
        }
        assert!(readable("avenue").is_ok());
        assert!(readable("local").is_err());
    }
}
