//! `/api/health` and `/api/system`.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder, delete, get};
use shared::id::{JobId, UserId};
use shared::page::Page;
use shared::system::{Health, Job, JobQuery, Settings};

use super::metrics::{self, Watcher};
use super::{cache, health, jobs};
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn, Staff, may};
use crate::http::{Alias, ApiResult, Handlers, Path, RequestContext, ValidQuery};

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
    Alias {
        method: "DELETE",
        old: "/api/v1/advanced/cache/user/{user_id}",
        ours: "/api/system/cache/users/{user_id}",
        operation: "forget_cached_user_alias",
    },
    Alias {
        method: "DELETE",
        old: "/api/v1/advanced/cache/public-profiles",
        ours: "/api/system/cache/public-profiles",
        operation: "forget_cached_public_profiles_alias",
    },
];

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(get_health)
        .service(get_readiness)
        .service(get_settings)
        .service(list_jobs)
        .service(get_job)
        .service(cancel_job)
        .service(get_metrics)
        .service(forget_cached_user)
        .service(forget_cached_public_profiles);
}

/// Tell whether the platform works
///
/// Anybody learns that the process answers; an administrator also sees the parts.
#[utoipa::path(tag = "system", security((), ("bearer" = [])), responses((status = 200, body = Health)))]
#[get("/api/health")]
async fn get_health(_: Public, state: Data<AppState>, reader: Option<SignedIn>) -> impl Responder {
    Json(health::for_reader(&state, reader).await).customize().insert_header((CACHE_CONTROL, "no-store"))
}

/// Tell whether the process can do its work
///
/// For balancers: 200 while the database answers, else 503. A process that is only alive is told by `GET /api/health`.
#[utoipa::path(tag = "system", security(()), responses((status = 200, body = Health)))]
#[get("/api/health/ready")]
async fn get_readiness(_: Public, state: Data<AppState>) -> ApiResult<impl Responder> {
    let health = health::readiness(&state).await?;
    Ok(Json(health).customize().insert_header((CACHE_CONTROL, "no-store")))
}

/// Show the figures of this process
///
/// In the text format of Prometheus: requests, limits, cache, jobs, database. For whoever manages the system, and for a
/// Prometheus that shows the token of `AVENUE_METRICS_TOKEN`. Each process tells its own.
#[utoipa::path(tag = "system", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = String, content_type = "text/plain; version=0.0.4")))]
#[get("/api/system/metrics")]
async fn get_metrics(_: Watcher, state: Data<AppState>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(metrics::render(&state).await)
}

/// Forget what is cached about a user
///
/// Their profile, credits and whatever else is shown a little late is loaded anew. Nothing is deleted.
#[utoipa::path(tag = "system", extensions(("x-who" = json!("staff"))),
    params(("user_id" = UserId, Path, description = "The account")),
    responses((status = 204, description = "Forgotten.")))]
#[delete("/api/system/cache/users/{user_id}")]
async fn forget_cached_user(
    staff: Staff<may::ManageSystem>,
    state: Data<AppState>,
    context: RequestContext,
    Path(user_id): Path<UserId>,
) -> ApiResult<HttpResponse> {
    cache::forget_user(&state, &staff.user, &context, user_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Forget all public profiles that are cached
///
/// They are loaded anew. Nothing is deleted.
#[utoipa::path(tag = "system", extensions(("x-who" = json!("staff"))),
    responses((status = 204, description = "Forgotten.")))]
#[delete("/api/system/cache/public-profiles")]
async fn forget_cached_public_profiles(
    staff: Staff<may::ManageSystem>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    cache::forget_public_profiles(&state, &staff.user, &context).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Show the settings in force
///
/// Secrets are not in it, only whether they are set.
#[utoipa::path(tag = "system", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = Settings)))]
#[get("/api/system/settings")]
async fn get_settings(_: Staff<may::ManageSystem>, state: Data<AppState>) -> ApiResult<Json<Settings>> {
    Ok(Json(Settings { settings: state.config.settings.clone() }))
}

/// List background jobs
///
/// Newest first. Whoever manages the system sees all of them, anybody else those that they started. A job stays for
/// thirty days after it ended.
#[utoipa::path(tag = "system", extensions(("x-who" = json!("account"))),
    params(JobQuery), responses((status = 200, body = Page<Job>)))]
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
#[utoipa::path(tag = "system", extensions(("x-who" = json!("account"))),
    params(("id" = JobId, Path)), responses((status = 200, body = Job)))]
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
#[utoipa::path(tag = "system", extensions(("x-who" = json!("account"))),
    params(("id" = JobId, Path)), responses((status = 202, body = Job)))]
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
