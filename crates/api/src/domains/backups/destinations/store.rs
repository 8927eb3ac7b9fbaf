//! A store behind `infra::object_store`: S3 or Cloudinary.

use std::io;
use std::path::Path;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::fs;
use tokio::io::AsyncWriteExt;

use super::{Destination, Fetched, Opened, StoredFile, Workshop};
use crate::domains::backups::rules::names::is_archive;
use crate::infra::ids::new_id;
use crate::infra::object_store::{Content, Hashing, Object, ObjectStore};

/// Archives in a store, under their own names.
pub struct Store<S>(S);

impl<S: ObjectStore> Store<S> {
    /// In `store`.
    pub fn new(store: S) -> Self {
        Self(store)
    }

    /// Reads back what was just put. What the store says of it is not enough for a backup.
    async fn prove(&self, name: &str, bytes: u64, sha256: &str) -> io::Result<()> {
        let mut reader = Hashing::new(self.0.get(name, 0, bytes).await?);
        tokio::io::copy(&mut reader, &mut tokio::io::sink()).await?;
        reader.confirm(bytes, Some(sha256)).map(|_| ()).map_err(|error| {
            let text = format!("{} was not kept in {} as it was sent: {error}", name, self.0.kind());
            io::Error::new(error.kind(), text)
        })
    }
}

impl<S: ObjectStore> Destination for Store<S> {
    fn name(&self) -> &'static str {
        self.0.kind()
    }

    fn publish<'a>(
        &'a self,
        file: &'a Path,
        name: &'a str,
        sha256: &'a str,
    ) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let file = fs::File::open(file).await?;
            let bytes = file.metadata().await?.len();
            let content = Content {
                reader: Box::new(file),
                bytes,
                sha256: Some(sha256.to_owned()),
                media_type: "application/octet-stream".to_owned(),
            };
            self.0.put(name, content).await?;
            let proven = self.prove(name, bytes, sha256).await;
            if proven.is_err()
                && let Err(error) = self.0.delete(name).await
            {
                tracing::error!(%error, "{name} was not proven and stays in {}: {error}", self.0.kind());
            }
            proven
        }
        .boxed()
    }

    fn fetch<'a>(&'a self, name: &'a str, workshop: &'a Workshop) -> BoxFuture<'a, io::Result<Fetched>> {
        async move {
            let there = self.0.head(name).await?;
            let copy = workshop.copy().await?;
            let mut file = fs::File::create(&copy).await?;
            let mut reading = self.0.get(name, 0, there.bytes).await?;
            let came = tokio::io::copy(&mut reading, &mut file).await?;
            file.flush().await?;
            if came != there.bytes {
                let text = format!("{name} has {} bytes in {}, and {came} came", there.bytes, self.0.kind());
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, text));
            }
            Ok(Fetched::copied(copy))
        }
        .boxed()
    }

    fn open<'a>(&'a self, name: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Opened>> {
        async move { Ok(Opened { reader: self.0.get(name, start, length).await? }) }.boxed()
    }

    fn look<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<StoredFile>> {
        async move { Ok(file(self.0.head(name).await?)) }.boxed()
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>> {
        self.0.delete(name)
    }

    fn list(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>> {
        async move { Ok(archives(self.0.list("").await?)) }.boxed()
    }

    fn unfinished(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>> {
        async move { Ok(archives(self.0.unfinished("").await?)) }.boxed()
    }

    fn discard<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>> {
        self.0.discard(name)
    }

    fn probe(&self) -> BoxFuture<'_, io::Result<()>> {
        async move {
            let name = format!("probe-{}", new_id().simple());
            self.0.put(&name, Content::of(b"avenue", "text/plain")).await?;
            self.0.delete(&name).await
        }
        .boxed()
    }
}

fn archives(objects: Vec<Object>) -> Vec<StoredFile> {
    objects.into_iter().filter(|object| is_archive(&object.key)).map(file).collect()
}

fn file(object: Object) -> StoredFile {
    let Object { key, bytes, modified, sha256 } = object;
    StoredFile { name: key, bytes, modified, sha256 }
}
