//! Files in a store: S3 or Cloudinary.
//!
//! A store writes nothing over, so what is put under a name that is taken first removes what was there; a reader in
//! between finds nothing, never half of anything.

use std::io::{self, SeekFrom};

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::fs;
use tokio::io::AsyncSeekExt;

use super::{Bytes, Files, OpenedFile, Slice, is_name};
use crate::infra::object_store::{Content, Hashing, ObjectStore};

/// Files in a store, under their own names.
pub struct StoredFiles<S>(S);

impl<S: ObjectStore> StoredFiles<S> {
    /// In `store`.
    pub fn new(store: S) -> Self {
        Self(store)
    }
}

impl<S: ObjectStore> Files for StoredFiles<S> {
    fn name(&self) -> &'static str {
        self.0.kind()
    }

    fn put<'a>(
        &'a self,
        name: &'a str,
        content_type: &'a str,
        content: Bytes,
    ) -> BoxFuture<'a, io::Result<()>> {
        async move {
            checked(name)?;
            // A store wants to know the size first; a file of this machine does not grow the memory.
            let mut draft = fs::File::from_std(tempfile::tempfile()?);
            let mut content = Hashing::new(content);
            tokio::io::copy(&mut content, &mut draft).await?;
            draft.seek(SeekFrom::Start(0)).await?;
            let (bytes, sha256) = content.finish();
            self.0.delete(name).await?;
            let media_type = content_type.to_owned();
            let content = Content { reader: Box::new(draft), bytes, sha256: Some(sha256), media_type };
            self.0.put(name, content).await.map(|_| ())
        }
        .boxed()
    }

    fn get<'a>(&'a self, name: &'a str, part: Option<Slice>) -> BoxFuture<'a, io::Result<OpenedFile>> {
        async move {
            checked(name)?;
            let bytes = self.0.head(name).await?.bytes;
            let Slice { start, length } = part.unwrap_or(Slice { start: 0, length: bytes });
            Ok(OpenedFile { bytes, reader: self.0.get(name, start, length).await? })
        }
        .boxed()
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            checked(name)?;
            self.0.delete(name).await
        }
        .boxed()
    }

    fn url(&self, name: &str) -> Option<String> {
        self.0.public_url(name)
    }
}

fn checked(name: &str) -> io::Result<()> {
    if is_name(name) {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{name:?} is not the name of a file of ours")))
}
