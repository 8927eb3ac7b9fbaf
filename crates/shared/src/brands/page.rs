//! What everybody may see of a brand.

use serde::{Deserialize, Serialize};

use super::{BrandAccount, BrandContact};
use crate::id::{BrandId, MediaId};
use crate::json::FromJson;
use crate::stars::Stars;
use crate::time::Timestamp;

/// `GET /api/brands/pages/{handle}`: the public page of a brand. Legal name, RUC and package are never on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandPage {
    /// The brand.
    pub id: BrandId,
    /// The last part of its address, `/b/<handle>`.
    pub handle: String,
    /// The name.
    pub company: String,
    /// A few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its site, with `http://` or `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Its logo: a picture of `/api/media`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// Where it is on networks.
    pub networks: Vec<BrandAccount>,
    /// Whom to write to; absent unless the brand shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<BrandContact>,
    /// How it was rated; absent before the first rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<Stars>,
    /// Since when it is here.
    pub member_since: Timestamp,
}
