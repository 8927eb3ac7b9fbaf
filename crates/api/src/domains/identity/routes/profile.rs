//! Profiles and pictures.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, patch, post, put};
use shared::error::ErrorCode;
use shared::identity::{AvatarOption, ChooseAvatar, Profile, PublicProfile, StartedAvatar, UpdateProfile};

use super::super::access::{Public, SignedIn};
use super::super::{presets, service};
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, Path, RequestContext, Upload, ValidJson};

/// The most bytes of a picture.
const MAX_PICTURE: usize = 8 * 1024 * 1024;

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(get_profile)
        .service(update_profile)
        .service(get_public_profile)
        .service(list_avatars)
        .service(get_preset_avatar)
        .service(send_avatar)
        .service(choose_avatar)
        .service(remove_avatar);
}

/// Show one's own profile
///
/// Everything, with who may see which part of it.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Profile)))]
#[get("/api/identity/profile")]
async fn get_profile(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Profile>> {
    service::profile::get(&state, &who.0).await.map(Json)
}

/// Change one's own profile
///
/// What is absent stays; an empty text takes a part away. The email and the phone number have addresses of their own,
/// because they are proven first.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    request_body = UpdateProfile, responses((status = 200, body = Profile)))]
#[patch("/api/identity/profile")]
async fn update_profile(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<UpdateProfile>,
) -> ApiResult<Json<Profile>> {
    service::profile::update(&state, &context, &who.0, body.0).await.map(Json)
}

/// Show the public profile of somebody
///
/// What this reader may see: each part is open to everybody, to whoever is signed in, or to nobody.
#[utoipa::path(tag = "identity", security((), ("bearer" = [])),
    params(("handle" = String, Path, description = "The last part of `/u/<handle>`; case does not matter")),
    responses((status = 200, body = PublicProfile)))]
#[get("/api/identity/profiles/{handle}")]
async fn get_public_profile(
    _: Public,
    who: Option<SignedIn>,
    state: Data<AppState>,
    handle: Path<String>,
) -> ApiResult<Json<PublicProfile>> {
    let reader = who.map(|who| who.0);
    service::profile::public(&state, reader.as_ref(), &handle.0).await.map(Json)
}

/// List the pictures that anybody can choose
#[utoipa::path(tag = "identity", security(()), responses((status = 200, body = Vec<AvatarOption>)))]
#[get("/api/identity/avatars")]
async fn list_avatars(_: Public) -> Json<Vec<AvatarOption>> {
    Json(presets::options())
}

/// Show a picture that anybody can choose
///
/// A drawing (SVG) of any size, kept by browsers for a day.
#[utoipa::path(tag = "identity", security(()),
    params(("name" = String, Path, description = "A name of `GET /api/identity/avatars`")),
    responses((status = 200, description = "The drawing", body = String, content_type = "image/svg+xml")))]
#[get("/api/identity/avatars/{name}")]
async fn get_preset_avatar(_: Public, name: Path<String>) -> ApiResult<HttpResponse> {
    let drawing = presets::drawing(&name.0).ok_or(ErrorCode::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "image/svg+xml"))
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        // Opened as a page of its own, a drawing may do nothing.
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(drawing))
}

/// Send a picture of oneself
///
/// A PNG, JPEG, GIF or WebP file of at most 8 MB and 25 million pixels, as the body or as the first part of a form. What
/// it is, its content decides. A job cuts a square out of its middle, turns it upright, and makes it anew in 512, 256, 96
/// and 48 pixels, without anything else that the file held; of an animation the first frame. The one that was sent last
/// is shown, and older ones are removed. The job's result is `{ media_id, shown }`.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    request_body(content(
        (Vec<u8> = "application/octet-stream"), (Vec<u8> = "image/*"), (Vec<u8> = "multipart/form-data"))),
    responses((status = 202, body = StartedAvatar)))]
#[post("/api/identity/avatar")]
async fn send_avatar(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    picture: Upload<MAX_PICTURE>,
) -> ApiResult<HttpResponse> {
    let bytes = picture.read().await?;
    let started = service::avatar::send(&state, &context, &who.0, bytes).await?;
    Ok(HttpResponse::Accepted().json(started))
}

/// Choose one of our pictures
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    request_body = ChooseAvatar, responses((status = 200, body = Profile)))]
#[put("/api/identity/avatar")]
async fn choose_avatar(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ChooseAvatar>,
) -> ApiResult<Json<Profile>> {
    service::avatar::choose(&state, &context, &who.0, body.0).await.map(Json)
}

/// Take one's picture away
///
/// Its files are removed.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Profile)))]
#[delete("/api/identity/avatar")]
async fn remove_avatar(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Profile>> {
    service::avatar::remove(&state, &context, &who.0).await.map(Json)
}
