//! Finding campaigns, and looking at one.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::campaigns::{BrandCampaign, BrandCampaignQuery, CampaignPage, CampaignQuery, CampaignSummary};
use shared::id::{BrandId, CampaignId};
use shared::page::Page;

use super::super::access::OfBrand;
use super::super::service::discover;
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_campaigns).service(list_brand_campaigns).service(get_campaign);
}

/// Find campaigns that take applications
///
/// Those that are published, not over and not full. Words are found by their beginning, in titles and briefs, whatever
/// their accents and capitals. Fees are compared in one currency. What was published last comes first, unless another
/// order is asked for. With `fits_me` only those whose requirements the reader's creator profile meets.
#[utoipa::path(tag = "campaigns", security((), ("bearer" = [])), params(CampaignQuery),
    responses((status = 200, body = Page<CampaignSummary>)))]
#[get("/api/campaigns")]
async fn list_campaigns(
    _: Public,
    who: Option<SignedIn>,
    state: Data<AppState>,
    query: ValidQuery<CampaignQuery>,
) -> ApiResult<Json<Page<CampaignSummary>>> {
    let reader = who.map(|who| who.0);
    discover::list(&state, reader.as_ref(), &query.0).await.map(Json)
}

/// List a brand's own campaigns
///
/// For its workspace: drafts too. Newest first; those that were put away only when asked for.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("brand" = BrandId, Path, description = "The brand."), BrandCampaignQuery),
    responses((status = 200, body = Page<BrandCampaign>)))]
#[get("/api/campaigns/of-brand/{brand}")]
async fn list_brand_campaigns(
    who: OfBrand,
    state: Data<AppState>,
    query: ValidQuery<BrandCampaignQuery>,
) -> ApiResult<Json<Page<BrandCampaign>>> {
    discover::of_brand(&state, who.brand, &query.0).await.map(Json)
}

/// Show a campaign
///
/// As everybody sees it; a draft does not exist. Whoever is signed in learns whether they saved it, and a creator what keeps
/// them from applying and where their application stands.
#[utoipa::path(tag = "campaigns", security((), ("bearer" = [])),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = CampaignPage)))]
#[get("/api/campaigns/{id}")]
async fn get_campaign(
    _: Public,
    who: Option<SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CampaignId>,
) -> ApiResult<Json<CampaignPage>> {
    let reader = who.map(|who| who.0);
    discover::get(&state, reader.as_ref(), &context, id.0).await.map(Json)
}
