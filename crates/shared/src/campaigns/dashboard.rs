//! What confirmed figures add up to: by day of publication, campaign, creator and network.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::campaign::valid_date;
use crate::creators::Platform;
use crate::figures::Percent;
use crate::id::{CampaignId, CreatorId};
use crate::json::FromJson;
use crate::money::Money;

/// The longest period of a dashboard, in days.
pub const LONGEST_PERIOD: u32 = 366;
/// The most campaigns, and the most creators, that a dashboard lists.
pub const MOST_LISTED: usize = 50;

/// What is paid, and what of it was seen, in one currency. Nothing is exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpentOn {
    /// What was signed for these posts: fees, and what products are worth. A creator's pieces of one signature share it
    /// equally.
    pub spent: Money,
    /// Views of the posts that it was signed for.
    pub views: u64,
    /// What a thousand views cost, rounded to the minor unit; absent without views.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_thousand: Option<Money>,
}

/// What the figures of some posts add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MetricsSum {
    /// How many posts have figures.
    pub posts: u64,
    /// How often they were seen.
    pub views: u64,
    /// How many accounts each reached, added up: who saw two posts counts twice. Of the posts whose reach is known.
    pub reach: u64,
    /// How often people interacted, of the posts for which it is known.
    pub interactions: u64,
    /// Interactions as a part of views, over the posts that have both; absent where none has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagement: Option<Percent>,
    /// What they cost, by currency.
    pub spent: Vec<SpentOn>,
}

/// The posts of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayMetrics {
    /// When they were published, such as 2026-11-30, in the time zone of their campaigns.
    pub day: String,
    /// What their figures add up to.
    pub sum: MetricsSum,
}

/// The posts of one campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignMetrics {
    /// The campaign.
    pub campaign_id: CampaignId,
    /// What it is called.
    pub title: String,
    /// What their figures add up to.
    pub sum: MetricsSum,
}

/// The posts of one creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatorMetrics {
    /// The creator.
    pub creator_id: CreatorId,
    /// As they were called when they applied; absent when they are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What their figures add up to.
    pub sum: MetricsSum,
}

/// The posts on one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlatformMetrics {
    /// The network.
    pub platform: Platform,
    /// What their figures add up to.
    pub sum: MetricsSum,
}

/// `GET /api/campaigns/metrics/of-brand/{brand}` and `GET /api/campaigns/metrics/mine`: what the figures of the posts that were
/// published in a period add up to. The newest confirmed figures of each post count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MetricsDashboard {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Of all of them.
    pub total: MetricsSum,
    /// By day of publication, earliest first; days without posts are left out.
    pub days: Vec<DayMetrics>,
    /// By campaign, most views first: 50 at most.
    pub campaigns: Vec<CampaignMetrics>,
    /// By creator, most views first: 50 at most. Absent in one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creators: Option<Vec<CreatorMetrics>>,
    /// By network, most views first.
    pub platforms: Vec<PlatformMetrics>,
}

/// Which posts a dashboard is about.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct DashboardQuery {
    /// The first day of publication, such as 2026-11-01; 89 days before the last one if absent. A period has at most 366
    /// days.
    #[garde(inner(custom(valid_date)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last one; today if absent.
    #[garde(inner(custom(valid_date)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Only of this campaign.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignId>,
    /// Only of this creator.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<CreatorId>,
}
