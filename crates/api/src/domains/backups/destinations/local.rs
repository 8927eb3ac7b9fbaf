//! A folder of this machine.

use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::{Destination, Fetched, Opened, StoredFile, Workshop};
use crate::domains::backups::rules::names::{SIDECAR, is_archive};
use crate::infra::ids::new_id;

/// A folder of this machine, which may be the workshop's. It is made when it is first needed.
#[derive(Debug, Clone)]
pub struct LocalFolder(PathBuf);

impl LocalFolder {
    /// Archives in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    async fn sidecar(&self, name: &str) -> Option<String> {
        let text = fs::read_to_string(beside(&self.0.join(name), SIDECAR)).await.ok()?;
        let digest = text.split_whitespace().next()?;
        let is_digest = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        is_digest.then(|| digest.to_ascii_lowercase())
    }
}

impl Destination for LocalFolder {
    fn name(&self) -> &'static str {
        "local"
    }

    fn publish<'a>(
        &'a self,
        file: &'a Path,
        name: &'a str,
        sha256: &'a str,
    ) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let path = path_of(&self.0, name)?;
            fs::create_dir_all(&self.0).await.map_err(|error| in_words(&self.0, &error))?;
            if fs::try_exists(&path).await? {
                return Err(taken(&path));
            }
            fs::File::open(file).await?.sync_all().await?;
            let sidecar = beside(&path, SIDECAR);
            let mut digest = fs::File::create(&sidecar).await?;
            digest.write_all(format!("{sha256}  {name}\n").as_bytes()).await?;
            digest.sync_all().await?;
            // Unlike renaming, linking never replaces; the name that it was written under goes with whoever staged it.
            match fs::hard_link(file, &path).await {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(taken(&path)),
                other => other.map_err(|error| in_words(&path, &error))?,
            }
            fs::File::open(&self.0).await?.sync_all().await
        }
        .boxed()
    }

    fn fetch<'a>(&'a self, name: &'a str, _: &'a Workshop) -> BoxFuture<'a, io::Result<Fetched>> {
        async move {
            let path = path_of(&self.0, name)?;
            fs::metadata(&path).await.map_err(|error| in_words(&path, &error))?;
            Ok(Fetched::lying(path))
        }
        .boxed()
    }

    fn open<'a>(&'a self, name: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Opened>> {
        async move {
            let path = path_of(&self.0, name)?;
            let mut file = fs::File::open(&path).await.map_err(|error| in_words(&path, &error))?;
            file.seek(SeekFrom::Start(start)).await?;
            Ok(Opened { reader: Box::new(file.take(length)) })
        }
        .boxed()
    }

    fn look<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<StoredFile>> {
        async move {
            let path = path_of(&self.0, name)?;
            let metadata = fs::metadata(&path).await.map_err(|error| in_words(&path, &error))?;
            Ok(StoredFile {
                name: name.to_owned(),
                bytes: metadata.len(),
                modified: modified(&metadata),
                sha256: self.sidecar(name).await,
            })
        }
        .boxed()
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let path = path_of(&self.0, name)?;
            // The archive first: a digest without an archive is harmless, the other way round is a doubt.
            gone(fs::remove_file(&path).await)?;
            gone(fs::remove_file(beside(&path, SIDECAR)).await)
        }
        .boxed()
    }

    fn list(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>> {
        async move {
            let mut archives = Vec::new();
            for (name, bytes, modified) in files(&self.0).await? {
                if is_archive(&name) {
                    let sha256 = self.sidecar(&name).await;
                    archives.push(StoredFile { name, bytes, modified, sha256 });
                }
            }
            Ok(archives)
        }
        .boxed()
    }

    /// An archive gets its name in one step, so there is no beginning of one here; the workshop knows those.
    fn unfinished(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>> {
        async { Ok(Vec::new()) }.boxed()
    }

    fn discard<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async { Ok(()) }.boxed()
    }

    fn probe(&self) -> BoxFuture<'_, io::Result<()>> {
        probe(&self.0).boxed()
    }
}

