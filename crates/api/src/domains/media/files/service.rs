//! Keeping files as they came, and handing them out for a moment.

use std::io;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bson::DateTime;
use jiff::Timestamp;
use mongodb::ClientSession;
use sha2::{Digest, Sha256};
use shared::error::ErrorCode;
use shared::id::MediaId;
use shared::identity::Locale;
use shared::media::{FileLink, MediaFile};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio_util::io::InspectReader;

use super::super::service::{Media, Owner};
use super::kinds::{START, Seen, seen};
use super::repo::{FileDoc, PassDoc};
use crate::http::{ApiError, ApiResult, patience};
use crate::infra::ids::random_token;
use crate::infra::object_store::{Content, Reading};
use crate::said;

/// How long a pass is good: a video is watched, and a file is saved.
const PASS: Duration = Duration::from_secs(15 * 60);

/// A file that came in and lies on the disk of this machine.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// Where.
    pub path: &'a Path,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hex.
    pub sha256: &'a str,
    /// What it is about, in the words of the domain that it is for.
    pub about: &'a str,
}

impl Media {
    /// What a file is, if it is taken and not too large.
    ///
    /// # Errors
    /// [`ErrorCode::UnsupportedMediaType`]; [`ErrorCode::PayloadTooLarge`].
    pub async fn look_at_file(&self, new: NewFile<'_>) -> ApiResult<Seen> {
        let mut start = Vec::new();
        let file = File::open(new.path).await.map_err(ApiError::internal)?;
        let most = u64::try_from(START).unwrap_or(u64::MAX);
        file.take(most).read_to_end(&mut start).await.map_err(ApiError::internal)?;
        let seen = seen(&start).map_err(|found| {
            let (en, es) = (found.text(Locale::En), found.text(Locale::Es));
            ApiError::new(ErrorCode::UnsupportedMediaType).detail(said!(
                "the file is {en}; send a picture (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM)",
                "el archivo es {es}; mandá una imagen (PNG, JPEG, GIF, WebP) o un video (MP4, MOV, WebM)"
            ))
        })?;
        let most = seen.kind.most_bytes();
        if new.bytes > most {
            return Err(ApiError::new(ErrorCode::PayloadTooLarge).detail(said!(
                "the file has {} bytes; {} may have at most {most}",
                "el archivo tiene {} bytes; {} puede tener como mucho {most}";
                new.bytes,
                seen.media_type
            )));
        }
        Ok(seen)
    }

    /// Keeps a file that was looked at, under an id of its own. It is thrown away by [`Self::drop_unused_file`] unless it is
    /// used before.
    ///
    /// # Errors
    /// When the place for files or the database fails.
    pub async fn keep_file(
        &self,
        id: MediaId,
        owner: impl Into<Owner>,
        new: NewFile<'_>,
        seen: Seen,
    ) -> ApiResult<MediaFile> {
        let record = FileDoc {
            id,
            owner: owner.into(),
            about: new.about.to_owned(),
            kind: seen.kind,
            media_type: seen.media_type.to_owned(),
            extension: seen.extension.to_owned(),
            bytes: i64::try_from(new.bytes).unwrap_or(i64::MAX),
            sha256: new.sha256.to_owned(),
            stored: false,
            used: false,
            created_at: DateTime::from_jiff(self.clock().now()),
        };
        // The record first: bytes without one would never be thrown away.
        self.file_records().add(&record).await?;
        let file = File::open(new.path).await.map_err(ApiError::internal)?;
        let content = Content {
            reader: Box::new(InspectReader::new(file, |_| patience::renew())),
            bytes: new.bytes,
            sha256: Some(new.sha256.to_owned()),
            media_type: seen.media_type.to_owned(),
        };
        self.store().put(&place(id), content).await.map_err(ApiError::internal)?;
        self.file_records().is_stored(id).await?;
        Ok(record.to_file())
    }

