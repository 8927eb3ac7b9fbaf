//! `/api/abuse`.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::abuse::{
    AbuseCase, AbuseCaseQuery, AbuseCaseSummary, CreateAbuseReport, DecideAbuseCase, OwnAbuseReport,
    OwnAbuseReportQuery,
};
use shared::id::AbuseCaseId;
use shared::page::Page;

use super::service::{decide, look, report};
use crate::app::AppState;
use crate::domains::identity::{SignedIn, Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(create_abuse_report)
        .service(list_own_abuse_reports)
        .service(list_abuse_cases)
        .service(get_abuse_case)
        .service(decide_abuse_case);
}

/// Report abuse
///
/// A message or a rating of the other side, a campaign, a brand or a creator; never one's own. Each thing once until the staff has
/// decided. Who is reported does not learn by whom. Somebody can report 20 things at once, and then one each ten minutes.
#[utoipa::path(tag = "abuse", extensions(("x-who" = json!("account"))), request_body = CreateAbuseReport,
    responses((status = 201, body = OwnAbuseReport)))]
#[post("/api/abuse/reports")]
async fn create_abuse_report(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CreateAbuseReport>,
) -> ApiResult<HttpResponse> {
    let made = report::create(&state, &context, &who.0, body.0).await?;
    Ok(HttpResponse::Created().json(made))
}

/// List what one reported
///
/// Newest first.
#[utoipa::path(tag = "abuse", extensions(("x-who" = json!("account"))), params(OwnAbuseReportQuery),
    responses((status = 200, body = Page<OwnAbuseReport>)))]
#[get("/api/abuse/reports/mine")]
async fn list_own_abuse_reports(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<OwnAbuseReportQuery>,
) -> ApiResult<Json<Page<OwnAbuseReport>>> {
    report::mine(&state, who.0.id, &query.0).await.map(Json)
}

/// List cases of abuse
///
/// For the staff. Everything that was reported of one thing is one case. Open ones the oldest first; decided ones, the newest
/// first, only when asked for.
#[utoipa::path(tag = "abuse", extensions(("x-who" = json!("staff"))), params(AbuseCaseQuery),
    responses((status = 200, body = Page<AbuseCaseSummary>)))]
#[get("/api/abuse/cases")]
async fn list_abuse_cases(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    query: ValidQuery<AbuseCaseQuery>,
) -> ApiResult<Json<Page<AbuseCaseSummary>>> {
    look::list(&state, &query.0).await.map(Json)
}

/// Show a case of abuse
///
/// For the staff: what was reported, by whom and why. It may show a private message, so that somebody looked is recorded.
#[utoipa::path(tag = "abuse", extensions(("x-who" = json!("staff"))),
    params(("id" = AbuseCaseId, Path, description = "The case.")),
    responses((status = 200, body = AbuseCase)))]
#[get("/api/abuse/cases/{id}")]
async fn get_abuse_case(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<AbuseCaseId>,
) -> ApiResult<Json<AbuseCase>> {
    look::get(&state, &context, &who.user, id.0).await.map(Json)
}

/// Decide a case of abuse
///
/// Once: nothing; hiding a message or a rating; cancelling a campaign, putting a brand into the trash or a creator out of sight. It
/// is done at once. Whoever is concerned is told why, and whoever reported that it was decided.
#[utoipa::path(tag = "abuse", extensions(("x-who" = json!("staff"))), request_body = DecideAbuseCase,
    params(("id" = AbuseCaseId, Path, description = "The case.")), responses((status = 200, body = AbuseCase)))]
#[post("/api/abuse/cases/{id}/decide")]
async fn decide_abuse_case(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<AbuseCaseId>,
    body: ValidJson<DecideAbuseCase>,
) -> ApiResult<Json<AbuseCase>> {
    decide::decide(&state, &context, &who.user, id.0, &body.0).await.map(Json)
}
