//! What a failed database operation means for whoever asked for it.
//!
//! One table from the driver's errors to the few cases that the rest of the platform tells apart. It reads codes and
//! labels, and text only where the server gives nothing else.

use std::error::Error as _;

use mongodb::error::{Error, ErrorKind, TRANSIENT_TRANSACTION_ERROR, WriteFailure};

/// What a failed database operation means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The database cannot be reached or has no primary now. Trying again later helps.
    Unavailable,
    /// It was not done within its time limit. A write may have happened all the same.
    TookTooLong,
    /// A unique index forbids it.
    Duplicate {
        /// The name of the index; empty when the server did not say.
        index: String,
    },
    /// Others wrote the same at the same time. Trying again helps.
    WriteConflict,
    /// The database refuses us: wrong credentials, or a right that is missing.
    NotAuthorised,
    /// The database has no room left.
    StorageFull,
    /// Anything else: a defect of ours, most likely.
    Other,
}

/// Says what an error of the driver means.
pub fn classify(error: &Error) -> Failure {
    let found = of_kind(&error.kind);
    if found != Failure::Other {
        return found;
    }
    if error.contains_label(TRANSIENT_TRANSACTION_ERROR) {
        return Failure::WriteConflict;
    }
    // A transaction that ran out of time keeps its last error as the source.
    error.source().and_then(|source| source.downcast_ref::<Error>()).map_or(Failure::Other, classify)
}

/// Whether a unique index refused a write.
pub fn is_duplicate(error: &Error) -> bool {
    matches!(classify(error), Failure::Duplicate { .. })
}

fn of_kind(kind: &ErrorKind) -> Failure {
    match kind {
        ErrorKind::Io(error) => match error.kind() {
            std::io::ErrorKind::TimedOut => Failure::TookTooLong,
            _ => Failure::Unavailable,
        },
        ErrorKind::ServerSelection { .. }
        | ErrorKind::ConnectionPoolCleared { .. }
        | ErrorKind::DnsResolve { .. }
        | ErrorKind::Shutdown => Failure::Unavailable,
        ErrorKind::Authentication { .. } => Failure::NotAuthorised,
        ErrorKind::Command(error) => of_code(error.code, &error.message),
        ErrorKind::Write(WriteFailure::WriteError(error)) => of_code(error.code, &error.message),
        ErrorKind::Write(WriteFailure::WriteConcernError(error)) => of_code(error.code, &error.message),
        ErrorKind::InsertMany(error) => first(
            error.write_errors.iter().flatten().map(|error| (error.code, error.message.as_str())),
            error.write_concern_error.iter().map(|error| (error.code, error.message.as_str())),
        ),
        ErrorKind::BulkWrite(error) => first(
            error.write_errors.values().map(|error| (error.code, error.message.as_str())),
            error.write_concern_errors.iter().map(|error| (error.code, error.message.as_str())),
        ),
        _ => Failure::Other,
    }
}

