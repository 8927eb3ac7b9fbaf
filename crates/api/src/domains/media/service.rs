//! Taking pictures in, making what is shown, delivering and removing it.

use std::io;
use std::sync::Arc;

use bson::DateTime;
use mongodb::Database;
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::id::{BrandId, MediaId, UserId};
use tokio::io::AsyncReadExt;
use tokio::sync::Semaphore;

use super::files::FilesRepo;
use super::picture::{self, Cleaned, Refused, SIZES};
use super::repo::{MediaDoc, PictureUse, Repo};
use crate::http::{ApiError, ApiResult};
use crate::infra::clock::Clock;
use crate::infra::ids::new_id;
use crate::infra::object_store::{Content, ObjectStore, Reading};
use crate::said;

/// So many files are looked at or decoded at a time in this process: each may take some hundred megabytes.
pub const AT_ONCE: usize = 2;
/// The most bytes of a file that is waiting to be prepared.
const MAX_INCOMING: u64 = 64 * 1024 * 1024;

/// The pictures of people, and files that are kept as they came. Cheap to clone.
#[derive(Clone)]
pub struct Media(Arc<Parts>);

struct Parts {
    repo: Repo,
    file_records: FilesRepo,
    files: Arc<dyn ObjectStore>,
    clock: Clock,
    places: Arc<Semaphore>,
}

/// Whose pictures they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Owner(String);

impl Owner {
    /// As it is stored. Ids are unique across people and brands.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<UserId> for Owner {
    fn from(person: UserId) -> Self {
        Self(person.to_string())
    }
}

impl From<BrandId> for Owner {
    fn from(brand: BrandId) -> Self {
        Self(brand.to_string())
    }
}

/// A picture that is being sent.
pub struct OpenedPicture {
    /// Its size.
    pub bytes: u64,
    /// Its bytes.
    pub reader: Reading,
}

/// Why nothing was made of a file.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The file is to blame.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The file is not there any more.
    #[error("the file that was sent is gone; send it again")]
    Gone,
    /// The place for files failed.
    #[error("the place for files failed: {0}")]
    Place(#[from] io::Error),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] mongodb::error::Error),
}

impl Media {
    /// Pictures with their records in `database` and their bytes in `files`.
    pub fn new(database: &Database, files: Arc<dyn ObjectStore>, clock: Clock) -> Self {
        Self::with_places(database, files, clock, Arc::new(Semaphore::new(AT_ONCE)))
    }

    fn with_places(
        database: &Database,
        files: Arc<dyn ObjectStore>,
        clock: Clock,
        places: Arc<Semaphore>,
    ) -> Self {
        let (repo, file_records) = (Repo::new(database), FilesRepo::new(database));
        Self(Arc::new(Parts { repo, file_records, files, clock, places }))
    }

    /// The same, with as many at once in all, through another pool.
    #[must_use]
    pub fn through(&self, database: &Database) -> Self {
        let Parts { files, clock, places, .. } = &*self.0;
        Self::with_places(database, Arc::clone(files), clock.clone(), Arc::clone(places))
    }

