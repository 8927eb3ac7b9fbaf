//! A dump into a file that bears its name only once it is whole and on the disk.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::fs;
use tokio_util::sync::CancellationToken;

use super::{DumpError, DumpOptions, DumpReport, dump};
use crate::{Progress, Source};

/// How long what was written may wait in memory.
const SETTLE_EVERY: Duration = Duration::from_millis(200);

/// Dumps a database into a new file. While it is being written the file is called `<name>.partial`; it gets its name
/// after all of it has reached the disk. After an error no file is left; after a crash only the partial one.
///
/// # Errors
/// See [`DumpError`]; also when `path` exists.
pub async fn dump_to_file(
    source: &Source,
    options: &DumpOptions,
    path: &Path,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<DumpReport, DumpError> {
    if fs::try_exists(path).await? {
        let text = format!("{} exists already, and no archive is ever overwritten", path.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, text).into());
    }
    let partial = partial_path(path);
    let written = write(source, options, &partial, progress, cancel).await;
    let finished = match written {
        Ok(report) => publish(&partial, path).await.map(|()| report).map_err(DumpError::from),
        Err(error) => Err(error),
    };
    if finished.is_err() {
        // It is no archive; that it may stay behind is no reason to hide why.
        let _ = fs::remove_file(&partial).await;
    }
    finished
}

/// What an archive is called while it is not one yet.
pub(crate) fn partial_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

async fn write(
    source: &Source,
    options: &DumpOptions,
    partial: &Path,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<DumpReport, DumpError> {
    let mut file = fs::File::create(partial).await?;
    let same = Arc::new(file.try_clone().await?.into_std().await);
    let ended = CancellationToken::new();
    let dumping = async {
        let _ended = ended.clone().drop_guard();
        dump(source, options, &mut file, progress, cancel).await
    };
    let (report, settled) = futures::join!(dumping, settle(&same, &ended));
    let report = report?;
    settled?;
    file.sync_all().await?;
    let on_disk = file.metadata().await?.len();
    if on_disk != report.archive.bytes {
        let text = format!("{on_disk} bytes are in the file where {} were written", report.archive.bytes);
        return Err(io::Error::new(io::ErrorKind::WriteZero, text).into());
    }
    Ok(report)
}

/// Brings what was written so far to the disk, again and again until `ended`, so that in the end little is left to
/// wait for, and lets the system forget it, so that a backup does not push what people work with out of memory.
///
/// # Errors
/// When the disk does not take it. The system says so only once: it is never dropped.
async fn settle(file: &Arc<std::fs::File>, ended: &CancellationToken) -> io::Result<()> {
    while tokio::time::timeout(SETTLE_EVERY, ended.cancelled()).await.is_err() {
        let file = Arc::clone(file);
        let settled = tokio::task::spawn_blocking(move || -> io::Result<()> {
            file.sync_data()?;
            // Advice: where the system does not take it, nothing is lost.
            let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
            Ok(())
        });
        settled.await.map_err(io::Error::other)??;
    }
    Ok(())
}

async fn publish(partial: &Path, path: &Path) -> io::Result<()> {
    fs::rename(partial, path).await?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).await?.sync_all().await
}
