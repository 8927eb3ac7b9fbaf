//! The picture of a person: one that they sent, or one of ours.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{JobId, MediaId};
use crate::json::FromJson;

/// The names of the pictures that anybody can choose.
pub const AVATAR_PRESETS: &[&str] = &[
    "amanecer", "arpa", "cantaro", "cerro", "jardin", "lapacho", "luna", "nanduti", "rio", "sendero",
    "siesta", "tajy",
];

/// The picture of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(tag = "source", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Avatar {
    /// One of ours, at `/api/identity/avatars/<name>`: a drawing of any size.
    Preset {
        /// Which one.
        name: String,
    },
    /// One that was sent, at `/api/media/<id>/<size>`: a square of 512, 256, 96 or 48 pixels.
    Upload {
        /// Which one.
        id: MediaId,
    },
}

impl Avatar {
    /// The address of the picture for a square of so many pixels on the screen: the smallest that is enough on a
    /// screen with two dots to a pixel.
    pub fn url(&self, pixels: u16) -> String {
        match self {
            Self::Preset { name } => format!("/api/identity/avatars/{name}"),
            Self::Upload { id } => {
                let needed = pixels.saturating_mul(2);
                let size = [48_u16, 96, 256].into_iter().find(|size| *size >= needed).unwrap_or(512);
                format!("/api/media/{id}/{size}")
            }
        }
    }
}

/// `GET /api/identity/avatars`: one picture to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvatarOption {
    /// Its name, for `PUT /api/identity/avatar`.
    pub name: String,
    /// Where it is to be seen.
    pub url: String,
}

/// `PUT /api/identity/avatar`: one of ours.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChooseAvatar {
    /// A name of `GET /api/identity/avatars`.
    #[garde(custom(valid_preset))]
    pub preset: String,
}

fn valid_preset(name: &str, _: &()) -> garde::Result {
    if AVATAR_PRESETS.contains(&name) {
        Ok(())
    } else {
        Err(garde::Error::new(format!("must be one of {}", AVATAR_PRESETS.join(", "))))
    }
}

/// `POST /api/identity/avatar`: the picture came in and is being prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartedAvatar {
    /// The picture to be.
    pub media_id: MediaId,
    /// The job that prepares it; see `GET /api/system/jobs/{id}`.
    pub job_id: JobId,
}

#[cfg(test)]
mod tests {
    use super::Avatar;

    #[test]
    fn the_smallest_picture_that_is_sharp_is_asked_for() {
        let avatar = Avatar::Upload { id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap() };
        let size = |pixels| avatar.url(pixels).rsplit('/').next().unwrap().to_owned();
        assert_eq!([24, 25, 48, 100, 300].map(size), ["48", "96", "96", "256", "512"]);
        assert_eq!(
            serde_json::to_value(&avatar).unwrap(),
            serde_json::json!({ "source": "upload", "id": "01890a5d-ac96-774b-bcce-b302099a8057" })
        );
    }
}
