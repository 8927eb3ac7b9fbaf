//! Background jobs as people see them: whoever manages the system sees all, anybody else what they started.

use shared::error::ErrorCode;
use shared::id::{JobId, UserId};
use shared::identity::{Permission, Role};
use shared::page::Page;
use shared::system::{Job, JobQuery};

use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, Said, page};
use crate::infra::jobs::{Cancellation, JobFilter, StoredJob};
use crate::said;

/// The jobs that the reader may see, newest first.
pub async fn list(state: &AppState, reader: &CurrentUser, query: JobQuery) -> ApiResult<Page<Job>> {
    let limit = page::limit(query.limit);
    let filter = JobFilter {
        kind: query.kind,
        status: query.status,
        started_by: only_own(reader),
        before: page::decode(query.cursor.as_deref())?,
    };
    let count = u32::try_from(limit.saturating_add(1)).unwrap_or(u32::MAX);
    let jobs = state.jobs.list(&filter, count).await?.into_iter().map(|stored| stored.job).collect();
    Ok(page::page(jobs, limit, |job: &Job| job.id))
}

/// One job. What the reader may not see is not found.
pub async fn get(state: &AppState, reader: &CurrentUser, id: JobId) -> ApiResult<Job> {
    Ok(visible(state, reader, id).await?.job)
}

/// Stops a job; asking again changes nothing.
pub async fn cancel(
    state: &AppState,
    reader: &CurrentUser,
    context: &RequestContext,
    id: JobId,
) -> ApiResult<Job> {
    visible(state, reader, id).await?;
    let refused = |why: Said| Err(ApiError::new(ErrorCode::Conflict).detail(why));
    match state.jobs.cancel(id).await? {
        Cancellation::Accepted(stored) => {
            let by = By::person(reader.id, &reader.email, context);
            let label = format!("{}: {}", stored.job.kind, stored.job.subject);
            let entry = AuditEntry::new(by, "system.cancel_job", target("job", id, Some(&label)));
            state.audit.record(entry, None).await?;
            Ok(stored.job)
        }
        Cancellation::Refused(stored) if stored.job.status.is_final() => refused(said!(
            "the job has already ended; there is nothing to stop",
            "la tarea ya terminó; no hay nada que cancelar"
        )),
        Cancellation::Refused(stored) if stored.cancel_requested => Ok(stored.job),
        Cancellation::Refused(_) => refused(said!(
            "a job of this kind cannot be stopped; it ends by itself",
            "una tarea de este tipo no se puede cancelar; termina sola"
        )),
        Cancellation::NotFound => Err(ErrorCode::NotFound.into()),
    }
}

async fn visible(state: &AppState, reader: &CurrentUser, id: JobId) -> ApiResult<StoredJob> {
    let stored = state.jobs.get(id).await?;
    let own = only_own(reader);
    stored
        .filter(|stored| own.is_none() || stored.started_by == own)
        .ok_or_else(|| ErrorCode::NotFound.into())
}

/// Whose jobs the reader is limited to; `None` for whoever manages the system.
fn only_own(reader: &CurrentUser) -> Option<UserId> {
    let manages =
        reader.roles.contains(&Role::Admin) && reader.permissions.contains(&Permission::ManageSystem);
    if manages { None } else { Some(reader.id) }
}
