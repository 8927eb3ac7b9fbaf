//! `/api/audit`.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::audit::{AuditEvent, AuditQuery};
use shared::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::ApiResult;
use crate::http::extract::ValidQuery;

/// Registers the handlers.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_audit_events);
}

/// List the audit trail
///
/// Newest first. Lines are only ever added.
#[utoipa::path(tag = "audit", extensions(("x-who" = json!("staff"))),
    params(AuditQuery), responses((status = 200, body = Page<AuditEvent>)))]
#[get("/api/audit/events")]
async fn list_audit_events(
    _: Staff<may::ReadAudit>,
    state: Data<AppState>,
    ValidQuery(query): ValidQuery<AuditQuery>,
) -> ApiResult<Json<Page<AuditEvent>>> {
    state.audit.list(&query).await.map(Json)
}
