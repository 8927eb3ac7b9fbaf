//! The index of an object: what it consists of.

use std::io;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::infra::object_store::Object;

/// The form of an index; another one is not read.
const FORMAT: &str = "avenue-volumes/1";

/// One volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Volume {
    /// Its public id.
    pub id: String,
    pub bytes: u64,
    pub sha256: String,
}

/// What an object consists of, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Index {
    format: String,
    key: String,
    bytes: u64,
    sha256: String,
    media_type: String,
    stored_at: Timestamp,
    pub volumes: Vec<Volume>,
}

impl Index {
    pub(super) fn new(
        key: &str,
        bytes: u64,
        sha256: String,
        media_type: String,
        stored_at: Timestamp,
        volumes: Vec<Volume>,
    ) -> Self {
        Self { format: FORMAT.to_owned(), key: key.to_owned(), bytes, sha256, media_type, stored_at, volumes }
    }

    /// Reads the index of `key`.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] when it is not one, or not of this object, or its volumes do not make it up.
    pub(super) fn read(key: &str, text: &[u8]) -> io::Result<Self> {
        let wrong =
            |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("the index of {key} {what}"));
        let index: Self =
            serde_json::from_slice(text).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
        if index.format != FORMAT {
            return Err(wrong(&format!("is of the form {:?}; expected {FORMAT:?}", index.format)));
        }
        if index.key != key {
            return Err(wrong(&format!("is that of {}", index.key)));
        }
        let sum = index.volumes.iter().fold(0_u64, |sum, volume| sum.saturating_add(volume.bytes));
        if sum != index.bytes {
            return Err(wrong(&format!("names volumes of {sum} bytes for {} bytes", index.bytes)));
        }
        Ok(index)
    }

    pub(super) fn write(&self) -> io::Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(io::Error::other)
    }

    pub(super) fn object(&self) -> Object {
        Object {
            key: self.key.clone(),
            bytes: self.bytes,
            modified: self.stored_at,
            sha256: Some(self.sha256.clone()),
        }
    }
}
