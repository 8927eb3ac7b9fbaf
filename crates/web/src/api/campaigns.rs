//! Campaigns, and the applications to them.

use shared::campaigns::{
    AcceptCounter, Application, ApplicationQuery, ApplicationSummary, Apply, BrandCampaign,
    BrandCampaignQuery, BriefVersion, Campaign, CampaignPage, CampaignQuery, CampaignSummary, CancelCampaign,
    ConfirmApplication, CounterOffer, CreateCampaign, MakeOffer, ManagedCampaignQuery, RejectApplication,
    SavedQuery, UpdateCampaign,
};
use shared::id::{ApplicationId, BrandId, CampaignId};
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::{ApiResult, begin, delete, get, get_with, patch, post, put_on};

/// Campaigns that take applications.
pub async fn list(query: &CampaignQuery) -> ApiResult<Page<CampaignSummary>> {
    get_with("/api/campaigns", query).await
}

/// One campaign, as everybody sees it.
pub async fn page(id: CampaignId) -> ApiResult<CampaignPage> {
    get(&format!("/api/campaigns/{id}")).await
}

/// What one saved, the last first.
pub async fn saved(query: &SavedQuery) -> ApiResult<Page<CampaignSummary>> {
    get_with("/api/campaigns/saved", query).await
}

/// Saves a campaign.
pub async fn save(id: CampaignId) -> ApiResult<()> {
    put_on(&format!("/api/campaigns/{id}/saved")).await
}

/// Forgets that a campaign was saved.
pub async fn unsave(id: CampaignId) -> ApiResult<()> {
    delete(&format!("/api/campaigns/{id}/saved")).await
}

/// A brand's own campaigns, newest first.
pub async fn of_brand(brand: BrandId, query: &BrandCampaignQuery) -> ApiResult<Page<BrandCampaign>> {
    get_with(&format!("/api/campaigns/of-brand/{brand}"), query).await
}

/// Begins a campaign, as a draft.
pub async fn create(body: &CreateCampaign) -> ApiResult<Campaign> {
    post("/api/campaigns", body).await
}

/// Changes a campaign.
pub async fn update(id: CampaignId, body: &UpdateCampaign) -> ApiResult<Campaign> {
    patch(&format!("/api/campaigns/{id}"), body).await
}

/// One campaign, as its brand sees it.
pub async fn own(id: CampaignId) -> ApiResult<Campaign> {
    get(&format!("/api/campaigns/{id}/own")).await
}

/// One campaign, as everybody would see it.
pub async fn preview(id: CampaignId) -> ApiResult<CampaignPage> {
    get(&format!("/api/campaigns/{id}/preview")).await
}

/// The versions of what is signed, newest first.
pub async fn briefs(id: CampaignId) -> ApiResult<Vec<BriefVersion>> {
    get(&format!("/api/campaigns/{id}/briefs")).await
}

/// Copies a campaign into a new draft.
pub async fn duplicate(id: CampaignId) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/{id}/duplicate")).await
}

/// Opens a draft to creators.
pub async fn publish(id: CampaignId) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/{id}/publish")).await
}

/// Takes no more applications.
pub async fn close(id: CampaignId) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/{id}/close")).await
}

/// Says that everything was done.
pub async fn complete(id: CampaignId) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/{id}/complete")).await
}

/// Calls a campaign off.
pub async fn cancel(id: CampaignId, body: &CancelCampaign) -> ApiResult<Campaign> {
    post(&format!("/api/campaigns/{id}/cancel"), body).await
}

/// Puts a campaign away.
pub async fn archive(id: CampaignId) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/{id}/archive")).await
}

/// Takes a campaign out again.
pub async fn restore(id: CampaignId) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/{id}/restore")).await
}

/// Applies to a campaign.
pub async fn apply(id: CampaignId, body: &Apply) -> ApiResult<Application> {
    post(&format!("/api/campaigns/{id}/applications"), body).await
}

/// The applications to a campaign, oldest first.
pub async fn applications(id: CampaignId, query: &ApplicationQuery) -> ApiResult<Page<ApplicationSummary>> {
    get_with(&format!("/api/campaigns/{id}/applications"), query).await
}

