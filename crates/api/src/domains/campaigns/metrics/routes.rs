//! `/api/campaigns/metrics`, and the figures of a deliverable.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::campaigns::{
    ConfirmMetrics, DashboardQuery, ManagedMetrics, ManagedMetricsQuery, MetricsDashboard, PostMetrics,
    QuestionMetrics,
};
use shared::id::{BrandId, DeliverableId, MetricsId};
use shared::media::FileLink;
use shared::page::Page;

use super::super::access::OfBrand;
use super::super::applications::access::Look;
use super::super::deliverables::access::PieceOf;
use super::super::repo::counted::Of;
use super::access::{Confirm, Discard, MetricsOf, Question, Report};
use super::service::{Hand, brand, creator, dashboard, look, report, staff, viewer};
use crate::app::AppState;
use crate::domains::identity::{SignedIn, Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, Upload, ValidJson, ValidQuery};
use crate::infra::reading::MAX_BYTES;

/// Registers the handlers. Words that are fixed come before ids.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(get_own_dashboard)
        .service(get_brand_dashboard)
        .service(list_managed_metrics)
        .service(question_managed_metrics)
        .service(create_managed_metrics_link)
        .service(list_deliverable_metrics)
        .service(report_metrics)
        .service(get_post_metrics)
        .service(confirm_metrics)
        .service(discard_metrics)
        .service(question_metrics)
        .service(create_metrics_link);
}

/// Report the figures of a post
///
/// For the creator, once it is published: a screenshot of the network's statistics (PNG, JPEG, WebP) of at most 12 MB, as the
/// body or as the first part of a form. It is read in the background (`state` tells how that went), and counts for nothing
/// before it is confirmed; one at a time can wait for that. `reuse` warns when the picture was used before.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    request_body(content(
        (Vec<u8> = "application/octet-stream"), (Vec<u8> = "image/*"), (Vec<u8> = "multipart/form-data"))),
    responses((status = 201, body = PostMetrics)))]
#[post("/api/campaigns/deliverables/{id}/metrics")]
async fn report_metrics(
    piece: PieceOf<Report>,
    state: Data<AppState>,
    context: RequestContext,
    file: Upload<MAX_BYTES>,
) -> ApiResult<HttpResponse> {
    let made = report::report(&state, &piece, &context, &file).await?;
    Ok(HttpResponse::Created().json(made))
}

/// List the figures of a post
///
/// Newest first, at most 50: all of them for its creator; what was confirmed for everybody in the brand's workspace. The
/// newest that were confirmed are those that count.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = Vec<PostMetrics>)))]
#[get("/api/campaigns/deliverables/{id}/metrics")]
async fn list_deliverable_metrics(
    piece: PieceOf<Look>,
    state: Data<AppState>,
) -> ApiResult<Json<Vec<PostMetrics>>> {
    look::of_deliverable(&state, piece.piece.id, piece.role).await.map(Json)
}

/// Show figures
///
/// For the creator; once they were confirmed for everybody in the brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = MetricsId, Path, description = "The figures.")),
    responses((status = 200, body = PostMetrics)))]
#[get("/api/campaigns/metrics/{id}")]
async fn get_post_metrics(found: MetricsOf<Look>) -> ApiResult<Json<PostMetrics>> {
    Ok(Json(found.metrics.to_metrics(viewer(found.role))))
}

/// Confirm figures
///
/// For the creator: what was read, corrected, or typed where nothing was read. The brand is told and sees them, and they count
/// in both dashboards. Figures that were questioned are answered by confirming them anew.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = ConfirmMetrics,
    params(("id" = MetricsId, Path, description = "The figures.")),
    responses((status = 200, body = PostMetrics)))]
#[post("/api/campaigns/metrics/{id}/confirm")]
async fn confirm_metrics(
    found: MetricsOf<Confirm>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ConfirmMetrics>,
) -> ApiResult<Json<PostMetrics>> {
    creator::confirm(&state, Hand::of(&found, &context), body.0).await.map(Json)
}

/// Discard figures
///
/// For the creator, before they are confirmed, to send another screenshot. Nobody else has seen them, and the screenshot is
/// removed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = MetricsId, Path, description = "The figures.")),
    responses((status = 200, body = PostMetrics)))]
