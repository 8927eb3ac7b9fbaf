//! Brands as the platform's staff finds and sees them.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Brand, BrandMember, BrandPackages, BrandState, TrashedBrand};
use crate::id::{BrandId, MediaId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// One line of the list of brands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandSummary {
    /// The brand.
    pub id: BrandId,
    /// The name that everybody knows.
    pub company: String,
    /// The number of the taxpayer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruc: Option<String>,
    /// The public page is at `/b/<handle>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Its logo: a picture of `/api/media`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// Where it stands.
    pub state: BrandState,
    /// When it was made.
    pub created_at: Timestamp,
}

/// `GET /api/brands`: which brands, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct BrandQuery {
    /// Words that begin a word of the names, the page's name or the RUC; accents and case do not matter.
    #[garde(inner(length(chars, max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Those that stand there; `open` if absent.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<BrandState>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /api/brands/{brand_id}/record`: everything of a brand, for the platform's staff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandRecord {
    /// What it says of itself.
    pub brand: Brand,
    /// Where it stands.
    pub state: BrandState,
    /// Since when it is in the trash, and how long still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed: Option<TrashedBrand>,
    /// Who works in it, the owner first.
    pub members: Vec<BrandMember>,
    /// What it may use, and has used.
    pub packages: BrandPackages,
}
