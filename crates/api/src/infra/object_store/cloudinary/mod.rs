//! Cloudinary as a store of raw files.
//!
//! It takes files of limited size only, so an object is cut into volumes, and a small index is put last: it names every
//! volume with its size and SHA-256, and the size and SHA-256 of the whole. An object is there if its index is; volumes
//! without one are what an upload left that was cut off. Everything is of the type `private`: it can be read with the
//! account's signature alone.

mod client;
mod index;
mod read;

use std::io;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::io::AsyncReadExt;

use self::client::Client;
use self::index::{Index, Volume};
use super::{Content, Hashing, Object, ObjectStore, Reading, checked, taken};
use crate::config;
use crate::infra::clock::Clock;
use crate::infra::ids::new_id;

/// What an index is called, after the object's own name.
const INDEX: &str = ".index.json";
/// What stands between an object's name and the mark and number of a volume.
const VOLUME: &str = ".volume-";

/// An account, or what lies under a prefix in it.
#[derive(Clone)]
pub struct Cloudinary(Arc<Parts>);

struct Parts {
    client: Client,
    clock: Clock,
    /// Ends with a slash.
    prefix: String,
    volume_bytes: u64,
}

impl Cloudinary {
    /// The account of the configuration; nothing is asked of it yet. `folder` divides what different parts of the
    /// platform keep there: letters, digits and dashes.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(settings: &config::Cloudinary, clock: &Clock, folder: &str) -> io::Result<Self> {
        let client = Client::new(settings, clock)?;
        let prefix = format!("{}/{folder}/", settings.prefix.trim_matches('/'));
        let (clock, volume_bytes) = (clock.clone(), settings.part_bytes.max(1));
        Ok(Self(Arc::new(Parts { client, clock, prefix, volume_bytes })))
    }

    fn index_id(&self, key: &str) -> io::Result<String> {
        Ok(format!("{}{}{INDEX}", self.0.prefix, checked(key)?))
    }

    async fn index(&self, key: &str) -> io::Result<Index> {
        let mut text = Vec::new();
        let mut reading = self.0.client.download(&self.index_id(key)?, None).await?;
        reading.read_to_end(&mut text).await?;
        Index::read(key, &text)
    }

    /// Puts the volumes; those that were put are in `volumes` whatever happens.
    async fn put_volumes(
        &self,
        key: &str,
        content: Content<'_>,
        volumes: &mut Vec<Volume>,
    ) -> io::Result<Index> {
        let (bytes, media_type) = (content.bytes, content.media_type);
        let mark = new_id().simple().to_string();
        let mut whole = Hashing::new(content.reader);
        let mut left = bytes;
        while left > 0 {
            let length = left.min(self.0.volume_bytes);
            let number = volumes.len().saturating_add(1);
            let id = format!("{}{key}{VOLUME}{mark}-{number:05}", self.0.prefix);
            // Named before it is put, so that it is thrown away if its answer is lost.
            volumes.push(Volume { id: id.clone(), bytes: length, sha256: String::new() });
            let mut part = Hashing::new((&mut whole).take(length));
            let existed = self.0.client.upload(&id, &mut part, length).await?;
            if existed {
                return Err(taken(id));
            }
            let sha256 = part.confirm(length, None)?;
            if let Some(volume) = volumes.last_mut() {
                volume.sha256 = sha256;
            }
            left = left.saturating_sub(length);
        }
        // Nothing may follow.
        let mut more = [0];
        let _ = whole.read(&mut more).await?;
        let sha256 = whole.confirm(bytes, content.sha256.as_deref())?;
        let stored_at = self.0.clock.now();
        Ok(Index::new(key, bytes, sha256, media_type, stored_at, volumes.clone()))
    }

    async fn put_all(
        &self,
        key: &str,
        content: Content<'_>,
        volumes: &mut Vec<Volume>,
    ) -> io::Result<Object> {
        let index = self.put_volumes(key, content, volumes).await?;
        let text = index.write()?;
        let mut reader = text.as_slice();
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        if self.0.client.upload(&self.index_id(key)?, &mut reader, length).await? {
            return Err(taken(key));
        }
        Ok(index.object())
    }

    async fn throw_away(&self, volumes: &[Volume]) {
        for volume in volumes {
            if let Err(error) = self.0.client.destroy(&volume.id).await {
                tracing::warn!(%error, "the volume {} of an upload that failed stays behind: {error}", volume.id);
            }
        }
    }

    /// Every id under the prefix that begins with `key_prefix`, without the prefix.
    async fn ids(&self, key_prefix: &str) -> io::Result<Vec<(String, jiff::Timestamp)>> {
        let found = self.0.client.list(&format!("{}{key_prefix}", self.0.prefix)).await?;
        let own =
            found.into_iter().filter_map(|(id, at)| Some((id.strip_prefix(&self.0.prefix)?.to_owned(), at)));
        Ok(own.collect())
    }
}

