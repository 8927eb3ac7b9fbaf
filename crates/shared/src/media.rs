//! Files that are kept as they came: what is known of one, and where it can be had for a moment.

use serde::{Deserialize, Serialize};

use crate::id::MediaId;
use crate::json::FromJson;
use crate::time::Timestamp;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FileKind {
    /// A picture: PNG, JPEG, GIF or WebP.
    Image,
    /// A video: MP4, QuickTime or WebM.
    Video,
}

impl FileKind {
    /// The most bytes that such a file may have.
    pub const fn most_bytes(self) -> u64 {
        match self {
            Self::Image => 25 * 1024 * 1024,
            Self::Video => 512 * 1024 * 1024,
        }
    }
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MediaFile {
    /// The file.
    pub id: MediaId,
    /// What it is.
    pub kind: FileKind,
    /// The same more exactly, such as `video/mp4`.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
}

/// Where a file can be had for a moment, whole or in parts (`Range`), as often as is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileLink {
    /// The address, from the root: good for a `<video>` or an `<img>`. With `?save=true` it is saved instead of shown. Who
    /// knows it can have the file, so do not hand it on.
    pub url: String,
    /// From then on it is worth nothing; ask for another.
    pub expires_at: Timestamp,
}

/// What is asked of `GET /api/media/files/{pass}`.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, garde::Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct FileQuery {
    /// Whether a browser is to save it instead of showing it.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save: Option<bool>,
}