    /// How many files about something wait to be used; counts no further than `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn files_waiting(&self, about: &str, most: u64) -> ApiResult<u64> {
        Ok(self.file_records().waiting(about, most).await?)
    }

    /// Uses a file, in the transaction of what uses it: one that is about this, was sent by this person, and was not used
    /// before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_file(
        &self,
        session: &mut ClientSession,
        id: MediaId,
        owner: impl Into<Owner>,
        about: &str,
    ) -> ApiResult<Option<MediaFile>> {
        let used = self.file_records().use_once(session, id, &owner.into(), about).await?;
        Ok(used.map(|file| file.to_file()))
    }

    /// The bytes of a file, if it is there. For files that whoever calls this has bounded.
    ///
    /// # Errors
    /// When the database or the place for files fails.
    pub async fn bytes_of_file(&self, id: MediaId) -> ApiResult<Option<Vec<u8>>> {
        let Some(file) = self.file_records().get(id).await?.filter(|file| file.stored) else {
            return Ok(None);
        };
        let length = u64::try_from(file.bytes).unwrap_or(0);
        let reader = self.store().get(&place(id), 0, length).await;
        let mut reader = match reader {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(ApiError::internal)?,
        };
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).await.map_err(ApiError::internal)?;
        Ok(Some(bytes))
    }

    /// Throws a file away that was never used; one that was stays.
    ///
    /// # Errors
    /// When the place for files or the database fails.
    pub async fn drop_unused_file(&self, id: MediaId) -> ApiResult<bool> {
        // The record first, since that is what is looked at when a file is used.
        let gone = self.file_records().remove(id, true).await?;
        if gone {
            self.store().delete(&place(id)).await.map_err(ApiError::internal)?;
        }
        Ok(gone)
    }

    /// Removes a file, used or not. Doing it again changes nothing.
    ///
    /// # Errors
    /// When the place for files or the database fails.
    pub async fn remove_file(&self, id: MediaId) -> ApiResult<()> {
        self.store().delete(&place(id)).await.map_err(ApiError::internal)?;
        self.file_records().remove(id, false).await?;
        Ok(())
    }

    /// An address where a file can be had for a quarter of an hour, and not beyond `until`. Whoever calls this has decided
    /// who may.
    ///
    /// # Errors
    /// When the database or the system's generator fails.
    pub async fn pass(&self, file: MediaId, until: Option<Timestamp>) -> ApiResult<FileLink> {
        let secret = random_token()?;
        let usual = self.clock().now().saturating_add(PASS).unwrap_or(Timestamp::MAX);
        let expires_at = until.map_or(usual, |until| until.min(usual));
        let pass = PassDoc { digest: digest(&secret), file, expires_at: DateTime::from_jiff(expires_at) };
        self.file_records().add_pass(&pass).await?;
        Ok(FileLink { url: format!("/api/media/files/{secret}"), expires_at })
    }

    /// The file that a pass is for.
    ///
    /// # Errors
    /// [`ErrorCode::LinkExpired`], also for one that was never given and for a file that is gone.
    pub(super) async fn passed(&self, secret: &str) -> ApiResult<FileDoc> {
        let id = self.file_records().passed(&digest(secret), self.clock().now()).await?;
        let file = match id {
            Some(id) => self.file_records().get(id).await?.filter(|file| file.stored),
            None => None,
        };
        file.ok_or_else(|| ErrorCode::LinkExpired.into())
    }

    /// Its bytes from `start`, `length` of them.
    ///
    /// # Errors
    /// When the place for files fails.
    pub(super) async fn read_file(&self, id: MediaId, start: u64, length: u64) -> ApiResult<Reading> {
        self.store().get(&place(id), start, length).await.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ErrorCode::LinkExpired.into(),
            _ => ApiError::internal(error),
        })
    }
}

/// Where a file lies.
fn place(id: MediaId) -> String {
    format!("originals/{id}")
}

fn digest(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}
