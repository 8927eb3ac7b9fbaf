//! Where files of people live: the place that the configuration names.

use std::io;
use std::sync::Arc;

use super::{Cloudinary, Folder, ObjectStore, S3};
use crate::config::{Config, Place};
use crate::infra::clock::Clock;

/// What divides people's files from other things in a store.
const FOLDER: &str = "files";

/// The store of people's files.
///
/// # Errors
/// When no client of it can be made, which the configuration has seen to.
pub fn store_of_files(config: &Config, clock: &Clock) -> io::Result<Arc<dyn ObjectStore>> {
    let missing = || io::Error::new(io::ErrorKind::InvalidInput, "it is not configured");
    Ok(match config.files.place {
        Place::Local => Arc::new(Folder::new(config.platform.data.join(FOLDER))),
        Place::S3 => {
            let settings = config.s3.as_ref().ok_or_else(missing)?;
            Arc::new(S3::new(settings, FOLDER)?)
        }
        Place::Cloudinary => {
            let settings = config.cloudinary.as_ref().ok_or_else(missing)?;
            Arc::new(Cloudinary::new(settings, clock, FOLDER)?)
        }
    })
}