impl ObjectStore for Cloudinary {
    fn kind(&self) -> &'static str {
        "cloudinary"
    }

    fn put<'a>(&'a self, key: &'a str, content: Content<'a>) -> BoxFuture<'a, io::Result<Object>> {
        async move {
            match self.index(key).await {
                Ok(_) => return Err(taken(key)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
            let mut volumes = Vec::new();
            let put = self.put_all(key, content, &mut volumes).await;
            if put.is_err() {
                self.throw_away(&volumes).await;
            }
            put
        }
        .boxed()
    }

    fn get<'a>(&'a self, key: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Reading>> {
        async move { Ok(read::volumes(self.0.client.clone(), &self.index(key).await?, start, length)) }
            .boxed()
    }

    fn head<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Object>> {
        async move { Ok(self.index(key).await?.object()) }.boxed()
    }

    fn delete<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let index = match self.index(key).await {
                Ok(index) => index,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(error),
            };
            // The index first: an object without it is gone, one without a volume would be damaged.
            self.0.client.destroy(&self.index_id(key)?).await?;
            for volume in &index.volumes {
                self.0.client.destroy(&volume.id).await?;
            }
            Ok(())
        }
        .boxed()
    }

    fn list<'a>(&'a self, prefix: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>> {
        async move {
            let mut found = Vec::new();
            for (id, _) in self.ids(prefix).await? {
                let Some(key) = id.strip_suffix(INDEX) else { continue };
                match self.index(key).await {
                    Ok(index) => found.push(index.object()),
                    // It has gone since it was listed.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
            found.sort_by(|a, b| a.key.cmp(&b.key));
            Ok(found)
        }
        .boxed()
    }

    fn unfinished<'a>(&'a self, prefix: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>> {
        async move {
            let ids = self.ids(prefix).await?;
            let whole = |key: &str| ids.iter().any(|(id, _)| id.strip_suffix(INDEX) == Some(key));
            let mut begun: Vec<Object> = Vec::new();
            for (id, modified) in &ids {
                let Some((key, _)) = id.rsplit_once(VOLUME).filter(|(key, _)| !whole(key)) else { continue };
                if !begun.iter().any(|object| object.key == key) {
                    begun.push(Object { key: key.to_owned(), bytes: 0, modified: *modified, sha256: None });
                }
            }
            Ok(begun)
        }
        .boxed()
    }

    fn discard<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let belongs = |id: &str| id.rsplit_once(VOLUME).is_some_and(|(of, _)| of == key);
            let ids = self.ids(checked(key)?).await?;
            if ids.iter().any(|(id, _)| id.strip_suffix(INDEX) == Some(key)) {
                return Err(taken(key));
            }
            for (id, _) in ids.iter().filter(|(id, _)| belongs(id)) {
                self.0.client.destroy(&format!("{}{id}", self.0.prefix)).await?;
            }
            Ok(())
        }
        .boxed()
    }

    fn free(&self) -> BoxFuture<'_, io::Result<Option<u64>>> {
        async { Ok(None) }.boxed()
    }

    fn public_url(&self, _: &str) -> Option<String> {
        None
    }
}