fn first<'a>(
    errors: impl Iterator<Item = (i32, &'a str)>,
    concerns: impl Iterator<Item = (i32, &'a str)>,
) -> Failure {
    errors.chain(concerns).next().map_or(Failure::Other, |(code, message)| of_code(code, message))
}

/// The codes of MongoDB's `error_codes.yml` that mean something to us.
fn of_code(code: i32, message: &str) -> Failure {
    match code {
        11_000 | 11_001 | 12_582 => Failure::Duplicate { index: index_named_in(message) },
        // HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress, FailedToSatisfyReadPreference,
        // ReadConcernMajorityNotAvailableYet, PrimarySteppedDown, SocketException, NotWritablePrimary,
        // InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary,
        // LegacyNotPrimary, IngressRequestRateLimitExceeded
        6 | 7 | 89 | 91 | 133 | 134 | 189 | 9_001 | 10_107 | 11_600 | 11_602 | 13_435 | 13_436 | 10_058
        | 462 => Failure::Unavailable,
        // MaxTimeMSExpired, WriteConcernFailed, ExceededTimeLimit, TransactionExceededLifetimeLimitSeconds
        50 | 64 | 262 | 290 => Failure::TookTooLong,
        // LockTimeout, WriteConflict, NoSuchTransaction, LockBusy
        24 | 112 | 251 | 46 => Failure::WriteConflict,
        14_031 | 12_501 => Failure::StorageFull,
        // Atlas answers its own refusals with one code, a full quota among them.
        8_000 if message.contains("space quota") => Failure::StorageFull,
        // UserNotFound, Unauthorized, AuthenticationFailed, AtlasError
        11 | 13 | 18 | 8_000 => Failure::NotAuthorised,
        _ => Failure::Other,
    }
}

/// `E11000 duplicate key error collection: avenue.users index: email dup key: { email: "a@b.c" }` → `email`.
fn index_named_in(message: &str) -> String {
    let name = message.split_once(" index: ").map(|(_, rest)| rest).unwrap_or_default();
    let name = name.split_once(" dup key").map_or(name, |(name, _)| name);
    // A clustered or collated key is announced between the two.
    let name = name.split_once(" collation: ").map_or(name, |(name, _)| name);
    name.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::io;

    use bson::doc;
    use mongodb::error::{CommandError, InsertManyError, WriteConcernError, WriteError};

    use super::*;

    fn command(code: i32, message: &str) -> Error {
        let error: CommandError =
            bson::deserialize_from_document(doc! { "code": code, "codeName": "Some", "errmsg": message })
                .unwrap();
        ErrorKind::Command(error).into()
    }

    fn write(code: i32, message: &str) -> Error {
        let error: WriteError =
            bson::deserialize_from_document(doc! { "code": code, "errmsg": message }).unwrap();
        ErrorKind::Write(WriteFailure::WriteError(error)).into()
    }

    const TAKEN: &str = r#"E11000 duplicate key error collection: avenue.users index: email_unique dup key: { email: "a@b.c" }"#;

    #[test]
    fn codes_mean_what_the_table_says() {
        for (code, wanted) in [
            (10_107, Failure::Unavailable),
            (11_600, Failure::Unavailable),
            (189, Failure::Unavailable),
            (50, Failure::TookTooLong),
            (112, Failure::WriteConflict),
            (251, Failure::WriteConflict),
            (13, Failure::NotAuthorised),
            (18, Failure::NotAuthorised),
            (14_031, Failure::StorageFull),
            (2, Failure::Other),
            (121, Failure::Other),
        ] {
            assert_eq!(classify(&command(code, "")), wanted, "{code}");
            assert_eq!(classify(&write(code, "")), wanted, "{code}");
        }
    }

    #[test]
    fn a_duplicate_names_its_index() {
        let wanted = Failure::Duplicate { index: "email_unique".to_owned() };
        assert_eq!(classify(&write(11_000, TAKEN)), wanted);
        assert_eq!(classify(&command(11_000, TAKEN)), wanted);
        let many: InsertManyError = bson::deserialize_from_document(
            doc! { "writeErrors": [{ "index": 3, "code": 11_000, "errmsg": TAKEN }], "writeConcernError": null },
        )
        .unwrap();
        assert_eq!(classify(&ErrorKind::InsertMany(many).into()), wanted);
        assert_eq!(classify(&write(11_000, "?")), Failure::Duplicate { index: String::new() });
    }

    #[test]
    fn a_collated_index_is_named_without_its_collation() {
        let text = "E11000 duplicate key error collection: a.b index: handle collation: { locale: \"es\" } dup key: { x: 1 }";
        assert_eq!(index_named_in(text), "handle");
    }

    #[test]
    fn the_network_is_unavailable_or_slow() {
        let io = |kind: io::ErrorKind| Error::from(io::Error::from(kind));
        assert_eq!(classify(&io(io::ErrorKind::ConnectionRefused)), Failure::Unavailable);
        assert_eq!(classify(&io(io::ErrorKind::UnexpectedEof)), Failure::Unavailable);
        assert_eq!(classify(&io(io::ErrorKind::TimedOut)), Failure::TookTooLong);
        assert_eq!(classify(&ErrorKind::Shutdown.into()), Failure::Unavailable);
    }

    #[test]
    fn a_write_concern_that_fails_took_too_long() {
        let error: WriteConcernError = bson::deserialize_from_document(
            doc! { "code": 64, "codeName": "WriteConcernFailed", "errmsg": "waiting for replication timed out" },
        )
        .unwrap();
        assert_eq!(
            classify(&ErrorKind::Write(WriteFailure::WriteConcernError(error)).into()),
            Failure::TookTooLong
        );
    }

    #[test]
    fn a_full_quota_of_atlas_is_full_and_its_other_refusals_are_not() {
        assert_eq!(
            classify(&command(8_000, "you are over your space quota, using 513 MB of 512 MB")),
            Failure::StorageFull
        );
        assert_eq!(classify(&command(8_000, "bad auth : authentication failed")), Failure::NotAuthorised);
    }

    #[test]
    fn our_own_errors_are_other() {
        assert_eq!(classify(&Error::custom("mine".to_owned())), Failure::Other);
    }
}
