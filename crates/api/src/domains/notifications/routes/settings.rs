//! `/api/notifications/settings`.

use actix_web::web::{Data, Json};
use actix_web::{get, put};
use shared::notifications::{ChangeNotificationSettings, NotificationSettings};

use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(get_notification_settings).service(set_notification_settings);
}

/// Show how one wants to be told
///
/// Topic by topic, whether chosen or not. Hours are meant in the time zone of the profile.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = NotificationSettings)))]
#[get("/api/notifications/settings")]
async fn get_notification_settings(
    who: SignedIn,
    state: Data<AppState>,
) -> ApiResult<Json<NotificationSettings>> {
    state.notifications.get_settings(who.0.id).await.map(Json)
}

/// Choose how one wants to be told
///
/// From now on, and as a whole. Mails that keep an account safe are sent whatever is chosen.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))),
    request_body = ChangeNotificationSettings,
    responses((status = 200, body = NotificationSettings)))]
#[put("/api/notifications/settings")]
async fn set_notification_settings(
    who: SignedIn,
    state: Data<AppState>,
    ValidJson(new): ValidJson<ChangeNotificationSettings>,
) -> ApiResult<Json<NotificationSettings>> {
    state.notifications.change_settings(who.0.id, &new).await.map(Json)
}
