//! Files in a folder of this machine. In a container that folder does not last; the settings say so.

use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::{Bytes, Files, OpenedFile, Slice, is_name};
use crate::infra::ids::new_id;

/// A folder of this machine. It is made when it is first needed.
#[derive(Debug, Clone)]
pub struct LocalFiles(PathBuf);

impl LocalFiles {
    /// Files in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    fn path(&self, name: &str) -> io::Result<PathBuf> {
        if is_name(name) {
            return Ok(self.0.join(name));
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{name:?} is not the name of a file of ours"),
        ))
    }
}

impl Files for LocalFiles {
    fn name(&self) -> &'static str {
        "local"
    }

    fn put<'a>(
        &'a self,
        name: &'a str,
        _content_type: &'a str,
        mut content: Bytes,
    ) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let path = self.path(name)?;
            let folder = path.parent().unwrap_or(&self.0);
            fs::create_dir_all(folder).await?;
            // Begun under a name that no file has, so that a reader never sees half of one.
            let begun = Begun(folder.join(format!(".{}", new_id().simple())));
            let mut file = fs::File::create(&begun.0).await?;
            tokio::io::copy(&mut content, &mut file).await?;
            file.sync_all().await?;
            fs::rename(&begun.0, &path).await
        }
        .boxed()
    }

    fn get<'a>(&'a self, name: &'a str, part: Option<Slice>) -> BoxFuture<'a, io::Result<OpenedFile>> {
        async move {
            let mut file = fs::File::open(self.path(name)?).await?;
            let bytes = file.metadata().await?.len();
            let slice = part.unwrap_or(Slice { start: 0, length: bytes });
            file.seek(SeekFrom::Start(slice.start)).await?;
            Ok(OpenedFile { bytes, reader: Box::new(file.take(slice.length)) })
        }
        .boxed()
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let path = self.path(name)?;
            match fs::remove_file(&path).await {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                Err(error) => Err(error),
                Ok(()) => {
                    sweep(&path, &self.0).await;
                    Ok(())
                }
            }
        }
        .boxed()
    }

    fn url(&self, _: &str) -> Option<String> {
        None
    }
}

/// Removes the folder of a file if it is empty now. If it is not, it stays, and that is no failure.
async fn sweep(path: &Path, root: &Path) {
    if let Some(folder) = path.parent().filter(|folder| *folder != root) {
        fs::remove_dir(folder).await.ok();
    }
}

/// A file that is being written; what is not renamed goes.
struct Begun(PathBuf);

impl Drop for Begun {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).ok();
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use tokio::io::AsyncReadExt;

    use super::*;

    async fn read(files: &LocalFiles, name: &str, part: Option<Slice>) -> (u64, Vec<u8>) {
        let mut opened = files.get(name, part).await.unwrap();
        let mut bytes = Vec::new();
        opened.reader.read_to_end(&mut bytes).await.unwrap();
        (opened.bytes, bytes)
    }

    #[tokio::test]
    async fn a_file_is_kept_read_in_part_written_over_and_removed() {
        let home = tempfile::tempdir().unwrap();
        let files = LocalFiles::new(home.path());
        let put = |text: &'static str| files.put("media/7/96.webp", "image/webp", Box::new(text.as_bytes()));
        put("hello").await.unwrap();
        assert_eq!(read(&files, "media/7/96.webp", None).await, (5, b"hello".to_vec()));
        let part = Some(Slice { start: 1, length: 3 });
        assert_eq!(read(&files, "media/7/96.webp", part).await, (5, b"ell".to_vec()));
        put("other").await.unwrap();
        assert_eq!(read(&files, "media/7/96.webp", None).await.1, b"other");
        files.delete("media/7/96.webp").await.unwrap();
        files.delete("media/7/96.webp").await.unwrap();
        let gone = files.get("media/7/96.webp", None).await.err().unwrap();
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
        assert!(!home.path().join("media/7").exists(), "an empty folder goes too");
        let outside = files.get("../secret", None).await.err().unwrap();
        assert_eq!(outside.kind(), io::ErrorKind::InvalidInput);
    }
}
