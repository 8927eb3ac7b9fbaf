//! The same under the names of the checklist: `/api/v1/advanced/…`.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get};
use shared::id::JobId;
use shared::page::Page;
use shared::system::{Health, Job, JobQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{health, jobs};
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn};
use crate::http::{ApiResult, Path, RequestContext, ValidQuery};

/// Registers the handlers.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_advanced_health).service(list_tasks).service(get_task).service(cancel_task);
}

/// Tell whether the platform works (alias of /api/health)
#[utoipa::path(tag = "system", security((), ("bearer" = [])), responses((status = 200, body = Health)))]
#[get("/api/v1/advanced/health")]
async fn get_advanced_health(_: Public, state: Data<AppState>, reader: Option<SignedIn>) -> Json<Health> {
    Json(health::for_reader(&state, reader).await)
}

/// List background jobs (alias of /api/system/jobs)
#[utoipa::path(tag = "system", params(JobQuery), responses((status = 200, body = Page<Job>)))]
#[get("/api/v1/advanced/tasks")]
async fn list_tasks(
    SignedIn(reader): SignedIn,
    state: Data<AppState>,
    ValidQuery(query): ValidQuery<JobQuery>,
) -> ApiResult<Json<Page<Job>>> {
    jobs::list(&state, &reader, query).await.map(Json)
}

/// Show a background job (alias of /api/system/jobs/{id})
#[utoipa::path(tag = "system", params(("id" = JobId, Path)), responses((status = 200, body = Job)))]
#[get("/api/v1/advanced/tasks/{id}")]
async fn get_task(
    SignedIn(reader): SignedIn,
    state: Data<AppState>,
    Path(id): Path<JobId>,
) -> ApiResult<Json<Job>> {
    jobs::get(&state, &reader, id).await.map(Json)
}

/// Stop a background job (alias of /api/system/jobs/{id})
#[utoipa::path(tag = "system", params(("id" = JobId, Path)), responses((status = 202, body = Job)))]
#[delete("/api/v1/advanced/tasks/{id}")]
async fn cancel_task(
    SignedIn(reader): SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    Path(id): Path<JobId>,
) -> ApiResult<HttpResponse> {
    let job = jobs::cancel(&state, &reader, &context, id).await?;
    Ok(HttpResponse::Accepted().json(job))
}
