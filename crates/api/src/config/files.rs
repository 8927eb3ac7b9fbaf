//! Where files of people are kept.

use super::Place;
use super::reader::{Reader, Variable};

const FILES: Variable = Variable {
    group: "files",
    name: "AVENUE_FILES",
    description: "Where people's files are kept. A container's own disk does not last: take a store there",
    expected: "local, s3 or cloudinary; s3 needs AVENUE_S3_BUCKET, cloudinary CLOUDINARY_URL",
};

/// Where files of people are kept.
#[derive(Debug, Clone, Copy)]
pub struct Files {
    /// The place.
    pub place: Place,
}

impl Files {
    pub(super) fn read(reader: &mut Reader<'_>, s3: bool, cloudinary: bool) -> Self {
        let place = reader.value(FILES, Place::Local);
        if (place == Place::S3 && !s3) || (place == Place::Cloudinary && !cloudinary) {
            reader.problem(FILES, format!("{place} is chosen and not configured"));
        }
        Self { place }
    }
}
