//! `/api/brands`.

mod invitations;
mod logo;
mod managed;
mod members;
mod packages;
mod pages;
mod revisions;
mod trash;
mod workspace;

use crate::http::Handlers;
use serde::Deserialize;
use shared::id::{BrandId, InvitationId, UserId};

/// Registers the handlers. What has a word where others have a brand's id comes first.
pub fn configure(handlers: &mut Handlers<'_>) {
    pages::configure(handlers);
    invitations::configure(handlers);
    trash::configure(handlers);
    workspace::configure(handlers);
    members::configure(handlers);
    logo::configure(handlers);
    packages::configure(handlers);
    revisions::configure(handlers);
    managed::configure(handlers);
}

/// A brand.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct BrandPath {
    /// The brand.
    brand_id: BrandId,
}

/// Somebody in a brand.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct MemberPath {
    /// The brand.
    #[expect(dead_code, reason = "read by the extractor that says who may call; described here")]
    brand_id: BrandId,
    /// The member.
    user_id: UserId,
}

/// An invitation into a brand.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct InvitationPath {
    /// The brand.
    #[expect(dead_code, reason = "read by the extractor that says who may call; described here")]
    brand_id: BrandId,
    /// The invitation.
    invitation_id: InvitationId,
}

/// A revision of a brand.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct RevisionPath {
    /// The brand.
    #[expect(dead_code, reason = "read by the extractor that says who may call; described here")]
    brand_id: BrandId,
    /// The number of the revision.
    revision: u32,
}
