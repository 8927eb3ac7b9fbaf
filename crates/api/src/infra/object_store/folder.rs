//! A folder of this machine.

use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::{Content, Hashing, Object, ObjectStore, Reading, checked, taken};
use crate::infra::ids::new_id;

/// What an object that is being put is called; no name of an object begins with a dot.
const DRAFT: &str = ".draft-";

/// A folder of this machine. It is made when it is first needed. A container's disk does not last: whoever chooses this
/// says so.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Objects in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    fn path(&self, key: &str) -> io::Result<PathBuf> {
        Ok(self.0.join(checked(key)?))
    }

    async fn write(&self, path: &Path, content: Content<'_>) -> io::Result<Object> {
        let folder = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder).await?;
        let draft = Draft(folder.join(format!("{DRAFT}{}", new_id().simple())));
        let Content { reader, bytes, sha256, .. } = content;
        let mut reader = Hashing::new(reader);
        let mut file = fs::File::create(&draft.0).await?;
        // One byte more than announced, so that too much is noticed.
        tokio::io::copy(&mut (&mut reader).take(bytes.saturating_add(1)), &mut file).await?;
        file.flush().await?;
        let sha256 = reader.confirm(bytes, sha256.as_deref())?;
        file.sync_all().await?;
        // Unlike renaming, linking never replaces.
        match fs::hard_link(&draft.0, path).await {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(taken(path.display())),
            other => other?,
        }
        drop(draft);
        fs::File::open(folder).await?.sync_all().await?;
        let modified = modified(&file.metadata().await?);
        Ok(Object { key: String::new(), bytes, modified, sha256: Some(sha256) })
    }
}

/// A file that is being written; gone when dropped.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        // What stays behind bears no object's name.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl ObjectStore for Folder {
    fn kind(&self) -> &'static str {
        "local"
    }

    fn put<'a>(&'a self, key: &'a str, content: Content<'a>) -> BoxFuture<'a, io::Result<Object>> {
        async move {
            let path = self.path(key)?;
            let put = self.write(&path, content).await.map_err(|error| in_words(&path, &error))?;
            Ok(Object { key: key.to_owned(), ..put })
        }
        .boxed()
    }

    fn get<'a>(&'a self, key: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Reading>> {
        async move {
            let path = self.path(key)?;
            let mut file = fs::File::open(&path).await.map_err(|error| in_words(&path, &error))?;
            file.seek(SeekFrom::Start(start)).await?;
            let reading: Reading = Box::new(file.take(length));
            Ok(reading)
        }
        .boxed()
    }

    fn head<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Object>> {
        async move {
            let path = self.path(key)?;
            let metadata = fs::metadata(&path).await.map_err(|error| in_words(&path, &error))?;
            if !metadata.is_file() {
                return Err(io::Error::new(
                    io::ErrorKind::NotFound,
                    format!("{} is no file", path.display()),
                ));
            }
            Ok(object(key.to_owned(), &metadata))
        }
        .boxed()
    }

    fn delete<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            match fs::remove_file(self.path(key)?).await {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                other => other,
            }
        }
        .boxed()
    }

    fn list<'a>(&'a self, prefix: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>> {
        async move {
            let mut found = Vec::new();
            let mut folders = vec![(self.0.clone(), String::new())];
            while let Some((folder, above)) = folders.pop() {
                let mut entries = match fs::read_dir(&folder).await {
                    Ok(entries) => entries,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(in_words(&folder, &error)),
                };
                while let Some(entry) = entries.next_entry().await? {
                    let Ok(name) = entry.file_name().into_string() else { continue };
                    let key = format!("{above}{name}");
                    // It may have gone since it was listed.
                    let Ok(metadata) = entry.metadata().await else { continue };
                    if checked(&key).is_err() {
                        continue;
                    } else if metadata.is_dir() {
                        folders.push((entry.path(), format!("{key}/")));
                    } else if key.starts_with(prefix) {
                        found.push(object(key, &metadata));
                    }
                }
            }
            found.sort_by(|a, b| a.key.cmp(&b.key));
            Ok(found)
        }
        .boxed()
    }

    /// A draft goes with whoever wrote it, and has no name of its own if that one was killed.
    fn unfinished<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>> {
        async { Ok(Vec::new()) }.boxed()
    }

    fn discard<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async { Ok(()) }.boxed()
    }

    fn free(&self) -> BoxFuture<'_, io::Result<Option<u64>>> {
        async move {
            fs::create_dir_all(&self.0).await.map_err(|error| in_words(&self.0, &error))?;
            let disk = rustix::fs::statvfs(&self.0)?;
            Ok(Some(disk.f_bavail.saturating_mul(disk.f_frsize)))
        }
        .boxed()
    }

    fn public_url(&self, _: &str) -> Option<String> {
        None
    }
}

fn object(key: String, metadata: &std::fs::Metadata) -> Object {
    Object { key, bytes: metadata.len(), modified: modified(metadata), sha256: None }
}

fn modified(metadata: &std::fs::Metadata) -> Timestamp {
    metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok()).unwrap_or_default()
}

/// The error with the path that it is about: the operating system's own text lacks it.
fn in_words(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Folder) {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::new(temporary.path().join("files"));
        (temporary, folder)
    }

    #[tokio::test]
    async fn an_object_comes_back_whole_and_in_part_and_goes() {
        let (_temporary, store) = store();
        let put = store.put("a/b.txt", Content::of(b"0123456789", "text/plain")).await.unwrap();
        assert_eq!((put.key.as_str(), put.bytes), ("a/b.txt", 10));
        assert_eq!(store.head("a/b.txt").await.unwrap().bytes, 10);
        let mut part = String::new();
        store.get("a/b.txt", 3, 4).await.unwrap().read_to_string(&mut part).await.unwrap();
        assert_eq!(part, "3456");
        let again = store.put("a/b.txt", Content::of(b"x", "text/plain")).await.unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        let keys = |found: Vec<Object>| found.into_iter().map(|object| object.key).collect::<Vec<_>>();
        assert_eq!(keys(store.list("a/").await.unwrap()), ["a/b.txt"]);
        assert_eq!(keys(store.list("b").await.unwrap()), [""; 0]);
        store.delete("a/b.txt").await.unwrap();
        store.delete("a/b.txt").await.unwrap();
        assert_eq!(store.head("a/b.txt").await.unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn what_is_not_what_was_announced_leaves_nothing() {
        let (_temporary, store) = store();
        for (bytes, sha256) in [(3, None), (5, None), (4, Some("0".repeat(64)))] {
            let content = Content { bytes, sha256, ..Content::of(b"abcd", "text/plain") };
            let refused = store.put("a", content).await.unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::InvalidData, "{refused}");
        }
        assert!(std::fs::read_dir(&store.0).unwrap().next().is_none());
        assert!(store.put("../a", Content::of(b"", "text/plain")).await.is_err());
    }
}
