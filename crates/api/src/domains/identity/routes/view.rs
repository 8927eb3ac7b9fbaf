//! Looking at the platform as somebody else.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, post};
use shared::id::UserId;
use shared::identity::{BeginView, SignedIn};

use super::super::access::{Arriving, Fresh, InPerson, Staff, may};
use super::super::service;
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(begin_view).service(end_view);
}

/// Look at the platform as another account
///
/// For a quarter of an hour, and without changing anything: the token of the answer reads what the account reads, and whatever
/// else it is sent with answers `only_looking`. Not as an administrator. Beginning, reason and end stand in the audit trail.
/// Asks for a fresh sign-in. One's own session goes on beside it.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff")), ("x-idempotency-key" = json!("ignored"))),
    request_body = BeginView, security(("bearer" = [])),
    params(("id" = UserId, Path, description = "The account.")),
    responses((status = 200, body = SignedIn)))]
#[post("/api/identity/users/{id}/view")]
async fn begin_view(
    who: Fresh<Staff<may::ManageUsers>>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<UserId>,
    body: ValidJson<BeginView>,
) -> ApiResult<Json<SignedIn>> {
    service::view::begin(&state, &context, &who.user, id.0, body.0).await.map(Json)
}

/// Stop looking as another account
///
/// By the token of the look, which is good for nothing from then on.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))), security(("bearer" = [])),
    responses((status = 204, description = "Ended.")))]
#[delete("/api/identity/view")]
async fn end_view(
    who: InPerson<Arriving>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    service::view::end(&state, &context, &who.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