/// The path of an archive. A name that is not an archive's is refused, so that none leads out of the folder.
pub(super) fn path_of(folder: &Path, name: &str) -> io::Result<PathBuf> {
    if is_archive(name) {
        return Ok(folder.join(name));
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{name:?} is not the name of an archive")))
}

/// The files of a folder by name, with their sizes and when they were written.
pub(super) async fn files(folder: &Path) -> io::Result<Vec<(String, u64, Timestamp)>> {
    let mut entries = match fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(in_words(folder, &error)),
    };
    let mut files = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        let Ok(name) = entry.file_name().into_string() else { continue };
        // It may have gone since it was listed.
        let Ok(metadata) = entry.metadata().await else { continue };
        if metadata.is_file() {
            files.push((name, metadata.len(), modified(&metadata)));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes and removes a small file.
pub(super) async fn probe(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder).await.map_err(|error| in_words(folder, &error))?;
    let path = folder.join(format!(".probe-{}", new_id().simple()));
    let written = write(&path, b"avenue").await;
    gone(fs::remove_file(&path).await)?;
    written.map_err(|error| in_words(&path, &error))
}

async fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path).await?;
    file.write_all(bytes).await?;
    file.sync_all().await
}

fn taken(path: &Path) -> io::Error {
    let text = format!("{} exists already, and no archive is ever overwritten", path.display());
    io::Error::new(io::ErrorKind::AlreadyExists, text)
}

/// What is called as `path` is, and more.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn modified(metadata: &std::fs::Metadata) -> Timestamp {
    metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok()).unwrap_or_default()
}

/// What is not there any more needs no removing.
pub(super) fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The error with the path that it is about: the operating system's own text lacks it.
pub(super) fn in_words(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "legacy-20261121T060000Z-099a8057.tar.zst";
    const SHA256: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    fn folder() -> (tempfile::TempDir, LocalFolder, Workshop) {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("archives");
        (temporary, LocalFolder::new(&folder), Workshop::new(folder))
    }

    #[tokio::test]
    async fn an_archive_has_its_name_only_once_it_is_published() {
        let (_temporary, folder, workshop) = folder();
        let staged = workshop.stage(NAME).await.unwrap();
        write(staged.path(), b"0123456789").await.unwrap();
        assert_eq!(folder.list().await.unwrap(), []);
        assert_eq!(workshop.unfinished().await.unwrap().len(), 1);
        folder.publish(staged.path(), NAME, SHA256).await.unwrap();
        drop(staged);
        assert_eq!(workshop.unfinished().await.unwrap(), []);
        let listed = folder.list().await.unwrap();
        assert_eq!((listed.len(), listed[0].bytes), (1, 10));
        assert_eq!(listed[0].sha256.as_deref(), Some(SHA256));

        let mut part = String::new();
        folder.open(NAME, 3, 4).await.unwrap().reader.read_to_string(&mut part).await.unwrap();
        assert_eq!(part, "3456");

        let again = workshop.stage(NAME).await.unwrap();
        let refused = folder.publish(again.path(), NAME, SHA256).await.unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        drop(again);

        folder.delete(NAME).await.unwrap();
        folder.delete(NAME).await.unwrap();
        assert!(std::fs::read_dir(&folder.0).unwrap().next().is_none(), "nothing is left");
    }

    #[tokio::test]
    async fn what_is_given_up_leaves_nothing() {
        let (_temporary, folder, workshop) = folder();
        drop(workshop.stage(NAME).await.unwrap());
        assert_eq!(workshop.unfinished().await.unwrap(), []);
        folder.probe().await.unwrap();
        assert!(std::fs::read_dir(&folder.0).unwrap().next().is_none());
        assert!(workshop.free().await.unwrap() > 0);
    }

    #[tokio::test]
    async fn a_copy_goes_with_its_reader_and_an_abandoned_one_a_day_later() {
        let (_temporary, folder, workshop) = folder();
        let copy = workshop.copy().await.unwrap();
        let abandoned = workshop.copy().await.unwrap().keep().unwrap();
        workshop.sweep().await.unwrap();
        assert!(copy.exists() && abandoned.exists());
        let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(86_400);
        std::fs::File::options().write(true).open(&abandoned).unwrap().set_modified(long_ago).unwrap();
        workshop.sweep().await.unwrap();
        assert!(copy.exists() && !abandoned.exists());
        drop(copy);
        assert!(std::fs::read_dir(folder.0.join(".work")).unwrap().next().is_none());
        assert_eq!(folder.list().await.unwrap(), []);
    }

    #[tokio::test]
    async fn no_name_leads_out_of_the_folder() {
        let (_temporary, folder, _) = folder();
        for name in ["../x.tar.zst", "/etc/x.tar.gz", "x", ".x.tar.gz"] {
            assert_eq!(folder.delete(name).await.unwrap_err().kind(), io::ErrorKind::InvalidInput, "{name}");
        }
    }
}
