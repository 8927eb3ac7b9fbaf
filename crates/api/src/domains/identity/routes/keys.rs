//! Keys for programs.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post};
use serde::Deserialize;
use shared::id::{ApiKeyId, UserId};
use shared::identity::{ApiKey, CreateApiKey, NewApiKey, Scope};

use super::super::access::{Fresh, InPerson, SignedIn, Staff, may};
use super::super::service;
use crate::app::AppState;
use crate::http::openapi::Scopes;
use crate::http::{ApiError, ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_api_scopes)
        .service(list_api_keys)
        .service(create_api_key)
        .service(revoke_api_key)
        .service(list_user_api_keys)
        .service(revoke_user_api_key);
}

/// The scopes that there are.
fn known(scopes: &Scopes) -> ApiResult<Vec<Scope>> {
    scopes.0.iter().map(|scope| scope.parse().map_err(ApiError::internal)).collect()
}

/// List the scopes that a key can have
///
/// By domain. Reading is `GET`, writing everything else, and does not include it.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), responses((status = 200, body = Vec<String>)))]
#[get("/api/identity/keys/scopes")]
async fn list_api_scopes(_: InPerson<SignedIn>, scopes: Data<Scopes>) -> ApiResult<Json<Vec<Scope>>> {
    known(&scopes).map(Json)
}

/// List one's own keys
///
/// Newest first, expired ones too.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), responses((status = 200, body = Vec<ApiKey>)))]
#[get("/api/identity/keys")]
async fn list_api_keys(who: InPerson<SignedIn>, state: Data<AppState>) -> ApiResult<Json<Vec<ApiKey>>> {
    service::api_keys::list(&state, who.0.id).await.map(Json)
}

/// Make a key for a program
///
/// It acts in one's own name, within its scopes, and never does what needs a person, such as making keys. Its secret is
/// in this answer and can be told to nobody again. An account can have 50. Asks for a fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    request_body = CreateApiKey, security(("bearer" = [])),
    responses((status = 201, body = NewApiKey)))]
#[post("/api/identity/keys")]
async fn create_api_key(
    who: Fresh<SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
    scopes: Data<Scopes>,
    body: ValidJson<CreateApiKey>,
) -> ApiResult<HttpResponse> {
    let key = service::api_keys::create(&state, &context, &who.0, &known(&scopes)?, body.0).await?;
    Ok(HttpResponse::Created().json(key))
}

/// Revoke one's own key
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    params(("id" = ApiKeyId, Path, description = "The key.")),
    security(("bearer" = [])), responses((status = 204, description = "Its next request is refused.")))]
#[delete("/api/identity/keys/{id}")]
async fn revoke_api_key(
    who: InPerson<SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<ApiKeyId>,
) -> ApiResult<HttpResponse> {
    service::api_keys::revoke(&state, &context, &who.0, who.0.id, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List an account's keys
///
/// Newest first, expired ones too.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    params(("id" = UserId, Path, description = "The account.")),
    responses((status = 200, body = Vec<ApiKey>)))]
#[get("/api/identity/users/{id}/keys")]
async fn list_user_api_keys(
    _: Staff<may::ManageUsers>,
    state: Data<AppState>,
    id: Path<UserId>,
) -> ApiResult<Json<Vec<ApiKey>>> {
    service::api_keys::list_of(&state, id.0).await.map(Json)
}

/// A key of an account.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct KeyPath {
    /// The account.
    id: UserId,
    /// The key.
    key: ApiKeyId,
}

/// Revoke an account's key
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    params(KeyPath), security(("bearer" = [])),
    responses((status = 204, description = "Its next request is refused.")))]
#[delete("/api/identity/users/{id}/keys/{key}")]
async fn revoke_user_api_key(
    who: InPerson<Staff<may::ManageUsers>>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<KeyPath>,
) -> ApiResult<HttpResponse> {
    service::api_keys::revoke(&state, &context, &who.user, path.0.id, path.0.key).await?;
    Ok(HttpResponse::NoContent().finish())
}
