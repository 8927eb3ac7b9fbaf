//! What the networks counted of published posts, and what it adds up to.

use shared::campaigns::{
    ConfirmMetrics, DashboardQuery, ManagedMetrics, ManagedMetricsQuery, MetricsDashboard, OwedDeliverable,
    PostMetrics, QuestionMetrics,
};
use shared::id::{ApplicationId, BrandId, DeliverableId, MetricsId};
use shared::media::FileLink;
use shared::page::Page;
use web_sys::File;

use super::{ApiResult, begin, get, get_with, post, upload};

/// What is owed by a signature.
pub async fn pieces(application: ApplicationId) -> ApiResult<Vec<OwedDeliverable>> {
    get(&format!("/api/campaigns/applications/{application}/deliverables")).await
}

/// The figures of a deliverable, newest first.
pub async fn of_piece(piece: DeliverableId) -> ApiResult<Vec<PostMetrics>> {
    get(&format!("/api/campaigns/deliverables/{piece}/metrics")).await
}

/// Sends a screenshot.
pub async fn report(piece: DeliverableId, file: File) -> ApiResult<PostMetrics> {
    upload(&format!("/api/campaigns/deliverables/{piece}/metrics"), file).await
}

/// Vouches for figures.
pub async fn confirm(id: MetricsId, body: &ConfirmMetrics) -> ApiResult<PostMetrics> {
    post(&format!("/api/campaigns/metrics/{id}/confirm"), body).await
}

/// Throws figures away that nobody else has seen.
pub async fn discard(id: MetricsId) -> ApiResult<PostMetrics> {
    begin(&format!("/api/campaigns/metrics/{id}/discard")).await
}

/// Doubts figures.
pub async fn question(id: MetricsId, body: &QuestionMetrics) -> ApiResult<PostMetrics> {
    post(&format!("/api/campaigns/metrics/{id}/question"), body).await
}

/// Where a screenshot can be had for a moment.
pub async fn link(id: MetricsId) -> ApiResult<FileLink> {
    begin(&format!("/api/campaigns/metrics/{id}/link")).await
}

/// What the posts for a brand add up to.
pub async fn of_brand(brand: BrandId, query: &DashboardQuery) -> ApiResult<MetricsDashboard> {
    get_with(&format!("/api/campaigns/metrics/of-brand/{brand}"), query).await
}

/// What one's own posts add up to.
pub async fn mine(query: &DashboardQuery) -> ApiResult<MetricsDashboard> {
    get_with("/api/campaigns/metrics/mine", query).await
}

/// All figures, for the staff, newest first.
pub async fn managed(query: &ManagedMetricsQuery) -> ApiResult<Page<ManagedMetrics>> {
    get_with("/api/campaigns/metrics/managed", query).await
}

/// Doubts figures, for the staff.
pub async fn question_managed(id: MetricsId, body: &QuestionMetrics) -> ApiResult<ManagedMetrics> {
    post(&format!("/api/campaigns/metrics/managed/{id}/question"), body).await
}

/// Where the staff can see a screenshot for a moment. That somebody looked is recorded.
pub async fn managed_link(id: MetricsId) -> ApiResult<FileLink> {
    begin(&format!("/api/campaigns/metrics/managed/{id}/link")).await
}
