//! Restore drills.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use shared::backups::{Drill, PageQuery, RunDrill};
use shared::page::Page;
use shared::system::Job;

use super::{Accepted, accepted};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::identity::{Staff, may};
use crate::http::extract::{ValidJson, ValidQuery};
use crate::http::{ApiResult, RequestContext};

/// List drills
///
/// Their certificates, newest first, failed ones too.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(PageQuery), responses((status = 200, body = Page<Drill>)))]
#[get("/api/backups/drills")]
async fn list_drills(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<Drill>>> {
    Ok(Json(state.backups.drills(&query.0).await?))
}

/// Run a restore drill
///
/// A job restores a backup into a scratch database, compares everything, and drops it. Its result is a `Drill`.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    request_body = RunDrill, responses((status = 202, body = Job)))]
#[post("/api/backups/drills")]
async fn run_drill(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    asked: ValidJson<RunDrill>,
) -> ApiResult<Accepted<Job>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.drill(asked.0, staff.user.id, by).await?))
}
