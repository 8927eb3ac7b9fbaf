//! Who works in a workspace.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::BrandRole;
use super::role::can_be_given;
use crate::id::{BrandId, MediaId, UserId};
use crate::identity::Avatar;
use crate::json::FromJson;
use crate::time::Timestamp;

/// One member, as the others see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandMember {
    /// The account.
    pub user_id: UserId,
    /// Given and family name.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Avatar>,
    /// What they may do.
    pub role: BrandRole,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is who asks.
    pub you: bool,
}

/// `GET /api/brands/mine`: one brand that somebody works for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandMembership {
    /// The brand.
    pub brand_id: BrandId,
    /// Its name.
    pub company: String,
    /// Its logo: a picture of `/api/media`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// What they may do.
    pub role: BrandRole,
    /// Since when.
    pub since: Timestamp,
}

/// `PATCH /api/brands/{brand_id}/members/{user_id}`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateBrandMember {
    /// What they may do from now on: `admin`, `member` or `viewer`.
    #[garde(custom(can_be_given))]
    pub role: BrandRole,
}

/// `POST /api/brands/{brand_id}/owner`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOverBrand {
    /// A member, who is the owner from then on.
    #[garde(skip)]
    pub user_id: UserId,
}
