//! Accounts, for administrators.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, patch};
use shared::id::UserId;
use shared::identity::{Session, UpdateUser, User, UserQuery, UserSummary};
use shared::page::Page;

use super::super::access::{Staff, may};
use super::super::service;
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_users)
        .service(get_user)
        .service(update_user)
        .service(list_user_sessions)
        .service(revoke_user_sessions);
}

/// List accounts
///
/// Newest first.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    params(UserQuery), responses((status = 200, body = Page<UserSummary>)))]
#[get("/api/identity/users")]
async fn list_users(
    _: Staff<may::ManageUsers>,
    state: Data<AppState>,
    query: ValidQuery<UserQuery>,
) -> ApiResult<Json<Page<UserSummary>>> {
    service::users::list(&state, &query.0).await.map(Json)
}

/// Show an account
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    params(("id" = UserId, Path, description = "The account.")),
    responses((status = 200, body = User)))]
#[get("/api/identity/users/{id}")]
async fn get_user(
    _: Staff<may::ManageUsers>,
    state: Data<AppState>,
    id: Path<UserId>,
) -> ApiResult<Json<User>> {
    service::users::get(&state, id.0).await.map(Json)
}

/// Change an account's roles, permissions and status
///
/// Holds from the account's next request on. Permissions can be handed out only by who has them, and somebody who
/// manages accounts is always left.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    request_body = UpdateUser, params(("id" = UserId, Path, description = "The account.")),
    responses((status = 200, body = User)))]
#[patch("/api/identity/users/{id}")]
async fn update_user(
    who: Staff<may::ManageUsers>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<UserId>,
    body: ValidJson<UpdateUser>,
) -> ApiResult<Json<User>> {
    service::users::update(&state, &context, &who.user, id.0, body.0).await.map(Json)
}

/// List an account's sessions
///
/// Last seen first.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    params(("id" = UserId, Path, description = "The account.")),
    responses((status = 200, body = Vec<Session>)))]
#[get("/api/identity/users/{id}/sessions")]
async fn list_user_sessions(
    who: Staff<may::ManageUsers>,
    state: Data<AppState>,
    id: Path<UserId>,
) -> ApiResult<Json<Vec<Session>>> {
    service::users::list_sessions(&state, &who.user, id.0).await.map(Json)
}

/// Sign an account out everywhere
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    params(("id" = UserId, Path, description = "The account.")),
    responses((status = 204, description = "Its next request is refused.")))]
#[delete("/api/identity/users/{id}/sessions")]
async fn revoke_user_sessions(
    who: Staff<may::ManageUsers>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<UserId>,
) -> ApiResult<HttpResponse> {
    service::users::revoke_sessions(&state, &context, &who.user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
