//! `/api/audit`.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::audit::{AuditEvent, AuditQuery};
use shared::page::Page;

use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::extract::ValidQuery;
use crate::http::{ApiResult, Handlers};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_audit_events);
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
