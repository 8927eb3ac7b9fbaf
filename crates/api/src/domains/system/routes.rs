//! `/api/health` and `/api/system`.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder, delete, get};
use shared::id::JobId;
use shared::page::Page;
use shared::system::{Health, Job, JobQuery, Settings};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{health, jobs};
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn, Staff, may};
use crate::http::{Alias, ApiResult, Path, RequestContext, ValidQuery};

/// The names of the checklist.
pub const ALIASES: &[Alias] = &[
    Alias {
        method: "GET",
        old: "/api/v1/advanced/health",
        ours: "/api/health",
        operation: "get_advanced_health",
    },
    Alias { method: "GET", old: "/api/v1/advanced/tasks", ours: "/api/system/jobs", operation: "list_tasks" },
    Alias {
        method: "GET",
        old: "/api/v1/advanced/tasks/{id}",
        ours: "/api/system/jobs/{id}",
        operation: "get_task",
    },
    Alias {
        method: "DELETE",
        old: "/api/v1/advanced/tasks/{id}",
        ours: "/api/system/jobs/{id}",
        operation: "cancel_task",
    },
];

/// Registers the handlers.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_health).service(get_settings).service(list_jobs).service(get_job).service(cancel_job);
}

/// Tell whether the platform works
///
/// Anybody learns that the process answers; an administrator also sees the parts.
#[utoipa::path(tag = "system", security((), ("bearer" = [])), responses((status = 200, body = Health)))]
#[get("/api/health")]
async fn get_health(_: Public, state: Data<AppState>, reader: Option<SignedIn>) -> impl Responder {
    Json(health::for_reader(&state, reader).await).customize().insert_header((CACHE_CONTROL, "no-store"))
}

/// Show the settings in force
///
/// Secrets are not in it, only whether they are set.
#[utoipa::path(tag = "system", responses((status = 200, body = Settings)))]
#[get("/api/system/settings")]
async fn get_settings(_: Staff<may::ManageSystem>, state: Data<AppState>) -> ApiResult<Json<Settings>> {
    Ok(Json(Settings { settings: state.config.settings.clone() }))
}

/// List background jobs
///
/// Newest first. Whoever manages the system sees all of them, anybody else those that they started. A job stays for
/// thirty days after it ended.
#[utoipa::path(tag = "system", params(JobQuery), responses((status = 200, body = Page<Job>)))]
#[get("/api/system/jobs")]
async fn list_jobs(
    SignedIn(reader): SignedIn,
    state: Data<AppState>,
    ValidQuery(query): ValidQuery<JobQuery>,
) -> ApiResult<Json<Page<Job>>> {
    jobs::list(&state, &reader, query).await.map(Json)
}

/// Show a background job
///
/// For whoever manages the system or started it. Progress is at most about a second old.
#[utoipa::path(tag = "system", params(("id" = JobId, Path)), responses((status = 200, body = Job)))]
#[get("/api/system/jobs/{id}")]
async fn get_job(
    SignedIn(reader): SignedIn,
    state: Data<AppState>,
    Path(id): Path<JobId>,
) -> ApiResult<Json<Job>> {
    jobs::get(&state, &reader, id).await.map(Json)
}

/// Stop a background job
///
/// For whoever manages the system or started it. One that waits is stopped at once; one that runs is told, and ends as
/// `cancelled` within moments unless it was about to end anyway. Asking again changes nothing.
#[utoipa::path(tag = "system", params(("id" = JobId, Path)), responses((status = 202, body = Job)))]
#[delete("/api/system/jobs/{id}")]
async fn cancel_job(
    SignedIn(reader): SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    Path(id): Path<JobId>,
) -> ApiResult<HttpResponse> {
    let job = jobs::cancel(&state, &reader, &context, id).await?;
    Ok(HttpResponse::Accepted().json(job))
}