    /// Makes the indexes. Call it once at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ensure_indexes(&self) -> mongodb::error::Result<()> {
        self.0.repo.ensure_indexes().await?;
        self.0.file_records.ensure_indexes().await
    }

    /// The records of files that are kept as they came.
    pub(super) fn file_records(&self) -> &FilesRepo {
        &self.0.file_records
    }

    /// Where the bytes are.
    pub(super) fn store(&self) -> &dyn ObjectStore {
        self.0.files.as_ref()
    }

    /// The time.
    pub(super) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Takes a file in, if it looks like a picture that we take, and gives the id of the picture to be.
    ///
    /// # Errors
    /// [`ErrorCode::UnsupportedMediaType`] when it is none of the kinds that are taken, [`ErrorCode::PictureRefused`]
    /// when it is damaged, too large or too small.
    pub async fn receive(&self, bytes: Vec<u8>) -> ApiResult<MediaId> {
        let bytes = Arc::new(bytes);
        let looked = Arc::clone(&bytes);
        self.aside(move || picture::look(&looked).map(drop)).await.map_err(refusal)?;
        let id = MediaId::new(new_id());
        let content = Content::of(&bytes, "application/octet-stream");
        self.0.files.put(&incoming(id), content).await.map_err(ApiError::internal)?;
        Ok(id)
    }

    /// Makes of a file that was taken in what is shown. Doing it again changes nothing. The file stays until
    /// [`Self::forget_incoming`].
    ///
    /// # Errors
    /// Why nothing was made.
    pub async fn make(
        &self,
        id: MediaId,
        owner: impl Into<Owner>,
        purpose: PictureUse,
        report: &(dyn Fn(&'static str, u64) + Send + Sync),
    ) -> Result<(), Failed> {
        if self.0.repo.get(id).await?.is_some() {
            return Ok(());
        }
        report("reading", 0);
        let bytes = self.incoming(id).await?;
        report("cleaning", 0);
        let cleaned = self.aside(move || picture::clean(&bytes)).await?;
        let mut total = 0_usize;
        for (done, variant) in (0_u64..).zip(&cleaned.variants) {
            report("storing", done);
            total = total.saturating_add(variant.webp.len());
            let name = file(id, variant.size);
            match self.0.files.put(&name, Content::of(&variant.webp, "image/webp")).await {
                // An earlier run got as far, with the same picture.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                other => drop(other?),
            }
        }
        self.0.repo.add(&self.record(id, owner.into(), purpose, &cleaned, total)).await?;
        Ok(())
    }

    fn record(
        &self,
        id: MediaId,
        owner: Owner,
        purpose: PictureUse,
        cleaned: &Cleaned,
        bytes: usize,
    ) -> MediaDoc {
        MediaDoc {
            id,
            owner,
            purpose,
            came_as: cleaned.kind.to_owned(),
            width: cleaned.width,
            height: cleaned.height,
            sizes: cleaned.variants.iter().map(|variant| u32::from(variant.size)).collect(),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            created_at: DateTime::from_jiff(self.0.clock.now()),
        }
    }

    async fn incoming(&self, id: MediaId) -> Result<Vec<u8>, Failed> {
        let reading = match self.0.files.get(&incoming(id), 0, MAX_INCOMING).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Failed::Gone),
            other => other?,
        };
        let mut bytes = Vec::new();
        reading.take(MAX_INCOMING).read_to_end(&mut bytes).await?;
        Ok(bytes)
    }

    /// Removes a file as it came in.
    ///
    /// # Errors
    /// When the place for files fails.
    pub async fn forget_incoming(&self, id: MediaId) -> io::Result<()> {
        self.0.files.delete(&incoming(id)).await
    }

    /// Removes a picture: first what shows it, then that it was there.
    ///
    /// # Errors
    /// When the place for files or the database fails.
    pub async fn remove(&self, id: MediaId) -> Result<(), Failed> {
        for size in SIZES {
            self.0.files.delete(&file(id, size)).await?;
        }
        self.0.repo.remove(id).await?;
        Ok(())
    }

    /// Removes the profile pictures of a person or the logos of a brand, or those that came in before `kept`. What comes
    /// in later is somebody else's to decide.
    ///
    /// # Errors
    /// When the place for files or the database fails.
    pub async fn remove_avatars(&self, owner: impl Into<Owner>, kept: Option<MediaId>) -> Result<(), Failed> {
        for picture in self.0.repo.of(&owner.into()).await? {
            // Ids rise with time.
            if picture.purpose == PictureUse::Avatar && kept.is_none_or(|kept| picture.id < kept) {
                self.remove(picture.id).await?;
            }
        }
        Ok(())
    }

    /// Removes the pictures of a person that are for one use, but those in `kept`. Doing it again changes nothing.
    ///
    /// # Errors
    /// When the place for files or the database fails.
    pub async fn remove_all_but(
        &self,
        owner: impl Into<Owner>,
        purpose: PictureUse,
        kept: &[MediaId],
    ) -> Result<(), Failed> {
        for picture in self.0.repo.of(&owner.into()).await? {
            if picture.purpose == purpose && !kept.contains(&picture.id) {
                self.remove(picture.id).await?;
            }
        }
        Ok(())
    }

    /// A picture in a size that we made.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn open(&self, id: MediaId, size: u16) -> ApiResult<OpenedPicture> {
        let missing = || {
            ApiError::new(ErrorCode::NotFound).detail(said!(
                "there is no such picture of {size} pixels; sizes are 512, 256, 96 and 48",
                "no existe esa imagen en {size} píxeles; los tamaños son 512, 256, 96 y 48"
            ))
        };
        if !SIZES.contains(&size) {
            return Err(missing());
        }
        let name = file(id, size);
        let found = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => missing(),
            _ => ApiError::internal(error),
        };
        let bytes = self.0.files.head(&name).await.map_err(found)?.bytes;
        let reader = self.0.files.get(&name, 0, bytes).await.map_err(found)?;
        Ok(OpenedPicture { bytes, reader })
    }

    /// The pictures of a person, newest first.
    pub(super) async fn of(&self, owner: UserId) -> mongodb::error::Result<Vec<MediaDoc>> {
        self.0.repo.of(&owner.into()).await
    }

    /// Runs what looks into a hostile file aside: a few at a time, and if it panics the file is refused.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let _place = self.0.places.acquire().await;
        let caught =
            tokio::task::spawn_blocking(|| std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)));
        match caught.await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) | Err(_) => Err(Refused::Damaged(said!(
                "reading it made the decoder give up",
                "el decodificador no pudo terminar de leerla"
            ))),
        }
    }
}

/// Where a file waits as it came in.
fn incoming(id: MediaId) -> String {
    format!("incoming/{id}")
}

/// Where one size lies.
fn file(id: MediaId, size: u16) -> String {
    format!("media/{id}/{size}.webp")
}

fn refusal(refused: Refused) -> ApiError {
    let code = match refused {
        Refused::NotTaken { .. } => ErrorCode::UnsupportedMediaType,
        _ => ErrorCode::PictureRefused,
    };
    ApiError::new(code).detail(refused.said())
}
