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

use serde::Deserialize;
use shared::id::{BrandId, InvitationId, UserId};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers. What has a word where others have a brand's id comes first.
pub fn configure(config: &mut ServiceConfig<'_>) {
    pages::configure(config);
    invitations::configure(config);
    trash::configure(config);
    workspace::configure(config);
    members::configure(config);
    logo::configure(config);
    packages::configure(config);
    revisions::configure(config);
    managed::configure(config);
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
