//! An S3-compatible store: Amazon's, or any that speaks its protocol (MinIO, Ceph, R2 …).
//!
//! Every part travels signed with its own SHA-256, which the store checks. An upload that is cut off stays invisible to
//! every listing and reading; what it left is thrown away at once where this process can, else by the bucket's own rule
//! for incomplete uploads, which every bucket should have.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::future::BoxFuture;
use futures::{FutureExt, TryStreamExt};
use jiff::Timestamp;
use object_store::aws::{AmazonS3, AmazonS3Builder, S3ConditionalPut};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, Error, GetOptions, GetRange, MultipartUpload, ObjectMeta,
    ObjectStore as _, PutMode, PutMultipartOptions, PutOptions, PutPayload, RetryConfig,
};
use secrecy::ExposeSecret;
use tokio::io::AsyncReadExt;
use tokio_util::io::StreamReader;

use super::{Content, Hashing, Object, ObjectStore, Reading, checked, taken, temporary};
use crate::config;

/// How long connecting may take, and how long the store may be silent.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(60);
/// How long one request is tried again while the store answers that it is busy or failing.
const PATIENCE: Duration = Duration::from_secs(60);
const TRIES: usize = 4;
/// The name under which the SHA-256 is kept with an object.
const SHA256: &str = "sha256";

/// A bucket, or what lies under a prefix in it.
#[derive(Clone)]
pub struct S3(Arc<Bucket>);

struct Bucket {
    store: AmazonS3,
    /// How people know it: `endpoint/bucket`.
    name: String,
    /// Ends with a slash, or is empty.
    prefix: String,
    part_bytes: usize,
}

impl S3 {
    /// The bucket of the configuration; nothing is asked of it yet. `folder` divides what different parts of the platform
    /// keep there: letters, digits and dashes.
    ///
    /// # Errors
    /// When the settings make no client.
    pub fn new(settings: &config::S3, folder: &str) -> io::Result<Self> {
        let options = ClientOptions::new()
            .with_allow_http(settings.endpoint.starts_with("http://"))
            .with_timeout_disabled()
            .with_connect_timeout(CONNECT)
            .with_read_timeout(SILENCE);
        let retry = RetryConfig { max_retries: TRIES, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let store = AmazonS3Builder::new()
            .with_endpoint(&settings.endpoint)
            .with_region(&settings.region)
            .with_bucket_name(&settings.bucket)
            .with_access_key_id(settings.access_key.expose_secret())
            .with_secret_access_key(settings.secret_key.expose_secret())
            .with_virtual_hosted_style_request(false)
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            .with_client_options(options)
            .with_retry(retry)
            .build()
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error.to_string()))?;
        let prefix = settings.prefix.trim_matches('/');
        let prefix =
            [prefix, folder].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        let prefix = if prefix.is_empty() { prefix } else { format!("{prefix}/") };
        let name = format!("{}/{}", settings.endpoint.trim_end_matches('/'), settings.bucket);
        Ok(Self(Arc::new(Bucket { store, name, prefix, part_bytes: settings.part_bytes })))
    }

    fn path(&self, key: &str) -> io::Result<Path> {
        Ok(Path::from(format!("{}{}", self.0.prefix, checked(key)?)))
    }

    fn told(&self, key: &str, error: &Error) -> io::Error {
        in_words(&format!("{}/{}{key}", self.0.name, self.0.prefix), error)
    }

    fn object(&self, meta: &ObjectMeta, sha256: Option<String>) -> Option<Object> {
        let key = meta.location.as_ref().strip_prefix(&self.0.prefix)?.to_owned();
        let modified = Timestamp::from_millisecond(meta.last_modified.timestamp_millis()).unwrap_or_default();
        Some(Object { key, bytes: meta.size, modified, sha256 })
    }

    /// In one request, which the store itself refuses if the name is taken.
    async fn put_whole(&self, key: &str, content: Content<'_>) -> io::Result<()> {
        let (path, attributes) = (self.path(key)?, attributes(&content));
        let mut reader = Hashing::new(content.reader);
        let body = next_part(&mut reader, self.0.part_bytes).await?;
        next_part(&mut reader, 1).await?;
        reader.confirm(content.bytes, content.sha256.as_deref())?;
        let options = PutOptions { mode: PutMode::Create, attributes, ..PutOptions::default() };
        let put = self.0.store.put_opts(&path, body.into(), options).await;
        put.map(|_| ()).map_err(|error| self.told(key, &error))
    }

    /// Part after part; the object appears with the last request. There is no conditional form of that one which every
    /// store knows, so the name is looked at before.
    async fn put_in_parts(&self, key: &str, content: Content<'_>) -> io::Result<()> {
        match self.head(key).await {
            Ok(_) => return Err(taken(format!("{}/{}{key}", self.0.name, self.0.prefix))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let options = PutMultipartOptions { attributes: attributes(&content), ..Default::default() };
        let begun = self.0.store.put_multipart_opts(&self.path(key)?, options).await;
        let mut upload = Upload(Some(begun.map_err(|error| self.told(key, &error))?));
        let mut reader = Hashing::new(content.reader);
        loop {
            let part = next_part(&mut reader, self.0.part_bytes).await?;
            if part.is_empty() {
                break;
            }
            upload.put(part).await.map_err(|error| self.told(key, &error))?;
        }
        reader.confirm(content.bytes, content.sha256.as_deref())?;
        upload.complete().await.map_err(|error| self.told(key, &error))
    }
}

/// An upload under way; what was sent is thrown away unless it is completed.
struct Upload(Option<Box<dyn MultipartUpload>>);

impl Upload {
    async fn put(&mut self, part: Bytes) -> Result<(), Error> {
        match &mut self.0 {
            Some(upload) => upload.put_part(PutPayload::from(part)).await,
            None => Ok(()),
        }
    }

    async fn complete(mut self) -> Result<(), Error> {
        match &mut self.0 {
            Some(upload) => upload.complete().await?,
            None => return Ok(()),
        };
        self.0 = None;
        Ok(())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let Some(mut upload) = self.0.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            if let Err(error) = upload.abort().await {
                tracing::warn!(%error, "an upload that was cut off could not be thrown away: {error}");
            }
        });
    }
}