/// One's own applications, newest first.
pub async fn own_applications(query: &ApplicationQuery) -> ApiResult<Page<ApplicationSummary>> {
    get_with("/api/campaigns/applications/mine", query).await
}

/// One application, whole.
pub async fn application(id: ApplicationId) -> ApiResult<Application> {
    get(&format!("/api/campaigns/applications/{id}")).await
}

/// What was signed; before that, what would be.
pub async fn application_brief(id: ApplicationId) -> ApiResult<BriefVersion> {
    get(&format!("/api/campaigns/applications/{id}/brief")).await
}

/// Takes an application on the shortlist.
pub async fn shortlist(id: ApplicationId) -> ApiResult<Application> {
    begin(&format!("/api/campaigns/applications/{id}/shortlist")).await
}

/// Offers terms.
pub async fn offer(id: ApplicationId, body: &MakeOffer) -> ApiResult<Application> {
    post(&format!("/api/campaigns/applications/{id}/offer"), body).await
}

/// Takes the creator's terms as the brand's own.
pub async fn accept(id: ApplicationId, body: &AcceptCounter) -> ApiResult<Application> {
    post(&format!("/api/campaigns/applications/{id}/accept"), body).await
}

/// Declines an application.
pub async fn reject(id: ApplicationId, body: &RejectApplication) -> ApiResult<Application> {
    post(&format!("/api/campaigns/applications/{id}/reject"), body).await
}

/// Asks for other terms.
pub async fn counter(id: ApplicationId, body: &CounterOffer) -> ApiResult<Application> {
    post(&format!("/api/campaigns/applications/{id}/counter"), body).await
}

/// Signs the brand's offer and the brief.
pub async fn confirm(id: ApplicationId, body: &ConfirmApplication) -> ApiResult<Application> {
    post(&format!("/api/campaigns/applications/{id}/confirm"), body).await
}

/// Takes an application back.
pub async fn withdraw(id: ApplicationId) -> ApiResult<Application> {
    begin(&format!("/api/campaigns/applications/{id}/withdraw")).await
}

/// Every campaign, for the staff, newest first.
pub async fn managed(query: &ManagedCampaignQuery) -> ApiResult<Page<BrandCampaign>> {
    get_with("/api/campaigns/managed", query).await
}

/// Everything of a campaign, for the staff.
pub async fn managed_one(id: CampaignId) -> ApiResult<Campaign> {
    get(&format!("/api/campaigns/managed/{id}")).await
}

/// The applications to a campaign, for the staff.
pub async fn managed_applications(
    id: CampaignId,
    query: &ApplicationQuery,
) -> ApiResult<Page<ApplicationSummary>> {
    get_with(&format!("/api/campaigns/managed/{id}/applications"), query).await
}

/// Takes a campaign out again that its brand put away, for the staff.
pub async fn restore_managed(id: CampaignId) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/managed/{id}/restore")).await
}

/// Cancels a campaign, for the staff.
pub async fn suspend(id: CampaignId, body: &CancelCampaign) -> ApiResult<Campaign> {
    post(&format!("/api/campaigns/managed/{id}/suspend"), body).await
}

/// What a campaign said before, for the staff, newest first.
pub async fn managed_revisions(id: CampaignId, query: &RevisionQuery) -> ApiResult<Page<Revision>> {
    get_with(&format!("/api/campaigns/managed/{id}/revisions"), query).await
}

/// Sets a campaign back to a revision, for the staff.
pub async fn revert_managed(id: CampaignId, revision: u32) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/managed/{id}/revisions/{revision}/revert")).await
}

/// What a campaign said before, newest first.
pub async fn revisions(id: CampaignId, query: &RevisionQuery) -> ApiResult<Page<Revision>> {
    get_with(&format!("/api/campaigns/{id}/revisions"), query).await
}

/// Sets a campaign back to a revision.
pub async fn revert(id: CampaignId, revision: u32) -> ApiResult<Campaign> {
    begin(&format!("/api/campaigns/{id}/revisions/{revision}/revert")).await
}
