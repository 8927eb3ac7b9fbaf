//! People without an account.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use shared::identity::{Visit, Visitor};

use super::super::access::{Public, SignedIn};
use super::super::{cookies, service};
use crate::app::AppState;
use crate::http::origin::OwnOrigin;
use crate::http::{ApiResult, Handlers, RequestContext};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(visit).service(get_visitor).service(list_visits);
}

/// Become a visitor
///
/// Gives a signed id to somebody without an account: in the cookie `avenue_visitor`, and in the answer for programs,
/// which send it in the header `X-Avenue-Visitor`. Who shows one that is good keeps it. What is done with it is carried
/// into the account at sign-up or sign-in, once; who does not come back within thirty days is forgotten.
#[utoipa::path(tag = "identity", extensions(("x-idempotency-key" = json!("ignored"))),
    security(()), responses((status = 200, body = Visitor)))]
#[post("/api/identity/visitor")]
async fn visit(
    _: Public,
    _: OwnOrigin,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let visitor = service::visitors::visit(&state, &context, &request).await?;
    let cookie = cookies::visitor(&state, visitor.token.clone());
    Ok(HttpResponse::Ok().cookie(cookie).json(visitor))
}

/// Show what one did as a visitor
#[utoipa::path(tag = "identity", security(()), responses((status = 200, body = Visitor)))]
#[get("/api/identity/visitor")]
async fn get_visitor(_: Public, state: Data<AppState>, request: HttpRequest) -> ApiResult<Json<Visitor>> {
    service::visitors::find(&state, &request).await.map(Json)
}

/// List what one did before one had an account
///
/// Newest first.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Vec<Visit>)))]
#[get("/api/identity/visits")]
async fn list_visits(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Vec<Visit>>> {
    service::visitors::carried(&state, &who.0).await.map(Json)
}
