//! `/api/health` and `/api/system`.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::system::{Health, Settings};
use utoipa_actix_web::service_config::ServiceConfig;

use super::health;
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn, Staff, may};
use crate::http::ApiResult;

/// Registers the handlers.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_health).service(get_settings);
}

/// Tell whether the platform works
///
/// Anybody learns that the process answers; an administrator also sees the parts.
#[utoipa::path(tag = "system", security((), ("bearer" = [])), responses((status = 200, body = Health)))]
#[get("/api/health")]
async fn get_health(_: Public, state: Data<AppState>, reader: Option<SignedIn>) -> Json<Health> {
    match reader {
        Some(SignedIn(user)) if !user.permissions.is_empty() => Json(health::detail(&state).await),
        _ => Json(health::liveness(&state)),
    }
}

/// Show the settings in force
///
/// Secrets are not in it, only whether they are set.
#[utoipa::path(tag = "system", responses((status = 200, body = Settings)))]
#[get("/api/system/settings")]
async fn get_settings(_: Staff<may::ManageSystem>, state: Data<AppState>) -> ApiResult<Json<Settings>> {
    Ok(Json(Settings { settings: state.config.settings.clone() }))
}
