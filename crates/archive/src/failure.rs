//! What the server's error codes mean for us.

use mongodb::error::{Error, ErrorKind, WriteFailure};

pub(crate) const NAMESPACE_NOT_FOUND: i32 = 26;
const SNAPSHOT_TOO_OLD: i32 = 239;
const SNAPSHOT_UNAVAILABLE: i32 = 246;
const TRANSACTION_TOO_OLD: i32 = 225;
const NO_SUCH_TRANSACTION: i32 = 251;
const ILLEGAL_OPERATION: i32 = 20;
const NOT_A_REPLICA_SET: i32 = 123;

/// The server's code for an error, if it comes from the server.
pub(crate) fn code(error: &Error) -> Option<i32> {
    match &*error.kind {
        ErrorKind::Command(command) => Some(command.code),
        ErrorKind::Write(WriteFailure::WriteError(write)) => Some(write.code),
        _ => None,
    }
}

/// Whether the server no longer keeps the state that a snapshot reads.
pub(crate) fn is_snapshot_gone(error: &Error) -> bool {
    matches!(
        code(error),
        Some(SNAPSHOT_TOO_OLD | SNAPSHOT_UNAVAILABLE | TRANSACTION_TOO_OLD | NO_SUCH_TRANSACTION)
    )
}

/// Whether the server is no replica set and so knows no snapshots.
pub(crate) fn is_standalone(error: &Error) -> bool {
    let text = error.to_string();
    matches!(code(error), Some(ILLEGAL_OPERATION | NOT_A_REPLICA_SET)) && text.contains("replica set")
}

/// An error in one line. The driver's own text ends in a dump of the server's answer.
pub(crate) fn text(error: &Error) -> String {
    match &*error.kind {
        ErrorKind::Command(command) => {
            format!("{} ({}, {})", command.message, command.code_name, command.code)
        }
        ErrorKind::Custom(custom) => match custom.downcast_ref::<String>() {
            Some(text) => text.clone(),
            None => error.kind.to_string(),
        },
        kind => kind.to_string(),
    }
}