#[post("/api/campaigns/metrics/{id}/discard")]
async fn discard_metrics(
    found: MetricsOf<Discard>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<PostMetrics>> {
    creator::discard(&state, Hand::of(&found, &context)).await.map(Json)
}

/// Question figures
///
/// With a reason, which the creator reads. They count until they are confirmed anew. For owners, administrators and members of
/// the brand, once they were confirmed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = QuestionMetrics,
    params(("id" = MetricsId, Path, description = "The figures.")),
    responses((status = 200, body = PostMetrics)))]
#[post("/api/campaigns/metrics/{id}/question")]
async fn question_metrics(
    found: MetricsOf<Question>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<QuestionMetrics>,
) -> ApiResult<Json<PostMetrics>> {
    brand::question(&state, Hand::of(&found, &context), body.0).await.map(Json)
}

/// Get an address of a screenshot
///
/// Good for a quarter of an hour. For the creator; once the figures were confirmed for everybody in the brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = MetricsId, Path, description = "The figures.")),
    responses((status = 200, body = FileLink)))]
#[post("/api/campaigns/metrics/{id}/link")]
async fn create_metrics_link(found: MetricsOf<Look>, state: Data<AppState>) -> ApiResult<Json<FileLink>> {
    look::link(&state, &found.metrics).await.map(Json)
}

/// Show what the posts for a brand add up to
///
/// Views, reach, engagement and what a thousand views cost, of the posts that were published in a period: in all, by day, by
/// campaign, by creator and by network. The newest confirmed figures of each post count. For everybody in the brand's
/// workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("brand" = BrandId, Path, description = "The brand."), DashboardQuery),
    responses((status = 200, body = MetricsDashboard)))]
#[get("/api/campaigns/metrics/of-brand/{brand}")]
async fn get_brand_dashboard(
    who: OfBrand,
    state: Data<AppState>,
    query: ValidQuery<DashboardQuery>,
) -> ApiResult<Json<MetricsDashboard>> {
    dashboard::get(&state, Of::Brand(who.brand), &query.0).await.map(Json)
}

/// Show what one's own posts add up to
///
/// For creators: the same over every brand, without the breakdown by creator.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))), params(DashboardQuery),
    responses((status = 200, body = MetricsDashboard)))]
#[get("/api/campaigns/metrics/mine")]
async fn get_own_dashboard(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<DashboardQuery>,
) -> ApiResult<Json<MetricsDashboard>> {
    dashboard::get(&state, Of::User(who.0.id), &query.0).await.map(Json)
}

/// List figures, for the staff
///
/// Newest first, wherever they stand; `reused=true` are those whose picture was used before.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), params(ManagedMetricsQuery),
    responses((status = 200, body = Page<ManagedMetrics>)))]
#[get("/api/campaigns/metrics/managed")]
async fn list_managed_metrics(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    query: ValidQuery<ManagedMetricsQuery>,
) -> ApiResult<Json<Page<ManagedMetrics>>> {
    staff::list(&state, &query.0).await.map(Json)
}

/// Question figures, for the staff
///
/// With a reason. Both sides are told; the figures count until the creator confirms them anew.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), request_body = QuestionMetrics,
    params(("id" = MetricsId, Path, description = "The figures.")),
    responses((status = 200, body = ManagedMetrics)))]
#[post("/api/campaigns/metrics/managed/{id}/question")]
async fn question_managed_metrics(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<MetricsId>,
    body: ValidJson<QuestionMetrics>,
) -> ApiResult<Json<ManagedMetrics>> {
    staff::question(&state, &context, &who.user, id.0, body.0).await.map(Json)
}

/// Get an address of a screenshot, for the staff
///
/// Good for a quarter of an hour. That somebody asked for it stands in the audit trail.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = MetricsId, Path, description = "The figures.")),
    responses((status = 200, body = FileLink)))]
#[post("/api/campaigns/metrics/managed/{id}/link")]
async fn create_managed_metrics_link(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<MetricsId>,
) -> ApiResult<Json<FileLink>> {
    staff::link(&state, &context, &who.user, id.0).await.map(Json)
}
