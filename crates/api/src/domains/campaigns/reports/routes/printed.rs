//! Reports to print.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::backups::DownloadTicket;
use shared::campaigns::{AskReport, Report};
use shared::error::ErrorCode;
use shared::id::{CampaignId, CreatorId, JobId};
use tokio_util::io::ReaderStream;

use super::super::super::access::{BrandsCampaign, Look};
use super::super::super::parties;
use super::super::super::service::managed;
use super::super::service::{self, Wanted};
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn, Staff, may};
use crate::http::{ApiError, ApiResult, Handlers, Path, RequestContext, ValidJson};
use crate::said;

/// Registers the handlers. Words that are fixed come before ids.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_reports)
        .service(print_own_report)
        .service(print_managed_campaign)
        .service(print_managed_creator)
        .service(print_campaign)
        .service(create_report_ticket)
        .service(download_report);
}

/// List one's reports
///
/// The newest twenty that one asked for; one that is ready can be downloaded for a week.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Vec<Report>)))]
#[get("/api/campaigns/reports")]
async fn list_reports(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Vec<Report>>> {
    service::list(&state, &who.0).await.map(Json)
}

/// Print the report of a campaign
///
/// As PDF, by a job of the same id, whose progress `GET /api/system/jobs/{id}` tells: what the posts add up to, charts, what each creator brought, the
/// applications and the brief. One that is being made already is given instead. For everybody in the brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = AskReport,
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 202, body = Report)))]
#[post("/api/campaigns/reports/of-campaign/{id}")]
async fn print_campaign(
    found: BrandsCampaign<Look>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<AskReport>,
) -> ApiResult<HttpResponse> {
    let wanted = Wanted::campaign(&found.campaign, true);
    let report = service::ask(&state, &context, &found.user, wanted, &body.0).await?;
    Ok(HttpResponse::Accepted().json(report))
}

/// Print one's own report
///
/// As PDF, by a job of the same id: who one is as a creator, what one's posts add up to, charts, campaigns, networks and what
/// brands say. Asks for a creator profile.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))), request_body = AskReport,
    responses((status = 202, body = Report)))]
#[post("/api/campaigns/reports/mine")]
async fn print_own_report(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<AskReport>,
) -> ApiResult<HttpResponse> {
    let card = parties::creator(&state, who.0.id).await?;
    let card = card.ok_or_else(|| {
        ApiError::new(ErrorCode::ProfileIncomplete).detail(said!(
            "there is no creator profile yet; make one first",
            "todavía no hay un perfil de creador; creá uno primero"
        ))
    })?;
    let wanted = Wanted::creator(card.id, &card.name, true);
    let report = service::ask(&state, &context, &who.0, wanted, &body.0).await?;
    Ok(HttpResponse::Accepted().json(report))
}

/// Print the report of a campaign, for the staff
///
/// As its brand can.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), request_body = AskReport,
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 202, body = Report)))]
#[post("/api/campaigns/reports/managed/campaigns/{id}")]
async fn print_managed_campaign(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CampaignId>,
    body: ValidJson<AskReport>,
) -> ApiResult<HttpResponse> {
    let campaign = managed::find(&state, id.0).await?;
    let wanted = Wanted::campaign(&campaign, false);
    let report = service::ask(&state, &context, &who.user, wanted, &body.0).await?;
    Ok(HttpResponse::Accepted().json(report))
}

/// Print the report of a creator, for the staff
///
/// As the creator can.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), request_body = AskReport,
    params(("id" = CreatorId, Path, description = "The creator.")),
    responses((status = 202, body = Report)))]
#[post("/api/campaigns/reports/managed/creators/{id}")]
async fn print_managed_creator(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CreatorId>,
    body: ValidJson<AskReport>,
) -> ApiResult<HttpResponse> {
    let creator = parties::snapshot(&state, id.0).await?;
    let wanted = Wanted::creator(creator.id, &creator.name, false);
    let report = service::ask(&state, &context, &who.user, wanted, &body.0).await?;
    Ok(HttpResponse::Accepted().json(report))
}

/// Get a link to a report
///
/// It downloads the file once, within a minute. For who asked for the report, as long as they are of the brand that it is for.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    params(("id" = JobId, Path, description = "The report.")),
    responses((status = 200, body = DownloadTicket)))]
#[post("/api/campaigns/reports/{id}/download-ticket")]
async fn create_report_ticket(
    who: SignedIn,
    state: Data<AppState>,
    id: Path<JobId>,
) -> ApiResult<Json<DownloadTicket>> {
    service::ticket(&state, &who.0, id.0).await.map(Json)
}

/// Download a report by ticket
///
/// The ticket is the key, and is used up.
#[utoipa::path(tag = "campaigns", security(()),
    params(("ticket" = String, Path, description = "From `download-ticket`")),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/pdf")))]
#[get("/api/campaigns/reports/files/{ticket}")]
async fn download_report(_: Public, state: Data<AppState>, ticket: Path<String>) -> ApiResult<HttpResponse> {
    let (report, bytes, reader) = service::open(&state, &ticket.0).await?;
    let name = format!("attachment; filename=\"avenue-{}-{}.pdf\"", report.kind.as_str(), report.to);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .no_chunking(bytes)
        .streaming(ReaderStream::new(reader)))
}
