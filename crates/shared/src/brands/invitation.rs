//! Invitations into a workspace.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::BrandRole;
use super::role::can_be_given;
use crate::id::{BrandId, InvitationId, MediaId};
use crate::identity::valid_email;
use crate::json::FromJson;
use crate::time::Timestamp;

/// One invitation that is open. What its link carries, only the invited learn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandInvitation {
    /// The invitation.
    pub id: InvitationId,
    /// The address invited, in lower case.
    pub email: String,
    /// What whoever accepts may do.
    pub role: BrandRole,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when the link is good.
    pub expires_at: Timestamp,
}

/// `POST /api/brands/{brand_id}/invitations`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateBrandInvitation {
    /// The address to invite. Only an account with this address can accept.
    #[garde(length(max = 254), custom(valid_email))]
    pub email: String,
    /// What whoever accepts may do: `admin`, `member` or `viewer`.
    #[garde(custom(can_be_given))]
    pub role: BrandRole,
}

/// `POST /api/brands/invitations/show` and `POST /api/brands/invitations/accept`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerBrandInvitation {
    /// What the mailed link carries as `token`.
    #[garde(length(min = 1, max = 200))]
    pub token: String,
}

/// What an invitation says to whoever has its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandInvitationPreview {
    /// The brand.
    pub brand_id: BrandId,
    /// Its name.
    pub company: String,
    /// Its logo: a picture of `/api/media`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// The address invited.
    pub email: String,
    /// What whoever accepts may do.
    pub role: BrandRole,
    /// Until when the link is good.
    pub expires_at: Timestamp,
}
