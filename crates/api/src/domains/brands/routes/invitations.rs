//! Invitations into a workspace.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post};
use shared::brands::{
    AnswerBrandInvitation, BrandInvitation, BrandInvitationPreview, BrandMembership, CreateBrandInvitation,
};

use super::super::access::{MemberOf, rank};
use super::super::service;
use super::{BrandPath, InvitationPath};
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(show_brand_invitation)
        .service(accept_brand_invitation)
        .service(list_brand_invitations)
        .service(create_brand_invitation)
        .service(revoke_brand_invitation);
}

/// Show an invitation
///
/// To whoever has its link.
#[utoipa::path(tag = "brands", security(()), request_body = AnswerBrandInvitation,
    responses((status = 200, body = BrandInvitationPreview)))]
#[post("/api/brands/invitations/show")]
async fn show_brand_invitation(
    _: Public,
    state: Data<AppState>,
    body: ValidJson<AnswerBrandInvitation>,
) -> ApiResult<Json<BrandInvitationPreview>> {
    service::invitations::show(&state, &body.0).await.map(Json)
}

/// Accept an invitation
///
/// With the account of the address that it was mailed to; once. Who works there already keeps their role.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("account"))), request_body = AnswerBrandInvitation,
    responses((status = 200, body = BrandMembership)))]
#[post("/api/brands/invitations/accept")]
async fn accept_brand_invitation(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<AnswerBrandInvitation>,
) -> ApiResult<Json<BrandMembership>> {
    service::invitations::accept(&state, &context, &who.0, &body.0).await.map(Json)
}

/// List the open invitations of a brand
///
/// For administrators of the brand and its owner. Newest first.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), responses((status = 200, body = Vec<BrandInvitation>)))]
#[get("/api/brands/{brand_id}/invitations")]
async fn list_brand_invitations(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
) -> ApiResult<Json<Vec<BrandInvitation>>> {
    service::invitations::list(&state, who.brand).await.map(Json)
}

/// Invite somebody into a brand
///
/// For administrators of the brand and its owner. The address gets a link that is good once, for seven days, with an account
/// of that address. One that was open for the address loses its link. A brand invites 50 times a day, 5 times to one
/// address; a person 100 times in all.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), request_body = CreateBrandInvitation,
    responses((status = 201, body = BrandInvitation)))]
#[post("/api/brands/{brand_id}/invitations")]
async fn create_brand_invitation(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CreateBrandInvitation>,
) -> ApiResult<HttpResponse> {
    let invitation = service::invitations::create(&state, &context, &who.user, who.brand, body.0).await?;
    Ok(HttpResponse::Created().json(invitation))
}

/// Take an invitation back
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))), params(InvitationPath),
    responses((status = 204, description = "Its link is good no longer.")))]
#[delete("/api/brands/{brand_id}/invitations/{invitation_id}")]
async fn revoke_brand_invitation(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<InvitationPath>,
) -> ApiResult<HttpResponse> {
    service::invitations::revoke(&state, &context, &who.user, who.brand, path.0.invitation_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
