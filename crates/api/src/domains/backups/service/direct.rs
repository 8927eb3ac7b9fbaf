//! A backup straight into a browser: it is sent while it is being read, and kept nowhere here but in its digest.
//!
//! There is no moment at which the archive lies on this machine, so a failure after the first byte can only be told by
//! breaking the connection off: the answer has no length, and a browser reports a cut one as failed.

use std::io;
use std::sync::Arc;

use archive::{CancellationToken, Compression, DumpError, DumpReport, Silent};
use bytes::Bytes;
use futures::{Stream, StreamExt, stream};
use serde_json::json;
use shared::backups::{RunBackup, Trigger};
use shared::error::ErrorCode;
use shared::id::BackupId;
use shared::identity::Locale;
use tokio::io::{AsyncReadExt, DuplexStream};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinHandle;
use tokio_util::io::ReaderStream;

use super::Backups;
use super::contents::contents;
use super::run::Order;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::repo::BackupDoc;
use crate::http::{ApiError, ApiResult, Said};
use crate::infra::ids::new_id;
use crate::said;

/// How much may wait for a slow browser before reading from the database waits too.
const BUFFER: usize = 256 * 1024;
/// Enough to know that the dump has begun: it begins with the file that names server and tool.
const BEGINNING: usize = 64;

/// An archive that is being sent.
pub struct DirectArchive<S> {
    /// What to call the file.
    pub file_name: String,
    /// Its bytes as they come; ends with an error when the dump failed.
    pub bytes: S,
}

impl Backups {
    /// Begins to dump and gives the bytes as they come.
    ///
    /// # Errors
    /// [`ErrorCode::ValidationFailed`] when there is no such database; [`ErrorCode::AlreadyRunning`] when as many as
    /// allowed are being sent; and whatever the dump fails of before its first byte.
    pub async fn stream(
        &self,
        asked: RunBackup,
        by: By,
    ) -> ApiResult<DirectArchive<impl Stream<Item = io::Result<Bytes>> + Send + 'static>> {
        let order = Order::of(asked, &self.0.platform, Trigger::Direct);
        self.check_source(&order.database).await?;
        let place = Arc::clone(&self.0.direct).try_acquire_owned().map_err(|_| {
            ApiError::new(ErrorCode::AlreadyRunning).detail(said!(
                "other direct downloads are under way; wait until one of them ends",
                "hay otras descargas directas en curso; esperá a que termine una"
            ))
        })?;
        let backup = self.begin_direct(&order, by).await?;
        let (sink, mut archive) = tokio::io::duplex(BUFFER);
        let task = tokio::spawn(self.clone().dump_into(sink, order, backup.clone(), place));

        let mut beginning = vec![0; BEGINNING];
        let read = archive.read(&mut beginning).await.map_err(ApiError::internal)?;
        if read == 0 {
            let why = task.await.map_err(ApiError::internal)?.err();
            return Err(ApiError::new(ErrorCode::Unavailable).detail(why.unwrap_or_else(|| {
                said!("the dump ended before it began", "el respaldo terminó antes de empezar")
            })));
        }
        beginning.truncate(read);
        let first = stream::once(async move { Ok(Bytes::from(beginning)) });
        let rest = ReaderStream::with_capacity(archive, BUFFER / 4);
        Ok(DirectArchive { file_name: backup.file_name, bytes: first.chain(rest).chain(end(task)) })
    }

    async fn begin_direct(&self, order: &Order, by: By) -> ApiResult<BackupDoc> {
        let id = BackupId::new(new_id());
        let record = self.record(id, order, self.0.clock.now(), Compression::Gzip);
        let backup = BackupDoc { destination: "none".to_owned(), ..record };
        let what = target("database", &order.database, None);
        let details = json!({
            "exclude_gridfs": order.exclude_gridfs,
            "exclude_collections": order.exclude_collections,
            "file_name": backup.file_name,
        });
        self.0
            .audit
            .record(AuditEntry::new(by, "backups.download_direct", what).details(details), None)
            .await?;
        self.0.repo.ask(&backup, None).await?;
        self.0.repo.begin(id).await?;
        Ok(backup)
    }

    async fn dump_into(
        self,
        sink: DuplexStream,
        order: Order,
        backup: BackupDoc,
        place: OwnedSemaphorePermit,
    ) -> Result<(), Said> {
        // Ends the record as broken off if this process is stopped in between.
        let dumped = self.dump_direct(sink, &order).await;
        let now = self.0.clock.now();
        let (recorded, outcome) = match dumped {
            Ok(report) => {
                let contents = contents(&report.manifest, &report.archive);
                (self.0.repo.finish(backup.id, &contents, &[], now, false).await, Ok(()))
            }
            Err(error) => {
                let broken_off =
                    matches!(&error, DumpError::Output(error) if error.kind() == io::ErrorKind::BrokenPipe);
                let why = if broken_off {
                    said!(
                        "the download was broken off by the browser or the network",
                        "el navegador o la red cortaron la descarga"
                    )
                } else {
                    Said::quoted(error.to_string())
                };
                let text = why.text(Locale::En);
                let given_up = self.0.repo.give_up(backup.id, broken_off, text, now).await.map(|_| ());
                (given_up, Err(why))
            }
        };
        if let Err(error) = recorded {
            tracing::error!(%error, backup = %backup.id, "the end of direct backup {} was not recorded", backup.id);
        }
        drop(place);
        outcome
    }

    async fn dump_direct(&self, sink: DuplexStream, order: &Order) -> Result<DumpReport, DumpError> {
        let source = self.source(&order.database);
        let options = order.options(Compression::Gzip);
        archive::dump(&source, &options, sink, &Silent, &CancellationToken::new()).await
    }
}

/// Nothing after a good dump; an error after a failed one, which breaks the connection off.
fn end(task: JoinHandle<Result<(), Said>>) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::once(task).filter_map(async |outcome| match outcome {
        Ok(Ok(())) => None,
        Ok(Err(why)) => Some(Err(io::Error::other(why.text(Locale::En)))),
        Err(error) => Some(Err(io::Error::other(error))),
    })
}
