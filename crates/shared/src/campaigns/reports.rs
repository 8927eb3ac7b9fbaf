//! Spreadsheets of lists as they are filtered, and reports to print.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::campaign::valid_date;
use super::{ApplicationState, CampaignState, MetricsState};
use crate::id::{BrandId, CreatorId, JobId};
use crate::identity::Locale;
use crate::json::FromJson;
use crate::time::Timestamp;

/// `GET /api/campaigns/reports/of-brand/{brand}/campaigns`: which campaigns are in the sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct CampaignSheetQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<CampaignState>,
    /// Those that were put away, instead of the others.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// `GET /api/campaigns/reports/managed/campaigns`: which campaigns are in the sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ManagedCampaignSheetQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<CampaignState>,
}

/// Which applications are in a sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ApplicationSheetQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ApplicationState>,
}

/// `GET /api/campaigns/reports/managed/metrics`: which figures are in the sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ManagedMetricsSheetQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<MetricsState>,
    /// Only those whose picture was used before, or only the others.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reused: Option<bool>,
}

/// `GET /api/campaigns/reports/managed/ratings`: which ratings are in the sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ManagedRatingSheetQuery {
    /// Only of work for this brand.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
    /// Only of work of this creator.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<CreatorId>,
    /// Only those that the staff took out of sight, or only the others.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
}

/// Asks for a report to print.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskReport {
    /// In which language; that of the request if absent.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// The first day whose posts are counted, such as 2026-11-01. If absent: of a campaign, the day of its publication; of a
    /// creator, 89 days before the last one. A period has at most 366 days.
    #[garde(inner(custom(valid_date)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last one; today if absent.
    #[garde(inner(custom(valid_date)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReportKind {
    /// A campaign.
    Campaign,
    /// A creator.
    Creator,
}

impl ReportKind {
    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::Creator => "creator",
        }
    }
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReportState {
    /// It is being made; the job of the same id tells how far it is.
    Printing,
    /// It can be downloaded, until `expires_at`.
    Ready,
    /// Nothing came of it.
    Failed,
}

/// A report to print, as PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// The report, and the job that makes it.
    pub id: JobId,
    /// What it is about.
    pub kind: ReportKind,
    /// What that is called.
    pub title: String,
    /// In which language it is.
    pub locale: Locale,
    /// Where it stands.
    pub state: ReportState,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Until when it can be downloaded, once it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Its size, once it can be downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
}
