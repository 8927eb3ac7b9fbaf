//! The audit trail.

use shared::audit::{AuditEvent, AuditQuery};
use shared::page::Page;

use super::{ApiResult, get_with};

/// Lines of the trail, newest first.
pub async fn events(query: &AuditQuery) -> ApiResult<Page<AuditEvent>> {
    get_with("/api/audit/events", query).await
}
