//! One's own phone number.

use actix_web::put;
use actix_web::web::{Data, Json};
use shared::identity::{Me, SetPhone};

use super::super::access::Arriving;
use super::super::service;
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(set_phone);
}

/// Give one's own phone number
///
/// It must exist in the country's numbering plan and is kept as E.164. Who came in through a provider gives it before
/// anything else: until then other operations answer `phone_required`.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    request_body = SetPhone, responses((status = 200, body = Me)))]
#[put("/api/identity/phone")]
async fn set_phone(
    who: Arriving,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<SetPhone>,
) -> ApiResult<Json<Me>> {
    service::phone::set(&state, &context, &who.0, body.0).await.map(Json)
}