impl ObjectStore for S3 {
    fn kind(&self) -> &'static str {
        "s3"
    }

    fn put<'a>(&'a self, key: &'a str, content: Content<'a>) -> BoxFuture<'a, io::Result<Object>> {
        async move {
            let (bytes, sha256) = (content.bytes, content.sha256.clone());
            if usize::try_from(bytes).is_ok_and(|bytes| bytes <= self.0.part_bytes) {
                self.put_whole(key, content).await?;
            } else {
                self.put_in_parts(key, content).await?;
            }
            let put = self.head(key).await?;
            if put.bytes != bytes || (sha256.is_some() && put.sha256 != sha256) {
                let text = format!(
                    "{}/{}{key} was put with {bytes} bytes, and the store has {} with SHA-256 {}",
                    self.0.name,
                    self.0.prefix,
                    put.bytes,
                    put.sha256.as_deref().unwrap_or("unknown")
                );
                return Err(io::Error::new(io::ErrorKind::InvalidData, text));
            }
            Ok(put)
        }
        .boxed()
    }

    fn get<'a>(&'a self, key: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Reading>> {
        async move {
            if length == 0 {
                let nothing: Reading = Box::new(tokio::io::empty());
                return Ok(nothing);
            }
            let range = Some(GetRange::Bounded(start..start.saturating_add(length)));
            let options = GetOptions { range, ..GetOptions::default() };
            let path = self.path(key)?;
            let got = self.0.store.get_opts(&path, options).await.map_err(|error| self.told(key, &error))?;
            let what = format!("{}/{path}", self.0.name);
            let stream = got.into_stream().map_err(move |error| in_words(&what, &error));
            let reading: Reading = Box::new(StreamReader::new(stream));
            Ok(reading)
        }
        .boxed()
    }

    fn head<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Object>> {
        async move {
            let options = GetOptions { head: true, ..GetOptions::default() };
            let got = self.0.store.get_opts(&self.path(key)?, options).await;
            let got = got.map_err(|error| self.told(key, &error))?;
            let sha256 =
                got.attributes.get(&Attribute::Metadata(SHA256.into())).map(|value| value.to_string());
            let object = self.object(&got.meta, sha256);
            object.ok_or_else(|| {
                io::Error::other(format!("{}: the store answered about another object", self.0.name))
            })
        }
        .boxed()
    }

    fn delete<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            use object_store::ObjectStoreExt as _;
            match self.0.store.delete(&self.path(key)?).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(self.told(key, &error)),
            }
        }
        .boxed()
    }

    fn list<'a>(&'a self, prefix: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>> {
        async move {
            let under = (!self.0.prefix.is_empty()).then(|| Path::from(self.0.prefix.trim_end_matches('/')));
            let found: Vec<ObjectMeta> = self
                .0
                .store
                .list(under.as_ref())
                .try_collect()
                .await
                .map_err(|error| self.told("", &error))?;
            let found = found.iter().filter_map(|meta| self.object(meta, None));
            let mut found: Vec<Object> = found.filter(|object| object.key.starts_with(prefix)).collect();
            found.sort_by(|a, b| a.key.cmp(&b.key));
            Ok(found)
        }
        .boxed()
    }

    fn unfinished<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>> {
        async { Ok(Vec::new()) }.boxed()
    }

    fn discard<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async { Ok(()) }.boxed()
    }

    fn free(&self) -> BoxFuture<'_, io::Result<Option<u64>>> {
        async { Ok(None) }.boxed()
    }

    fn public_url(&self, _: &str) -> Option<String> {
        None
    }
}

fn attributes(content: &Content<'_>) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::ContentType, content.media_type.clone().into());
    if let Some(sha256) = &content.sha256 {
        attributes.insert(Attribute::Metadata(SHA256.into()), sha256.clone().into());
    }
    attributes
}

/// The next `most` bytes, or what is left of them.
async fn next_part(reader: &mut (impl tokio::io::AsyncRead + Unpin), most: usize) -> io::Result<Bytes> {
    let mut part = BytesMut::new();
    let mut reader = reader.take(u64::try_from(most).unwrap_or(u64::MAX));
    while reader.read_buf(&mut part).await? > 0 {}
    Ok(part.freeze())
}

/// The store's words, without the address's query, and the kind of error.
fn in_words(what: &str, error: &Error) -> io::Error {
    use io::ErrorKind;
    let mut words = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let inner_words = inner.to_string();
        if !words.contains(&inner_words) {
            words = format!("{words}: {inner_words}");
        }
        source = inner.source();
    }
    let text = format!("{what}: {words}");
    match error {
        Error::NotFound { .. } => io::Error::new(ErrorKind::NotFound, text),
        Error::AlreadyExists { .. } => io::Error::new(ErrorKind::AlreadyExists, text),
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
            io::Error::new(ErrorKind::PermissionDenied, text)
        }
        Error::Generic { .. } => temporary(text),
        _ => io::Error::other(text),
    }
}
